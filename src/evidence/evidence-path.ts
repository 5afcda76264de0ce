/** Whether the file or link of an evidence item is one that can be followed safely, judged by its text alone. */

/**
 * What is wrong with a path inside the dossier folder, as a clause without a full stop; undefined when it is fine.
 * Absolute paths, drive letters and steps upwards would let a dossier read files that are not part of it.
 */
export function pathFault(path: string): string | undefined {
  if (path.trim() === "") return "is empty";
  if (/^([/\\]|[A-Za-z]:)/.test(path)) return "is absolute";
  if (/^[a-z][a-z0-9+.-]+:/i.test(path)) return "is an address, not a path in the folder";
  if (path.includes("\0")) return "holds a NUL character";
  if (path.split(/[/\\]/).includes("..")) return "leaves the dossier folder";
  if (path.includes("\\")) return "uses backslashes";
  return undefined;
}

/** True for an http or https address with a host. */
export function isWebLink(link: string): boolean {
  return /^https?:\/\/[^\s/?#@]+(?:[/?#]\S*)?$/i.test(link.trim());
}
