/** Names of entries: from bytes to a path inside a folder, or the reason why not. */
import { isUtf8 } from "node:buffer";
import type { Problem } from "#problems";
import type { TableEntry } from "./central-directory.ts";
import { entryProblem, shown } from "./refusal.ts";
import type { ZipLimits } from "./limits.ts";

export type NameOrProblem =
  | { readonly path: string; readonly folder: boolean; readonly problem?: undefined }
  | { readonly path?: undefined; readonly problem: Problem };

/** The path of an entry without `.` steps; `folder` says that the entry is a folder. */
export function nameOf(entry: TableEntry, limits: ZipLimits): NameOrProblem {
  const raw = utf8NameOf(entry);
  if (raw === undefined) {
    const name = Buffer.from(entry.rawName).toString("latin1");
    const message = `the name of ${quoted(name)} is not UTF-8`;
    return { problem: entryProblem("file/zip-name-encoding", name, message) };
  }
  const name = Buffer.from(raw).toString("utf8");
  const fault = nameFault(name, raw.byteLength, limits);
  if (fault !== undefined) {
    const message = `the path ${quoted(name)} in the archive ${fault}`;
    return { problem: entryProblem("file/zip-path", name, message) };
  }
  const steps = name.split("/").filter((step) => step !== "" && step !== ".");
  return { path: steps.join("/"), folder: name.endsWith("/") };
}

/** Some tools store UTF-8 without saying so: bytes that are UTF-8 are taken as such. */
function utf8NameOf(entry: TableEntry): Uint8Array | undefined {
  if (isUtf8(entry.rawName)) return entry.rawName;
  const other = entry.unicodeName;
  return other !== undefined && isUtf8(other) ? other : undefined;
}

function nameFault(name: string, bytes: number, limits: ZipLimits): string | undefined {
  if (bytes > limits.pathBytes) return `is longer than ${String(limits.pathBytes)} bytes`;
  if (name === "" || name === "." || name.endsWith("/.")) return "names no file";
  if (/[\u0000-\u001f\u007f-\u009f]/.test(name)) return "holds a control character";
  if (name.startsWith("/") || name.startsWith("\\")) return "is absolute";
  if (/^[A-Za-z]:/.test(name)) return "begins with a drive";
  if (name.includes("\\")) return "uses backslashes";
  if (name.split("/").includes("..")) return "leaves the dossier folder";
  return undefined;
}

export function quoted(name: string): string {
  return `"${shown(name)}"`;
}
