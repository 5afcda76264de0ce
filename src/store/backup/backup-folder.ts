/** Writes the files of a backup into a new folder, each whole and counted in the manifest, and the header last. */
import { mkdir, readdir, rename } from "node:fs/promises";
import path from "node:path";
import { errorCode, reasonOf } from "../folder-paths.ts";
import { spool } from "../blobs/spool.ts";
import { BackupFault } from "./backup-fault.ts";
import { headerPath, manifestPath, type BackupHeader, type ManifestLine } from "./backup-format.ts";

export interface BackupFolder {
  readonly put: (relative: string, content: AsyncIterable<Uint8Array> | string) => Promise<ManifestLine>;
  readonly has: (relative: string) => boolean;
  /** Writes manifest and header. */
  readonly finish: (header: Omit<BackupHeader, "files" | "manifest">) => Promise<BackupHeader>;
}

/** The folder must be new or empty: nothing of an older backup may be taken for a part of this one. */
export async function createBackupFolder(folder: string): Promise<BackupFolder> {
  await mustBeEmpty(folder);
  const lines = new Map<string, ManifestLine>();
  const write = async (
    relative: string,
    content: AsyncIterable<Uint8Array> | string,
  ): Promise<ManifestLine> => {
    const place = path.join(folder, ...relative.split("/"));
    try {
      await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
      const bytes = typeof content === "string" ? oneText(content) : content;
      const spooled = await spool(path.dirname(place), bytes, Number.POSITIVE_INFINITY);
      if (spooled === "too-large") throw new BackupFault(`${relative} is too large`);
      await rename(spooled.place, place);
      return { path: relative, bytes: spooled.bytes, sha256: spooled.sha256 };
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      throw new BackupFault(`${relative} could not be written: ${reasonOf(error)}`, error);
    }
  };
  return {
    put: async (relative, content) => {
      const line = await write(relative, content);
      lines.set(relative, line);
      return line;
    },
    has: (relative) => lines.has(relative),
    finish: async (header) => {
      const sorted = [...lines.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
      const manifest = await write(manifestPath, jsonLines(sorted));
      const whole = { ...header, files: sorted.length, manifest: manifest.sha256 };
      await write(headerPath, `${JSON.stringify(whole, null, 2)}\n`);
      return whole;
    },
  };
}

async function mustBeEmpty(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if ((await readdir(folder)).length === 0) return;
  } catch (error) {
    throw new BackupFault(`The folder ${folder} cannot be used for a backup: ${reasonOf(error)}`, error);
  }
  throw new BackupFault(`The folder ${folder} is not empty; name a new one for the backup.`);
}

// eslint-disable-next-line @typescript-eslint/require-await -- a text is there at once
async function* oneText(text: string): AsyncGenerator<Uint8Array> {
  if (text !== "") yield Buffer.from(text, "utf8");
}

export function jsonLines(values: readonly unknown[]): string {
  return values.map((one) => `${JSON.stringify(one)}\n`).join("");
}
