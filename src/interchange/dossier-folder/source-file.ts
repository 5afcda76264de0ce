/** One file of a dossier folder: its text, its tree, and the lines and columns of its offsets. */
import { parseAnyYaml } from "./parse-any-yaml.ts";
import { parsePlainYaml } from "./parse-plain-yaml.ts";
import type { YamlTree } from "./yaml-tree.ts";

/** A place in a file; lines and columns count from one. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface SourceFile {
  readonly path: string;
  /** Without a byte order mark and with `\n` as line end. */
  readonly text: string;
  readonly tree: YamlTree;
}

export function parseSourceFile(path: string, text: string): SourceFile {
  const normal = normalised(text);
  // The quick parser answers for the common part of YAML only and never reports a fault.
  const root = parsePlainYaml(normal);
  return { path, text: normal, tree: root === undefined ? parseAnyYaml(normal) : { root, faults: [] } };
}

export function normalised(text: string): string {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return body.includes("\r\n") ? body.replaceAll("\r\n", "\n") : body;
}

const lineStarts = new WeakMap<SourceFile, readonly number[]>();

export function positionAt(file: SourceFile, offset: number): Position {
  let starts = lineStarts.get(file);
  if (starts === undefined) {
    starts = findLineStarts(file.text);
    lineStarts.set(file, starts);
  }
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { file: file.path, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
