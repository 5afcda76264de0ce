/** The bytes of an archive, from memory, from an upload that still arrives, or from anything that can read a range. */
import { fail, ok, type Result } from "#base/result";
import type { Problem } from "#problems";
import { archiveProblem, sizeText } from "./refusal.ts";

/** Random access to bytes that lie elsewhere, so that a large archive need not be held in memory. */
export interface ZipBytes {
  readonly bytes: number;
  /** The bytes from `start` up to, not including, `end`. */
  readonly read: (start: number, end: number) => AsyncIterable<Uint8Array>;
}

export type ZipInput = Uint8Array | AsyncIterable<Uint8Array> | ZipBytes;

const pieceSize = 64 * 1024;

/** Makes the input readable at any place. A stream is collected, and no more of it than the limit allows. */
export async function sourceOf(
  input: ZipInput,
  mostBytes: number,
): Promise<Result<ZipBytes, readonly Problem[]>> {
  if (input instanceof Uint8Array) return within(inMemory(input), mostBytes);
  if (isRandomAccess(input)) return within(input, mostBytes);
  const pieces: Uint8Array[] = [];
  let total = 0;
  for await (const piece of input) {
    total += piece.byteLength;
    if (total > mostBytes) return fail([tooLarge(`more than ${sizeText(mostBytes)}`, mostBytes)]);
    pieces.push(piece);
  }
  return ok(inPieces(pieces, total));
}

/** Streams of some HTTP clients have methods of both names, so the number tells. */
function isRandomAccess(input: ZipBytes | AsyncIterable<Uint8Array>): input is ZipBytes {
  return "bytes" in input && typeof input.bytes === "number";
}

function within(source: ZipBytes, mostBytes: number): Result<ZipBytes, readonly Problem[]> {
  return source.bytes > mostBytes ? fail([tooLarge(sizeText(source.bytes), mostBytes)]) : ok(source);
}

function tooLarge(size: string, mostBytes: number): Problem {
  const message = `the archive has ${size}; an upload may have ${sizeText(mostBytes)}`;
  return archiveProblem("file/zip-too-large", message);
}

function inMemory(bytes: Uint8Array): ZipBytes {
  return inPieces([bytes], bytes.byteLength);
}

/** Reads from the pieces as they came, without joining them into a second copy. */
function inPieces(pieces: readonly Uint8Array[], total: number): ZipBytes {
  const starts: number[] = [];
  let start = 0;
  for (const piece of pieces) {
    starts.push(start);
    start += piece.byteLength;
  }
  return {
    bytes: total,
    // eslint-disable-next-line @typescript-eslint/require-await -- the port is asynchronous, memory is not
    async *read(from, to) {
      let at = from;
      let index = pieceAt(starts, from);
      while (at < to) {
        const piece = pieces[index];
        if (piece === undefined) return;
        const inside = at - (starts[index] ?? 0);
        const end = Math.min(piece.byteLength, inside + Math.min(to - at, pieceSize));
        if (end > inside) yield piece.subarray(inside, end);
        at += end - inside;
        if (end === piece.byteLength) index += 1;
      }
    },
  };
}

/** Index of the last piece that starts at or before the place. */
function pieceAt(starts: readonly number[], place: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= place) low = middle;
    else high = middle;
  }
  return low;
}

/** All bytes of a range; undefined where the archive ends before. */
export async function bytesAt(
  source: ZipBytes,
  start: number,
  length: number,
): Promise<Uint8Array | undefined> {
  if (start < 0 || start + length > source.bytes) return undefined;
  const into = new Uint8Array(length);
  let filled = 0;
  for await (const piece of source.read(start, start + length)) {
    if (filled + piece.byteLength > length) return undefined;
    into.set(piece, filled);
    filled += piece.byteLength;
  }
  return filled === length ? into : undefined;
}
