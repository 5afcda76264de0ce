/** The consumer IoT assessment: EN 303 645 claims assessed by the method of TS 103 701. */
export { assessProduct } from "./assess-product.ts";
export type { ProductAssessment } from "./assess-product.ts";
export { checkClaims } from "./check-claims.ts";
export type { OtherEditionIds } from "./check-ics.ts";
export type { AssessmentContext, Memo } from "./context.ts";
export { productReadiness } from "./readiness.ts";
export { claimFingerprint } from "./run-outcome.ts";
export { foldRuns, foldVerdicts, verdictOf } from "./verdict.ts";
export type {
  PlannedCase,
  PlannedGroup,
  PlannedRun,
  PlannedUnit,
  SelectionQuestion,
  TestPlan,
} from "./plan-types.ts";
export type {
  CaseOutcome,
  EffectiveIndication,
  GroupOutcome,
  Outcome,
  OverallOutcome,
  Reason,
  RunOutcome,
  Verdict,
  VerdictReport,
} from "./verdict-types.ts";
