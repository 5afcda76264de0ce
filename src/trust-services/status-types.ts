/** The combined requirement set of a trust service, with the status of each requirement and why. */
import type { Applicability } from "#base/applicability";
import type { DossierPath } from "#base/path";
import type { EditionRef, Requirement } from "#standards";

export type RequirementStatus = "met" | "partly" | "not-met" | "not-applicable" | "not-assessed";

export interface RequirementAssessment {
  /** DOCUMENT/ID, for example "EN 319 401/REQ-5-01" (document without the word ETSI). */
  readonly key: string;
  readonly edition: EditionRef;
  readonly requirement: Requirement;
  readonly applicability: Applicability;
  /** Status after all checks; never better than what the row, its incorporated requirements and evidence allow. */
  readonly status: RequirementStatus;
  /** Status as the row states it. */
  readonly stated: RequirementStatus | undefined;
  readonly because: readonly string[];
  /** Keys of the requirements that this one incorporates, resolved in the pinned editions. */
  readonly incorporates: readonly string[];
  /** References that resolve in no pinned edition, as printed. */
  readonly unresolved: readonly string[];
  readonly at: DossierPath;
}
