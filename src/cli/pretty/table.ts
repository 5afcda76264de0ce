/** A table for the terminal: aligned columns that wrap where they may and never cut an id. */
import { padEnd, padStart, textWidth, wrap } from "../text-width.ts";
import type { Paint } from "../paint.ts";

export interface Column {
  /** May have several lines. */
  readonly title: string;
  readonly align?: "left" | "right";
  /** Running text may wrap when the table is wider than the terminal; ids and numbers may not. */
  readonly wraps?: boolean;
  /** Narrowest width of a column that wraps. */
  readonly least?: number;
}

export interface TableOptions {
  readonly width: number;
  readonly paint: Paint;
  readonly indent?: number;
}

const gap = "  ";

/** The lines of the table, head first; empty for no rows. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  options: TableOptions,
): string[] {
  if (rows.length === 0) return [];
  const indent = " ".repeat(options.indent ?? 0);
  const widths = fitWidths(columns, rows, options.width - indent.length);
  const line = (cells: readonly string[]): string =>
    (
      indent + cells.map((cell, index) => place(cell, columns[index], widths[index] ?? 0)).join(gap)
    ).trimEnd();
  const lines = headLines(columns.map((column) => column.title.split("\n"))).map((cells) =>
    options.paint.dim(line(cells)),
  );
  for (const row of rows) {
    const wrapped = columns.map((column, index) => {
      const cell = row[index] ?? "";
      return column.wraps === true ? wrap(cell, widths[index] ?? 20) : cell.split("\n");
    });
    const height = Math.max(...wrapped.map((cell) => cell.length));
    for (let at = 0; at < height; at += 1) lines.push(line(wrapped.map((cell) => cell[at] ?? "")));
  }
  return lines;
}

/** Titles of several lines stand on the same last line. */
function headLines(titles: readonly (readonly string[])[]): string[][] {
  if (titles.every((lines) => lines.join("") === "")) return [];
  const height = Math.max(...titles.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) =>
    titles.map((lines) => lines[at - (height - lines.length)] ?? ""),
  );
}

function place(cell: string, column: Column | undefined, width: number): string {
  return column?.align === "right" ? padStart(cell, width) : padEnd(cell, width);
}

/** Natural widths; where they do not fit, the columns that may wrap give way, the widest first. */
function fitWidths(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): number[] {
  const widths = columns.map((column, index) =>
    Math.max(widest(column.title), ...rows.map((row) => widest(row[index] ?? ""))),
  );
  const least = columns.map((column, index) =>
    column.wraps === true
      ? Math.max(column.least ?? 8, widest(column.title), ...rows.map((row) => longestWord(row[index] ?? "")))
      : Infinity,
  );
  let excess = widths.reduce((sum, one) => sum + one, 0) + gap.length * (columns.length - 1) - width;
  while (excess > 0) {
    let target = -1;
    for (let index = 0; index < widths.length; index += 1) {
      const own = widths[index] ?? 0;
      if (own > (least[index] ?? Infinity) && (target < 0 || own > (widths[target] ?? 0))) target = index;
    }
    if (target < 0) break;
    widths[target] = (widths[target] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}

/** A word is never cut, so a column is at least as wide as its longest one. */
function longestWord(cell: string): number {
  return Math.max(...cell.split(/\s+/).map(textWidth));
}

function widest(cell: string): number {
  return cell.includes("\n") ? Math.max(...cell.split("\n").map(textWidth)) : textWidth(cell);
}
