/** The dossier: its records, their schemas, and changes to them as values. */
export type {
  Assessment,
  AssessmentFile,
  CaseResult,
  Control,
  Dossier,
  EvidenceItem,
  ExternalDecision,
  FileFact,
  Finding,
  Governance,
  GroupResult,
  Header,
  IcsRow,
  IcsVerification,
  IxitEntry,
  IxitValue,
  Note,
  ReasonedAnswer,
  RequirementRow,
  Scope,
  UnitResult,
} from "./dossier.ts";
export { assessmentFileSchema, verdictSchema } from "./assessment-schema.ts";
export {
  icsRowSchema,
  ixitOwnKeys,
  ixitOwnShape,
  ixitValueSchema,
  requirementRowSchema,
} from "./claims-schema.ts";
export { controlSchema, evidenceItemSchema } from "./evidence-schema.ts";
export { findingSchema, governanceSchema, noteSchema } from "./governance-schema.ts";
export { headerSchema } from "./header-schema.ts";
export { scopeSchema } from "./scope-schema.ts";
export {
  controlsFileSchema,
  evidenceFileSchema,
  findingsFileSchema,
  icsFileSchema,
  ixitFileSchema,
  notesFileSchema,
  requirementsFileSchema,
} from "./file-schemas.ts";
export { shapeOf } from "./shape.ts";
export type { KeyShape, ObjectShape, Shape, TextShape } from "./shape.ts";
export { isRecordKind, joinKey, recordKinds, recordSchemaOf, singleKey, splitKey } from "./record-kinds.ts";
export type { RecordKind } from "./record-kinds.ts";
export { dossierOf, noteKeys, pathOfRecord, recordAt, recordBody, recordsOf, withRecord } from "./records.ts";
export type { DossierRecord, RecordSetFault } from "./records.ts";
export { recordFaults, recordLimits } from "./record-faults.ts";
export type { RecordFault } from "./record-faults.ts";
