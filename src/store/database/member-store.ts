/** Members of organisations and their roles; the last admin stays. */
import type { Member, MemberChange, Membership, OrganisationStore, Role } from "#workbench/stored";
import { demandReach, reaches, type ScopedSql } from "./scope.ts";

type MemberRow = Omit<Member, "disabledAt"> & { readonly disabledAt: string | null };

type MemberStore = Pick<OrganisationStore, "members" | "membershipsOf" | "setRoles" | "removeMember">;

export function memberStore(sql: ScopedSql): MemberStore {
  return {
    members: async (organisationId) => {
      if (!reaches(sql, organisationId)) return [];
      const rows = await sql.query<MemberRow>(
        `SELECT p.id, p.email, p.name, p.created_at AS "createdAt", p.disabled_at AS "disabledAt", array_agg(m.role::text ORDER BY m.role) AS roles
         FROM membership m JOIN person p ON p.id = m.person_id WHERE m.organisation_id = $1
         GROUP BY p.id ORDER BY lower(p.name), p.id`,
        [organisationId],
      );
      return rows.map((row) => ({ ...row, disabledAt: row.disabledAt ?? undefined }));
    },
    membershipsOf: (personId) =>
      sql.query<Membership>(
        `SELECT organisation_id AS "organisationId", person_id AS "personId", array_agg(role::text ORDER BY role) AS roles
         FROM membership WHERE person_id = $1 AND ($2 OR organisation_id = ANY ($3::text[]))
         GROUP BY organisation_id, person_id ORDER BY organisation_id`,
        [personId, sql.visibility === "system", sql.organisations],
      ),
    setRoles: (organisationId, personId, roles) => setRoles(sql, organisationId, personId, roles),
    removeMember: (organisationId, personId) => setRoles(sql, organisationId, personId, []),
  };
}

/** No roles: the person is no member any more. */
async function setRoles(
  sql: ScopedSql,
  organisationId: string,
  personId: string,
  roles: readonly Role[],
): Promise<MemberChange> {
  demandReach(sql, organisationId);
  // Held to the end: two admins who remove each other at the same moment must not both succeed.
  const [organisation] = await sql.query("SELECT 1 AS one FROM organisation WHERE id = $1 FOR UPDATE", [
    organisationId,
  ]);
  const [person] = await sql.query("SELECT 1 AS one FROM person WHERE id = $1", [personId]);
  if (organisation === undefined || person === undefined) return "not-found";
  const before = await sql.query<{ personId: string; role: Role; disabled: boolean }>(
    `SELECT m.person_id AS "personId", m.role, p.disabled_at IS NOT NULL AS disabled
     FROM membership m JOIN person p ON p.id = m.person_id WHERE m.organisation_id = $1`,
    [organisationId],
  );
  const own = before.filter((one) => one.personId === personId);
  if (roles.length === 0 && own.length === 0) return "not-found";
  const admins = before.filter((one) => one.role === "admin" && !one.disabled).map((one) => one.personId);
  const losesAdmin = admins.includes(personId) && !roles.includes("admin");
  if (losesAdmin && admins.length === 1) return "last-admin";
  await sql.query("DELETE FROM membership WHERE organisation_id = $1 AND person_id = $2", [
    organisationId,
    personId,
  ]);
  await sql.query(
    "INSERT INTO membership (organisation_id, person_id, role) SELECT DISTINCT $1, $2, w.role FROM unnest($3::text[]) AS w (role)",
    [organisationId, personId, roles],
  );
  return "done";
}
