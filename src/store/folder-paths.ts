/** Paths inside a dossier folder, and whether the file system keeps them there. */
import { realpath } from "node:fs/promises";
import path from "node:path";

/** Why a relative path cannot name a file of the folder, as words that follow "the path"; undefined when it can. */
export function pathFault(relative: string): string | undefined {
  if (relative.trim() === "") return "is empty";
  if (relative.includes("\0")) return "holds a NUL character";
  if (/^([/\\]|[A-Za-z]:)/.test(relative)) return "is absolute";
  if (relative.includes("\\")) return "uses backslashes";
  if (relative.split("/").includes("..")) return "leaves the dossier folder";
  return undefined;
}

/** True when `place` (a real path, links resolved) lies in `root` (a real path too). */
export function isInside(root: string, place: string): boolean {
  const relative = path.relative(root, place);
  return relative === "" || (!relative.startsWith("..") && !path.isAbsolute(relative));
}

export type RealPlace =
  | { readonly state: "inside"; readonly place: string }
  | { readonly state: "outside" }
  | { readonly state: "missing" }
  | { readonly state: "unreadable"; readonly why: string };

/** The real place of a path in the folder, with every symbolic link on the way resolved. */
export async function realPlace(realRoot: string, relative: string): Promise<RealPlace> {
  try {
    const place = await realpath(path.join(realRoot, relative));
    return isInside(realRoot, place) ? { state: "inside", place } : { state: "outside" };
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return { state: "missing" };
    return { state: "unreadable", why: reasonOf(error) };
  }
}

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "you have no right to it",
  EPERM: "the system does not permit it",
  ENOENT: "it does not exist",
  ENOTDIR: "a part of its path is not a folder",
  EISDIR: "it is a folder",
  ELOOP: "its symbolic links go round in a circle",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open on this machine",
  ENAMETOOLONG: "its name is too long",
  ENOSPC: "the disk is full",
  EDQUOT: "your disk quota is used up",
  EROFS: "the disk is read-only",
  EBUSY: "it is in use",
  ETXTBSY: "it is in use",
  EIO: "the disk reports an error",
  ENOTEMPTY: "a folder of that name is in the way",
  EEXIST: "something of that name is already there",
};

/** Why the operating system refused, in words. */
export function reasonOf(error: unknown): string {
  const code = errorCode(error);
  if (code !== undefined) return reasons[code] ?? `the system answers ${code}`;
  return error instanceof Error ? error.message : String(error);
}
