/** Whose rows a transaction reaches: the one place where queries are kept to the organisations of the person who acts. */
import type { Sql, Visibility } from "#workbench/stored";
import { DatabaseFault } from "./database-fault.ts";

/** A transaction with its visibility; what every store is built on. */
export interface ScopedSql extends Sql {
  readonly visibility: Visibility;
  /** Empty for the system, which reaches no dossier. */
  readonly organisations: readonly string[];
}

export function scopedSql(sql: Sql, visibility: Visibility): ScopedSql {
  return { query: sql.query, visibility, organisations: visibility === "system" ? [] : visibility };
}

/** The settings by which row-level security reads the same; see migrations/0002-row-security.sql. */
export function scopeSettings(visibility: Visibility): Readonly<Record<string, string>> {
  if (visibility === "system") return { "plumbline.organisations": "", "plumbline.system": "on" };
  const odd = visibility.find((one) => one === "" || one.includes(","));
  if (odd !== undefined) throw new DatabaseFault("out-of-scope", `"${odd}" is not the id of an organisation`);
  return { "plumbline.organisations": visibility.join(","), "plumbline.system": "" };
}

/** For what belongs to an organisation as a whole: members, invitations, tokens, jobs. The system reaches these of all. */
export function reaches(sql: ScopedSql, organisationId: string): boolean {
  return sql.visibility === "system" || sql.visibility.includes(organisationId);
}

/** Refuses what a correct act never asks for. */
export function demandReach(sql: ScopedSql, organisationId: string): void {
  if (reaches(sql, organisationId)) return;
  throw new DatabaseFault(
    "out-of-scope",
    `This transaction may not write rows of organisation ${organisationId}`,
  );
}

/**
 * The condition that a dossier `d` is owned by or shared with one of the organisations in the numbered parameter. A party list is a
 * short index range, so that restricted users wait no longer than others.
 */
export function visibleDossier(parameter: string): string {
  return `(d.organisation_id = ANY (${parameter}) OR d.id IN (SELECT p.dossier_id FROM dossier_party p WHERE p.organisation_id = ANY (${parameter})))`;
}

export interface ReachedDossier {
  readonly ownerId: string;
  readonly revision: number;
}

/** Owner and revision of the dossier if it is within reach. `lock` keeps others from writing to it until the transaction ends. */
export async function reachDossier(
  sql: ScopedSql,
  dossierId: string,
  lock?: "lock",
): Promise<ReachedDossier | undefined> {
  if (sql.organisations.length === 0) return undefined;
  const [row] = await sql.query<ReachedDossier>(
    `SELECT d.organisation_id AS "ownerId", d.revision FROM dossier d
     WHERE d.id = $1 AND ${visibleDossier("$2::text[]")} ${lock === undefined ? "" : "FOR UPDATE"}`,
    [dossierId, sql.organisations],
  );
  return row;
}
