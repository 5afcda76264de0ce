/** Evidence: its state on a day, what it stands behind, what will lapse, and everything that can be wrong with it. */
export { coversWholeProduct, matchBoundary, subjectIdentity } from "./boundary-match.ts";
export type { BoundaryMatch, SubjectIdentity } from "./boundary-match.ts";
export { checkEvidence } from "./check-evidence.ts";
export type { EvidenceCheckInput } from "./check-input.ts";
export { checkNamedRecords, unknownIdProblem } from "./check-named-records.ts";
export { evidenceContext } from "./evidence-context.ts";
export type { EvidenceContext } from "./evidence-context.ts";
export { evidenceFor, groupOfCase, isRequirementKey, requirementKey } from "./evidence-index.ts";
export type { CarriedKind, CarriedRecords, EvidenceIndex } from "./evidence-index.ts";
export { isWebLink, pathFault } from "./evidence-path.ts";
export type { EvidenceState, EvidenceStatus } from "./evidence-status.ts";
export { externalConditionIds, externalEvidenceOutcome } from "./external-evidence.ts";
export type { ExternalEvidenceOutcome } from "./external-evidence.ts";
export { forecast } from "./forecast.ts";
export type { Forecast, Lapse } from "./forecast.ts";
export {
  allEvidenceStatuses,
  daysLeft,
  evidenceStatus,
  expiringWithinDays,
  inDays,
} from "./judge-evidence.ts";
export { lookUp, lookUpReference, lookUpRequirement, similarId } from "./record-lookup.ts";
export type { LookUp, StandardsLookup, UnknownId } from "./record-lookup.ts";
export { reopeningEvent, triggerWords } from "./validity.ts";
export type { TriggerKind } from "./validity.ts";
