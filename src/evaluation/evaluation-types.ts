/** The result of evaluating a dossier: everything that any face of Plumbline shows. */
import type { Applicability } from "#base/applicability";
import type { IsoDate } from "#base/calendar";
import type { MatrixRow } from "#base/matrix";
import type { Readiness } from "#base/readiness";
import type { TestPlan, VerdictReport } from "#assessment";
import type { FileFact } from "#dossier";
import type { EvidenceStatus } from "#evidence";
import type { Problem } from "#problems";
import type { EditionRef } from "#standards";
import type { RequirementAssessment } from "#trust-services";

export interface EvaluationContext {
  /** The day on which the question is asked. */
  readonly now: IsoDate;
  /** Facts about evidence files by evidence id; an item with `file` and no fact counts as missing. */
  readonly files: Readonly<Record<string, FileFact>>;
}

export interface Evaluation {
  readonly asOf: IsoDate;
  readonly editions: readonly (EditionRef & { readonly completeness: "complete" | "partial" })[];
  readonly problems: readonly Problem[];
  /** By provision id or requirement key. */
  readonly applicability: ReadonlyMap<string, Applicability>;
  /** Empty for trust services. */
  readonly plan: TestPlan;
  /** Undefined for trust services. */
  readonly verdicts: VerdictReport | undefined;
  /** Empty for products. */
  readonly requirements: readonly RequirementAssessment[];
  readonly evidence: readonly EvidenceStatus[];
  readonly matrix: readonly MatrixRow[];
  readonly readiness: Readiness;
}
