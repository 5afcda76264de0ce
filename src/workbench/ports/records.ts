/** Records of a dossier, each with a version and its full history. */
import type { Instant, Json, Page, PageRequest, BadCursor } from "./values.ts";
import type { Result } from "#base/result";
import type { RecordKind } from "#dossier";

export type { RecordKind };

export interface RecordName {
  readonly kind: RecordKind;
  readonly key: string;
}

export interface StoredRecord extends RecordName {
  /** Place among the records of its kind. */
  readonly position: number;
  readonly body: Json;
  /** 1 when first written; a removed record that comes back goes on counting. */
  readonly version: number;
  /** Revision of the dossier in which this version was written. */
  readonly revision: number;
  readonly updatedAt: Instant;
  readonly updatedBy: string;
}

/** All records of a dossier at one revision, in the order kind, position, key. */
export interface RecordSet {
  readonly dossierId: string;
  readonly revision: number;
  readonly records: readonly StoredRecord[];
}

/** One change of one record. */
export interface RecordWrite extends RecordName {
  /** Undefined removes the record. */
  readonly body: Json | undefined;
  /**
   * The version that the writer saw; 0 says "there is none yet". `any` writes over whatever is there: for imports, which
   * replace a whole dossier, never for a person's edit.
   */
  readonly expected: number | "any";
  /** Left out, a record keeps its place, and a new one goes to the end of its kind. */
  readonly position?: number | undefined;
}

/** Who writes, and when. */
export interface Authorship {
  readonly by: string;
  readonly at: Instant;
}

/** A write that lost: what the writer wanted and what is there (undefined: removed, or never written). */
export interface RecordConflict {
  readonly outcome: "conflict";
  readonly wanted: RecordWrite;
  readonly current: StoredRecord | undefined;
  /** Version that the next write must expect. */
  readonly currentVersion: number;
}

export type WriteOutcome =
  /** `record` is undefined when the write removed it. */
  | {
      readonly outcome: "written";
      readonly revision: number;
      readonly version: number;
      readonly record: StoredRecord | undefined;
    }
  | RecordConflict
  /** No such dossier for these organisations, or the record to remove is not there. */
  | { readonly outcome: "not-found"; readonly what: "dossier" | "record" };

export type WriteManyOutcome =
  | { readonly outcome: "written"; readonly revision: number; readonly changed: number }
  | { readonly outcome: "conflict"; readonly conflicts: readonly RecordConflict[] }
  | { readonly outcome: "not-found"; readonly what: "dossier" | "record" };

/** One entry of the history; `body` undefined says that the record was removed. */
export interface RecordVersion extends RecordName {
  readonly version: number;
  readonly revision: number;
  readonly position: number;
  readonly body: Json | undefined;
  readonly at: Instant;
  readonly by: string;
}

export interface RecordStore {
  /** All records with the revision they belong to, of one snapshot; undefined when there is no such dossier for us. */
  readonly readAll: (dossierId: string) => Promise<RecordSet | undefined>;
  readonly read: (dossierId: string, name: RecordName) => Promise<StoredRecord | undefined>;
  /** Writes when the version is the expected one; the dossier's revision rises by one. Nothing changes otherwise. */
  readonly write: (dossierId: string, write: RecordWrite, author: Authorship) => Promise<WriteOutcome>;
  /**
   * All writes in one revision, or none. Writes that would change nothing (same body and place) make no version; where nothing
   * at all changes, the revision stays.
   */
  readonly writeMany: (
    dossierId: string,
    writes: readonly RecordWrite[],
    author: Authorship,
  ) => Promise<WriteManyOutcome>;
  /** Newest first. */
  readonly history: (
    dossierId: string,
    name: RecordName,
    page?: PageRequest,
  ) => Promise<Result<Page<RecordVersion>, BadCursor>>;
  /** Every version written after the revision, oldest first: what a reader of that revision has missed. */
  readonly changesSince: (
    dossierId: string,
    revision: number,
    page?: PageRequest,
  ) => Promise<Result<Page<RecordVersion>, BadCursor>>;
  /** The latest changes of the dossier, newest first. */
  readonly recentChanges: (
    dossierId: string,
    page?: PageRequest,
  ) => Promise<Result<Page<RecordVersion>, BadCursor>>;
  /** The records as they were at a revision; undefined when the dossier has no such revision. */
  readonly readAllAt: (dossierId: string, revision: number) => Promise<RecordSet | undefined>;
}
