/** Whether a row may state the status it states: presence, applicability, evidence, findings and justification. */
import { isIsoDate, type IsoDate } from "#base/calendar";
import type { Applicability } from "#base/applicability";
import { problem, type Citation, type Problem, type ProblemCode } from "#problems";
import type { RequirementRow } from "#dossier";
import { listSome, mayBeLeftOut, ownRow, type Support } from "./effective-status.ts";
import { shortDocument } from "./requirement-key.ts";
import type { RequirementLinks } from "./requirement-links.ts";
import type { RequirementNode } from "./requirement-set.ts";
import { isCircular } from "./row-wording.ts";

/** Everything that the checks of one row look at. */
export interface RowView {
  readonly node: RequirementNode;
  readonly row: RequirementRow | undefined;
  readonly applicability: Applicability;
  readonly links: RequirementLinks;
  readonly support: Support;
  /** True when the status follows from incorporated requirements alone. */
  readonly derives: boolean;
  readonly now: IsoDate;
}

/** The citation of a requirement: its own id in its edition. */
export function citeRequirement(node: RequirementNode): Citation {
  return { ...node.edition, clause: node.requirement.id };
}

/** A problem of a row; `field` is the field it concerns, if it concerns one. */
export function rowProblem(
  view: Pick<RowView, "node">,
  code: ProblemCode,
  field: keyof RequirementRow | undefined,
  message: string,
  more: {
    readonly remedy?: string;
    readonly fix?: Problem["fix"];
    readonly cites?: readonly Citation[];
  } = {},
): Problem {
  const { node } = view;
  return problem(code, {
    message,
    at: field === undefined ? node.at : [...node.at, field],
    subject: node.key,
    cites: [citeRequirement(node), ...(more.cites ?? [])],
    ...(more.remedy === undefined ? {} : { remedy: more.remedy }),
    ...(more.fix === undefined ? {} : { fix: more.fix }),
  });
}

export function checkRowStatus(view: RowView): readonly Problem[] {
  const { node, row, applicability } = view;
  if (applicability.state === "does-not-apply") return checkInapplicable(view);
  if (applicability.state === "undetermined" || node.requirement.modality === "may") return [];
  const shall = node.requirement.modality === "shall";
  switch (row?.status) {
    case undefined:
    case "not-assessed":
      return view.derives ? [] : [openProblem(view, shall)];
    case "not-applicable":
      return checkLeftOut(view, shall);
    case "not-met":
      return shall
        ? [rowProblem(view, "requirement/not-met", "status", `${node.requirement.id} is stated not met`)]
        : checkNotFollowed(view);
    case "partly":
      return shall ? [partlyProblem(view)] : checkNotFollowed(view);
    case "met":
      return checkMet(view, shall);
  }
}

function checkInapplicable(view: RowView): readonly Problem[] {
  const { node, row, applicability } = view;
  const status = row?.status;
  if (status === undefined || status === "not-applicable" || status === "not-assessed") return [];
  return [
    rowProblem(
      view,
      "requirement/status-on-inapplicable",
      "status",
      `${node.requirement.id} is stated ${words[status]}, but does not apply: ${applicability.because.join("; ")}`,
      {
        fix: {
          title: `Set ${node.requirement.id} to not-applicable`,
          safe: false,
          edits: [{ op: "set", path: [...node.at, "status"], value: "not-applicable" }],
        },
      },
    ),
  ];
}

const words = { met: "met", partly: "met in part", "not-met": "not met" } as const;

function openProblem(view: RowView, shall: boolean): Problem {
  const { node, row } = view;
  const { id } = node.requirement;
  const waits =
    node.unresolved.length > 0 ? `, and its reference ${listSome(node.unresolved)} resolves nowhere` : "";
  if (!shall) {
    // No fix: a row without a status would leave the recommendation as open as before.
    const message =
      row === undefined ? `Recommendation ${id} has no row` : `Recommendation ${id} has no status`;
    return rowProblem(view, "requirement/recommendation-open", undefined, message, {});
  }
  const fix = {
    title: `Add a row for ${id}`,
    safe: true,
    edits: [{ op: "set", path: node.at, value: { status: "not-assessed" } }],
  } as const;
  return row === undefined
    ? rowProblem(view, "requirement/row-missing", undefined, `${id} applies, but has no row${waits}`, { fix })
    : rowProblem(view, "requirement/not-assessed", "status", `${id} applies, but is not assessed${waits}`);
}

