/** All rows of the in-memory stores as plain data, so that a transaction can work on a copy. */
import type {
  ApiToken,
  AuditEvent,
  DossierHead,
  EvidenceLink,
  Invitation,
  Job,
  Organisation,
  Person,
  RecordKind,
  RecordVersion,
  Role,
  StoredEvaluation,
} from "#workbench/stored";

/** The present row of a record; a removed one stays, without body, so that its versions go on counting. */
export interface RecordRow {
  readonly dossierId: string;
  readonly kind: RecordKind;
  readonly key: string;
  readonly position: number;
  /** JSON text, as a database keeps it. */
  readonly body: string | undefined;
  readonly version: number;
  readonly revision: number;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

export type VersionRow = Omit<RecordVersion, "body"> & {
  readonly dossierId: string;
  readonly body: string | undefined;
};

export interface MemoryState {
  organisations: Organisation[];
  persons: Person[];
  memberships: { organisationId: string; personId: string; roles: readonly Role[] }[];
  invitations: (Invitation & { tokenHash: string })[];
  dossiers: DossierHead[];
  records: RecordRow[];
  versions: VersionRow[];
  evaluations: StoredEvaluation[];
  links: EvidenceLink[];
  events: AuditEvent[];
  jobs: Job[];
  tokens: (ApiToken & { tokenHash: string })[];
}

export function emptyState(): MemoryState {
  return {
    organisations: [],
    persons: [],
    memberships: [],
    invitations: [],
    dossiers: [],
    records: [],
    versions: [],
    evaluations: [],
    links: [],
    events: [],
    jobs: [],
    tokens: [],
  };
}

/** A copy whose lists can change without the original; rows are never changed, only replaced. */
export function copyState(state: MemoryState): MemoryState {
  return Object.fromEntries(
    Object.entries(state).map(([name, list]) => [name, [...(list as readonly unknown[])]]),
  ) as unknown as MemoryState;
}

/** Replaces the first row that fits, or adds one. */
export function replaceRow<T>(list: T[], fits: (row: T) => boolean, row: T): void {
  const index = list.findIndex(fits);
  if (index < 0) list.push(row);
  else list[index] = row;
}

export function removeRows<T>(list: T[], fits: (row: T) => boolean): boolean {
  const kept = list.filter((row) => !fits(row));
  const removed = kept.length < list.length;
  list.splice(0, list.length, ...kept);
  return removed;
}
