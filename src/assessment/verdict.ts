/** Folds results into verdicts: run → unit → case → group → overall, each with its derivation. */
import type { GroupResult } from "#dossier";
import type {
  CaseOutcome,
  EffectiveIndication,
  Outcome,
  Reason,
  RunOutcome,
  Verdict,
} from "./verdict-types.ts";

/** FAIL outweighs INCONCLUSIVE, which outweighs PASS (verdict rules, precedence). */
const weight: Readonly<Record<Verdict, number>> = { PASS: 0, INCONCLUSIVE: 1, FAIL: 2 };

/** The worse of two verdicts. */
export function worse(a: Verdict, b: Verdict): Verdict {
  return weight[a] >= weight[b] ? a : b;
}

/** The verdict over parts that must all hold; PASS for none (a condition over nothing is met). */
export function foldVerdicts(parts: Iterable<Verdict>): Verdict {
  let result: Verdict = "PASS";
  for (const part of parts) result = worse(result, part);
  return result;
}

/** What an indication contributes to its case. */
export function verdictOf(indication: EffectiveIndication): Verdict {
  if (indication === "met") return "PASS";
  return indication === "not-met" ? "FAIL" : "INCONCLUSIVE";
}

/**
 * The verdict of one unit over its runs. Normally all must be met. Where the criterion asks for at least one entry,
 * one that is met is enough, and only when none can be met any more is the unit not met.
 */
export function foldRuns(runs: readonly EffectiveIndication[], oneIsEnough: boolean): Verdict {
  if (!oneIsEnough) return foldVerdicts(runs.map(verdictOf));
  if (runs.includes("met")) return "PASS";
  if (runs.length === 0 || runs.includes("missing")) return "INCONCLUSIVE";
  return "FAIL";
}

export interface UnitFold {
  readonly key: string;
  readonly verdict: Verdict;
  readonly runs: readonly RunOutcome[];
  /** Said when there is nothing to run. */
  readonly empty: Reason | undefined;
}

/** The case verdict over its units, never better than what the laboratory wrote down. */
export function foldCase(id: string, units: readonly UnitFold[], stated: string | undefined): CaseOutcome {
  const derived = foldVerdicts(units.map((unit) => unit.verdict));
  const outcome = isVerdict(stated) ? worse(derived, stated) : derived;
  const because: Reason[] = [];
  for (const unit of units) {
    if (unit.empty !== undefined && unit.verdict === derived) because.push(unit.empty);
    if (unit.verdict !== derived) continue;
    for (const run of unit.runs) if (verdictOf(run.indication) === derived) because.push(run.because);
  }
  if (outcome !== derived) {
    because.unshift({
      text: `the laboratory recorded ${outcome} for case ${id}`,
      at: ["assessment", "cases", id, "verdict"],
    });
  }
  return { id, outcome, stated, because, runs: units.flatMap((unit) => unit.runs) };
}

export function isVerdict(text: string | undefined): text is Verdict {
  return text === "PASS" || text === "FAIL" || text === "INCONCLUSIVE";
}

export interface GroupFold {
  readonly outcome: Verdict;
  readonly because: readonly Reason[];
}

/** The group verdict over its cases, never better than what the laboratory wrote down. */
export function foldGroup(
  id: string,
  cases: readonly CaseOutcome[],
  result: GroupResult | undefined,
): GroupFold {
  const derived = foldVerdicts(cases.map((one) => one.outcome).filter(isTested));
  const stated = result?.verdict;
  const outcome = stated === undefined ? derived : worse(derived, stated);
  const because = cases
    .filter((one) => one.outcome === outcome)
    .map((one) => firstReason(`case ${one.id} is ${one.outcome}`, one.because));
  if (outcome !== derived) {
    because.unshift({
      text: `the laboratory recorded ${outcome} for group ${id}`,
      at: ["assessment", "groups", id, "verdict"],
    });
  }
  return { outcome, because };
}

function isTested(outcome: Outcome): outcome is Verdict {
  return outcome !== "not-tested";
}

function firstReason(head: string, reasons: readonly Reason[]): Reason {
  const first = reasons[0];
  if (first === undefined) return { text: head };
  const more = reasons.length > 1 ? ` (and ${String(reasons.length - 1)} more)` : "";
  return { text: `${head}: ${first.text}${more}`, ...(first.at === undefined ? {} : { at: first.at }) };
}