function checkLeftOut(view: RowView, shall: boolean): readonly Problem[] {
  const { node, row, applicability } = view;
  const { id, condition } = node.requirement;
  const justification = row?.justification?.trim() ?? "";
  if (!mayBeLeftOut(node)) {
    if (condition !== null) {
      const message = `${id} is stated not applicable, but condition ${condition} is answered yes`;
      return [rowProblem(view, "requirement/not-applicable-against-condition", "status", message)];
    }
    const because = applicability.because.join("; ");
    const message = `${id} is stated not applicable, but it applies: ${because}`;
    return [rowProblem(view, "requirement/not-applicable-not-allowed", "status", message)];
  }
  if (justification === "") {
    return shall
      ? [
          rowProblem(
            view,
            "requirement/not-applicable-unjustified",
            "justification",
            `${id} is left out without a justification`,
            { cites: [{ ...node.edition, clause: "4.2" }] },
          ),
        ]
      : checkNotFollowed(view);
  }
  return checkCircular(view);
}

function checkNotFollowed(view: RowView): readonly Problem[] {
  const { id } = view.node.requirement;
  if ((view.row?.justification?.trim() ?? "") !== "") return checkCircular(view);
  const message = `Recommendation ${id} is not followed${view.row?.status === "partly" ? " in full" : ""}, and no reason is recorded`;
  return [rowProblem(view, "requirement/recommendation-unjustified", "justification", message)];
}

function checkCircular(view: RowView): readonly Problem[] {
  const justification = view.row?.justification ?? "";
  if (!isCircular(justification)) return [];
  const message = `The justification of ${view.node.requirement.id} ("${justification.trim()}") only repeats the claim`;
  return [rowProblem(view, "requirement/not-applicable-circular", "justification", message)];
}

function partlyProblem(view: RowView): Problem {
  const { id } = view.node.requirement;
  const { plannedUntil } = view.links;
  if (plannedUntil !== undefined && isIsoDate(plannedUntil) && plannedUntil >= view.now) {
    const message = `${id} is met in part; its correction is planned until ${plannedUntil}`;
    return rowProblem(view, "requirement/partly-met-planned", "status", message);
  }
  const plan =
    plannedUntil === undefined ? "no correction is planned" : `the correction was due on ${plannedUntil}`;
  return rowProblem(view, "requirement/partly-met", "status", `${id} is met in part, and ${plan}`);
}

function checkMet(view: RowView, shall: boolean): readonly Problem[] {
  const { node, links, support, derives } = view;
  const { id } = node.requirement;
  const found: Problem[] = [];
  if (links.limit !== undefined) {
    const message = `${id} is stated met, but ${links.limit.because}`;
    found.push(rowProblem(view, "requirement/met-despite-finding", "status", message));
  }
  // What incorporated requirements show need not be shown twice.
  if (derives || support.usable.length > 0) return found;
  if (!shall) {
    const why =
      support.unusable.length > 0
        ? `its evidence cannot be used: ${listSome(support.unusable)}`
        : "nothing shows it";
    const message = `Recommendation ${id} is stated met, but ${why}`;
    found.push(rowProblem(view, "requirement/recommendation-met-without-evidence", "evidence", message));
  } else if (support.unusable.length > 0) {
    const message = `${id} is stated met, but none of its evidence can be used: ${listSome(support.unusable)}`;
    found.push(rowProblem(view, "requirement/evidence-unusable", "evidence", message));
  } else if (support.practiceStatement.length > 0) {
    const sections = listSome(support.practiceStatement);
    const message = `${id} is stated met by practice statement ${sections} alone, without evidence`;
    found.push(rowProblem(view, "requirement/documented-only", "evidence", message));
  } else {
    const message = `${id} of ${shortDocument(node.edition.document)} is stated met without evidence and practice statement section`;
    found.push(rowProblem(view, "requirement/met-without-evidence", "evidence", message));
  }
  return found;
}

/** The problem of a row stated met while requirements it incorporates are not. */
export function checkIncorporated(
  node: RequirementNode,
  row: RequirementRow | undefined,
  unmet: readonly string[],
): readonly Problem[] {
  const foreign = unmet.filter((key) => key !== ownRow);
  if (row?.status !== "met" || foreign.length === 0) return [];
  const message = `${node.requirement.id} is stated met, but ${foreign.length === 1 ? "a requirement" : `${foreign.length} requirements`} it incorporates ${foreign.length === 1 ? "is" : "are"} not: ${listSome(foreign)}`;
  return [rowProblem({ node }, "requirement/incorporated-not-met", "status", message)];
}
