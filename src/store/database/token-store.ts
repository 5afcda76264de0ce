/** The token store: API tokens and one-time links, by the hashes of their secrets. */
import type { ApiToken, TokenStore } from "#workbench/stored";
import { demandReach, reaches, type ScopedSql } from "./scope.ts";

type TokenRow = { readonly [name in keyof ApiToken]: ApiToken[name] | null } & Pick<
  ApiToken,
  "id" | "organisationId" | "personId" | "name" | "scopes" | "createdAt"
>;

const columns = `id, organisation_id AS "organisationId", person_id AS "personId", name, scopes, expires_at AS "expiresAt",
  last_used_at AS "lastUsedAt", revoked_at AS "revokedAt", created_at AS "createdAt"`;

export function tokenStore(sql: ScopedSql): TokenStore {
  return {
    create: async (token) => {
      demandReach(sql, token.organisationId);
      await sql.query(
        `INSERT INTO api_token (id, organisation_id, person_id, name, token_hash, scopes, expires_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6::text[], $7, $8)`,
        [
          token.id,
          token.organisationId,
          token.personId,
          token.name,
          token.tokenHash,
          token.scopes,
          token.expiresAt ?? null,
          token.createdAt,
        ],
      );
    },
    list: async (organisationId, personId) => {
      if (!reaches(sql, organisationId)) return [];
      const rows = await sql.query<TokenRow>(
        `SELECT ${columns} FROM api_token WHERE organisation_id = $1 AND ($2::text IS NULL OR person_id = $2) ORDER BY created_at, id`,
        [organisationId, personId ?? null],
      );
      return rows.map(tokenOf);
    },
    findByHash: async (tokenHash) => {
      const [row] = await sql.query<TokenRow>(`SELECT ${columns} FROM api_token WHERE token_hash = $1`, [
        tokenHash,
      ]);
      return row === undefined || !reaches(sql, row.organisationId) ? undefined : tokenOf(row);
    },
    touch: async (id, at) => {
      await sql.query(
        `UPDATE api_token SET last_used_at = $2::timestamptz
         WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute')`,
        [id, at],
      );
    },
    revoke: async (organisationId, id, at) => {
      if (!reaches(sql, organisationId)) return false;
      const rows = await sql.query(
        "UPDATE api_token SET revoked_at = coalesce(revoked_at, $3) WHERE organisation_id = $1 AND id = $2 RETURNING 1 AS one",
        [organisationId, id, at],
      );
      return rows.length > 0;
    },
    putLink: async (tokenHash, expiresAt) => {
      await sql.query("INSERT INTO local_link (token_hash, expires_at) VALUES ($1, $2)", [
        tokenHash,
        expiresAt,
      ]);
    },
    useLink: async (tokenHash, at) => {
      const rows = await sql.query(
        "UPDATE local_link SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING 1 AS one",
        [tokenHash, at],
      );
      return rows.length > 0;
    },
  };
}

function tokenOf(row: TokenRow): ApiToken {
  return {
    ...row,
    expiresAt: row.expiresAt ?? undefined,
    lastUsedAt: row.lastUsedAt ?? undefined,
    revokedAt: row.revokedAt ?? undefined,
  };
}
