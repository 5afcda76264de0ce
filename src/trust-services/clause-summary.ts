/** How far each clause has got: counts of statuses per clause of the pinned editions. */
import type { RequirementsEdition } from "#standards";
import type { ClauseSummary, RequirementAssessment, RequirementStatus } from "./status-types.ts";

/** One line per clause that has requirements, in the order of the requirements. */
export function summariseClauses(
  requirements: readonly RequirementAssessment[],
  editions: readonly RequirementsEdition[],
): readonly ClauseSummary[] {
  const byClause = new Map<string, RequirementAssessment[]>();
  for (const one of requirements) {
    const name = `${one.edition.document}\n${one.requirement.clause}`;
    const group = byClause.get(name);
    if (group === undefined) byClause.set(name, [one]);
    else group.push(one);
  }
  const titles = clauseTitles(editions);
  return [...byClause.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { clause } = first.requirement;
    return [
      {
        document: first.edition.document,
        edition: first.edition.edition,
        clause,
        title: titles.get(`${first.edition.document}\n${clause}`) ?? "",
        total: group.length,
        counts: countStatuses(group),
        undetermined: group.filter((one) => one.applicability.state === "undetermined").length,
      },
    ];
  });
}

/** Titles by document and clause, joined by a line break, which neither contains. */
export function clauseTitles(editions: readonly RequirementsEdition[]): ReadonlyMap<string, string> {
  return new Map(
    editions.flatMap((edition) =>
      edition.clauses.map((one) => [`${edition.document}\n${one.id}`, one.title] as const),
    ),
  );
}

export function countStatuses(
  requirements: readonly RequirementAssessment[],
): Readonly<Record<RequirementStatus, number>> {
  const counts = { met: 0, partly: 0, "not-met": 0, "not-applicable": 0, "not-assessed": 0 };
  for (const one of requirements) counts[one.status] += 1;
  return counts;
}
