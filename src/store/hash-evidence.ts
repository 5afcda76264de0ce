/** Finds out what lies behind evidence items: whether the file is there, and the SHA-256 of what it holds. */
import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { open, realpath, type FileHandle } from "node:fs/promises";
import type { Dossier, FileFact } from "#dossier";
import { pathFault, realPlace, reasonOf } from "./folder-paths.ts";
import { inParallel } from "./in-parallel.ts";

/** Hashes already computed, by place, size and time of change; lives as long as the process. */
const known = new Map<string, string>();
const mostKnown = 10_000;
const blockSize = 1024 * 1024;

/** The facts about every evidence item that names a file, by item id. */
export async function hashEvidence(
  root: string,
  dossier: Pick<Dossier, "evidence">,
): Promise<Readonly<Record<string, FileFact>>> {
  const facts = Object.create(null) as Record<string, FileFact>;
  const items = Object.entries(dossier.evidence).flatMap(([id, item]) =>
    item.file === undefined ? [] : [[id, item.file] as const],
  );
  if (items.length === 0) return facts;
  const realRoot = await realpath(root);
  await inParallel(items, 4, async ([id, file]) => {
    facts[id] = await factOf(realRoot, file);
  });
  return facts;
}

/** The fact about one path inside the folder whose real path is `realRoot`. */
async function factOf(realRoot: string, file: string): Promise<FileFact> {
  const fault = pathFault(file);
  if (fault !== undefined) return { state: "unreadable", why: `the path ${fault}` };
  const real = await realPlace(realRoot, file);
  if (real.state === "missing") return { state: "missing" };
  if (real.state === "unreadable") return { state: "unreadable", why: real.why };
  if (real.state === "outside")
    return { state: "unreadable", why: "it is a symbolic link that leaves the dossier folder" };
  let handle;
  try {
    handle = await open(real.place, constants.O_RDONLY | constants.O_NONBLOCK);
    const facts = await handle.stat();
    if (facts.isDirectory()) return { state: "unreadable", why: "it is a folder" };
    if (!facts.isFile()) return { state: "unreadable", why: "it is not a regular file" };
    const key = `${real.place}\0${String(facts.size)}\0${String(facts.mtimeMs)}\0${String(facts.ino)}`;
    const sha256 = known.get(key) ?? (await hashOf(handle));
    if (known.size >= mostKnown) known.clear();
    known.set(key, sha256);
    return { state: "present", sha256, bytes: facts.size };
  } catch (error) {
    return { state: "unreadable", why: reasonOf(error) };
  } finally {
    await handle?.close();
  }
}

async function hashOf(handle: FileHandle): Promise<string> {
  const hash = createHash("sha256");
  const block = Buffer.allocUnsafe(blockSize);
  for (;;) {
    const { bytesRead } = await handle.read(block, 0, blockSize, null);
    if (bytesRead === 0) return hash.digest("hex");
    hash.update(block.subarray(0, bytesRead));
  }
}
