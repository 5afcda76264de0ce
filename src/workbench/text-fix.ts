/** A computed fix as one replacement in one file, for editors and code hosts that know text and no dossier. */
import { linesOf } from "./find-place.ts";
import { applyEdits, type FolderFile } from "#interchange/dossier-folder";
import type { Problem } from "#problems";
import type { Catalogue } from "#standards";

export interface TextFix {
  readonly title: string;
  readonly safe: boolean;
  readonly file: string;
  /** The replaced stretch: lines and columns count from 1, the end is behind the last character. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

/** The fix of a problem as text; undefined where there is none, or where it takes more than one edit of one file. */
export function textFixOf(
  problem: Problem,
  files: readonly FolderFile[],
  catalogue: Catalogue,
): TextFix | undefined {
  const [edit, ...others] = problem.fix?.edits ?? [];
  if (problem.fix === undefined || edit === undefined || others.length > 0) return undefined;
  const concerned = files.filter((one) => isHeader(one.path) || mayHold(one.path, edit.path));
  const result = applyEdits(concerned, [edit], catalogue);
  const [change, ...more] = result.ok ? result.value : [];
  if (change?.before === undefined || more.length > 0) return undefined;
  const { title, safe } = problem.fix;
  return { title, safe, file: change.path, ...replacement(change.before, change.after) };
}

function isHeader(path: string): boolean {
  return /^plumbline\.ya?ml$/.test(path);
}

/** Only files of the kind that the path names can be changed by the edit; reading the others would be for nothing. */
function mayHold(file: string, [area, name]: readonly (string | number)[]): boolean {
  return area === "file" || area === "line" ? file === name : file.replace(/[/.].*$/, "") === area;
}

/** The lines that differ, from the first to the last of them. */
function replacement(before: string, after: string): Omit<TextFix, "title" | "safe" | "file"> {
  const old = linesOf(before);
  const next = linesOf(after);
  const end = before.includes("\r\n") ? "\r\n" : "\n";
  let head = 0;
  while (head < old.length && head < next.length && old[head] === next[head]) head += 1;
  let tail = 0;
  const room = Math.min(old.length, next.length) - head;
  while (tail < room && old[old.length - 1 - tail] === next[next.length - 1 - tail]) tail += 1;
  const removed = old.slice(head, old.length - tail);
  const added = next.slice(head, next.length - tail);
  const line = head + 1;
  // Whole lines come and go with their line ends; where lines replace lines, the last line end stays.
  if (removed.length === 0)
    return { line, column: 1, endLine: line, endColumn: 1, text: added.map((one) => one + end).join("") };
  if (added.length === 0) return { line, column: 1, endLine: line + removed.length, endColumn: 1, text: "" };
  return {
    line,
    column: 1,
    endLine: line + removed.length - 1,
    endColumn: (removed.at(-1) ?? "").length + 1,
    text: added.join(end),
  };
}
