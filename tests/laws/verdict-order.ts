/** Verdicts by what they are worth, and how two evaluations of the same plan compare. */
import type { GroupOutcome, Outcome } from "#assessment";
import type { Evaluation } from "#evaluation";

/** "not-tested" is none of the three: it is only ever compared with itself. */
const worth: Readonly<Record<Exclude<Outcome, "not-tested">, number>> = { FAIL: 0, INCONCLUSIVE: 1, PASS: 2 };

export function isBetter(after: Outcome, before: Outcome): boolean {
  return after !== "not-tested" && before !== "not-tested" && worth[after] > worth[before];
}

function groupsOf(evaluation: Evaluation): readonly GroupOutcome[] {
  return evaluation.verdicts?.groups ?? [];
}

/** Every case, group and overall verdict by name. */
export function verdictsOf(evaluation: Evaluation): ReadonlyMap<string, Outcome> {
  const all = new Map<string, Outcome>();
  for (const group of groupsOf(evaluation)) {
    all.set(`group ${group.id}`, group.outcome);
    for (const one of group.cases) all.set(`case ${one.id}`, one.outcome);
  }
  const overall = evaluation.verdicts?.overall.outcome;
  if (overall !== undefined) all.set("overall", overall);
  return all;
}

/** Names of the verdicts that are better after than before. */
export function improvements(before: Evaluation, after: Evaluation): readonly string[] {
  const old = verdictsOf(before);
  return [...verdictsOf(after)].flatMap(([name, outcome]) => {
    const known = old.get(name);
    return known !== undefined && isBetter(outcome, known) ? [`${name}: ${known} → ${outcome}`] : [];
  });
}
