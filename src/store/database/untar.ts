/** Unpacks the prepared database, a gzipped tar archive of plain files and folders. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { inParallel } from "../in-parallel.ts";
import { DatabaseFault, reasonOf } from "./database-fault.ts";

const block = 512;
const largest = 512 * 1024 * 1024;

/** Writes the archive's content into the folder, which must exist, readable for its owner only. */
export async function untar(archive: string, folder: string): Promise<void> {
  const packed = await readFile(archive);
  let bytes: Buffer;
  try {
    bytes = await promisify(gunzip)(packed, { maxOutputLength: largest });
  } catch (error) {
    throw new DatabaseFault("folder", `${archive} is not a gzipped archive: ${reasonOf(error)}`, error);
  }
  const files: (() => Promise<void>)[] = [];
  for (let at = 0; at + block <= bytes.length;) {
    const header = bytes.subarray(at, at + block);
    if (header.every((one) => one === 0)) break;
    const size = octal(header, 124, 12);
    const content = bytes.subarray(at + block, at + block + size);
    if (content.length < size) throw new DatabaseFault("folder", `${archive} ends in the middle of a file`);
    files.push(() => unpack(archive, folder, header, content));
    at += block + Math.ceil(size / block) * block;
  }
  await inParallel(files, 32, (one) => one());
}

async function unpack(archive: string, folder: string, header: Buffer, content: Buffer): Promise<void> {
  const prefix = text(header, 345, 155);
  const name = path.posix.join("/", prefix, text(header, 0, 100));
  const target = path.join(folder, name);
  const kind = String.fromCharCode(header[156] ?? 0);
  if (kind === "5") {
    await mkdir(target, { recursive: true, mode: 0o700 });
  } else if (kind === "0" || kind === "\0") {
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    // Flushed: what is in the log of a database later refers to what was in its files first.
    await writeFile(target, content, { mode: 0o600, flush: true });
  } else {
    throw new DatabaseFault("folder", `${archive} holds ${name}, which is neither file nor folder`);
  }
}

function text(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.subarray(0, end === -1 ? length : end).toString("utf8");
}

function octal(header: Buffer, start: number, length: number): number {
  return Number.parseInt(text(header, start, length).trim() || "0", 8);
}
