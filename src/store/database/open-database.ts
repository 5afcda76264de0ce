/** Opens the database of the workbench, embedded or on a server, with the schema of this program. */
import type { Database } from "#workbench/stored";
import type { Connection } from "./connection.ts";
import type { FreeBytes } from "./embedded-upkeep.ts";
import { migrate } from "./migrate.ts";
import { readMigrations, type Migration } from "./migrations.ts";
import { archiveOfBuild, whyUnusable } from "./prepared-archive.ts";

export interface DatabaseOptions {
  /** `postgres://…`: a PostgreSQL server. */
  readonly url?: string | undefined;
  /** Without `url`: the data folder of the embedded database. With neither, the data live in memory and are lost at the end. */
  readonly folder?: string | undefined;
  /** Archive of a prepared empty database; that of the build where it is left out. */
  readonly prepared?: string | undefined;
  /** Connections to the server at most. */
  readonly connections?: number | undefined;
  /** How long a statement on the server may take. */
  readonly statementMs?: number | undefined;
  /** Those of this program where it is left out. */
  readonly migrations?: readonly Migration[] | undefined;
  /** Given by tests of a full disk. */
  readonly freeBytes?: FreeBytes | undefined;
  /** Told, in one line, what the operator should know; written to stderr where it is left out. */
  readonly warn?: ((line: string) => void) | undefined;
}

export async function openDatabase(options: DatabaseOptions = {}): Promise<Database> {
  const migrations = options.migrations ?? (await readMigrations());
  const connection = await connect(options, migrations);
  try {
    await migrate(connection, migrations);
    return await withRowSecurity(connection);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** Each kind is loaded when it is used: commands on a dossier folder need neither and start without. */
async function connect(options: DatabaseOptions, migrations: readonly Migration[]): Promise<Connection> {
  const { url, folder, connections, statementMs } = options;
  if (url !== undefined) {
    const { openPostgres } = await import("./postgres.ts");
    return openPostgres({ url, connections, statementMs });
  }
  const { openEmbedded } = await import("./embedded.ts");
  const archive = options.prepared ?? archiveOfBuild();
  const warn = options.warn ?? toStderr;
  return openEmbedded({
    folder,
    warn,
    freeBytes: options.freeBytes,
    prepared: async () => {
      const reason = await whyUnusable(archive, migrations);
      if (reason === undefined) return archive;
      warn(
        `The prepared database ${archive} ${reason}; an empty one is being made, which takes some seconds and about 800 MB once`,
      );
      return undefined;
    },
  });
}

async function withRowSecurity(connection: Connection): Promise<Database> {
  if (connection.kind === "embedded") return { ...connection, rowSecurity: "absent" };
  const [role] = await connection.query<{ bypass: boolean }>(
    "SELECT rolsuper OR rolbypassrls AS bypass FROM pg_roles WHERE rolname = current_user",
  );
  return { ...connection, rowSecurity: role?.bypass === false ? "enforced" : "bypassed" };
}

function toStderr(line: string): void {
  process.stderr.write(`${line}\n`);
}
