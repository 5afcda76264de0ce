/** The embedded database: PostgreSQL as WebAssembly in this process, in a folder or in memory. */
import { access, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { columnReaders } from "./column-values.ts";
import type { Connection } from "./connection.ts";
import { DatabaseFault, reasonOf } from "./database-fault.ts";
import { connectionTo } from "./embedded-connection.ts";
import { diskParameters, endOnPanic, flushToDisk } from "./embedded-disk.ts";
import { noUpkeep, upkeep, type FreeBytes } from "./embedded-upkeep.ts";
import { lockFolder } from "./lock.ts";
import { untar } from "./untar.ts";

export interface EmbeddedOptions {
  /** The data folder; the database lies in `database` below it. Undefined keeps everything in memory. */
  readonly folder: string | undefined;
  /** Archive of an empty database, which saves the first start the making of one. Asked for only when one is needed. */
  readonly prepared: () => Promise<string | undefined>;
  /** Told, in one line, what the operator should know. */
  readonly warn: (line: string) => void;
  /** Given by tests, which cannot fill a disk. */
  readonly freeBytes?: FreeBytes | undefined;
}

export async function openEmbedded(options: EmbeddedOptions): Promise<Connection> {
  if (options.folder === undefined) {
    return connectionTo(await openInMemory(options), noUpkeep, () => Promise.resolve());
  }
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const lock = await lockFolder(options.folder);
  try {
    const place = path.join(options.folder, "database");
    if (!(await exists(place))) await makeDatabase(place, options);
    const db = await openFolder(place);
    if (!flushToDisk(db)) options.warn("This PGlite cannot flush: a power failure may cost the last changes");
    return connectionTo(db, upkeep(db, place, options.freeBytes, options.warn), lock.release);
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
    return await PGlite.create({
      dataDir: place,
      parsers: columnReaders,
      startParams: diskParameters,
      onStderr: endOnPanic,
    });
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
