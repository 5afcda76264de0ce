/** Assesses the combined requirement set of a trust service: applicability, status and problems of every requirement. */
import type { Applicability } from "#base/applicability";
import type { IsoDate } from "#base/calendar";
import { guarded, type Problem } from "#problems";
import type { Dossier } from "#dossier";
import type { EvidenceStatus } from "#evidence";
import type { Catalogue, EditionRef } from "#standards";
import { checkConditions } from "./check-conditions.ts";
import { checkPolicies } from "./check-policies.ts";
import { checkReferences } from "./check-references.ts";
import { checkRowKeys } from "./check-row-keys.ts";
import { checkServiceScope } from "./check-scope.ts";
import { judgeRemembered, type Judged } from "./judge-requirement.ts";
import { rememberPer, sameItems } from "./remember.ts";
import { policyStanding, requirementApplicability } from "./requirement-applicability.ts";
import { linkRequirements, noLinks } from "./requirement-links.ts";
import { combineRequirements, type RequirementSet } from "./requirement-set.ts";

import type { RequirementAssessment } from "./status-types.ts";

export interface RequirementsInput {
  readonly dossier: Dossier;
  readonly catalogue: Catalogue;
  /** Editions of any kind; only those with requirements are used, in this order. */
  readonly pinned: readonly EditionRef[];
  /** States of the evidence items, by id; an id that is not here counts as unusable. */
  readonly statuses: ReadonlyMap<string, EvidenceStatus>;
  readonly now: IsoDate;
}

export interface RequirementsResult {
  /** In the order of the pinned editions; void ids are left out. */
  readonly requirements: readonly RequirementAssessment[];
  readonly problems: readonly Problem[];
  readonly applicability: ReadonlyMap<string, Applicability>;
}

export function assessRequirements(input: RequirementsInput): RequirementsResult {
  const { dossier, catalogue, pinned } = input;
  const set = combineRequirements(catalogue, pinned);
  const judged = judgeAll(input, set);
  const applicability = applicabilityByKey(
    set,
    judged.map((one) => one.assessment.applicability),
  );
  const { answers } = dossier.scope;
  return {
    requirements: judged.map((one) => one.assessment),
    problems: [
      ...guarded("scope of the service", () =>
        serviceScope(dossier.header, dossier.scope.service, catalogue, set),
      ),
      ...guarded("policies", () => policies(dossier.header, catalogue, set)),
      ...guarded("conditions", () => conditions(applicability, answers, set)),
      ...guarded("references", () => references(applicability, dossier.header.standards, set)),
      ...judged.flatMap((one) => one.problems),
      ...guarded("requirement ids", () => checkRowKeys(dossier, catalogue, set)),
    ],
    applicability,
  };
}

const serviceScope = rememberPer(checkServiceScope);
const policies = rememberPer(checkPolicies);
const conditions = rememberPer(checkConditions);
const references = rememberPer(checkReferences);

/** Judges every requirement after those it incorporates; the answer is in the order of the set. */
function judgeAll(input: RequirementsInput, set: RequirementSet): readonly Judged[] {
  const { dossier, statuses, now } = input;
  const standing = policyStanding(dossier.header, set);
  const links = linkRequirements(dossier, set);
  const judged: Judged[] = [];
  for (const node of set.bottomUp) {
    const { document } = node.edition;
    const row = dossier.requirements[document]?.[node.requirement.id];
    const { condition } = node.requirement;
    const scopeAnswer = condition === null ? undefined : dossier.scope.answers?.[document]?.[condition];
    const situation = [
      row,
      requirementApplicability(node, standing, scopeAnswer, row?.condition),
      scopeAnswer,
      links.get(node.key) ?? noLinks,
      statuses,
      now,
    ] as const;
    judged[node.index] = judgeRemembered(row ?? node, node, judged, situation);
  }
  return judged;
}

/** The same map as last time where nothing changed in it, so that what depends on it need not be checked again. */
const lastApplicability = new WeakMap<
  RequirementSet,
  readonly [readonly Applicability[], ReadonlyMap<string, Applicability>]
>();

function applicabilityByKey(
  set: RequirementSet,
  list: readonly Applicability[],
): ReadonlyMap<string, Applicability> {
  const [lastList, lastMap] = lastApplicability.get(set) ?? [];
  if (lastList !== undefined && lastMap !== undefined && sameItems(lastList, list)) return lastMap;
  const map = new Map(
    set.nodes.flatMap((node, index) => list.slice(index, index + 1).map((one) => [node.key, one] as const)),
  );
  lastApplicability.set(set, [list, map]);
  return map;
}
