/** The evaluation store: a cache by dossier, revision and day. */
import type { EvaluationKey, EvaluationStore, EvaluationSummary, StoredEvaluation } from "#workbench/stored";
import { fromColumn, toColumn } from "./json-column.ts";
import { reachDossier, visibleDossier, type ScopedSql } from "./scope.ts";

/** Days per revision that are kept: today, and a few that were asked for. */
const keptDays = 8;

export function evaluationStore(sql: ScopedSql): EvaluationStore {
  return {
    get: (key) => get(sql, key),
    put: (evaluation) => put(sql, evaluation),
    forget: async (dossierId) => {
      const dossier = await reachDossier(sql, dossierId);
      if (dossier === undefined) return;
      await sql.query("DELETE FROM evaluation WHERE organisation_id = $1 AND dossier_id = $2", [
        dossier.ownerId,
        dossierId,
      ]);
    },
  };
}

async function get(sql: ScopedSql, key: EvaluationKey): Promise<StoredEvaluation | undefined> {
  const [row] = await sql.query<{ summary: string; result: string }>(
    `SELECT e.summary, e.result FROM dossier d
     JOIN evaluation e ON e.organisation_id = d.organisation_id AND e.dossier_id = d.id AND e.revision = $3::bigint AND e.as_of = $4::date
     WHERE d.id = $1 AND ${visibleDossier("$2::text[]")}`,
    [key.dossierId, sql.organisations, key.revision, key.asOf],
  );
  if (row === undefined) return undefined;
  return { ...key, summary: summaryFrom(row.summary), result: fromColumn(row.result) };
}

export function summaryFrom(text: string): EvaluationSummary {
  return JSON.parse(text) as EvaluationSummary;
}

async function put(sql: ScopedSql, evaluation: StoredEvaluation): Promise<boolean> {
  const { dossierId, revision, asOf, summary, result } = evaluation;
  const dossier = await reachDossier(sql, dossierId);
  if (dossier === undefined) return false;
  await sql.query(
    `INSERT INTO evaluation (organisation_id, dossier_id, revision, as_of, summary, result)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (organisation_id, dossier_id, revision, as_of) DO UPDATE SET summary = excluded.summary, result = excluded.result`,
    [dossier.ownerId, dossierId, revision, asOf, JSON.stringify(summary), toColumn(result)],
  );
  // The day that was put stays even when it is the oldest: a forecast must not push out what it was put for.
  await sql.query(
    `DELETE FROM evaluation WHERE organisation_id = $1 AND dossier_id = $2 AND (
       revision < $3::bigint OR (revision = $3::bigint AND as_of <> $4::date AND as_of NOT IN (
         SELECT as_of FROM evaluation WHERE organisation_id = $1 AND dossier_id = $2 AND revision = $3::bigint
         ORDER BY as_of DESC LIMIT ${String(keptDays)})))`,
    [dossier.ownerId, dossierId, revision, asOf],
  );
  return true;
}
