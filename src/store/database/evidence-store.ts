/** The evidence store: which blob lies behind an evidence item. */
import type { Authorship, EvidenceLink, EvidenceStore, NewEvidenceLink } from "#workbench/stored";
import { reachDossier, visibleDossier, type ScopedSql } from "./scope.ts";

const columns = `e.dossier_id AS "dossierId", e.evidence_id AS "evidenceId", e.sha256, b.bytes, e.name,
  e.media_type AS "mediaType", e.created_at AS "createdAt", e.created_by AS "createdBy"`;

const fromVisible = `FROM dossier d
  JOIN evidence_blob e ON e.organisation_id = d.organisation_id AND e.dossier_id = d.id
  JOIN blob b ON b.sha256 = e.sha256
  WHERE d.id = $1 AND ${visibleDossier("$2::text[]")}`;

export function evidenceStore(sql: ScopedSql): EvidenceStore {
  return {
    link: (link, author) => putLink(sql, link, author),
    unlink: async (dossierId, evidenceId) => {
      const dossier = await reachDossier(sql, dossierId);
      if (dossier === undefined) return false;
      const gone = await sql.query(
        "DELETE FROM evidence_blob WHERE organisation_id = $1 AND dossier_id = $2 AND evidence_id = $3 RETURNING 1 AS one",
        [dossier.ownerId, dossierId, evidenceId],
      );
      return gone.length > 0;
    },
    find: async (dossierId, evidenceId) => {
      const [link] = await sql.query<EvidenceLink>(
        `SELECT ${columns} ${fromVisible} AND e.evidence_id = $3`,
        [dossierId, sql.organisations, evidenceId],
      );
      return link;
    },
    list: (dossierId) =>
      sql.query<EvidenceLink>(`SELECT ${columns} ${fromVisible} ORDER BY e.evidence_id`, [
        dossierId,
        sql.organisations,
      ]),
    isReferenced: async (sha256) => {
      const rows = await sql.query("SELECT 1 AS one FROM evidence_blob WHERE sha256 = $1 LIMIT 1", [sha256]);
      return rows.length > 0;
    },
  };
}

async function putLink(sql: ScopedSql, link: NewEvidenceLink, { at, by }: Authorship): Promise<boolean> {
  const dossier = await reachDossier(sql, link.dossierId);
  if (dossier === undefined) return false;
  await sql.query(
    "INSERT INTO blob (sha256, bytes, created_at) VALUES ($1, $2, $3) ON CONFLICT (sha256) DO NOTHING",
    [link.sha256, link.bytes, at],
  );
  await sql.query(
    `INSERT INTO evidence_blob (organisation_id, dossier_id, evidence_id, sha256, name, media_type, created_at, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (organisation_id, dossier_id, evidence_id) DO UPDATE SET sha256 = excluded.sha256, name = excluded.name,
       media_type = excluded.media_type, created_at = excluded.created_at, created_by = excluded.created_by`,
    [dossier.ownerId, link.dossierId, link.evidenceId, link.sha256, link.name, link.mediaType, at, by],
  );
  return true;
}
