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
  /** Ids of the evidence that reaches it, through its row, the evidence items or its controls. */
  readonly evidence: readonly string[];
  readonly controls: readonly string[];
  /** Findings that concern it or one of its controls, in whatever state. */
  readonly findings: readonly string[];
  readonly at: DossierPath;
}

/** How far the requirements of one clause have got. */
export interface ClauseSummary {
  readonly document: string;
  readonly edition: string;
  readonly clause: string;
  readonly title: string;
  /** Requirements in force under the clause, whether they apply or not. */
  readonly total: number;
  readonly counts: Readonly<Record<RequirementStatus, number>>;
  /** Of those not assessed: waiting for a condition or a policy choice. */
  readonly undetermined: number;
}
