/** The job store: a queue in a table, from which several servers take without meeting. */
import { fail, ok, type Result } from "#base/result";
import type { BadCursor, Job, JobQuery, JobState, JobStore, Lease, Page, TakenJob } from "#workbench/stored";
import { limitOf, pageOf, readCursor } from "./cursor.ts";
import { fromColumn, toColumn } from "./json-column.ts";
import { demandReach, reaches, type ScopedSql } from "./scope.ts";

interface JobRow extends Omit<Job, "dossierId" | "input" | "result"> {
  readonly dossierId: string | null;
  readonly input: string;
  readonly result: string | null;
}

const columns = `id, organisation_id AS "organisationId", dossier_id AS "dossierId", kind, state, progress, message, input, result,
  attempts, created_by AS "createdBy", created_at AS "createdAt", updated_at AS "updatedAt"`;

/** The lease is still ours: no other worker took the job since. */
const held = "id = $1 AND locked_by = $2 AND attempts = $3";

export function jobStore(sql: ScopedSql): JobStore {
  return {
    enqueue: async (job) => {
      demandReach(sql, job.organisationId);
      await sql.query(
        `INSERT INTO job (id, organisation_id, dossier_id, kind, state, progress, message, input, attempts, created_by, created_at, updated_at)
         VALUES ($1, $2, $3, $4, 'queued', 0, '', $5, 0, $6, $7, $7)`,
        [
          job.id,
          job.organisationId,
          job.dossierId ?? null,
          job.kind,
          toColumn(job.input),
          job.createdBy,
          job.createdAt,
        ],
      );
    },
    find: async (id) => {
      const [row] = await sql.query<JobRow>(`SELECT ${columns} FROM job WHERE id = $1`, [id]);
      return row === undefined || !reaches(sql, row.organisationId) ? undefined : jobOf(row);
    },
    list: (query) => list(sql, query),
    take: (request) => take(sql, request),
    heartbeat: (lease, leaseMs) => renew(sql, lease, leaseMs, "", []),
    progress: (lease, leaseMs, progress, message, at) =>
      renew(sql, lease, leaseMs, ", progress = $5::float8, message = $6, updated_at = $7::timestamptz", [
        Math.min(1, Math.max(0, progress)),
        message,
        at,
      ]),
    finish: (lease, result, at) => end(sql, lease, "done", { message: "", result: toColumn(result) }, at),
    fail: (lease, message, at) => end(sql, lease, "failed", { message, result: null }, at),
    release: async (lease, at) => {
      const rows = await sql.query(
        `UPDATE job SET state = 'queued', attempts = attempts - 1, locked_by = NULL, locked_until = NULL, updated_at = $4
         WHERE ${held} AND state = 'running' RETURNING 1 AS one`,
        [...holder(lease), at],
      );
      return rows.length > 0;
    },
    cancel: async (id, at) => {
      const rows = await sql.query(
        `UPDATE job SET state = 'cancelled', updated_at = $2
         WHERE id = $1 AND state IN ('queued', 'running') AND ($3 OR organisation_id = ANY ($4::text[])) RETURNING 1 AS one`,
        [id, at, sql.visibility === "system", sql.organisations],
      );
      return rows.length > 0;
    },
    forgetEnded: async (before) => {
      const rows = await sql.query(
        `DELETE FROM job WHERE state IN ('done', 'failed', 'cancelled') AND updated_at < $1 AND ($2 OR organisation_id = ANY ($3::text[]))
         RETURNING 1 AS one`,
        [before, sql.visibility === "system", sql.organisations],
      );
      return rows.length;
    },
  };
}

function holder({ jobId, worker, attempt }: Lease): readonly (string | number)[] {
  return [jobId, worker, attempt];
}

