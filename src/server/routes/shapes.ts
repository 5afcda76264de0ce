/** How rows of the stores look in replies: what clients may know, and nothing else. */
import type {
  ApiToken,
  DossierHead,
  EvidenceLink,
  Invitation,
  Job,
  Member,
  RecordVersion,
  StoredRecord,
} from "#workbench/stored";

export function headShape({
  id,
  organisationId,
  name,
  kind,
  release,
  revision,
  archivedAt,
  createdAt,
  updatedAt,
  parties,
}: DossierHead) {
  return {
    id,
    organisationId,
    name,
    kind,
    release,
    revision,
    archivedAt,
    createdAt,
    updatedAt,
    parties: parties.map((one) => ({ organisationId: one.organisationId, party: one.party })),
  };
}

export function recordShape({
  kind,
  key,
  position,
  version,
  revision,
  updatedAt,
  updatedBy,
  body,
}: StoredRecord) {
  return { kind, key, position, version, revision, updatedAt, updatedBy, body };
}

export function versionShape({ kind, key, version, revision, position, at, by, body }: RecordVersion) {
  return { kind, key, version, revision, position, at, by, body };
}

export function evidenceShape({
  evidenceId,
  name,
  mediaType,
  bytes,
  sha256,
  createdAt,
  createdBy,
}: EvidenceLink) {
  return { evidenceId, name, mediaType, bytes, sha256, createdAt, createdBy };
}

/** The input stays inside; it can name uploads. */
export function jobShape({
  id,
  organisationId,
  dossierId,
  kind,
  state,
  progress,
  message,
  result,
  attempts,
  createdBy,
  createdAt,
  updatedAt,
}: Job) {
  return {
    id,
    organisationId,
    dossierId,
    kind,
    state,
    progress,
    message,
    result: result ?? undefined,
    attempts,
    createdBy,
    createdAt,
    updatedAt,
  };
}

export function memberShape({ id, name, email, roles, disabledAt }: Member) {
  return { id, name, email, roles, disabledAt };
}

export function invitationShape({ id, email, roles, expiresAt, acceptedAt, createdAt }: Invitation) {
  return { id, email, roles, expiresAt, acceptedAt, createdAt };
}

export function tokenShape({
  id,
  personId,
  name,
  scopes,
  expiresAt,
  lastUsedAt,
  revokedAt,
  createdAt,
}: ApiToken) {
  return { id, personId, name, scopes, expiresAt, lastUsedAt, revokedAt, createdAt };
}
