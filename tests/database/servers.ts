/** The two kinds of store under test, each in a place of its own that is removed afterwards. */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { openStores, type OpenStores, type StoresOptions } from "#store/server";
import { readMigrations } from "../../src/store/database/migrations.ts";
import { emptyFolder, preparedArchive } from "./prepared.ts";

export interface Place {
  readonly kind: "embedded" | "postgres";
  /** How to open it: here, or in another process. */
  readonly options: StoresOptions;
  readonly open: () => Promise<OpenStores>;
  /** On PostgreSQL: statements past row-level security, as an administrator. */
  readonly asAdministrator: (text: string, parameters?: readonly unknown[]) => Promise<readonly unknown[]>;
  readonly remove: () => Promise<void>;
}

export async function embeddedPlace(): Promise<Place> {
  const { folder, remove } = await emptyFolder();
  const options: StoresOptions = {
    folder,
    prepared: await preparedArchive(),
    // Given, because other processes are bundles, which do not lie beside the files.
    migrations: await readMigrations(),
  };
  return {
    kind: "embedded",
    options,
    open: () => openStores(options),
    asAdministrator: () => Promise.reject(new Error("The embedded database has one connection")),
    remove,
  };
}

const administrator = process.env["PLUMBLINE_TEST_POSTGRES"] ?? "postgres://postgres@127.0.0.1:5432/postgres";

/** Whether a PostgreSQL is there to test with. In CI it must be. */
export async function postgresIsThere(): Promise<boolean> {
  const client = new pg.Client({ connectionString: administrator, connectionTimeoutMillis: 3000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    if (process.env["CI"] === "true") throw error;
    console.warn("No PostgreSQL answers (PLUMBLINE_TEST_POSTGRES): its tests are skipped");
    return false;
  }
}

/** A database of its own, owned by an ordinary role, so that every test runs under row-level security. */
export async function postgresPlace(): Promise<Place> {
  const name = `plumbline_test_${randomBytes(6).toString("hex")}`;
  await run(administrator, `CREATE ROLE ${name} LOGIN NOSUPERUSER NOBYPASSRLS`);
  await run(administrator, `CREATE DATABASE ${name} OWNER ${name}`);
  const { folder, remove } = await emptyFolder();
  const url = new URL(administrator);
  url.pathname = `/${name}`;
  const administratorHere = url.href;
  url.username = name;
  const options: StoresOptions = { folder, url: url.href, migrations: await readMigrations() };
  return {
    kind: "postgres",
    options,
    open: () => openStores(options),
    asAdministrator: (text, parameters) => run(administratorHere, text, parameters),
    remove: async () => {
      await run(administrator, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await run(administrator, `DROP ROLE ${name}`);
      await remove();
    },
  };
}

async function run(
  url: string,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text, [...parameters]);
    return rows;
  } finally {
    await client.end();
  }
}
