/** Makes archives byte by byte, so that a test can make each lie that a hostile archive tells. */
import { crc32, deflateRawSync } from "node:zlib";

export interface MadeEntry {
  readonly name: string | Uint8Array;
  readonly content?: string | Uint8Array;
  /** 0 stored, 8 deflated; the content is packed accordingly. */
  readonly method?: number;
  /** What the headers say instead of the method used. */
  readonly saysMethod?: number;
  readonly flags?: number;
  /** Unix mode with file type. */
  readonly mode?: number;
  readonly saysBytes?: number;
  readonly saysPacked?: number;
  readonly saysCrc?: number;
  /** The name in the local header when it differs. */
  readonly localName?: string;
  readonly extra?: Uint8Array;
  /** Packed bytes as they are, in place of the packed content. */
  readonly packed?: Uint8Array;
  /** Points to the local header of the entry with this index instead of its own. */
  readonly at?: number;
}

function bytesOf(text: string | Uint8Array): Buffer {
  return typeof text === "string" ? Buffer.from(text, "utf8") : Buffer.from(text);
}

export function makeZip(entries: readonly MadeEntry[], comment = ""): Buffer {
  const parts: Buffer[] = [];
  const table: Buffer[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = bytesOf(entry.name);
    const localName = entry.localName === undefined ? name : bytesOf(entry.localName);
    const content = bytesOf(entry.content ?? "");
    const method = entry.method ?? 8;
    const packed = Buffer.from(entry.packed ?? (method === 8 ? deflateRawSync(content) : content));
    const extra = Buffer.from(entry.extra ?? []);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(entry.flags ?? 0x800, 2);
    shared.writeUInt16LE(entry.saysMethod ?? method, 4);
    shared.writeUInt16LE(0, 6);
    shared.writeUInt16LE(0x21, 8);
    shared.writeUInt32LE(entry.saysCrc ?? crc32(content), 10);
    shared.writeUInt32LE(entry.saysPacked ?? packed.length, 14);
    shared.writeUInt32LE(entry.saysBytes ?? content.length, 18);
    const local = Buffer.from(shared);
    local.writeUInt16LE(localName.length, 22);
    local.writeUInt16LE(0, 24);
    shared.writeUInt16LE(name.length, 22);
    shared.writeUInt16LE(extra.length, 24);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
    rest.writeUInt32LE(entry.at === undefined ? offset : (offsets[entry.at] ?? 0), 10);
    offsets.push(offset);
    table.push(Buffer.from("PK\u0001\u0002", "latin1"), Buffer.from([20, 3]), shared, rest, name, extra);
    if (entry.at !== undefined) continue;
    const place = [Buffer.from("PK\u0003\u0004", "latin1"), local, localName, packed];
    parts.push(...place);
    offset += place.reduce((sum, one) => sum + one.length, 0);
  }
  const directory = Buffer.concat(table);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", 0, "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, directory, end, Buffer.from(comment, "latin1")]);
}

export async function collect(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}
