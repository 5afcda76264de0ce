/** Content on its way out, hashed again: the last piece is given only when all of it is what was put. */
import { createHash } from "node:crypto";
import type { BlobFacts } from "#workbench/stored";
import { BlobFault } from "./blob-fault.ts";

/**
 * Ends with `damaged` instead of the last piece where the content is not the blob of that hash, so that no receiver who waits for
 * the announced length takes it for whole.
 */
export async function* checked(
  content: AsyncIterable<Uint8Array>,
  { sha256, bytes }: BlobFacts,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  let held: Uint8Array | undefined;
  let count = 0;
  for await (const piece of content) {
    count += piece.byteLength;
    hash.update(piece);
    if (count > bytes) break;
    if (held !== undefined) yield held;
    held = piece;
  }
  if (count !== bytes || hash.digest("hex") !== sha256) {
    const message = `The stored blob ${sha256} is damaged: its content has another hash. Restore it from a backup.`;
    throw new BlobFault("damaged", message);
  }
  if (held !== undefined) yield held;
}

/** Whether content from `checked` is the blob, without giving it out. */
export async function isSound({
  bytes,
  content,
}: {
  readonly bytes: number;
  readonly content: AsyncIterable<Uint8Array>;
}): Promise<boolean> {
  try {
    let seen = 0;
    for await (const piece of content) seen += piece.byteLength;
    return seen === bytes;
  } catch (error) {
    if (error instanceof BlobFault && error.code === "damaged") return false;
    throw error;
  }
}
