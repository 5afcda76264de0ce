/** The result of evaluating a dossier: everything that any face of Plumbline shows. */
import type { Applicability } from "#base/applicability";
import type { IsoDate } from "#base/calendar";
import type { Readiness } from "#base/readiness";
import type { TestPlan, VerdictReport } from "#assessment";
import type { FileFact } from "#dossier";
import type { EvidenceState, EvidenceStatus } from "#evidence";
import type { Problem } from "#problems";
import type { EditionRef } from "#standards";
import type { RequirementAssessment } from "#trust-services";

export interface EvaluationContext {
  /** The day on which the question is asked. */
  readonly now: IsoDate;
  /** Facts about evidence files by evidence id; an item with `file` and no fact counts as missing. */
  readonly files: Readonly<Record<string, FileFact>>;
}

/** One line of the clause-to-control matrix. */
export interface MatrixRow {
  /** "5.1-1" or "EN 319 401/REQ-5-01". */
  readonly key: string;
  readonly document: string;
  readonly edition: string;
  readonly clause: string;
  readonly clauseTitle: string;
  readonly id: string;
  readonly title: string;
  readonly modality: string;
  /** Status column of Table B.1, or the policies and condition of a requirement. */
  readonly status: string;
  readonly applicability: Applicability;
  /** Support value of the ICS, or the status of the requirement row. */
  readonly claim: string;
  readonly owner: string | undefined;
  readonly practiceStatement: readonly string[];
  readonly controls: readonly {
    readonly id: string;
    readonly title: string;
    readonly owner: string | undefined;
    readonly acceptance: readonly string[];
    readonly verification: readonly string[];
  }[];
  /** Test cases of TS 103 701 for a provision. */
  readonly testCases: readonly string[];
  readonly evidence: readonly { readonly id: string; readonly title: string; readonly state: EvidenceState }[];
  /** Verdict of the test group, or status of the requirement after all checks. */
  readonly state: string;
  readonly stateBecause: string;
  readonly findings: readonly string[];
  readonly blockers: number;
  readonly warnings: number;
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
