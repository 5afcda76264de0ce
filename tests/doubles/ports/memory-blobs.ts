/** Blobs in memory, by the SHA-256 of their bytes. */
import { createHash } from "node:crypto";
import type { BlobStore } from "#workbench/stored";

export function memoryBlobs(): BlobStore & { readonly size: () => number } {
  const kept = new Map<string, Uint8Array>();
  return {
    size: () => kept.size,
    put: async (content, { maxBytes }) => {
      const pieces: Uint8Array[] = [];
      let bytes = 0;
      for await (const piece of content) {
        bytes += piece.byteLength;
        if (bytes > maxBytes) return "too-large";
        pieces.push(piece);
      }
      const whole = Buffer.concat(pieces);
      const sha256 = createHash("sha256").update(whole).digest("hex");
      kept.set(sha256, whole);
      return { sha256, bytes };
    },
    get: async (sha256, range) => {
      const whole = kept.get(sha256);
      if (whole === undefined) return undefined;
      const part = range === undefined ? whole : whole.subarray(range.start, range.end + 1);
      return Promise.resolve({ bytes: whole.byteLength, content: inOnePiece(part) });
    },
    has: async (sha256) => {
      const whole = kept.get(sha256);
      return Promise.resolve(whole === undefined ? undefined : { sha256, bytes: whole.byteLength });
    },
    deleteUnreferenced: async (isReferenced) => {
      const gone: string[] = [];
      for (const sha256 of kept.keys()) if (!(await isReferenced(sha256))) gone.push(sha256);
      for (const sha256 of gone) kept.delete(sha256);
      return gone;
    },
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- contents come in pieces
export async function* inOnePiece(bytes: Uint8Array | string): AsyncIterable<Uint8Array> {
  yield typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
}
