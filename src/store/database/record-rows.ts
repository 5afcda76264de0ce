/** Rows of the record tables, and the records they stand for. */
import type { Instant, RecordKind, RecordVersion, StoredRecord } from "#workbench/stored";
import { fromColumn } from "./json-column.ts";

/** A present record; `body` null is a removed one, which only still counts its versions. */
export interface RecordRow {
  readonly kind: RecordKind;
  readonly key: string;
  readonly position: number;
  readonly body: string | null;
  readonly version: number;
  readonly revision: number;
  readonly updatedAt: Instant;
  readonly updatedBy: string;
}

export const recordColumns =
  'r.kind, r.key, r.position, r.body, r.version, r.revision, r.updated_at AS "updatedAt", r.updated_by AS "updatedBy"';

export function storedRecord(row: RecordRow): StoredRecord | undefined {
  const { kind, key, position, body, version, revision, updatedAt, updatedBy } = row;
  if (body === null) return undefined;
  return { kind, key, position, body: fromColumn(body), version, revision, updatedAt, updatedBy };
}

export interface VersionRow {
  readonly kind: RecordKind;
  readonly key: string;
  readonly version: number;
  readonly position: number;
  readonly body: string | null;
  readonly revision: number;
  readonly at: Instant;
  readonly by: string;
}

export const versionColumns = "v.kind, v.key, v.version, v.position, v.body, v.revision, v.at, v.by";

export function recordVersion(row: VersionRow): RecordVersion {
  return { ...row, body: row.body === null ? undefined : fromColumn(row.body) };
}
