/** The record store: reading of records; writes and history have files of their own. */
import type { RecordName, RecordSet, RecordStore, StoredRecord } from "#workbench/stored";
import { changesSince, historyOfRecord, readAllAt, recentChanges } from "./record-history.ts";
import { recordColumns, storedRecord, type RecordRow } from "./record-rows.ts";
import { writeRecord, writeRecords } from "./record-write.ts";
import { visibleDossier, type ScopedSql } from "./scope.ts";

export function recordStore(sql: ScopedSql): RecordStore {
  return {
    readAll: (dossierId) => readAll(sql, dossierId),
    read: (dossierId, name) => readOne(sql, dossierId, name),
    write: (dossierId, write, author) => writeRecord(sql, dossierId, write, author),
    writeMany: (dossierId, writes, author) => writeRecords(sql, dossierId, writes, author),
    history: (dossierId, name, page) => historyOfRecord(sql, dossierId, name, page),
    changesSince: (dossierId, revision, page) => changesSince(sql, dossierId, revision, page),
    recentChanges: (dossierId, page) => recentChanges(sql, dossierId, page),
    readAllAt: (dossierId, revision) => readAllAt(sql, dossierId, revision),
  };
}

type JoinedRow = RecordRow & { readonly current: number };

/** One statement, hence one snapshot: revision and records belong together whatever others write meanwhile. */
async function readAll(sql: ScopedSql, dossierId: string): Promise<RecordSet | undefined> {
  const rows = await sql.query<JoinedRow | (Record<keyof RecordRow, null> & { readonly current: number })>(
    `SELECT d.revision AS current, ${recordColumns} FROM dossier d
     LEFT JOIN record r ON r.organisation_id = d.organisation_id AND r.dossier_id = d.id AND r.body IS NOT NULL
     WHERE d.id = $1 AND ${visibleDossier("$2::text[]")}
     ORDER BY r.kind, r.position, r.key`,
    [dossierId, sql.organisations],
  );
  const [first] = rows;
  if (first === undefined) return undefined;
  const records = rows.flatMap((row) => (row.kind === null ? [] : (storedRecord(row) ?? [])));
  return { dossierId, revision: first.current, records };
}

async function readOne(
  sql: ScopedSql,
  dossierId: string,
  name: RecordName,
): Promise<StoredRecord | undefined> {
  const [row] = await sql.query<RecordRow>(
    `SELECT ${recordColumns} FROM dossier d
     JOIN record r ON r.organisation_id = d.organisation_id AND r.dossier_id = d.id AND r.kind = $3 AND r.key = $4
     WHERE d.id = $1 AND ${visibleDossier("$2::text[]")}`,
    [dossierId, sql.organisations, name.kind, name.key],
  );
  return row === undefined ? undefined : storedRecord(row);
}
