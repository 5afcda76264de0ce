/** The dossier store: dossiers as wholes. */
import type {
  Authorship,
  DossierHead,
  DossierParty,
  DossierStore,
  Instant,
  NewDossier,
} from "#workbench/stored";
import { listDossiers } from "./dossier-list.ts";
import { dossierColumns, dossierHead, sortName, type DossierRow } from "./dossier-rows.ts";
import { demandReach, reachDossier, visibleDossier, type ScopedSql } from "./scope.ts";

export function dossierStore(sql: ScopedSql): DossierStore {
  return {
    create: (dossier, at) => create(sql, dossier, 0, at),
    find: (id) => find(sql, id, ""),
    lock: (id) => find(sql, id, "FOR UPDATE"),
    list: (query) => listDossiers(sql, query),
    rename: async (id, change, at) => {
      const head = await find(sql, id, "FOR UPDATE");
      if (head === undefined) return false;
      const name = change.name ?? head.name;
      const release = change.release === undefined ? (head.release ?? null) : change.release;
      await sql.query(
        "UPDATE dossier SET name = $3, sort_name = $4, release = $5, updated_at = $6 WHERE organisation_id = $1 AND id = $2",
        [head.organisationId, id, name, sortName(name), release, at],
      );
      return true;
    },
    archive: (id, at) => setArchived(sql, id, at, at),
    restore: (id, at) => setArchived(sql, id, null, at),
    duplicate: (fromId, to, author) => duplicate(sql, fromId, to, author),
    setParties: (id, parties, at) => setParties(sql, id, parties, at),
  };
}

async function find(sql: ScopedSql, id: string, lock: "" | "FOR UPDATE"): Promise<DossierHead | undefined> {
  if (sql.organisations.length === 0) return undefined;
  const [row] = await sql.query<DossierRow>(
    `SELECT ${dossierColumns} FROM dossier d WHERE d.id = $1 AND ${visibleDossier("$2::text[]")} ${lock}`,
    [id, sql.organisations],
  );
  return row === undefined ? undefined : dossierHead(row);
}

async function create(
  sql: ScopedSql,
  dossier: NewDossier,
  revision: number,
  at: Instant,
): Promise<"created" | "taken"> {
  const { id, organisationId, name, kind, release, parties } = dossier;
  demandReach(sql, organisationId);
  const rows = await sql.query(
    `INSERT INTO dossier (organisation_id, id, name, sort_name, kind, release, parties, revision, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) ON CONFLICT (id) DO NOTHING RETURNING 1 AS one`,
    [organisationId, id, name, sortName(name), kind, release ?? null, partiesText(parties), revision, at],
  );
  if (rows.length === 0) return "taken";
  await insertParties(sql, organisationId, id, parties);
  return "created";
}

function partiesText(parties: readonly DossierParty[]): string {
  return JSON.stringify(parties.map(({ organisationId, party }) => ({ organisationId, party })));
}

async function insertParties(
  sql: ScopedSql,
  ownerId: string,
  dossierId: string,
  parties: readonly DossierParty[],
): Promise<void> {
  if (parties.length === 0) return;
  await sql.query(
    `INSERT INTO dossier_party (organisation_id, dossier_id, party, owner_id)
     SELECT DISTINCT w.organisation_id, $1, w.party, $2 FROM unnest($3::text[], $4::text[]) AS w (organisation_id, party)`,
    [dossierId, ownerId, parties.map((one) => one.organisationId), parties.map((one) => one.party)],
  );
}

async function setArchived(
  sql: ScopedSql,
  id: string,
  archivedAt: Instant | null,
  at: Instant,
): Promise<boolean> {
  const dossier = await reachDossier(sql, id, "lock");
  if (dossier === undefined) return false;
  await sql.query(
    "UPDATE dossier SET archived_at = $3, updated_at = $4 WHERE organisation_id = $1 AND id = $2",
    [dossier.ownerId, id, archivedAt, at],
  );
  return true;
}

/** Only for the owner: a party could otherwise open the dossier to others. */
async function setParties(
  sql: ScopedSql,
  id: string,
  parties: readonly DossierParty[],
  at: Instant,
): Promise<boolean> {
  const dossier = await reachDossier(sql, id, "lock");
  if (dossier === undefined || !sql.organisations.includes(dossier.ownerId)) return false;
  await sql.query("DELETE FROM dossier_party WHERE owner_id = $1 AND dossier_id = $2", [dossier.ownerId, id]);
  await insertParties(sql, dossier.ownerId, id, parties);
  await sql.query("UPDATE dossier SET parties = $3, updated_at = $4 WHERE organisation_id = $1 AND id = $2", [
    dossier.ownerId,
    id,
    partiesText(parties),
    at,
  ]);
  return true;
}

async function duplicate(
  sql: ScopedSql,
  fromId: string,
  to: NewDossier,
  { at, by }: Authorship,
): Promise<"created" | "taken" | "not-found"> {
  // Locked, so that history, records and links are copied from one state.
  const from = await reachDossier(sql, fromId, "lock");
  if (from === undefined) return "not-found";
  if ((await create(sql, to, 1, at)) === "taken") return "taken";
  const keys = [to.organisationId, to.id, from.ownerId, fromId];
  await sql.query(
    `INSERT INTO record_version (organisation_id, dossier_id, kind, key, version, position, body, revision, at, by)
     SELECT $1, $2, kind, key, 1, position, body, 1, $5::timestamptz, $6 FROM record
     WHERE organisation_id = $3 AND dossier_id = $4 AND body IS NOT NULL`,
    [...keys, at, by],
  );
  await sql.query(
    `INSERT INTO record (organisation_id, dossier_id, kind, key, position, body, version, revision, updated_at, updated_by)
     SELECT $1, $2, kind, key, position, body, 1, 1, $5::timestamptz, $6 FROM record
     WHERE organisation_id = $3 AND dossier_id = $4 AND body IS NOT NULL`,
    [...keys, at, by],
  );
  await sql.query(
    `INSERT INTO evidence_blob (organisation_id, dossier_id, evidence_id, sha256, name, media_type, created_at, created_by)
     SELECT $1, $2, evidence_id, sha256, name, media_type, $5::timestamptz, $6 FROM evidence_blob
     WHERE organisation_id = $3 AND dossier_id = $4`,
    [...keys, at, by],
  );
  return "created";
}
