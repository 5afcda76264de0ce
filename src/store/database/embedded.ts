/** The embedded database: PostgreSQL as WebAssembly in this process, in a folder or in memory. */
import { AsyncLocalStorage } from "node:async_hooks";
import { access, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { PGlite, type Transaction } from "@electric-sql/pglite";
import type { Sql, TransactionOptions } from "#workbench";
import { columnReaders } from "./column-values.ts";
import { checkParameters, type Connection, type ScriptSql } from "./connection.ts";
import { DatabaseFault, reasonOf } from "./database-fault.ts";
import { lockFolder } from "./lock.ts";
import { createQueue } from "./queue.ts";
import { untar } from "./untar.ts";

export interface EmbeddedOptions {
  /** The data folder; the database lies in `database` below it. Undefined keeps everything in memory. */
  readonly folder: string | undefined;
  /** Archive of an empty database, which saves the first start the making of one. Asked for only when one is needed. */
  readonly prepared: () => Promise<string | undefined>;
}

export async function openEmbedded(options: EmbeddedOptions): Promise<Connection> {
  if (options.folder === undefined) return connectionTo(await openInMemory(options), () => Promise.resolve());
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const lock = await lockFolder(options.folder);
  try {
    const place = path.join(options.folder, "database");
    if (!(await exists(place))) await makeDatabase(place, options);
    return connectionTo(await openFolder(place), lock.release);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openInMemory({ prepared }: EmbeddedOptions): Promise<PGlite> {
  const archive = await prepared();
  if (archive === undefined) return PGlite.create({ parsers: columnReaders });
  return PGlite.create({ loadDataDir: new Blob([await readFile(archive)]), parsers: columnReaders });
}

async function openFolder(place: string): Promise<PGlite> {
  try {
    return await PGlite.create({ dataDir: place, parsers: columnReaders });
  } catch (error) {
    throw new DatabaseFault("folder", `The database in ${place} cannot be opened: ${reasonOf(error)}`, error);
  }
}

/** Made beside its place and then renamed: an interrupted first start leaves nothing that looks like a database. */
async function makeDatabase(place: string, { prepared }: EmbeddedOptions): Promise<void> {
  const draft = `${place}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  const archive = await prepared();
  if (archive === undefined) await (await openFolder(draft)).close();
  else await untar(archive, draft);
  await rename(draft, place);
  await syncFolder(path.dirname(place));
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

export function connectionTo(db: PGlite, release: () => Promise<void>): Connection {
  const queue = createQueue();
  const inside = new AsyncLocalStorage<true>();
  let closing: Promise<void> | undefined;
  const exclusively = <T>(work: () => Promise<T>): Promise<T> => {
    if (closing !== undefined) {
      return Promise.reject(new DatabaseFault("closed", "The database is closed"));
    }
    if (inside.getStore() === true) {
      return Promise.reject(
        new DatabaseFault("nested-use", "The database was used from inside its own transaction"),
      );
    }
    return queue.run(work);
  };
  const inTransaction = <T>(work: (sql: ScriptSql) => Promise<T>, readOnly: boolean): Promise<T> =>
    exclusively(() =>
      db.transaction(async (transaction) => {
        if (readOnly) await transaction.exec("SET TRANSACTION READ ONLY");
        return inside.run(true, () => work(sqlOf(transaction)));
      }),
    );
  const close = async (): Promise<void> => {
    await queue.idle();
    try {
      await db.exec("CHECKPOINT");
      await db.close();
    } finally {
      await release();
    }
  };
  return {
    kind: "embedded",
    query: (text, parameters) => exclusively(() => sqlOf(db).query(text, parameters)),
    transaction: <T>(work: (sql: Sql) => Promise<T>, options?: TransactionOptions) =>
      inTransaction(work, options?.readOnly === true),
    schemaChange: (work) => inTransaction(work, false),
    listen: (channel, onMessage) =>
      exclusively(async () => {
        const stop = await db.listen(channel, onMessage);
        return () => exclusively(() => stop());
      }),
    close: () => (closing ??= close()),
  };
}

function sqlOf(db: PGlite | Transaction): ScriptSql {
  return {
    query: async <T extends object>(text: string, parameters: readonly unknown[] = []) => {
      checkParameters(parameters);
      const { rows } = await db.query<T>(text, [...parameters]);
      return rows;
    },
    script: async (text) => {
      await db.exec(text);
    },
  };
}
