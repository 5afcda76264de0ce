/** The pinned editions of the sound dossiers as look-ups, and a check of one changed dossier. */
import type { Applicability } from "#base/applicability";
import type { Dossier, FileFact } from "#dossier";
import { allEvidenceStatuses, checkEvidence, type StandardsLookup } from "#evidence";
import { checkGovernance } from "#governance";
import type { Problem, ProblemCode } from "#problems";
import { findEdition, indexProvisions, indexRequirements, type Catalogue } from "#standards";
import { provisionsIndex, testsIndex, trustServiceEditions } from "../doubles/load-catalogue.ts";

export function productLookup(catalogue: Catalogue): StandardsLookup {
  const earlier = findEdition(catalogue, { document: "ETSI EN 303 645", edition: "V2.1.1" });
  return {
    provisions: provisionsIndex(catalogue),
    testSpecification: testsIndex(catalogue),
    requirements: [],
    otherProvisions: earlier?.kind === "provisions" ? [indexProvisions(earlier)] : [],
  };
}

export function serviceLookup(catalogue: Catalogue): StandardsLookup {
  const earlier = findEdition(catalogue, { document: "ETSI EN 319 401", edition: "V3.1.1" });
  return {
    provisions: undefined,
    testSpecification: undefined,
    requirements: trustServiceEditions.flatMap((ref) => {
      const edition = findEdition(catalogue, ref);
      return edition?.kind === "requirements" ? [indexRequirements(edition)] : [];
    }),
    otherRequirements: earlier?.kind === "requirements" ? [indexRequirements(earlier)] : [],
  };
}

export interface Situation {
  readonly dossier: Dossier;
  readonly files: Readonly<Record<string, FileFact>>;
  readonly now: string;
  readonly standards: StandardsLookup;
  readonly applicability?: ReadonlyMap<string, Applicability>;
}

export function evidenceProblems({ dossier, files, now, standards }: Situation): readonly Problem[] {
  const statuses = allEvidenceStatuses(dossier, { now, files });
  return checkEvidence({ dossier, standards, now, files, statuses });
}

export function governanceProblems({
  dossier,
  now,
  standards,
  applicability,
}: Situation): readonly Problem[] {
  return checkGovernance({ dossier, standards, now, applicability: applicability ?? new Map() });
}

export function withCode(problems: readonly Problem[], code: ProblemCode): readonly Problem[] {
  return problems.filter((one) => one.code === code);
}
