/** The content of one entry, counted and checked while it comes out; nothing that the archive says of it is relied on. */
import { pipeline, Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import type { ProblemCode } from "#problems";
import { quoted } from "./entry-name.ts";
import type { FileEntry } from "./judge-entries.ts";
import type { ZipLimits } from "./limits.ts";
import { sizeText } from "./refusal.ts";
import { bytesAt, type ZipBytes } from "./zip-source.ts";

/** Why the content of an entry is refused; thrown out of its stream, where no other answer is possible. */
export class EntryFault extends Error {
  readonly code: ProblemCode;

  constructor(code: ProblemCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** What may still come out, over all entries. */
export interface Budget {
  left: number;
}

/** Inflates the entry. It ends with `EntryFault` where the content is not what was packed, or passes a limit. */
export async function* contentOf(
  source: ZipBytes,
  file: FileEntry,
  mostBytes: number,
  limits: ZipLimits,
  budget: Budget = { left: Number.POSITIVE_INFINITY },
): AsyncGenerator<Uint8Array> {
  const { entry, path } = file;
  const start = await contentStart(source, file);
  let bytes = 0;
  let sum = 0;
  for await (const piece of unpacked(source, file, start)) {
    bytes += piece.byteLength;
    budget.left -= piece.byteLength;
    checkSize(file, bytes, mostBytes, limits, budget);
    sum = crc32(piece, sum);
    yield piece;
  }
  if (bytes !== entry.bytes)
    throw damaged(path, `has ${sizeText(bytes)} where the archive says ${sizeText(entry.bytes)}`);
  if (sum !== entry.crc32) throw damaged(path, "has another checksum than the archive says");
}

function checkSize(
  { path, entry }: FileEntry,
  bytes: number,
  mostBytes: number,
  limits: ZipLimits,
  budget: Budget,
): void {
  if (bytes > limits.ratioFrom && bytes > entry.packedBytes * limits.ratio) {
    const message = `${quoted(path)} in the archive grows to more than ${String(limits.ratio)} times its packed ${sizeText(entry.packedBytes)}; inflating was stopped`;
    throw new EntryFault("file/zip-ratio", message);
  }
  if (bytes > mostBytes)
    throw new EntryFault(
      "file/zip-too-large",
      `${quoted(path)} in the archive has more than ${sizeText(mostBytes)} when inflated`,
    );
  if (budget.left < 0)
    throw new EntryFault(
      "file/zip-too-large",
      `the files of the archive have more than ${sizeText(limits.allBytes)} together; ${quoted(path)} passes the limit`,
    );
  if (bytes > entry.bytes)
    throw damaged(path, `has more than the ${sizeText(entry.bytes)} that the archive says`);
}

/** Where the bytes of the entry start, behind its local header, which must say what the table says. */
async function contentStart(source: ZipBytes, { path, entry }: FileEntry): Promise<number> {
  const header = await bytesAt(source, entry.offset, 30);
  if (header === undefined) throw damaged(path, "lies behind the end of the archive");
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (view.getUint32(0, true) !== 0x04034b50) throw damaged(path, "is not where the archive says");
  const nameLength = view.getUint16(26, true);
  const name = await bytesAt(source, entry.offset + 30, nameLength);
  // Two names for one file are how an archive shows one thing to a checker and another to a reader.
  if (name === undefined || Buffer.compare(name, entry.rawName) !== 0)
    throw damaged(path, "has another name at its place than in the table of the archive");
  if (view.getUint16(8, true) !== entry.method)
    throw damaged(path, "is packed in another way than the table of the archive says");
  const start = entry.offset + 30 + nameLength + view.getUint16(28, true);
  if (start + entry.packedBytes > source.bytes) throw damaged(path, "is cut off");
  return start;
}

async function* unpacked(
  source: ZipBytes,
  { path, entry }: FileEntry,
  start: number,
): AsyncGenerator<Uint8Array> {
  const packed = source.read(start, start + entry.packedBytes);
  if (entry.method === 0) {
    yield* packed;
    return;
  }
  const inflate = createInflateRaw();
  // The pipeline hands errors to the stream we read from, and ends the source when we stop reading.
  pipeline(Readable.from(packed), inflate, () => undefined);
  try {
    for await (const piece of inflate) yield piece as Buffer;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code.startsWith("Z_")) throw damaged(path, "cannot be inflated: its packed bytes are damaged", error);
    throw error;
  }
}

function damaged(path: string, fault: string, cause?: unknown): EntryFault {
  return new EntryFault("file/zip-damaged", `${quoted(path)} in the archive ${fault}`, cause);
}
