/** What the checks of governance are given: the dossier, the pinned editions, the day and what applies. */
import type { Applicability } from "#base/applicability";
import type { IsoDate } from "#base/calendar";
import type { Dossier } from "#dossier";
import type { StandardsLookup } from "#evidence";
import type { Citation } from "#problems";

export interface GovernanceCheckInput {
  readonly dossier: Dossier;
  readonly standards: StandardsLookup;
  readonly now: IsoDate;
  /** By provision id or requirement key. */
  readonly applicability: ReadonlyMap<string, Applicability>;
}

/** A requirement of the pinned edition of EN 319 401, cited where that edition has it; nothing for products. */
export function generalRequirement({ standards }: GovernanceCheckInput, id: string): readonly Citation[] {
  const pinned = standards.requirements.find((one) => one.edition.document.endsWith("EN 319 401"));
  if (pinned?.byId.get(id)?.void !== false) return [];
  return [{ document: pinned.edition.document, edition: pinned.edition.edition, clause: id }];
}
