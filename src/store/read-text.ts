/** Reads one text file with limits: regular files only, not too large, UTF-8 only. */
import { isUtf8 } from "node:buffer";
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { problem, type Problem } from "#problems";
import { reasonOf } from "./folder-paths.ts";

/** Largest YAML file that is read. */
export const largestYaml = 8 * 1024 * 1024;

export type TextOrProblem =
  | { readonly text: string; readonly problem?: undefined }
  | { readonly text?: undefined; readonly problem: Problem };

/** The text of the file at `place`, which messages call `name`; what stands against reading it is the problem. */
export async function readText(place: string, name: string, limit = largestYaml): Promise<TextOrProblem> {
  let handle;
  try {
    // Without O_NONBLOCK, opening a named pipe would wait for somebody to write into it.
    handle = await open(place, constants.O_RDONLY | constants.O_NONBLOCK);
    const facts = await handle.stat();
    if (!facts.isFile()) return refusal("file/unreadable", name, `${name} is not a regular file`);
    if (facts.size > limit) {
      const message = `${name} has ${megabytes(facts.size)}; a YAML file of a dossier may have ${megabytes(limit)}`;
      return refusal("file/too-large", name, message);
    }
    const bytes = await handle.readFile();
    return isUtf8(bytes) ? { text: bytes.toString("utf8") } : { problem: notUtf8(bytes, name) };
  } catch (error) {
    return refusal("file/unreadable", name, `${name} cannot be read: ${reasonOf(error)}`);
  } finally {
    await handle?.close();
  }
}

function refusal(code: Problem["code"], name: string, message: string): TextOrProblem {
  return { problem: problem(code, { message, at: ["line", name, 1, 1] }) };
}

export function megabytes(bytes: number): string {
  return bytes < 1024 * 1024 ? `${String(bytes)} bytes` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function notUtf8(bytes: Uint8Array, name: string): Problem {
  const offset = firstBadByte(bytes);
  const line = lineAt(bytes, offset);
  const value = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, "0");
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const guess = utf16 ? "; it looks like UTF-16" : bytes.includes(0) ? "; it looks like a binary file" : "";
  return problem("file/not-utf-8", {
    message: `${name} is not UTF-8: byte ${String(offset)} (0x${value}, line ${String(line)}) fits no letter${guess}`,
    at: ["line", name, line, 1],
  });
}

/** Offset of the first byte that no UTF-8 text can have there, by halving: a prefix is UTF-8 up to that byte. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isPrefixOfUtf8(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** True when the bytes are UTF-8, but for a letter that may be cut off at the end. */
function isPrefixOfUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function lineAt(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let at = 0; at < offset; at += 1) if (bytes[at] === 0x0a) line += 1;
  return line;
}
