/** Look-ups across crosswalks: from a provision outwards, from an external requirement inwards, and what neither covers. */
import type { ProvisionsEdition } from "#standards";
import { externalRequirements, type ExternalRequirement } from "./external-requirements.ts";
import type { Crosswalk, Relation, UkPsti } from "./schema.ts";

export interface ProvisionRelation {
  readonly requirement: ExternalRequirement;
  readonly relation: Relation;
}

/** What a provision helps with elsewhere; entries that state the absence of a relationship are left out. */
export function relationsOfProvision(
  crosswalks: readonly Crosswalk[],
  provision: string,
): readonly ProvisionRelation[] {
  return crosswalks.flatMap((crosswalk) =>
    externalRequirements(crosswalk).flatMap((requirement) =>
      realRelations(requirement)
        .filter((relation) => relation.provision === provision)
        .map((relation) => ({ requirement, relation })),
    ),
  );
}

/** The external requirement with this id, with its relations as recorded. */
export function findExternalRequirement(crosswalk: Crosswalk, id: string): ExternalRequirement | undefined {
  return externalRequirements(crosswalk).find((one) => one.id === id);
}

/** External requirements to which no provision relates at all: evidence has to come from elsewhere. */
export function notCovered(crosswalk: Crosswalk): readonly ExternalRequirement[] {
  return externalRequirements(crosswalk).filter((one) => realRelations(one).length === 0);
}

/** Provisions of the edition to which no external requirement of the crosswalk relates. */
export function provisionsWithoutCounterpart(
  crosswalk: Crosswalk,
  edition: ProvisionsEdition,
): readonly string[] {
  const related = new Set(
    externalRequirements(crosswalk).flatMap((one) =>
      realRelations(one).map((relation) => relation.provision),
    ),
  );
  return edition.provisions.map((one) => one.id).filter((id) => !related.has(id));
}

/** The deemed-compliance routes open to one PSTI requirement, those that stand for all requirements included. */
export function deemedRoutesOf(psti: UkPsti, requirement: string): UkPsti["deemedComplianceRoutes"] {
  const single = new Set(psti.requirements.map((one) => one.id));
  return psti.deemedComplianceRoutes.filter(
    (one) => one.requirement === requirement || !single.has(one.requirement),
  );
}

export function findCrosswalk(crosswalks: readonly Crosswalk[], id: string): Crosswalk | undefined {
  return crosswalks.find((one) => one.id === id);
}

function realRelations(requirement: ExternalRequirement): readonly Relation[] {
  return requirement.relations.filter((one) => one.relation !== "no-relationship");
}