async function list(sql: ScopedSql, query: JobQuery = {}): Promise<Result<Page<Job>, BadCursor>> {
  const cursor = readCursor("jobs", query, ["string", "string"]);
  if (!cursor.ok) return fail(cursor.error);
  if (Number.isNaN(Date.parse(String(cursor.value?.[0] ?? "2000-01-01")))) return fail("bad-cursor");
  const limit = limitOf(query);
  const [beforeTime, beforeId] = cursor.value ?? [null, null];
  const rows = await sql.query<JobRow>(
    `SELECT ${columns} FROM job
     WHERE ($1 OR organisation_id = ANY ($2::text[]))
       AND ($3::text IS NULL OR organisation_id = $3) AND ($4::text IS NULL OR dossier_id = $4) AND ($5::text IS NULL OR state = $5)
       AND ($6::timestamptz IS NULL OR (created_at, id) < ($6::timestamptz, $7))
     ORDER BY created_at DESC, id DESC LIMIT $8`,
    [
      sql.visibility === "system",
      sql.organisations,
      query.organisationId ?? null,
      query.dossierId ?? null,
      query.state ?? null,
      beforeTime,
      beforeId,
      limit + 1,
    ],
  );
  return ok(pageOf("jobs", rows, limit, jobOf, (row) => [row.createdAt, row.id]));
}

async function take(sql: ScopedSql, request: Parameters<JobStore["take"]>[0]): Promise<TakenJob | undefined> {
  const { worker, leaseMs, at, kinds, maxAttempts = 3 } = request;
  await sql.query(
    `UPDATE job SET state = 'failed', locked_by = NULL, locked_until = NULL, updated_at = $1,
       message = 'The server stopped ' || attempts || ' times while it worked on this; it is not tried again'
     WHERE state = 'running' AND locked_until < clock_timestamp() AND attempts >= $2`,
    [at, maxAttempts],
  );
  // SKIP LOCKED: another worker that is taking a job at this moment is passed by, not waited for.
  const [row] = await sql.query<JobRow>(
    `UPDATE job SET state = 'running', attempts = attempts + 1, locked_by = $1, updated_at = $3,
       locked_until = clock_timestamp() + $2::int * interval '1 millisecond'
     WHERE id = (
       SELECT id FROM job
       WHERE (state = 'queued' OR (state = 'running' AND locked_until < clock_timestamp()))
         AND ($4::text[] IS NULL OR kind = ANY ($4::text[]))
       ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
     ) RETURNING ${columns}`,
    [worker, leaseMs, at, kinds ?? null],
  );
  if (row === undefined) return undefined;
  return { job: jobOf(row), lease: { jobId: row.id, worker, attempt: row.attempts } };
}

async function renew(
  sql: ScopedSql,
  lease: Lease,
  leaseMs: number,
  more: string,
  values: readonly (string | number)[],
): Promise<"go-on" | "cancelled" | "lost"> {
  const [renewed] = await sql.query(
    `UPDATE job SET locked_until = clock_timestamp() + $4::int * interval '1 millisecond'${more}
     WHERE ${held} AND state = 'running' RETURNING 1 AS one`,
    [...holder(lease), leaseMs, ...values],
  );
  if (renewed !== undefined) return "go-on";
  const [row] = await sql.query<{ state: JobState }>(`SELECT state FROM job WHERE ${held}`, holder(lease));
  return row?.state === "cancelled" ? "cancelled" : "lost";
}

async function end(
  sql: ScopedSql,
  lease: Lease,
  state: "done" | "failed",
  told: { readonly message: string; readonly result: string | null },
  at: string,
): Promise<boolean> {
  const rows = await sql.query(
    `UPDATE job SET state = $4, message = $5, result = $6, updated_at = $7, locked_until = NULL,
       progress = CASE WHEN $4 = 'done' THEN 1 ELSE progress END
     WHERE ${held} AND state = 'running' RETURNING 1 AS one`,
    [...holder(lease), state, told.message, told.result, at],
  );
  return rows.length > 0;
}

function jobOf(row: JobRow): Job {
  return {
    ...row,
    dossierId: row.dossierId ?? undefined,
    input: fromColumn(row.input),
    result: row.result === null ? undefined : fromColumn(row.result),
  };
}
