/** Judges one requirement: its status with the reasons, and what is wrong with its row. */
import type { Applicability } from "#base/applicability";
import type { IsoDate } from "#base/calendar";
import { guarded, type Problem } from "#problems";
import type { ReasonedAnswer, RequirementRow } from "#dossier";
import type { EvidenceStatus } from "#evidence";
import { checkRowAnswer } from "./check-conditions.ts";
import { checkRowContent } from "./check-row-content.ts";
import { checkIncorporated, checkRowStatus } from "./check-row-status.ts";
import { incorporatingStanding, limited, ownStanding, supportOf, type Derived } from "./effective-status.ts";
import { sameItems } from "./remember.ts";
import type { RequirementLinks } from "./requirement-links.ts";
import type { RequirementNode } from "./requirement-set.ts";

import type { RequirementAssessment } from "./status-types.ts";

export interface Judged {
  readonly assessment: RequirementAssessment;
  readonly problems: readonly Problem[];
}

/** Everything in the dossier that bears on one requirement, apart from those it incorporates. */
export type Situation = readonly [
  row: RequirementRow | undefined,
  applicability: Applicability,
  scopeAnswer: ReasonedAnswer | undefined,
  links: RequirementLinks,
  statuses: ReadonlyMap<string, EvidenceStatus>,
  now: IsoDate,
];

interface Remembered {
  readonly node: RequirementNode;
  readonly members: readonly (RequirementAssessment | undefined)[];
  readonly situation: Situation;
  readonly judged: Judged;
}

const remembered = new WeakMap<object, Remembered>();

/**
 * The judgement of a requirement, kept on its row (or on the requirement, where it has none) as long as everything it
 * depends on is identical. `judged` holds, by position in the set, what is judged already: all that it incorporates.
 */
export function judgeRemembered(
  anchor: object,
  node: RequirementNode,
  judged: readonly (Judged | undefined)[],
  situation: Situation,
): Judged {
  const last = remembered.get(anchor);
  if (
    last?.node === node &&
    sameItems(last.situation, situation) &&
    sameMembers(last.members, node, judged)
  ) {
    return last.judged;
  }
  const members = node.members.map((position) => judged[position]?.assessment);
  const fresh = judge(node, members, situation);
  remembered.set(anchor, { node, members, situation, judged: fresh });
  return fresh;
}

function sameMembers(
  members: readonly (RequirementAssessment | undefined)[],
  node: RequirementNode,
  judged: readonly (Judged | undefined)[],
): boolean {
  for (let index = 0; index < members.length; index += 1) {
    if (judged[node.members[index] ?? -1]?.assessment !== members[index]) return false;
  }
  return true;
}

function judge(
  node: RequirementNode,
  members: readonly (RequirementAssessment | undefined)[],
  [row, applicability, scopeAnswer, links, statuses, now]: Situation,
): Judged {
  const support = supportOf(row, links, statuses);
  const own = ownStanding(node, row, applicability, support);
  const plain = node.incorporates.length === 0 && node.unresolved.length === 0 && !node.circular;
  const derived: Derived = plain
    ? { ...own, unmet: [], derives: false }
    : incorporatingStanding(node, row, applicability, own, members);
  const final = limited(derived, links.limit);
  const view = { node, row, applicability, links, support, derives: derived.derives, now };
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
    problems: guarded(node.key, () => [
      ...checkRowAnswer(node, row?.condition, scopeAnswer),
      ...checkRowStatus(view),
      ...checkRowContent(view),
      ...checkIncorporated(node, row, derived.unmet),
    ]),
  };
}
