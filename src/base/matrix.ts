/** One line of the clause-to-control matrix, the same for provisions and for requirements. */
import type { Applicability } from "./applicability.ts";

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
  readonly controls: readonly MatrixControl[];
  /** Test cases of TS 103 701 for a provision. */
  readonly testCases: readonly string[];
  readonly evidence: readonly MatrixEvidence[];
  /** Verdict of the test group, or status of the requirement after all checks. */
  readonly state: string;
  readonly stateBecause: string;
  readonly findings: readonly string[];
  readonly blockers: number;
  readonly warnings: number;
}

export interface MatrixControl {
  readonly id: string;
  readonly title: string;
  readonly owner: string | undefined;
  readonly acceptance: readonly string[];
  readonly verification: readonly string[];
}

export interface MatrixEvidence {
  readonly id: string;
  readonly title: string;
  /** A word of the evidence states: fresh, expired, missing and so on. */
  readonly state: string;
}
