/** A Markdown file as a flat list of pieces with line numbers: headings, tables, rules and prose. */
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";
import { plainText, readLabel, withoutListMarker } from "./markup.ts";
import type { SourceFile } from "./source-file.ts";

interface Lines {
  /** First and last line, from 1. */
  readonly line: number;
  readonly endLine: number;
}

export interface HeadingPiece extends Lines {
  readonly kind: "heading";
  readonly depth: number;
  /** Markdown source of the heading text. */
  readonly source: string;
  /** The same without marks. */
  readonly title: string;
}

export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface TablePiece extends Lines {
  readonly kind: "table";
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  readonly source: string;
}

export interface RulePiece extends Lines {
  readonly kind: "rule";
}

export interface ProsePiece extends Lines {
  readonly kind: "prose";
  /** Markdown source, without surrounding blank lines. */
  readonly source: string;
  /** Set when the piece begins with `**Label**:`. */
  readonly label: string | undefined;
  /** The source after the label. */
  readonly body: string;
  readonly listItem: boolean;
}

export type Piece = HeadingPiece | TablePiece | RulePiece | ProsePiece;

type Node = ReturnType<typeof fromMarkdown>["children"][number];

// Only the block structure is wanted. Inline constructs are read from the source where needed: switched off here, they
// cost nothing and cannot be driven into quadratic time by hostile text.
const blocksOnly = {
  disable: {
    null: [
      "attention",
      "autolink",
      "characterEscape",
      "characterReference",
      "codeText",
      "definition",
      "hardBreakEscape",
      "htmlText",
      "labelEnd",
      "labelStartImage",
      "labelStartLink",
    ],
  },
};

export function readPieces(file: SourceFile): readonly Piece[] {
  const tree = fromMarkdown(file.text, {
    extensions: [gfmTable(), blocksOnly],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  return tree.children.flatMap((node) => piecesOf(node, file));
}

function piecesOf(node: Node, file: SourceFile): readonly Piece[] {
  const lines = linesOf(node);
  if (node.type === "heading") {
    const source = headingSource(file.lines.slice(lines.line - 1, lines.endLine));
    return [{ kind: "heading", ...lines, depth: node.depth, source, title: plainText(source) }];
  }
  if (node.type === "thematicBreak") return [{ kind: "rule", ...lines }];
  if (node.type === "table") return [tablePiece(node, lines, file)];
  if (node.type === "paragraph") return paragraphPieces(lines, file);
  if (node.type === "list") return listPieces(node.children.map(linesOf), lines, file);
  return [prose(lines, file, false)];
}

function linesOf(node: { readonly position?: Node["position"] }): Lines {
  const { position } = node;
  if (position === undefined) throw new Error("the Markdown parser gave a node without a position");
  return { line: position.start.line, endLine: position.end.line };
}

function headingSource(lines: readonly string[]): string {
  const [first = "", ...rest] = lines;
  if (rest.length > 0) return lines.slice(0, -1).join(" ").trim();
  const text = first
    .trim()
    .replace(/^#{1,6}/u, "")
    .trim();
  const closed = text.replace(/#+$/u, "");
  return closed === "" || /\s$/u.test(closed) ? closed.trimEnd() : text;
}

function tablePiece(node: Extract<Node, { type: "table" }>, lines: Lines, file: SourceFile): TablePiece {
  const rows = node.children.map((row) => ({
    line: linesOf(row).line,
    cells: row.children.map((cell) => cellText(cell, file)),
  }));
  const [head, ...body] = rows;
  return { kind: "table", ...lines, header: head?.cells ?? [], rows: body, source: sourceOf(lines, file) };
}

function cellText(cell: { readonly position?: Node["position"] }, file: SourceFile): string {
  const { position } = cell;
  if (position?.start.offset === undefined || position.end.offset === undefined) return "";
  const raw = file.text.slice(position.start.offset, position.end.offset);
  return raw
    .replace(/^\|/u, "")
    .replace(/(?<!\\)\|$/u, "")
    .replace(/\\\|/g, "|")
    .trim();
}

/** A paragraph of several labelled lines is one piece per label. */
function paragraphPieces(lines: Lines, file: SourceFile): readonly Piece[] {
  const starts = [lines.line];
  for (let line = lines.line + 1; line <= lines.endLine; line += 1) {
    if (readLabel((file.lines[line - 1] ?? "").trimStart()) !== undefined) starts.push(line);
  }
  return starts.map((line, index) =>
    prose({ line, endLine: (starts[index + 1] ?? lines.endLine + 1) - 1 }, file, false),
  );
}

/** A list whose items carry labels is one piece per labelled item; items without one stay together. */
function listPieces(items: readonly Lines[], lines: Lines, file: SourceFile): readonly Piece[] {
  const labelled = items.map(
    (item) => readLabel(withoutListMarker(file.lines[item.line - 1] ?? "")) !== undefined,
  );
  if (!labelled.includes(true)) return [prose(lines, file, false)];
  const runs: Lines[] = [];
  items.forEach((item, index) => {
    const last = runs.at(-1);
    if (last !== undefined && labelled[index] === false && labelled[index - 1] === false) {
      runs[runs.length - 1] = { line: last.line, endLine: item.endLine };
    } else runs.push(item);
  });
  return runs.map((run) => prose(run, file, true));
}

function prose(lines: Lines, file: SourceFile, listItem: boolean): ProsePiece {
  const source = sourceOf(lines, file);
  const [first = "", ...rest] = source.split("\n");
  const label = readLabel(listItem ? withoutListMarker(first) : first.trimStart());
  const body = label === undefined ? source : [label.rest, ...rest].join("\n").trim();
  return { kind: "prose", ...lines, source, label: label?.name, body, listItem };
}

function sourceOf(lines: Lines, file: SourceFile): string {
  return trimBlankLines(file.lines.slice(lines.line - 1, lines.endLine).join("\n"));
}

/** True when the row has text beyond the columns of its table: its cells cannot be told by their headers. */
export function overflows(table: TablePiece, row: TableRow): boolean {
  return row.cells.slice(table.header.length).some((cell) => cell !== "");
}

/** Headers of columns in which the given rows say nothing: with no cell below, they say nothing either. */
export function emptyHeaders(table: TablePiece, rows: readonly TableRow[]): readonly string[] {
  return table.header.filter((_, column) => rows.every((row) => (row.cells[column] ?? "") === ""));
}

/** Without blank lines at both ends; what stands on the lines stays as it is. */
export function trimBlankLines(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/u, "").trimEnd();
}
