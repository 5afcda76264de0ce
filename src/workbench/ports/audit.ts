/** The audit trail: one hash-chained, append-only list of events per organisation, with a signed head. */
import type { Result } from "#base/result";
import type { BadCursor, Instant, Json, Page, PageRequest } from "./values.ts";

/** What is to be recorded. No secret belongs in it: no token, password, link or file content. */
export interface NewAuditEvent {
  /** Whose trail; for acts on a dossier, that of the dossier's owner. */
  readonly organisationId: string;
  readonly at: Instant;
  /** Person id, `token:<id>` or `system`. */
  readonly actor: string;
  /** Act as noun and verb: `record.write`, `member.remove`. */
  readonly action: string;
  /** What it was done to: `dossier/<id>/ics/5.1-1`. */
  readonly subject: string;
  readonly detail?: Json | undefined;
}

export interface AuditEvent extends Omit<NewAuditEvent, "detail"> {
  /** 1, 2, 3 … without a gap. */
  readonly seq: number;
  readonly detail: Json;
  /** Hash of the event before; 64 zeros for the first. */
  readonly previousHash: string;
  /** SHA-256 of the canonical JSON of all the above. */
  readonly hash: string;
}

/** The last event, signed: whoever cuts the tail of the list cannot sign the shorter one. */
export interface AuditHead {
  readonly organisationId: string;
  /** Number of the last event, which is also the count of events. */
  readonly seq: number;
  readonly hash: string;
  readonly at: Instant;
  readonly keyId: string;
  /** Ed25519, base64. */
  readonly signature: string;
}

export interface AuditQuery extends PageRequest {
  /** Only events whose subject is this or lies below it (`dossier/<id>`). */
  readonly subject?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
}

export interface AuditStore {
  /**
   * Records the event in this transaction. The chain is extended just before the commit, so that writers wait for each other as
   * briefly as possible; therefore `list` of the same transaction does not show it yet.
   */
  readonly append: (event: NewAuditEvent) => Promise<void>;
  readonly head: (organisationId: string) => Promise<AuditHead | undefined>;
  /** Newest first. */
  readonly list: (organisationId: string, query?: AuditQuery) => Promise<Result<Page<AuditEvent>, BadCursor>>;
  /** All events in order, read in batches: for verification and for export. */
  readonly stream: (organisationId: string, fromSeq?: number) => AsyncIterable<AuditEvent>;
}
