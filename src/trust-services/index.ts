/** Trust services: the combined requirement set, its status, matrix and readiness. */
export { assessRequirements } from "./assess-requirements.ts";
export type { RequirementsInput, RequirementsResult } from "./assess-requirements.ts";
export { countStatuses, summariseClauses } from "./clause-summary.ts";
export { trustServiceReadiness } from "./readiness.ts";
export type { TrustServiceReadinessInput } from "./readiness-item.ts";
export { parseRequirementRef, requirementKey, splitRequirementKey } from "./requirement-key.ts";
export type { RequirementName } from "./requirement-key.ts";
export { requirementMatrixRows } from "./requirement-matrix.ts";
export type { RequirementMatrixInput } from "./requirement-matrix.ts";
export { combineRequirements } from "./requirement-set.ts";
export type { RequirementNode, RequirementSet, UncertainReference } from "./requirement-set.ts";
export type { ClauseSummary, RequirementAssessment, RequirementStatus } from "./status-types.ts";
