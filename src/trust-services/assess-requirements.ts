/** Assesses the combined requirement set of a trust service: applicability, status and problems of every requirement. */
import type { Applicability } from "#base/applicability";
import type { IsoDate } from "#base/calendar";
import type { Problem } from "#problems";
import type { Dossier, RequirementRow } from "#dossier";
import type { EvidenceStatus } from "#evidence";
import type { Catalogue, EditionRef } from "#standards";
import { checkConditions, rowAnswerOf, scopeAnswerOf } from "./check-conditions.ts";
import { checkReferences } from "./check-references.ts";
import { checkRowContent } from "./check-row-content.ts";
import { checkRowKeys } from "./check-row-keys.ts";
import { checkIncorporated, checkRowStatus } from "./check-row-status.ts";
import { checkServiceScope } from "./check-scope.ts";
import {
  incorporatingStanding,
  limited,
  ownStanding,
  supportOf,
  type Derived,
  type Member,
  type Support,
} from "./effective-status.ts";
import { rememberPer } from "./remember.ts";
import { policyStanding, requirementApplicability } from "./requirement-applicability.ts";
import { linkRequirements, noLinks, type RequirementLinks } from "./requirement-links.ts";
import { combineRequirements, type RequirementNode } from "./requirement-set.ts";
import type { RequirementAssessment } from "./status-types.ts";

export interface RequirementsInput {
  readonly dossier: Dossier;
  readonly catalogue: Catalogue;
  /** Editions of any kind; only those with requirements are used, in this order. */
  readonly pinned: readonly EditionRef[];
  /** States of the evidence items, by id; an id that is not here counts as unusable. */
  readonly evidence: ReadonlyMap<string, EvidenceStatus>;
  readonly now: IsoDate;
}

export interface RequirementsResult {
  /** In the order of the pinned editions; void ids are left out. */
  readonly requirements: readonly RequirementAssessment[];
  readonly problems: readonly Problem[];
  readonly applicability: ReadonlyMap<string, Applicability>;
}

export function assessRequirements(input: RequirementsInput): RequirementsResult {
  const { dossier, catalogue, pinned, evidence, now } = input;
  const set = combineRequirements(catalogue, pinned);
  const standing = policyStanding(dossier.header, set);
  const links = linkRequirements(dossier, set);
  const judged = new Map<string, Judged>();
  for (const node of set.bottomUp) {
    const row = dossier.requirements[node.edition.document]?.[node.requirement.id];
    const applicability = requirementApplicability(
      node,
      standing,
      scopeAnswerOf(dossier, node),
      rowAnswerOf(dossier, node),
    );
    judged.set(
      node.key,
      judge(node, row, applicability, links.get(node.key) ?? noLinks, evidence, judged, now),
    );
  }
  const inOrder = set.nodes.flatMap((node) => judged.get(node.key) ?? []);
  const applicability = new Map(inOrder.map((one) => [one.assessment.key, one.assessment.applicability]));
  return {
    requirements: inOrder.map((one) => one.assessment),
    problems: [
      ...checkServiceScope({ dossier, catalogue, set, standing }),
      ...checkConditions(dossier, set, applicability),
      ...checkReferences(dossier, set, applicability),
      ...inOrder.flatMap((one) => one.problems),
      ...checkRowKeys(dossier, catalogue, set),
    ],
    applicability,
  };
}

interface Judged {
  readonly assessment: RequirementAssessment;
  readonly problems: readonly Problem[];
}

function judge(
  node: RequirementNode,
  row: RequirementRow | undefined,
  applicability: Applicability,
  links: RequirementLinks,
  evidence: ReadonlyMap<string, EvidenceStatus>,
  judged: ReadonlyMap<string, Judged>,
  now: IsoDate,
): Judged {
  const support = supportFor(row ?? node, row, links, evidence);
  const own = ownStanding(node, row, applicability, support);
  const derived: Derived =
    node.incorporates.length === 0 && node.unresolved.length === 0 && !node.circular
      ? { ...own, unmet: [], derives: false }
      : incorporatingStanding(node, row, applicability, own, membersOf(node, judged));
  const final = limited(derived, links.limit);
  const problems = problemsOf(row ?? node, node, row, applicability, links, support, derived.derives, now);
  const incorporated = checkIncorporated(node, row, derived.unmet);
  return {
    assessment: {
      key: node.key,
      edition: node.edition,
      requirement: node.requirement,
      applicability,
      status: final.status,
      stated: row?.status,
      because: final.because,
      incorporates: node.incorporates,
      unresolved: node.unresolved,
      evidence: support.evidence,
      controls: links.controls,
      findings: links.findings,
      at: node.at,
    },
    problems: incorporated.length === 0 ? problems : [...problems, ...incorporated],
  };
}

/** Members are judged first, except inside a circle, where nothing is derived anyway. */
function membersOf(node: RequirementNode, judged: ReadonlyMap<string, Judged>): readonly Member[] {
  return node.incorporates.flatMap((key) => {
    const member = judged.get(key)?.assessment;
    return member === undefined
      ? []
      : [{ key, shall: member.requirement.modality === "shall", status: member.status }];
  });
}

const supportFor = rememberPer(
  (
    _anchor: object,
    row: RequirementRow | undefined,
    links: RequirementLinks,
    evidence: ReadonlyMap<string, EvidenceStatus>,
  ): Support => supportOf(row, links, evidence),
);

/** The problems of one requirement; kept as long as its row and all that bears on it are the same objects. */
const problemsOf = rememberPer(
  (
    _anchor: object,
    node: RequirementNode,
    row: RequirementRow | undefined,
    applicability: Applicability,
    links: RequirementLinks,
    support: Support,
    derives: boolean,
    now: IsoDate,
  ): readonly Problem[] => {
    const view = { node, row, applicability, links, support, derives, now };
    return [...checkRowStatus(view), ...checkRowContent(view)];
  },
);
