/** What both homes of blobs offer: the port of the workbench, and what an operator needs beside it. */
import type { BlobStore } from "#workbench/stored";

export interface KeptBlobs extends BlobStore {
  /** Reads the blob and hashes it again. */
  readonly verify: (sha256: string) => Promise<"sound" | "damaged" | "missing">;
  /** Gives connections free; nothing may be asked afterwards. */
  readonly close: () => Promise<void>;
}

export function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** `ab/cd…`: where the blob lies below the folder or prefix of all blobs. */
export function blobPath(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256.slice(2)}`;
}

/** The hash of the blob at a path as `blobPath` makes it; undefined for anything else. */
export function hashOfPath(path: string): string | undefined {
  const sha256 = path.replace("/", "");
  return path === blobPath(sha256) && isSha256(sha256) ? sha256 : undefined;
}

/** The part of a blob that a range asks for; `end` is inclusive, and cut to the blob. */
export function cutRange(
  bytes: number,
  range: { readonly start: number; readonly end: number },
): { readonly start: number; readonly length: number } {
  const start = Math.max(0, Math.min(range.start, bytes));
  const end = Math.min(range.end, bytes - 1);
  return { start, length: Math.max(0, end - start + 1) };
}
