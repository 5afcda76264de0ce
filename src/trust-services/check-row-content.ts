/** Whether a row says how, by whom, since when and where the practice statement covers it. */
import { addDuration, isIsoDate } from "#base/calendar";
import type { Problem } from "#problems";
import { worse } from "./effective-status.ts";
import { rowProblem, type RowView } from "./check-row-status.ts";
import { saysNothing } from "./row-wording.ts";

const oneYear = { years: 1, months: 0, weeks: 0, days: 0 };

export function checkRowContent(view: RowView): readonly Problem[] {
  const { node, row, applicability } = view;
  if (row === undefined || applicability.state !== "applies") return [];
  const assessed = row.status === "met" || row.status === "partly" || row.status === "not-met";
  const binding = node.requirement.modality !== "may";
  return [
    ...(assessed && binding
      ? [...checkDetail(view), ...checkChoice(view), ...checkPracticeStatement(view)]
      : []),
    ...(assessed && binding ? checkOwner(view) : []),
    ...checkDates(view, assessed && binding),
  ];
}

function checkDetail(view: RowView): readonly Problem[] {
  const { id } = view.node.requirement;
  const detail = view.row?.detail?.trim() ?? "";
  if (detail === "") {
    if (view.derives || view.row?.justification !== undefined) return [];
    const asks = view.row?.status === "met" ? "how it is met" : "what is missing";
    return [
      rowProblem(view, "requirement/detail-missing", "detail", `The row of ${id} does not say ${asks}`),
    ];
  }
  if (!saysNothing(detail)) return [];
  return [
    rowProblem(
      view,
      "requirement/detail-says-nothing",
      "detail",
      `The detail of ${id} ("${detail}") says nothing`,
    ),
  ];
}

function checkChoice(view: RowView): readonly Problem[] {
  const { choice, id } = view.node.requirement;
  if (choice === null || choice.length === 0 || view.row?.status === "not-met") return [];
  if ((view.row?.choice?.trim() ?? "") !== "") return [];
  const message = `${id} offers ${choice.length} alternatives, and the row names none`;
  const offers = choice.map((one) => (one.when === null ? one.then : `${one.when}: ${one.then}`)).join(" | ");
  return [
    rowProblem(view, "requirement/choice-missing", "choice", message, {
      remedy: `Name the alternative in \`choice\`: ${offers}`,
    }),
  ];
}

function checkPracticeStatement(view: RowView): readonly Problem[] {
  const { node, row, support, derives } = view;
  if (row?.status !== "met" || derives || node.requirement.modality !== "shall") return [];
  // A row without anything behind it already has a problem that asks for both.
  if (support.practiceStatement.length > 0 || support.evidence.length === 0) return [];
  const message = `${node.requirement.id} is stated met, but the row names no section of the practice statement`;
  return [rowProblem(view, "requirement/practice-statement-missing", "practiceStatement", message)];
}

function checkOwner(view: RowView): readonly Problem[] {
  if (view.derives || (view.row?.owner?.trim() ?? "") !== "") return [];
  return [rowProblem(view, "requirement/owner-missing", "owner", `${view.node.requirement.id} has no owner`)];
}

function checkDates(view: RowView, needed: boolean): readonly Problem[] {
  const { node, row, now } = view;
  const { id } = node.requirement;
  const found: Problem[] = [];
  const day = row?.assessedOn;
  if (needed && !view.derives && (day === undefined || (row?.assessedBy?.trim() ?? "") === "")) {
    const lacks =
      day === undefined ? (row?.assessedBy === undefined ? "by whom and when" : "when") : "by whom";
    const field = day === undefined ? "assessedOn" : "assessedBy";
    found.push(
      rowProblem(
        view,
        "requirement/assessment-undated",
        field,
        `It is not recorded ${lacks} ${id} was assessed`,
      ),
    );
  }
  if (day !== undefined && isIsoDate(day)) {
    if (day > now) {
      const message = `${id} was assessed on ${day}, which is after ${now}`;
      found.push(rowProblem(view, "requirement/assessment-in-future", "assessedOn", message));
    } else if (needed && addDuration(day, oneYear) < now) {
      const message = `${id} was last assessed on ${day}, more than a year before ${now}`;
      found.push(rowProblem(view, "requirement/assessment-stale", "assessedOn", message));
    }
  }
  if (row?.due !== undefined && row.due < now && isUnfinished(view)) {
    const message = `${id} was due on ${row.due} and is not met yet`;
    found.push(rowProblem(view, "requirement/overdue", "due", message));
  }
  return found;
}

function isUnfinished({ row }: RowView): boolean {
  const status = row?.status ?? "not-assessed";
  return status !== "not-applicable" && worse(status, "partly") === status;
}
