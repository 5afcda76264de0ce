/** Checks of the ICS: rows, support values, reasons and details (EN 303 645 Annex B; TS 103 701 ICS rules). */
import { didYouMean } from "#base/near-miss";
import type { Applicability } from "#base/applicability";
import type { IcsRow } from "#dossier";
import { problem, type Problem } from "#problems";
import type { Change, Provision } from "#standards";
import { citeIcsRow, citeProvision, citeTests, type AssessmentContext } from "./context.ts";
import { checkStatedStatus } from "./check-stated-status.ts";
import { findNotYetReason, findPlaceholder, isCircularReason, saysNothing } from "./wording.ts";

/** Changes that lead from an id of another edition of the document to this one. */
export type OtherEditionIds = ReadonlyMap<
  string,
  { readonly edition: string; readonly change: Change | undefined }
>;

/** ICS problems by provision, and problems of rows that no provision of the edition has. */
export function checkIcs(
  context: AssessmentContext,
  applicability: ReadonlyMap<string, Applicability>,
  otherIds: OtherEditionIds,
): readonly Problem[] {
  const { ics } = context.dossier;
  const problems: Problem[] = [];
  for (const provision of context.provisions.edition.provisions) {
    const row = Object.hasOwn(ics, provision.id) ? ics[provision.id] : undefined;
    const applies = applicability.get(provision.id);
    const found = context.memo(`ics ${provision.id}`, [row, applies, context.provisions], () =>
      row === undefined || applies === undefined
        ? [missingRow(context, provision)]
        : checkRow(context, provision, row, applies),
    );
    problems.push(...found);
  }
  for (const id of Object.keys(ics)) {
    if (!context.provisions.byId.has(id)) problems.push(unknownRow(context, id, otherIds));
  }
  return problems;
}

function missingRow(context: AssessmentContext, provision: Provision): Problem {
  return problem("ics/row-missing", {
    message: `The ICS has no row for ${provision.id} (${provision.title}, status ${provision.printedStatus})`,
    cites: [citeIcsRow(context, provision.id), ...citeTests(context, "ICS-1")],
    at: ["ics", provision.id],
    subject: provision.id,
    fix: {
      title: `Add an empty row for ${provision.id}`,
      safe: true,
      edits: [{ op: "set", path: ["ics", provision.id], value: { detail: "" } }],
    },
  });
}

function unknownRow(context: AssessmentContext, id: string, otherIds: OtherEditionIds): Problem {
  const { document, edition } = context.provisions.edition;
  const successors = context.provisions.voidById.get(id);
  const shared = { at: ["ics", id], subject: id, cites: [citeProvision(context, "Table B.1")] };
  if (successors !== undefined) {
    return problem("ics/row-void", {
      ...shared,
      message: `${id} is void in ${edition}${successors.length > 0 ? `; its place is taken by ${successors.join(" and ")}` : ""}`,
    });
  }
  const other = otherIds.get(id);
  if (other !== undefined) {
    const to = other.change?.to ?? [];
    const only = to.length === 1 ? to[0] : undefined;
    return problem("ics/row-other-edition", {
      ...shared,
      message: `${id} belongs to ${document} ${other.edition}, not to ${edition}${to.length > 0 ? `; there it is ${to.join(" and ")}` : ""}`,
      ...(only === undefined || Object.hasOwn(context.dossier.ics, only)
        ? {}
        : {
            fix: {
              title: `Rename the row to ${only}`,
              safe: true,
              edits: [{ op: "rename" as const, path: ["ics", id], to: only }],
            },
          }),
    });
  }
  const close = didYouMean(id, context.provisions.byId.keys());
  return problem("ics/row-unknown", {
    ...shared,
    message: `${document} ${edition} has no provision ${id}`,
    ...(close === undefined
      ? {}
      : {
          remedy: `Did you mean ${close}?`,
          // A rename onto a row that is there would lose one of the two.
          ...(Object.hasOwn(context.dossier.ics, close)
            ? {}
            : {
                fix: {
                  title: `Rename the row to ${close}`,
                  safe: false,
                  edits: [{ op: "rename" as const, path: ["ics", id], to: close }],
                },
              }),
        }),
  });
}

function checkRow(
  context: AssessmentContext,
  provision: Provision,
  row: IcsRow,
  applies: Applicability,
): readonly Problem[] {
  return [
    ...checkSupport(context, provision, row, applies),
    ...checkReasons(context, provision, row),
    ...checkStatedStatus(context, provision, row),
    ...checkOwner(context, provision, row),
  ];
}

function checkSupport(
  context: AssessmentContext,
  provision: Provision,
  row: IcsRow,
  applies: Applicability,
): readonly Problem[] {
  const { id } = provision;
  const at = ["ics", id, "support"];
  const status = provision.printedStatus;
  const shared = { at, subject: id, cites: [citeIcsRow(context, id), ...citeTests(context, "ICS rules")] };
  if (row.support === undefined) {
    return [
      problem("ics/support-missing", { ...shared, message: `${id} (status ${status}) has no support value` }),
    ];
  }
  if (row.support === "N/A") return checkNotApplicable(provision, applies, shared);
  if (row.support === "N" && provision.obligation === "M") {
    if (applies.state === "does-not-apply") {
      return [
        problem("ics/n-instead-of-na", {
          ...shared,
          message: `${id} does not apply (${applies.because.join("; ")}), so its support is N/A rather than N`,
        }),
      ];
    }
    return [
      problem("ics/mandatory-not-supported", {
        ...shared,
        message: `${id} is mandatory (${status}) and ${applies.state === "applies" ? "applies" : "may apply"}, but its support is N`,
      }),
    ];
  }
  if (row.support === "Y" && applies.state === "does-not-apply") {
    return [
      problem("ics/claimed-though-not-applicable", {
        ...shared,
        message: `${id} is claimed Y, yet ${applies.because.join("; ")}`,
      }),
    ];
  }
  if (applies.state === "undetermined") {
    return [
      problem("ics/applicability-open", {
        ...shared,
        message: `Whether ${id} applies is open: ${applies.because.join("; ")}`,
      }),
    ];
  }
  return [];
}

