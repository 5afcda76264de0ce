/** Contents of evidence files, kept once under the SHA-256 of their bytes. */
import type { Instant } from "./values.ts";

export interface BlobFacts {
  /** 64 hexadecimal digits in lower case. */
  readonly sha256: string;
  readonly bytes: number;
}

export interface BlobStore {
  /**
   * Takes the bytes as they come, without holding them in memory. Stops with `too-large` once `maxBytes` is passed, and keeps
   * nothing then. The same content twice is kept once.
   */
  readonly put: (
    content: AsyncIterable<Uint8Array>,
    limit: { readonly maxBytes: number },
  ) => Promise<BlobFacts | "too-large">;
  /** Undefined when there is no such blob. The range is for partial downloads; `end` is inclusive. */
  readonly get: (
    sha256: string,
    range?: { readonly start: number; readonly end: number },
  ) => Promise<{ readonly bytes: number; readonly content: AsyncIterable<Uint8Array> } | undefined>;
  readonly has: (sha256: string) => Promise<BlobFacts | undefined>;
  /**
   * Deletes blobs that were put before `olderThan` and for which `isReferenced` says no; returns their hashes. The age leaves time
   * to uploads whose link is not written yet.
   */
  readonly deleteUnreferenced: (
    isReferenced: (sha256: string) => Promise<boolean>,
    olderThan: Instant,
  ) => Promise<readonly string[]>;
}
