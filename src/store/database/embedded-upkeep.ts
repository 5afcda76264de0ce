/** Care for the disk of the embedded database: room before a write, and checkpoints, which nothing else makes. */
import { statfs } from "node:fs/promises";
import type { PGlite } from "@electric-sql/pglite";
import { DatabaseFault, reasonOf } from "./database-fault.ts";

export interface Upkeep {
  /** Before a statement: refuses writes when the disk is nearly full. */
  readonly before: (text: string, parameters: readonly unknown[]) => Promise<void>;
  /** After a transaction, while nothing else runs. */
  readonly after: () => Promise<void>;
}

/** Bytes that are free for the database. */
export type FreeBytes = (folder: string) => Promise<number>;

const megabyte = 1024 * 1024;
/** Enough for the log to be begun anew and for the checkpoint at the end. */
const reserve = 64 * megabyte;
const roomIsKnownFor = 1000;
/** Written, roughly, before the exact length of the log is looked at. */
const lookAfter = 2 * megabyte;
const checkpointAfter = 32 * megabyte;

const onlyReads = /^\s*(?:SELECT|SHOW|SET|EXPLAIN)\b/i;

export const noUpkeep: Upkeep = { before: () => Promise.resolve(), after: () => Promise.resolve() };

/**
 * Alone in its process, PostgreSQL has nobody who makes checkpoints: the log would grow without end, and the recovery after a kill with it.
 * A disk without room for the log is not survived (see `endOnPanic`), so writes stop before that, and reads go on.
 */
export function upkeep(
  db: PGlite,
  folder: string,
  freeBytes: FreeBytes = freeBytesOf,
  warn: (line: string) => void = () => undefined,
): Upkeep {
  let written = 0;
  let checkpointAt = 0;
  let room = { until: 0, free: Infinity };

  const checkRoom = async (): Promise<void> => {
    const now = performance.now();
    if (now >= room.until) room = { until: now + roomIsKnownFor, free: await freeBytes(folder) };
    if (room.free >= reserve) return;
    room.until = 0;
    const free = String(Math.floor(room.free / megabyte));
    throw new DatabaseFault(
      "disk-full",
      `Only ${free} MB are free on the disk of ${folder}; nothing more is written until there are ${String(reserve / megabyte)} MB`,
    );
  };

  return {
    before: async (text, parameters) => {
      if (onlyReads.test(text)) return;
      await checkRoom();
      written += 8192 + 2 * sizeOf(parameters);
    },
    after: async () => {
      if (written < lookAfter) return;
      written = 0;
      try {
        const position = await logPosition(db);
        if (position - checkpointAt < checkpointAfter) return;
        await db.exec("CHECKPOINT");
        checkpointAt = await logPosition(db);
      } catch (error) {
        warn(`The embedded database could not make a checkpoint: ${reasonOf(error)}`);
      }
    },
  };
}

async function logPosition(db: PGlite): Promise<number> {
  const { rows } = await db.query<{ bytes: string }>(
    "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::text AS bytes",
  );
  return Number(rows[0]?.bytes ?? 0);
}

function sizeOf(parameters: readonly unknown[]): number {
  let size = 0;
  for (const one of parameters) {
    if (typeof one === "string") size += one.length;
    else if (Array.isArray(one)) size += sizeOf(one);
  }
  return size;
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
