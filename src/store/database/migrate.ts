/** Brings a database to the schema of this program, one migration and one transaction after the other. */
import type { Connection, ScriptSql } from "./connection.ts";
import { DatabaseFault, reasonOf } from "./database-fault.ts";
import type { Migration } from "./migrations.ts";

interface Applied {
  readonly number: number;
  readonly name: string;
  readonly hash: string;
}

/** Any number, the same for all servers; the lock that lets only one of them migrate. */
const lockNumber = 7_586_201;

/** Returns how many migrations it applied. */
export async function migrate(connection: Connection, migrations: readonly Migration[]): Promise<number> {
  let applied = await connection.query<Applied>(
    "SELECT to_regclass('schema_migration') AS name WHERE to_regclass('schema_migration') IS NOT NULL",
  );
  if (applied.length > 0) applied = await connection.query<Applied>(listApplied);
  checkApplied(applied, migrations);
  const waiting = migrations.slice(applied.length);
  let count = 0;
  for (const one of waiting) {
    if (await applyOne(connection, one, migrations)) count += 1;
  }
  return count;
}

const listApplied = "SELECT number, name, hash FROM schema_migration ORDER BY number";

/** False when another server was faster. */
async function applyOne(
  connection: Connection,
  next: Migration,
  all: readonly Migration[],
): Promise<boolean> {
  try {
    return await connection.schemaChange(async (sql) => {
      await takeTurn(connection, sql);
      const applied = await sql.query<Applied>(listApplied);
      checkApplied(applied, all);
      if (applied.some((one) => one.number === next.number)) return false;
      await sql.script(next.text);
      await sql.query(
        "INSERT INTO schema_migration (number, name, hash, applied_at) VALUES ($1, $2, $3, now())",
        [next.number, next.name, next.hash],
      );
      return true;
    });
  } catch (error) {
    if (error instanceof DatabaseFault) throw error;
    const name = `${String(next.number).padStart(4, "0")}-${next.name}`;
    throw new DatabaseFault(
      "migration-failed",
      `Migration ${name} failed and changed nothing: ${reasonOf(error)}. Keep the data as they are, start the version used before, and report this`,
      error,
    );
  }
}

/** Until the transaction ends, no other server migrates. */
async function takeTurn(connection: Connection, sql: ScriptSql): Promise<void> {
  if (connection.kind === "postgres") {
    await sql.query("SELECT pg_advisory_xact_lock($1::bigint)", [lockNumber]);
  }
  await sql.script(
    "CREATE TABLE IF NOT EXISTS schema_migration (number int PRIMARY KEY, name text NOT NULL, hash text NOT NULL, applied_at timestamptz NOT NULL)",
  );
}

function checkApplied(applied: readonly Applied[], migrations: readonly Migration[]): void {
  const last = applied.at(-1);
  const newest = migrations.at(-1)?.number ?? 0;
  if (last !== undefined && last.number > newest) {
    throw new DatabaseFault(
      "newer-database",
      `The database has schema ${String(last.number)} (${last.name}), this program knows up to ${String(newest)}. Start the newer version of Plumbline that was used before`,
    );
  }
  for (const [index, one] of applied.entries()) {
    const known = migrations[index];
    if (known?.number === one.number && known.hash === one.hash) continue;
    throw new DatabaseFault(
      "migration-changed",
      `Migration ${String(one.number)} (${one.name}) of the database is not the one of this program. The database was made by a different build; use that one`,
    );
  }
}
