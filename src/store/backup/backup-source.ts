/** The files of a backup, from its folder or from its ZIP form. */
import { createReadStream } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { openZip, writeZip, type ZipBytes, type ZipLimits } from "#interchange/dossier-zip";
import { isInside, reasonOf } from "../folder-paths.ts";
import { BackupFault } from "./backup-fault.ts";

export interface BackupSource {
  readonly paths: readonly string[];
  /** Throws `BackupFault` for a file that the backup does not have. */
  readonly open: (relative: string) => AsyncIterable<Uint8Array>;
}

/** Whether it is a folder or a ZIP file is seen by looking. */
export async function openBackup(place: string): Promise<BackupSource> {
  let facts;
  try {
    facts = await stat(place);
  } catch (error) {
    throw new BackupFault(`There is no backup at ${place}: ${reasonOf(error)}.`, error);
  }
  return facts.isDirectory() ? folderSource(place) : zipSource(place, facts.size);
}

async function folderSource(folder: string): Promise<BackupSource> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  // Links are left out: a backup has none.
  const files = entries.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
  const places = new Map(
    files
      .filter((file) => isInside(folder, file))
      .map((file) => [path.relative(folder, file).split(path.sep).join("/"), file]),
  );
  return { paths: [...places.keys()].sort(), open: (relative) => streamOf(found(places, relative)) };
}

function streamOf(place: string): AsyncIterable<Uint8Array> {
  return createReadStream(place) as AsyncIterable<Buffer>;
}

function found<T>(files: ReadonlyMap<string, T>, relative: string): T {
  const file = files.get(relative);
  if (file === undefined) throw new BackupFault(`The backup has no ${relative}; it is not whole.`);
  return file;
}

/** A backup is as large as it is; that a file is not what it should be is seen by its hash. */
const backupLimits: Partial<ZipLimits> = {
  archiveBytes: Number.POSITIVE_INFINITY,
  entries: 10_000_000,
  evidenceBytes: Number.POSITIVE_INFINITY,
  ratio: Number.POSITIVE_INFINITY,
};

async function zipSource(place: string, bytes: number): Promise<BackupSource> {
  const opened = await openZip(zipBytes(place, bytes), backupLimits);
  if (!opened.ok)
    throw new BackupFault(`${place} is no backup: ${opened.error[0]?.message ?? "it cannot be read"}.`);
  const files = new Map(opened.value.map((one) => [one.path, one]));
  return { paths: [...files.keys()].sort(), open: (relative) => found(files, relative).open() };
}

/** Reads ranges of the file; it is opened for each, so that nothing stays open. */
function zipBytes(place: string, bytes: number): ZipBytes {
  return {
    bytes,
    async *read(start, end) {
      if (start >= end) return;
      const file = await open(place, "r");
      yield* file.createReadStream({
        start,
        end: end - 1,
        highWaterMark: 256 * 1024,
      }) as AsyncIterable<Buffer>;
    },
  };
}

/** The ZIP form of a backup folder, as a stream; equal backups give equal bytes. */
export async function zipBackup(folder: string): Promise<Readable> {
  const source = await folderSource(folder);
  const parts = await Promise.all(
    source.paths.map(async (relative) => {
      const { size } = await stat(path.join(folder, relative));
      return { path: relative, bytes: size, open: () => source.open(relative) };
    }),
  );
  const zip = writeZip([], parts);
  if (!zip.ok) throw new BackupFault(zip.error[0]?.message ?? "The backup cannot be packed.");
  return zip.value;
}
