/** Writes of records: what is expected is compared with what is there, then all of it is written, or nothing. */
import type {
  Authorship,
  RecordConflict,
  RecordKind,
  RecordName,
  RecordWrite,
  WriteManyOutcome,
  WriteOutcome,
} from "#workbench/stored";
import { toColumn } from "./json-column.ts";
import { recordColumns, storedRecord, type RecordRow } from "./record-rows.ts";
import { reachDossier, type ReachedDossier, type ScopedSql } from "./scope.ts";

interface Change {
  readonly kind: RecordKind;
  readonly key: string;
  readonly position: number;
  readonly body: string | null;
  readonly version: number;
}

interface Plan {
  readonly changes: readonly Change[];
  readonly conflicts: readonly RecordConflict[];
  readonly missing: boolean;
}

/** What a write of several came to, with the rows that it found and the changes that it made. */
type Applied =
  | Exclude<WriteManyOutcome, { readonly outcome: "written" }>
  | {
      readonly outcome: "written";
      readonly revision: number;
      readonly present: readonly RecordRow[];
      readonly changes: readonly Change[];
    };

export async function writeRecord(
  sql: ScopedSql,
  dossierId: string,
  write: RecordWrite,
  author: Authorship,
): Promise<WriteOutcome> {
  const applied = await applyWrites(sql, dossierId, [write], author);
  if (applied.outcome === "not-found") return applied;
  if (applied.outcome === "conflict") {
    const [conflict] = applied.conflicts;
    if (conflict === undefined) throw new Error("A conflict without its two sides");
    return conflict;
  }
  const { revision } = applied;
  const [change] = applied.changes;
  const row =
    change === undefined
      ? applied.present[0]
      : { ...change, revision, updatedAt: new Date(author.at).toISOString(), updatedBy: author.by };
  // Removing by "any" what was never there wrote nothing.
  if (row === undefined) return { outcome: "not-found", what: "record" };
  return { outcome: "written", revision, version: row.version, record: storedRecord(row) };
}

export async function writeRecords(
  sql: ScopedSql,
  dossierId: string,
  writes: readonly RecordWrite[],
  author: Authorship,
): Promise<WriteManyOutcome> {
  const applied = await applyWrites(sql, dossierId, writes, author);
  if (applied.outcome !== "written") return applied;
  return { outcome: "written", revision: applied.revision, changed: applied.changes.length };
}

async function applyWrites(
  sql: ScopedSql,
  dossierId: string,
  writes: readonly RecordWrite[],
  author: Authorship,
): Promise<Applied> {
  // The lock makes writers of one dossier wait here for each other, so that nothing changes between looking and writing.
  const dossier = await reachDossier(sql, dossierId, "lock");
  if (dossier === undefined) return { outcome: "not-found", what: "dossier" };
  const present = await presentRows(sql, dossier, dossierId, writes);
  const kept = new Set(present.flatMap((row) => (row.body === null ? [] : [nameOf(row)])));
  const anyNew = writes.some((one) => one.position === undefined && !kept.has(nameOf(one)));
  const ends = anyNew ? await lastPositions(sql, dossier, dossierId) : new Map<string, number>();
  const plan = planWrites(writes, present, ends);
  if (plan.conflicts.length > 0) return { outcome: "conflict", conflicts: plan.conflicts };
  if (plan.missing) return { outcome: "not-found", what: "record" };
  const { changes } = plan;
  if (changes.length === 0) return { outcome: "written", revision: dossier.revision, present, changes };
  const revision = dossier.revision + 1;
  await carryOut(sql, dossier, dossierId, changes, revision, author);
  return { outcome: "written", revision, present, changes };
}

/** The rows of the named records, removed ones among them. */
async function presentRows(
  sql: ScopedSql,
  dossier: ReachedDossier,
  dossierId: string,
  names: readonly RecordName[],
): Promise<readonly RecordRow[]> {
  return sql.query<RecordRow>(
    `SELECT ${recordColumns} FROM unnest($3::text[], $4::text[]) AS w (kind, key)
     JOIN record r ON r.organisation_id = $1 AND r.dossier_id = $2 AND r.kind = w.kind AND r.key = w.key`,
    [dossier.ownerId, dossierId, names.map((one) => one.kind), names.map((one) => one.key)],
  );
}

