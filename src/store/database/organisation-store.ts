/** The organisation store: organisations, invitations, and by its neighbours people and members. */
import type { Invitation, NewInvitation, Organisation, OrganisationStore } from "#workbench/stored";
import { memberStore } from "./member-store.ts";
import { personStore } from "./person-store.ts";
import { demandReach, reaches, type ScopedSql } from "./scope.ts";

type InvitationRow = Omit<Invitation, "acceptedAt"> & { readonly acceptedAt: string | null };

const columns = 'id, name, created_at AS "createdAt"';

const invitationColumns = `id, organisation_id AS "organisationId", email, roles, expires_at AS "expiresAt", accepted_at AS "acceptedAt",
  created_by AS "createdBy", created_at AS "createdAt"`;

export function organisationStore(sql: ScopedSql): OrganisationStore {
  return { ...organisations(sql), ...personStore(sql), ...memberStore(sql), ...invitations(sql) };
}

function organisations(sql: ScopedSql): Pick<OrganisationStore, "create" | "find" | "list" | "rename"> {
  return {
    create: async ({ id, name, createdAt }) => {
      demandReach(sql, id);
      const rows = await sql.query(
        "INSERT INTO organisation (id, name, created_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING RETURNING 1 AS one",
        [id, name, createdAt],
      );
      return rows.length > 0 ? "created" : "taken";
    },
    find: async (id) => {
      if (!reaches(sql, id)) return undefined;
      const [row] = await sql.query<Organisation>(`SELECT ${columns} FROM organisation WHERE id = $1`, [id]);
      return row;
    },
    list: () =>
      sql.query<Organisation>(
        `SELECT ${columns} FROM organisation WHERE $1 OR id = ANY ($2::text[]) ORDER BY lower(name), id`,
        [sql.visibility === "system", sql.organisations],
      ),
    rename: async (id, name) => {
      if (!reaches(sql, id)) return false;
      const rows = await sql.query("UPDATE organisation SET name = $2 WHERE id = $1 RETURNING 1 AS one", [
        id,
        name,
      ]);
      return rows.length > 0;
    },
  };
}

function invitations(
  sql: ScopedSql,
): Pick<OrganisationStore, "invite" | "invitations" | "withdrawInvitation" | "acceptInvitation"> {
  return {
    invite: (invitation) => invite(sql, invitation),
    invitations: async (organisationId) => {
      if (!reaches(sql, organisationId)) return [];
      const rows = await sql.query<InvitationRow>(
        `SELECT ${invitationColumns} FROM invitation WHERE organisation_id = $1 ORDER BY created_at, id`,
        [organisationId],
      );
      return rows.map(invitationOf);
    },
    withdrawInvitation: async (organisationId, id) => {
      if (!reaches(sql, organisationId)) return false;
      const rows = await sql.query(
        "DELETE FROM invitation WHERE organisation_id = $1 AND id = $2 AND accepted_at IS NULL RETURNING 1 AS one",
        [organisationId, id],
      );
      return rows.length > 0;
    },
    acceptInvitation: async (tokenHash, at) => {
      if (sql.visibility !== "system") return undefined;
      const [row] = await sql.query<InvitationRow>(
        `UPDATE invitation SET accepted_at = $2 WHERE token_hash = $1 AND accepted_at IS NULL AND expires_at > $2
         RETURNING ${invitationColumns}`,
        [tokenHash, at],
      );
      return row === undefined ? undefined : invitationOf(row);
    },
  };
}

async function invite(sql: ScopedSql, invitation: NewInvitation): Promise<void> {
  demandReach(sql, invitation.organisationId);
  await sql.query(
    `INSERT INTO invitation (id, organisation_id, email, roles, token_hash, expires_at, created_by, created_at)
     VALUES ($1, $2, $3, $4::text[], $5, $6, $7, $8)`,
    [
      invitation.id,
      invitation.organisationId,
      invitation.email.toLowerCase(),
      invitation.roles,
      invitation.tokenHash,
      invitation.expiresAt,
      invitation.createdBy,
      invitation.createdAt,
    ],
  );
}

function invitationOf(row: InvitationRow): Invitation {
  return { ...row, acceptedAt: row.acceptedAt ?? undefined };
}
