/** The acts: what a person does with a dossier, the same from the command line and from the workbench. */
export { checkDossier } from "./check-dossier.ts";
export type { CheckedDossier, CheckOptions } from "./check-dossier.ts";
export { groupProblems } from "./group-problems.ts";
export type { ProblemGroup } from "./group-problems.ts";
export type { FileChange, FolderContent, FolderPort } from "./ports.ts";
export { countConfidence, reportDossier } from "./report-dossier.ts";
export type { ReportOptions } from "./report-dossier.ts";
export { initDossier } from "./init-dossier.ts";
export type { InitCommand, InitResult } from "./init-dossier.ts";
export { proposeFixes } from "./fix-dossier.ts";
export type { FixChoice, FixProposal } from "./fix-dossier.ts";
export { applyImport, compareWithExisting, filesOfImport, readImport } from "./import-markdown.ts";
export type { ImportChange, ImportComparison, ImportReading } from "./import-markdown.ts";
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
