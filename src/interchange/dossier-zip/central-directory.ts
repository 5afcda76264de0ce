/** Reads the table at the end of an archive: which entries it says it holds, and where. */
import { crc32 } from "node:zlib";
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry, type ZipFile } from "yauzl";
import { fail, ok, type Result } from "#base/result";
import type { Problem } from "#problems";
import { archiveProblem, sizeText } from "./refusal.ts";
import { bytesAt, type ZipBytes } from "./zip-source.ts";
import type { ZipLimits } from "./limits.ts";

/** What the table says of one entry. Nothing of it is believed before the content agrees. */
export interface TableEntry {
  readonly rawName: Uint8Array;
  /** The name in UTF-8 that some tools store beside one in another encoding. */
  readonly unicodeName: Uint8Array | undefined;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Unix file type and rights; 0 where the archive was made elsewhere. */
  readonly mode: number;
  /** Where its local header starts. */
  readonly offset: number;
}

const windowSize = 64 * 1024;

/**
 * Gives yauzl the bytes through a window, so that two reads per entry do not become two reads of the source. What yauzl
 * throws in its callback is handed to `onThrow`, where it would otherwise end the process.
 */
class SourceReader extends RandomAccessReader {
  readonly #source: ZipBytes;
  readonly #onThrow: (error: unknown) => void;
  #window: Uint8Array = new Uint8Array(0);
  #windowStart = 0;

  constructor(source: ZipBytes, onThrow: (error: unknown) => void) {
    super();
    this.#source = source;
    this.#onThrow = onThrow;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.#fill(buffer, offset, length, position)
      .then((bytesRead) => {
        callback(null, bytesRead);
      })
      .catch(this.#onThrow);
  }

  async #fill(buffer: Buffer, offset: number, length: number, position: number): Promise<number> {
    const end = Math.min(position + length, this.#source.bytes);
    if (!Number.isSafeInteger(position) || position < 0 || end <= position) return 0;
    if (position < this.#windowStart || end > this.#windowStart + this.#window.byteLength) {
      const size = Math.min(Math.max(end - position, windowSize), this.#source.bytes - position);
      this.#window = (await bytesAt(this.#source, position, size)) ?? new Uint8Array(0);
      this.#windowStart = position;
    }
    const start = position - this.#windowStart;
    const found = this.#window.subarray(start, start + (end - position));
    buffer.set(found, offset);
    return found.byteLength;
  }
}

/** The entries in the order of the table. */
export async function readTable(
  source: ZipBytes,
  limits: ZipLimits,
): Promise<Result<readonly TableEntry[], readonly Problem[]>> {
  let onThrow: (error: unknown) => void = () => undefined;
  const thrown = new Promise<never>((_resolve, reject) => {
    onThrow = reject;
  });
  try {
    return await Promise.race([entriesOf(new SourceReader(source, onThrow), source, limits), thrown]);
  } catch (error) {
    return fail([tableProblem(error, source)]);
  }
}

async function entriesOf(
  reader: SourceReader,
  source: ZipBytes,
  limits: ZipLimits,
): Promise<Result<readonly TableEntry[], readonly Problem[]>> {
  const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false };
  const zip: ZipFile = await fromRandomAccessReaderPromise(reader, source.bytes, options);
  const entries: TableEntry[] = [];
  for await (const entry of zip.eachEntry()) {
    if (entries.length >= limits.entries) {
      const message = `the archive holds more than ${String(limits.entries)} files and folders`;
      return fail([archiveProblem("file/too-many", message)]);
    }
    entries.push(plain(entry));
  }
  return ok(entries);
}

function plain(entry: Entry): TableEntry {
  // A copy, since yauzl's buffers hold name, extra fields and comment in one piece.
  const rawName = Uint8Array.from(entry.fileNameRaw);
  return {
    rawName,
    unicodeName: unicodeNameOf(entry),
    flags: entry.generalPurposeBitFlag,
    method: entry.compressionMethod,
    crc32: entry.crc32,
    packedBytes: entry.compressedSize,
    bytes: entry.uncompressedSize,
    mode: entry.externalFileAttributes >>> 16,
    offset: entry.relativeOffsetOfLocalHeader,
  };
}

/** Info-ZIP's extra field 0x7075: version 1, checksum of the name it stands beside, name in UTF-8. */
function unicodeNameOf(entry: Entry): Uint8Array | undefined {
  const field = entry.extraFields.find(
    (one) => one.id === 0x7075 && one.data[0] === 1 && one.data.length > 5,
  );
  if (field === undefined || field.data.readUInt32LE(1) !== crc32(entry.fileNameRaw)) return undefined;
  return Uint8Array.from(field.data.subarray(5));
}

function tableProblem(error: unknown, source: ZipBytes): Problem {
  const why = error instanceof Error ? error.message : String(error);
  if (why.includes("strong encryption"))
    return archiveProblem(
      "file/zip-encrypted",
      "the archive is encrypted; archives are read without a password",
    );
  if (why.includes("End of central directory record signature not found")) {
    const message = `the ${sizeText(source.bytes)} are no ZIP archive, or only the beginning of one: the table at its end is missing`;
    return archiveProblem("file/zip-unreadable", message);
  }
  const message = `the table of the archive cannot be read: ${inWords(why)}`;
  return archiveProblem("file/zip-unreadable", message);
}

function inWords(why: string): string {
  if (why.includes("unexpected EOF")) return "it points behind the end of the archive";
  if (why.includes("multi-disk")) return "the archive is one part of several";
  if (why.includes("signature")) return "there is something else where an entry should be";
  if (why.includes("comment length")) return "there are bytes behind its end";
  if (why.includes("extra field")) return "an additional field of an entry is cut off";
  return "it contradicts itself";
}
