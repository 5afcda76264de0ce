/** How the embedded database meets its disk: what is committed is flushed, and a disk that fails ends the process. */
import { fsyncSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";

/**
 * PGlite switches flushing off, and its file system has no way to flush; `flushToDisk` adds one. Then a commit is on the disk when it is
 * acknowledged, which holds through a power failure too. The log is kept short, since nothing trims it but our own checkpoints.
 */
export const diskParameters: string[] = [
  ...PGlite.defaultStartParams.filter((one) => one !== "-F"),
  ...["fsync=on", "wal_sync_method=fsync", "min_wal_size=32MB", "max_wal_size=64MB"].flatMap((one) => [
    "-c",
    one,
  ]),
];

/** The part of Emscripten's file system that is needed; it is not in PGlite's types. */
interface EmscriptenFiles {
  readonly open: (
    path: string,
    flags: string,
  ) => { readonly nfd?: number; readonly stream_ops?: StreamOperations };
  readonly close: (stream: object) => void;
}

interface StreamOperations {
  fsync?: (stream: { readonly nfd?: number }) => number;
}

/** Emscripten's number for an input or output error. */
const inputOutputError = 29;

/** Returns false when the file system is not as it is known: the database then works, without flushing. */
export function flushToDisk(db: PGlite): boolean {
  const { FS: files, ENV: environment } = db.Module as unknown as {
    readonly FS?: EmscriptenFiles;
    readonly ENV?: { readonly PGDATA?: string };
  };
  if (files === undefined || environment?.PGDATA === undefined) return false;
  const stream = files.open(`${environment.PGDATA}/PG_VERSION`, "r");
  const { nfd, stream_ops: operations } = stream;
  files.close(stream);
  if (nfd === undefined || operations === undefined) return false;
  // All files of the folder share these operations.
  operations.fsync = ({ nfd: descriptor }) => {
    try {
      if (descriptor !== undefined) fsyncSync(descriptor);
      return 0;
    } catch {
      return inputOutputError;
    }
  };
  return true;
}

/**
 * After a PANIC (no room for the log, a failing disk) the WebAssembly runs round and round without an answer, and this process with it.
 * So the process ends here, as a PostgreSQL server would; the next start recovers all that was acknowledged.
 */
export function endOnPanic(line: string): boolean {
  if (!/\bPANIC:/.test(line)) return true;
  const reason = line.slice(line.indexOf("PANIC:") + "PANIC:".length).trim();
  process.stderr.write(
    `The embedded database cannot go on: ${reason}. Plumbline ends; everything acknowledged is kept\n`,
  );
  process.exit(70);
}
