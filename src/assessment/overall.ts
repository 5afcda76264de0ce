/** The overall verdict from ICS verification and group verdicts (verdict rules, overall). */
import type { Applicability } from "#base/applicability";
import type { Problem } from "#problems";
import type { AssessmentContext } from "./context.ts";
import type { GroupOutcome, Outcome, OverallOutcome, Reason, Verdict } from "./verdict-types.ts";
import { worse } from "./verdict.ts";

/** Faults that make an ICS invalid by the rules, whatever the laboratory wrote. */
const invalidating = new Set<Problem["code"]>([
  "ics/mandatory-not-supported",
  "ics/na-not-allowed",
  "ics/na-contradicts-answer",
]);

export function overallOutcome(
  context: AssessmentContext,
  groups: readonly GroupOutcome[],
  icsProblems: readonly Problem[],
  applicability: ReadonlyMap<string, Applicability>,
): OverallOutcome {
  const ics = icsValidity(context, icsProblems);
  const counts: Record<Outcome, number> = { PASS: 0, FAIL: 0, INCONCLUSIVE: 0, "not-tested": 0 };
  for (const group of groups) counts[group.outcome] += 1;
  const { derived, because } = derive(context, groups, ics, applicability);
  const stated = context.dossier.assessment.overall?.verdict;
  const outcome = stated === undefined ? derived : worse(derived, stated);
  if (outcome !== derived) {
    because.unshift({
      text: `the laboratory recorded ${outcome} overall`,
      at: ["assessment", "overall", "verdict"],
    });
  }
  return { outcome, because, ics, stated, counts };
}

function derive(
  context: AssessmentContext,
  groups: readonly GroupOutcome[],
  ics: OverallOutcome["ics"],
  applicability: ReadonlyMap<string, Applicability>,
): { derived: Verdict; because: Reason[] } {
  const failed = groups.filter((group) => group.outcome === "FAIL");
  if (ics.result === "invalid" || failed.length > 0) {
    return {
      derived: "FAIL",
      because: [...(ics.result === "invalid" ? ics.because : []), ...failed.map(groupReason)],
    };
  }
  const because: Reason[] = [];
  if (ics.result === "open") because.push(...ics.because);
  const claimed = groups.filter((group) => group.outcome !== "not-tested");
  if (claimed.length === 0)
    because.push({ text: "no provision is claimed Y, so nothing was assessed", at: ["ics"] });
  for (const provision of context.provisions.edition.provisions) {
    const row = Object.hasOwn(context.dossier.ics, provision.id)
      ? context.dossier.ics[provision.id]
      : undefined;
    const state = applicability.get(provision.id)?.state;
    if (provision.obligation === "M" && row?.support !== "Y" && state === "applies") {
      because.push({
        text: `${provision.id} is mandatory, applies, and is not claimed Y`,
        at: ["ics", provision.id, "support"],
      });
    }
  }
  because.push(...groups.filter((group) => group.outcome === "INCONCLUSIVE").map(groupReason));
  if (because.length > 0) return { derived: "INCONCLUSIVE", because };
  return {
    derived: "PASS",
    because: [
      {
        text: `the ICS is valid and all ${String(claimed.length)} test groups of provisions claimed Y are PASS`,
      },
    ],
  };
}

function groupReason(group: GroupOutcome): Reason {
  const first = group.because[0];
  return {
    text: `group ${group.id} is ${group.outcome}${first === undefined ? "" : `: ${first.text}`}`,
    ...(first?.at === undefined ? {} : { at: first.at }),
  };
}

function icsValidity(context: AssessmentContext, problems: readonly Problem[]): OverallOutcome["ics"] {
  const verification = context.dossier.assessment.icsVerification;
  const invalid = problems.filter((one) => invalidating.has(one.code));
  if (invalid.length > 0) {
    return {
      result: "invalid",
      because: invalid.map((one) => ({ text: `ICS invalid: ${one.message}`, at: one.at })),
    };
  }
  const at = ["assessment", "icsVerification", "result"];
  if (verification?.result === "invalid") {
    const why = verification.because === undefined ? "" : `: ${verification.because.trim()}`;
    return { result: "invalid", because: [{ text: `the laboratory found the ICS invalid${why}`, at }] };
  }
  const blockers = problems.filter((one) => one.severity === "blocker");
  if (blockers.length > 0) {
    const first = blockers[0]?.message ?? "";
    const text = `the ICS is not ready for verification: ${String(blockers.length)} blockers, first: ${first}`;
    return { result: "open", because: [{ text, at: blockers[0]?.at ?? ["ics"] }] };
  }
  const rejected = Object.entries(verification?.rows ?? {}).filter(([, row]) => row.accepted === "no");
  if (rejected.length > 0) {
    return {
      result: "invalid",
      because: rejected.map(([id, row]) => ({
        text: `the laboratory rejected the claim for ${id}${row.because === undefined ? "" : `: ${row.because.trim()}`}`,
        at: ["assessment", "icsVerification", "rows", id, "accepted"],
      })),
    };
  }
  if (verification?.result === "valid") {
    return {
      result: "valid",
      because: [
        {
          text: `verified by ${verification.by ?? "the laboratory"}${verification.on === undefined ? "" : ` on ${verification.on}`}`,
          at,
        },
      ],
    };
  }
  return { result: "open", because: [{ text: "the ICS has not been verified by the Test Laboratory", at }] };
}