async function lastPositions(
  sql: ScopedSql,
  dossier: ReachedDossier,
  dossierId: string,
): Promise<Map<string, number>> {
  const rows = await sql.query<{ kind: string; last: number }>(
    `SELECT kind, max(position) AS last FROM record
     WHERE organisation_id = $1 AND dossier_id = $2 AND body IS NOT NULL GROUP BY kind`,
    [dossier.ownerId, dossierId],
  );
  return new Map(rows.map(({ kind, last }) => [kind, last]));
}

function planWrites(
  writes: readonly RecordWrite[],
  present: readonly RecordRow[],
  ends: Map<string, number>,
): Plan {
  const rows = new Map(present.map((row) => [nameOf(row), row]));
  const seen = new Set<string>();
  const changes: Change[] = [];
  const conflicts: RecordConflict[] = [];
  let missing = false;
  for (const write of writes) {
    const name = nameOf(write);
    if (seen.has(name)) throw new Error(`${write.kind} ${write.key} is written twice at once`);
    seen.add(name);
    const row = rows.get(name);
    const conflict = conflictOf(write, row);
    if (conflict !== undefined) {
      conflicts.push(conflict);
      continue;
    }
    const live = row !== undefined && row.body !== null;
    if (write.body === undefined && !live) {
      missing ||= write.expected !== "any";
      continue;
    }
    const position = placeOf(write, live ? row : undefined, ends);
    const body = write.body === undefined ? null : toColumn(write.body);
    if (live && body === row.body && position === row.position) continue;
    changes.push({ kind: write.kind, key: write.key, position, body, version: (row?.version ?? 0) + 1 });
  }
  return { changes, conflicts, missing };
}

function nameOf({ kind, key }: RecordName): string {
  return `${kind}/${key}`;
}

/** Expecting 0 means "there is none", which also holds after a removal. */
function conflictOf(write: RecordWrite, row: RecordRow | undefined): RecordConflict | undefined {
  const current = row === undefined ? undefined : storedRecord(row);
  const currentVersion = row?.version ?? 0;
  const fits =
    write.expected === "any" ||
    write.expected === currentVersion ||
    (write.expected === 0 && current === undefined);
  return fits ? undefined : { outcome: "conflict", wanted: write, current, currentVersion };
}

/** Keeps the place of a record that is there; one that is new goes behind the last of its kind. */
function placeOf(write: RecordWrite, row: RecordRow | undefined, ends: Map<string, number>): number {
  const position = write.position ?? row?.position ?? (ends.get(write.kind) ?? -1) + 1;
  ends.set(write.kind, Math.max(position, ends.get(write.kind) ?? -1));
  return position;
}

async function carryOut(
  sql: ScopedSql,
  dossier: ReachedDossier,
  dossierId: string,
  changes: readonly Change[],
  revision: number,
  author: Authorship,
): Promise<void> {
  const common = [dossier.ownerId, dossierId, revision, author.at, author.by];
  const lists = [
    changes.map((one) => one.kind),
    changes.map((one) => one.key),
    changes.map((one) => one.position),
    changes.map((one) => one.body),
    changes.map((one) => one.version),
  ];
  const rows =
    "unnest($6::text[], $7::text[], $8::int[], $9::text[], $10::int[]) AS w (kind, key, position, body, version)";
  await sql.query(
    `INSERT INTO record_version (organisation_id, dossier_id, kind, key, version, position, body, revision, at, by)
     SELECT $1, $2, w.kind, w.key, w.version, w.position, w.body, $3::bigint, $4::timestamptz, $5 FROM ${rows}`,
    [...common, ...lists],
  );
  await sql.query(
    `INSERT INTO record AS r (organisation_id, dossier_id, kind, key, position, body, version, revision, updated_at, updated_by)
     SELECT $1, $2, w.kind, w.key, w.position, w.body, w.version, $3::bigint, $4::timestamptz, $5 FROM ${rows}
     ON CONFLICT (organisation_id, dossier_id, kind, key) DO UPDATE SET position = excluded.position, body = excluded.body,
       version = excluded.version, revision = excluded.revision, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
    [...common, ...lists],
  );
  await sql.query(
    "UPDATE dossier SET revision = $3, updated_at = $4 WHERE organisation_id = $1 AND id = $2",
    [dossier.ownerId, dossierId, revision, author.at],
  );
}
