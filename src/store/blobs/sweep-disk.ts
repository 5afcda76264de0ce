/** Takes away blobs that nothing refers to, in steps that an upload of the same content can meet at any point. */
import { link, mkdir, readdir, rename, stat } from "node:fs/promises";
import path from "node:path";
import type { Instant } from "#workbench/stored";
import { errorCode } from "../folder-paths.ts";
import { diskFault } from "./blob-fault.ts";
import { blobPath, hashOfPath, isSha256 } from "./kept-blobs.ts";
import { discard, spoolEnding } from "./spool.ts";

export interface BlobFolder {
  /** Holds the blobs. */
  readonly blobs: string;
  /** Holds uploads that still come; on the same disk, so that a blob appears at its place whole. */
  readonly incoming: string;
}

type IsReferenced = (sha256: string) => Promise<boolean>;

const setAside = ".aside";

export async function sweepDisk(
  places: BlobFolder,
  isReferenced: IsReferenced,
  olderThan: Instant,
): Promise<readonly string[]> {
  try {
    await sweepIncoming(places, isReferenced, olderThan);
    const gone: string[] = [];
    for (const folder of (await entries(places.blobs)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
      for (const name of await entries(path.join(places.blobs, folder))) {
        const sha256 = hashOfPath(`${folder}/${name}`);
        if (sha256 !== undefined && (await remove(places, sha256, isReferenced, olderThan)))
          gone.push(sha256);
      }
    }
    return gone;
  } catch (error) {
    throw diskFault(error, "Blobs could not be cleared away");
  }
}

/**
 * Sets the blob aside and looks once more. An upload of the same content either touched the blob before, which shows in its age, or
 * finds the place empty and fills it again.
 */
async function remove(
  places: BlobFolder,
  sha256: string,
  isReferenced: IsReferenced,
  olderThan: Instant,
): Promise<boolean> {
  const place = path.join(places.blobs, blobPath(sha256));
  if (!(await isOlder(place, olderThan)) || (await isReferenced(sha256))) return false;
  const aside = path.join(places.incoming, `${sha256}${setAside}`);
  try {
    await mkdir(places.incoming, { recursive: true });
    await rename(place, aside);
  } catch (error) {
    // Another process clears away as well.
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
  return drop(places, sha256, aside, isReferenced, olderThan);
}

/** Drops what was set aside, or puts it back. */
async function drop(
  places: BlobFolder,
  sha256: string,
  aside: string,
  isReferenced: IsReferenced,
  olderThan: Instant,
): Promise<boolean> {
  const unwanted = (await isOlder(aside, olderThan)) && !(await isReferenced(sha256));
  if (!unwanted) {
    try {
      await link(aside, path.join(places.blobs, blobPath(sha256)));
    } catch (error) {
      // It was put again, or another process has dropped it.
      if (!["EEXIST", "ENOENT"].includes(errorCode(error) ?? "")) throw error;
    }
  }
  await discard(aside);
  return unwanted;
}

/** What a killed process left: uploads that never ended, and blobs set aside. */
async function sweepIncoming(
  places: BlobFolder,
  isReferenced: IsReferenced,
  olderThan: Instant,
): Promise<void> {
  for (const name of await entries(places.incoming)) {
    const place = path.join(places.incoming, name);
    const sha256 = name.endsWith(setAside) ? name.slice(0, -setAside.length) : "";
    if (isSha256(sha256)) await drop(places, sha256, place, isReferenced, olderThan);
    else if (name.endsWith(spoolEnding) && (await isOlder(place, olderThan))) await discard(place);
  }
}

async function isOlder(place: string, olderThan: Instant): Promise<boolean> {
  try {
    return (await stat(place)).mtime.toISOString() < olderThan;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}

/** Names in the folder; none where it does not exist yet. */
async function entries(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}
