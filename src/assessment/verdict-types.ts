/** Verdicts with their derivation as data (TS 103 701 clause 4.4 and verdict rules of the catalogue). */
import type { DossierPath } from "#base/path";

export type Verdict = "PASS" | "FAIL" | "INCONCLUSIVE";

/** "not-tested": the provision is not claimed Y, or no claim was made yet; such a group has no verdict. */
export type Outcome = Verdict | "not-tested";

/** What one run of a unit counts for, after all guards. */
export type EffectiveIndication = "met" | "not-met" | "missing";

/** One reason in a derivation, down to the record that decided. */
export interface Reason {
  /** "5.1-1-2 b on AuthMech-Web: not met" and the like. */
  readonly text: string;
  /** The record that says so, or should say it. */
  readonly at?: DossierPath;
}

export interface RunOutcome {
  readonly unit: string;
  readonly key: string;
  readonly indication: EffectiveIndication;
  readonly inherited: boolean;
  readonly because: Reason;
}

export interface CaseOutcome {
  readonly id: string;
  readonly outcome: Outcome;
  /** Verdict the laboratory wrote down, if any. */
  readonly stated: string | undefined;
  readonly because: readonly Reason[];
  readonly runs: readonly RunOutcome[];
}

export interface GroupOutcome {
  readonly id: string;
  readonly provision: string;
  readonly outcome: Outcome;
  readonly stated: string | undefined;
  readonly because: readonly Reason[];
  readonly cases: readonly CaseOutcome[];
  /** Evidence id when accepted external evidence stands in, wholly or partly. */
  readonly external: readonly string[];
  /**
   * What the recorded results would give if the provision were claimed Y: shown for groups whose claim is open,
   * never counted for the overall verdict.
   */
  readonly provisional: Verdict | undefined;
}

export interface OverallOutcome {
  readonly outcome: Verdict;
  readonly because: readonly Reason[];
  readonly ics: { readonly result: "valid" | "invalid" | "open"; readonly because: readonly Reason[] };
  readonly stated: string | undefined;
  readonly counts: Readonly<Record<Outcome, number>>;
}

export interface VerdictReport {
  readonly groups: readonly GroupOutcome[];
  readonly overall: OverallOutcome;
}
