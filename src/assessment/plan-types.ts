/** The test plan as data: group → case → unit × IXIT entry (TS 103 701 clauses 4 and 5). */
import type { TestCase, TestUnit } from "#standards";

/** A question that the engine cannot decide from the IXIT and puts to the tester. */
export interface SelectionQuestion {
  readonly entry: string;
  readonly table: string;
  readonly trait: string;
  readonly question: string;
  /** Fields of the entry that hold the answer. */
  readonly fields: readonly string[];
}

/** One run of a unit: on an IXIT entry, or once. */
export interface PlannedRun {
  /** Entry id, or "once". */
  readonly key: string;
  /** Table of the entry; undefined for "once". */
  readonly table: string | undefined;
  /** "open" while the tester has not answered whether the selector takes this entry. */
  readonly selected: "yes" | "open";
  readonly questions: readonly SelectionQuestion[];
  /** Keys ("5.5-1-1 a") of reused runs whose results this run takes over, with the entry they ran on. */
  readonly inherits: readonly { readonly unit: string; readonly key: string }[];
}

export interface PlannedUnit {
  /** "5.1-1-2 a" */
  readonly key: string;
  readonly unit: TestUnit;
  readonly kind: "conceptual" | "functional";
  readonly runs: readonly PlannedRun[];
  /** True when the unit ranges over entries and the IXIT table is missing or empty although needed. */
  readonly tableMissing: boolean;
  /** What the tester needs: IXIT fields, by table. */
  readonly inputs: readonly { readonly ixit: string; readonly field: string | null }[];
}

export interface PlannedCase {
  readonly id: string;
  readonly testCase: TestCase;
  readonly units: readonly PlannedUnit[];
}

export interface PlannedGroup {
  readonly id: string;
  readonly provision: string;
  readonly title: string;
  /** "open" while the ICS makes no claim for the provision: the group is listed, but not yet assessable. */
  readonly assessable: "yes" | "no" | "open";
  readonly because: string;
  /** Empty when not assessable. */
  readonly cases: readonly PlannedCase[];
}

export interface TestPlan {
  readonly specification: { readonly document: string; readonly edition: string } | undefined;
  readonly groups: readonly PlannedGroup[];
  readonly questions: readonly SelectionQuestion[];
  readonly counts: {
    readonly groups: number;
    readonly cases: number;
    readonly units: number;
    readonly runs: number;
  };
}
