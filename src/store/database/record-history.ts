/** The history of records: of one, of a dossier, and the dossier as it was. */
import { fail, ok, type Result } from "#base/result";
import type { BadCursor, Page, PageRequest, RecordName, RecordSet, RecordVersion } from "#workbench/stored";
import { limitOf, pageOf, readCursor } from "./cursor.ts";
import { fromColumn } from "./json-column.ts";
import { recordVersion, versionColumns, type VersionRow } from "./record-rows.ts";
import { reachDossier, type ScopedSql } from "./scope.ts";

type Versions = Result<Page<RecordVersion>, BadCursor>;

const nothing: Versions = ok({ items: [], next: undefined });

/** Versions of one record, newest first. */
export async function historyOfRecord(
  sql: ScopedSql,
  dossierId: string,
  name: RecordName,
  page: PageRequest = {},
): Promise<Versions> {
  const cursor = readCursor("record-history", page, ["number"]);
  if (!cursor.ok) return fail(cursor.error);
  const dossier = await reachDossier(sql, dossierId);
  if (dossier === undefined) return nothing;
  const limit = limitOf(page);
  const rows = await sql.query<VersionRow>(
    `SELECT ${versionColumns} FROM record_version v
     WHERE v.organisation_id = $1 AND v.dossier_id = $2 AND v.kind = $3 AND v.key = $4 AND ($5::int IS NULL OR v.version < $5::int)
     ORDER BY v.version DESC LIMIT $6`,
    [dossier.ownerId, dossierId, name.kind, name.key, cursor.value?.[0] ?? null, limit + 1],
  );
  return ok(pageOf("record-history", rows, limit, recordVersion, (row) => [row.version]));
}

/** Versions after the revision, oldest first. */
export async function changesSince(
  sql: ScopedSql,
  dossierId: string,
  revision: number,
  page: PageRequest = {},
): Promise<Versions> {
  const cursor = readCursor("changes-since", page, ["number", "string", "string"]);
  if (!cursor.ok) return fail(cursor.error);
  const dossier = await reachDossier(sql, dossierId);
  if (dossier === undefined) return nothing;
  const limit = limitOf(page);
  const rows = await sql.query<VersionRow>(
    `SELECT ${versionColumns} FROM record_version v
     WHERE v.organisation_id = $1 AND v.dossier_id = $2 AND (v.revision, v.kind, v.key) > ($3::bigint, $4, $5) AND v.revision > $6::bigint
     ORDER BY v.revision, v.kind, v.key LIMIT $7`,
    [dossier.ownerId, dossierId, ...(cursor.value ?? [-1, "", ""]), revision, limit + 1],
  );
  return ok(pageOf("changes-since", rows, limit, recordVersion, placeInTime));
}

/** Versions of all records, newest first. */
export async function recentChanges(
  sql: ScopedSql,
  dossierId: string,
  page: PageRequest = {},
): Promise<Versions> {
  const cursor = readCursor("recent-changes", page, ["number", "string", "string"]);
  if (!cursor.ok) return fail(cursor.error);
  const dossier = await reachDossier(sql, dossierId);
  if (dossier === undefined) return nothing;
  const limit = limitOf(page);
  const before = cursor.value ?? [dossier.revision + 1, "", ""];
  const rows = await sql.query<VersionRow>(
    `SELECT ${versionColumns} FROM record_version v
     WHERE v.organisation_id = $1 AND v.dossier_id = $2 AND (v.revision, v.kind, v.key) < ($3::bigint, $4, $5)
     ORDER BY v.revision DESC, v.kind DESC, v.key DESC LIMIT $6`,
    [dossier.ownerId, dossierId, ...before, limit + 1],
  );
  return ok(pageOf("recent-changes", rows, limit, recordVersion, placeInTime));
}

function placeInTime(row: VersionRow): readonly [number, string, string] {
  return [row.revision, row.kind, row.key];
}

/** The records as they were when the dossier had the revision. */
export async function readAllAt(
  sql: ScopedSql,
  dossierId: string,
  revision: number,
): Promise<RecordSet | undefined> {
  const dossier = await reachDossier(sql, dossierId);
  if (dossier === undefined || revision < 0 || revision > dossier.revision) return undefined;
  const rows = await sql.query<VersionRow>(
    `SELECT ${versionColumns} FROM (
       SELECT DISTINCT ON (kind, key) * FROM record_version
       WHERE organisation_id = $1 AND dossier_id = $2 AND revision <= $3::bigint
       ORDER BY kind, key, version DESC
     ) AS v WHERE v.body IS NOT NULL ORDER BY v.kind, v.position, v.key`,
    [dossier.ownerId, dossierId, revision],
  );
  const records = rows.flatMap(({ body, at, by, ...row }) =>
    body === null ? [] : [{ ...row, body: fromColumn(body), updatedAt: at, updatedBy: by }],
  );
  return { dossierId, revision, records };
}
