/** The acts on dossiers in a database, and the ports that they need: the second door of the workbench, so that the command line need not load it. */
export type { AuditEvent, AuditHead, AuditQuery, AuditStore, NewAuditEvent } from "./ports/audit.ts";
export type { BlobFacts, BlobStore } from "./ports/blobs.ts";
export type { Database, Sql, TransactionOptions } from "./ports/database.ts";
export type {
  DossierHead,
  DossierParty,
  DossierQuery,
  DossierStore,
  DossierSummary,
  NewDossier,
  PartyKind,
} from "./ports/dossiers.ts";
export type { Clock, Ids } from "./ports/environment.ts";
export type {
  EvaluationKey,
  EvaluationStore,
  EvaluationSummary,
  StoredEvaluation,
} from "./ports/evaluations.ts";
export type { EvidenceLink, EvidenceStore, NewEvidenceLink } from "./ports/evidence.ts";
export type { Job, JobQuery, JobState, JobStore, Lease, NewJob, TakenJob } from "./ports/jobs.ts";
export type {
  Invitation,
  Member,
  MemberChange,
  Membership,
  NewInvitation,
  Organisation,
  OrganisationStore,
  Person,
  Role,
} from "./ports/organisations.ts";
export type {
  Authorship,
  RecordConflict,
  RecordKind,
  RecordName,
  RecordSet,
  RecordStore,
  RecordVersion,
  RecordWrite,
  StoredRecord,
  WriteManyOutcome,
  WriteOutcome,
} from "./ports/records.ts";
export type {
  Attempts,
  NewSession,
  Passkey,
  PasswordRecord,
  Session,
  SessionStage,
  SignInMethod,
  SignInStore,
  TotpRecord,
} from "./ports/sign-in.ts";
export type { ApiToken, NewApiToken, TokenStore } from "./ports/tokens.ts";
export type { Stores, UnitOfWork, Visibility } from "./ports/unit-of-work.ts";
export type { BadCursor, Instant, Json, Page, PageRequest } from "./ports/values.ts";
export { acceptInvitation } from "./accept-invitation.ts";
export type { ActPorts } from "./act-ports.ts";
export { archiveDossier } from "./archive-dossier.ts";
export { attachEvidence } from "./attach-evidence.ts";
export type { AttachedEvidence, AttachEvidenceCommand } from "./attach-evidence.ts";
export type { RecordChange } from "./compare-records.ts";
export { createDossier } from "./create-dossier.ts";
export type { CreateDossierCommand } from "./create-dossier.ts";
export { detachEvidence } from "./detach-evidence.ts";
export { createDossierMemory } from "./dossier-memory.ts";
export type { DossierMemory, MemoryLimits } from "./dossier-memory.ts";
export { duplicateDossier } from "./duplicate-dossier.ts";
export type { DuplicateDossierCommand } from "./duplicate-dossier.ts";
export { evaluateAll } from "./evaluate-all.ts";
export type { EvaluatedAll } from "./evaluate-all.ts";
export { evaluateStored } from "./evaluate-stored.ts";
export type { EvaluatedDossier } from "./evaluate-stored.ts";
export { exportFolder } from "./export-folder.ts";
export type { ExportedEvidence, ExportedFolder } from "./export-folder.ts";
export { hashText } from "./hash-text.ts";
export { importFolder } from "./import-folder.ts";
export type { ImportEvidence, ImportFolderCommand, ImportReport } from "./import-folder.ts";
export { doJob, isJobKind, jobKinds, reportJson } from "./job-kinds.ts";
export type { JobKind, JobPorts } from "./job-kinds.ts";
export { listDossiers } from "./list-dossiers.ts";
export {
  inviteMember,
  listInvitations,
  listMembers,
  removeMember,
  setRoles,
  withdrawInvitation,
} from "./manage-members.ts";
export type { MadeInvitation } from "./manage-members.ts";
export { createOrganisation, listOrganisations, renameOrganisation } from "./manage-organisations.ts";
export { openDossier, readRecord } from "./open-dossier.ts";
export type { OpenedDossier } from "./open-dossier.ts";
export { listEvidence, openEvidence } from "./read-evidence.ts";
export type { OpenedEvidence } from "./read-evidence.ts";
export { readChanges, readHistory } from "./read-history.ts";
export { actorName, visibleTo } from "./refusal.ts";
export type { Answer, Refusal } from "./refusal.ts";
export { renameDossier } from "./rename-dossier.ts";
export type { RenameDossierCommand } from "./rename-dossier.ts";
export { setParties } from "./set-parties.ts";
export { readAudit, verifyAudit } from "./verify-audit.ts";
export type { AuditCheck, AuditFindings } from "./verify-audit.ts";
export type { Working } from "./working.ts";
export { writeRecord } from "./write-record.ts";
export type { WriteRecordCommand, WrittenRecord } from "./write-record.ts";
export { writeReport } from "./write-report.ts";
export type { WrittenReport } from "./write-report.ts";
export { actorOfJob, cancelJob, listJobs, readJob, startJob } from "./manage-jobs.ts";
export type { StartJobCommand } from "./manage-jobs.ts";
export { createToken, listTokens, revokeToken, tokenPrefix } from "./manage-tokens.ts";
export type { MadeToken } from "./manage-tokens.ts";
