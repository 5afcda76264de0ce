/** Problems of one kind that stand in many clauses, such as a claim that is missing everywhere, taken out to be said once. */
import type { ProblemGroup } from "#workbench";
import type { Placed } from "#base/place";
import type { Problem } from "#problems";

type Group = ProblemGroup<Placed<Problem>>;

export interface Spread {
  readonly problems: readonly Placed<Problem>[];
  /** "5.1 ×6, 5.2 ×3", per document where there are several. */
  readonly where: string;
  readonly clauses: number;
}

const fewestClauses = 4;
const fewestProblems = 20;
const severityOrder = { blocker: 0, warning: 1, note: 2 } as const;

/** The kinds that are spread over many clauses, and the groups without them; groups that are empty then are left out. */
export function takeSpread(groups: readonly Group[]): {
  readonly spread: readonly Spread[];
  readonly rest: readonly Group[];
} {
  const byCode = new Map<string, { group: Group; problems: Placed<Problem>[] }[]>();
  for (const group of groups.filter((one) => one.document !== undefined)) {
    for (const problem of group.problems) {
      const places = byCode.get(problem.code) ?? [];
      byCode.set(problem.code, places);
      const last = places.at(-1);
      if (last?.group === group) last.problems.push(problem);
      else places.push({ group, problems: [problem] });
    }
  }
  const taken = [...byCode.values()]
    .filter(
      (places) =>
        places.length >= fewestClauses &&
        places.reduce((sum, one) => sum + one.problems.length, 0) >= fewestProblems,
    )
    .sort((a, b) => order(a[0]) - order(b[0]));
  const gone = new Set(taken.flatMap((places) => places.flatMap((one) => one.problems)));
  return {
    spread: taken.map((places) => ({
      problems: places.flatMap((one) => one.problems),
      where: whereText(places.map(({ group, problems }) => ({ label: group.label, count: problems.length }))),
      clauses: places.length,
    })),
    rest: groups
      .map((group) => ({ ...group, problems: group.problems.filter((one) => !gone.has(one)) }))
      .filter((group) => group.problems.length > 0),
  };
}

function order(place: { readonly problems: readonly Placed<Problem>[] } | undefined): number {
  return severityOrder[place?.problems[0]?.severity ?? "note"];
}

/** Above so many clauses, 6.3.2 counts under 6.3. */
const mostClauses = 30;

function whereText(places: readonly { readonly label: string; readonly count: number }[]): string {
  const documents = new Map<string, Map<string, number>>();
  for (const { label, count } of places) {
    const [whole = label, document = ""] = label.split(" · ").reverse();
    const clause = places.length > mostClauses ? whole.split(".").slice(0, 2).join(".") : whole;
    const counts = documents.get(document) ?? new Map<string, number>();
    documents.set(document, counts.set(clause, (counts.get(clause) ?? 0) + count));
  }
  return [...documents]
    .map(([document, counts]) => {
      const list = [...counts].map(([clause, count]) => `${clause}\u00a0×${String(count)}`).join(", ");
      return document === "" ? list : `${document.replaceAll(" ", "\u00a0")}: ${list}`;
    })
    .join("; ");
}
