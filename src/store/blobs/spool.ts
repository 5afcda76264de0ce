/** Takes an upload into a temporary file, hashed and counted on the way; whatever goes wrong, no file is left. */
import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, unlink, type FileHandle } from "node:fs/promises";
import path from "node:path";
import type { BlobFacts } from "#workbench/stored";
import { errorCode } from "../folder-paths.ts";
import { diskFault } from "./blob-fault.ts";

/** The steps of writing that can fail half-way, given in so that a test can make them fail. */
export interface BlobDisk {
  readonly write: (file: FileHandle, piece: Uint8Array) => Promise<void>;
  readonly sync: (file: FileHandle) => Promise<void>;
}

export const realDisk: BlobDisk = {
  write: async (file, piece) => {
    // A write may take a part only, when the disk is about to be full.
    for (let done = 0; done < piece.byteLength;) {
      const { bytesWritten } = await file.write(piece, done, piece.byteLength - done);
      done += bytesWritten;
    }
  },
  sync: (file) => file.sync(),
};

export interface Spooled extends BlobFacts {
  readonly place: string;
}

/** The ending of temporary files; those of a process that was killed are found by it. */
export const spoolEnding = ".part";

/**
 * Writes the content to a new file in `folder` and on to the disk. The caller moves or removes the file; of content that fails or
 * passes the limit there is none.
 */
export async function spool(
  folder: string,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
  disk: BlobDisk = realDisk,
): Promise<Spooled | "too-large"> {
  const place = path.join(folder, `${randomBytes(12).toString("hex")}${spoolEnding}`);
  let file: FileHandle | undefined;
  try {
    await mkdir(folder, { recursive: true });
    // Nobody else on this machine reads evidence.
    file = await open(place, "wx", 0o600);
    const facts = await take(file, content, maxBytes, disk);
    await file.close();
    if (facts !== "too-large") return { ...facts, place };
    await discard(place);
    return facts;
  } catch (error) {
    await file?.close().catch(() => undefined);
    if (file !== undefined) await discard(place);
    throw diskFault(error, "The upload could not be kept");
  }
}

async function take(
  file: FileHandle,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
  disk: BlobDisk,
): Promise<BlobFacts | "too-large"> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of content) {
    bytes += piece.byteLength;
    if (bytes > maxBytes) return "too-large";
    hash.update(piece);
    await disk.write(file, piece);
  }
  await disk.sync(file);
  return { sha256: hash.digest("hex"), bytes };
}

/** Removes a file of ours that may be gone already. */
export async function discard(place: string): Promise<void> {
  try {
    await unlink(place);
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
  }
}
