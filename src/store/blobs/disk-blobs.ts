/** Blobs in a folder: `ab/cd…` by hash, written beside their place and linked into it whole. */
import { link, mkdir, open, rename, stat, utimes } from "node:fs/promises";
import path from "node:path";
import type { BlobFacts } from "#workbench/stored";
import { errorCode } from "../folder-paths.ts";
import { diskFault } from "./blob-fault.ts";
import { checked, isSound } from "./checked-content.ts";
import { blobPath, cutRange, isSha256, type KeptBlobs } from "./kept-blobs.ts";
import { discard, realDisk, spool, type BlobDisk, type Spooled } from "./spool.ts";
import { sweepDisk, type BlobFolder } from "./sweep-disk.ts";

/** The blobs in the folder, which is made when the first one comes. */
export function diskBlobs(folder: string, disk: BlobDisk = realDisk): KeptBlobs {
  const places: BlobFolder = { blobs: folder, incoming: path.join(folder, "incoming") };
  const store: KeptBlobs = {
    put: async (content, { maxBytes }) => {
      const spooled = await spool(places.incoming, content, maxBytes, disk);
      if (spooled === "too-large") return spooled;
      try {
        await settle(places, spooled);
      } catch (error) {
        throw diskFault(error, "The upload could not be kept");
      } finally {
        await discard(spooled.place);
      }
      return { sha256: spooled.sha256, bytes: spooled.bytes };
    },
    has: (sha256) => factsOf(places, sha256),
    get: async (sha256, range) => {
      const facts = await factsOf(places, sha256);
      if (facts === undefined) return undefined;
      const place = path.join(folder, blobPath(sha256));
      if (range === undefined) return { bytes: facts.bytes, content: checked(read(place), facts) };
      const { start, length } = cutRange(facts.bytes, range);
      return { bytes: length, content: read(place, start, length) };
    },
    deleteUnreferenced: (isReferenced, olderThan) => sweepDisk(places, isReferenced, olderThan),
    verify: async (sha256) => {
      const found = await store.get(sha256);
      if (found === undefined) return "missing";
      return (await isSound(found)) ? "sound" : "damaged";
    },
    close: () => Promise.resolve(),
  };
  return store;
}

async function factsOf(places: BlobFolder, sha256: string): Promise<BlobFacts | undefined> {
  if (!isSha256(sha256)) return undefined;
  try {
    const facts = await stat(path.join(places.blobs, blobPath(sha256)));
    return facts.isFile() ? { sha256, bytes: facts.size } : undefined;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw diskFault(error, `The blob ${sha256} cannot be looked up`);
  }
}

/** Opens the file only when the first piece is wanted, so that content nobody reads holds nothing open. */
async function* read(
  place: string,
  start = 0,
  length = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array> {
  if (length === 0) return;
  try {
    const file = await open(place, "r");
    const options = { start, end: start + length - 1, highWaterMark: 256 * 1024 };
    // The stream closes the file at its end, and when its reader leaves.
    yield* file.createReadStream(options) as AsyncIterable<Buffer>;
  } catch (error) {
    throw diskFault(error, "The blob cannot be read");
  }
}

/** Gives the upload its place. A blob that is there stays, and counts as put just now. */
async function settle(places: BlobFolder, spooled: Spooled): Promise<void> {
  const place = path.join(places.blobs, blobPath(spooled.sha256));
  await mkdir(path.dirname(place), { recursive: true });
  for (;;) {
    try {
      await link(spooled.place, place);
      await syncFolder(path.dirname(place));
      return;
    } catch (error) {
      if (errorCode(error) !== "EEXIST") return settleWithoutLinks(spooled, place, error);
    }
    // Between link and touch the sweep may have taken the old blob away; then ours takes its place.
    if (await touch(place, spooled.bytes)) return;
  }
}

/** File systems without hard links: a rename can only meet the same content, and puts it there whole as well. */
async function settleWithoutLinks(spooled: Spooled, place: string, error: unknown): Promise<void> {
  if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(errorCode(error) ?? "")) throw error;
  await rename(spooled.place, place);
  await syncFolder(path.dirname(place));
}

/** False when there is nothing to touch; a blob that was cut off by a fault of the disk is taken away. */
async function touch(place: string, bytes: number): Promise<boolean> {
  try {
    if ((await stat(place)).size !== bytes) {
      await discard(place);
      return false;
    }
    const now = new Date();
    await utimes(place, now, now);
    return true;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}

/** Makes the new name itself survive a power cut, where the system can do that. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    await handle.sync().finally(() => handle.close());
  } catch {
    // Windows and some network disks cannot sync a folder; the file itself is on disk.
  }
}
