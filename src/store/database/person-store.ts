/** People: accounts that belong to no organisation by themselves. */
import type { OrganisationStore, Person } from "#workbench/stored";
import type { ScopedSql } from "./scope.ts";

type PersonRow = Omit<Person, "disabledAt"> & { readonly disabledAt: string | null };

type PersonStore = Pick<
  OrganisationStore,
  "createPerson" | "findPerson" | "findPersonByEmail" | "updatePerson" | "setDisabled"
>;

const columns = 'id, email, name, created_at AS "createdAt", disabled_at AS "disabledAt"';

export function personStore(sql: ScopedSql): PersonStore {
  const findBy = async (column: "id" | "email", value: string): Promise<Person | undefined> => {
    const [row] = await sql.query<PersonRow>(`SELECT ${columns} FROM person WHERE ${column} = $1`, [value]);
    return row === undefined ? undefined : { ...row, disabledAt: row.disabledAt ?? undefined };
  };
  return {
    createPerson: async ({ id, email, name, createdAt }) => {
      const rows = await sql.query(
        "INSERT INTO person (id, email, name, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1 AS one",
        [id, email.toLowerCase(), name, createdAt],
      );
      return rows.length > 0 ? "created" : "taken";
    },
    findPerson: (id) => findBy("id", id),
    findPersonByEmail: (email) => findBy("email", email.toLowerCase()),
    updatePerson: async (id, { name, email }) => {
      const person = await findBy("id", id);
      if (person === undefined) return "not-found";
      const wanted = email?.toLowerCase() ?? person.email;
      const other = wanted === person.email ? undefined : await findBy("email", wanted);
      if (other !== undefined) return "taken";
      await sql.query("UPDATE person SET name = $2, email = $3 WHERE id = $1", [
        id,
        name ?? person.name,
        wanted,
      ]);
      return "done";
    },
    setDisabled: async (id, at) => {
      const rows = await sql.query("UPDATE person SET disabled_at = $2 WHERE id = $1 RETURNING 1 AS one", [
        id,
        at ?? null,
      ]);
      return rows.length > 0;
    },
  };
}