type Shared = Pick<Problem, "at" | "cites"> & { readonly subject: string };

function checkNotApplicable(
  provision: Provision,
  applies: Applicability,
  shared: Shared,
): readonly Problem[] {
  const { id } = provision;
  if (!provision.conditional && !provision.featured) {
    return [
      problem("ics/na-not-allowed", {
        ...shared,
        message: `${id} has status ${provision.printedStatus}, which carries neither C nor F, so N/A is not allowed`,
      }),
    ];
  }
  if (applies.state === "applies") {
    return [
      problem("ics/na-contradicts-answer", {
        ...shared,
        message: `${id} is N/A, but it applies: ${applies.because.join("; ")}`,
      }),
    ];
  }
  if (applies.state === "undetermined") {
    return [
      problem("ics/na-undetermined", {
        ...shared,
        message: `${id} is N/A, but nothing shows that it does not apply: ${applies.because.join("; ")}`,
      }),
    ];
  }
  return [];
}

function checkReasons(context: AssessmentContext, provision: Provision, row: IcsRow): readonly Problem[] {
  if (row.support === undefined) return [];
  const { id } = provision;
  const problems: Problem[] = [];
  const detail = row.detail ?? "";
  const at = ["ics", id, "detail"];
  const cites = [citeIcsRow(context, id), ...citeTests(context, "ICS-5")];
  const shared = { at, subject: id, cites };
  const needs = {
    Y: "the measures taken",
    N: "why it is not possible or appropriate",
    "N/A": "why it does not apply",
  }[row.support];
  const reason = `${detail}\n${row.justification ?? ""}`;
  if (detail.trim() === "" && !(row.support !== "Y" && (row.justification ?? "").trim() !== "")) {
    problems.push(
      problem("ics/detail-missing", {
        ...shared,
        message: `${id} is ${row.support}, but its detail does not say ${needs}`,
      }),
    );
  } else if (saysNothing(reason)) {
    problems.push(
      problem("ics/detail-says-nothing", {
        ...shared,
        message: `The detail of ${id} only says "${reason.trim()}"; it has to say ${needs}`,
      }),
    );
  }
  const placeholder = findPlaceholder(reason);
  if (placeholder !== undefined) {
    problems.push(
      problem("ics/placeholder", {
        ...shared,
        near: placeholder,
        message: `The detail of ${id} still holds the placeholder "${placeholder}"`,
      }),
    );
  }
  if (row.support !== "Y") problems.push(...checkExcuse(context, provision, row, reason));
  return problems;
}

/** Reasons for N and N/A: recorded where 5.0-1 asks for it, not circular, not "has not happened yet". */
function checkExcuse(
  context: AssessmentContext,
  provision: Provision,
  row: IcsRow,
  reason: string,
): readonly Problem[] {
  const { id } = provision;
  const problems: Problem[] = [];
  const recordRule = context.provisions.byId.has("5.0-1") ? "5.0-1" : "4-1";
  if (provision.obligation === "R" && (row.justification ?? "").trim() === "") {
    problems.push(
      problem("ics/recommendation-without-justification", {
        message: `${id} is a recommendation with support ${row.support ?? ""}, but no justification is recorded for it`,
        cites: [citeProvision(context, recordRule), citeIcsRow(context, id)],
        at: ["ics", id, "justification"],
        subject: id,
      }),
    );
  }
  const verification = citeTests(context, "ICS verification");
  const at = ["ics", id, (row.justification ?? "").trim() === "" ? "detail" : "justification"];
  if (!saysNothing(reason) && isCircularReason(reason)) {
    problems.push(
      problem("guard/circular-na", {
        message: `The reason for ${row.support ?? ""} on ${id} assumes what it is meant to show: "${reason.trim().slice(0, 120)}"`,
        cites: [citeIcsRow(context, id), ...verification],
        at,
        subject: id,
      }),
    );
  }
  const notYet = findNotYetReason(reason);
  if (notYet !== undefined) {
    problems.push(
      problem("ics/reason-not-yet-occurred", {
        message: `The reason for ${row.support ?? ""} on ${id} says only that something has not occurred ("${notYet}")`,
        cites: [citeIcsRow(context, id), ...verification],
        at,
        near: notYet,
        subject: id,
      }),
    );
  }
  return problems;
}

function checkOwner(context: AssessmentContext, provision: Provision, row: IcsRow): readonly Problem[] {
  const problems: Problem[] = [];
  if ((row.owner ?? "").trim() === "") {
    problems.push(
      problem("ics/owner-missing", {
        message: `Nobody is named as owner of ${provision.id}`,
        at: ["ics", provision.id, "owner"],
        subject: provision.id,
      }),
    );
  }
  if (row.due !== undefined && row.due < context.now && row.review !== "reviewed") {
    problems.push(
      problem("ics/row-overdue", {
        message: `${provision.id} was due on ${row.due} and is ${row.review ?? "not reviewed"}`,
        at: ["ics", provision.id, "due"],
        subject: provision.id,
      }),
    );
  }
  return problems;
}
