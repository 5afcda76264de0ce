/** One problem on the terminal: mark, subject, code, place, message, source line with caret, clause, remedy. */
import { formatPath } from "#base/path";
import { formatPlace, type Place, type Placed } from "#base/place";
import type { Citation, Problem } from "#problems";
import type { Terminal } from "../terminal.ts";
import { hang, oneLine, padEnd, safeText, textWidth, wrap } from "../text-width.ts";
import { severityMark } from "./marks.ts";

export interface BlockLayout {
  readonly terminal: Pick<Terminal, "paint" | "width">;
  /** Width of the column with the subjects. */
  readonly subjectWidth: number;
  readonly sourceLine: (place: Place) => string | undefined;
}

/** All lines of one problem, without a blank line after it. */
export function problemLines(problem: Placed<Problem>, layout: BlockLayout): string[] {
  const { paint, width } = layout.terminal;
  const indent = " ".repeat(indentOf(layout));
  const lines = [headLine(problem, layout)];
  lines.push(...wrap(oneLine(problem.message), width - indent.length).map((line) => indent + line));
  if (problem.place !== undefined) lines.push(...excerpt(problem.place, layout, indent));
  const cites = formatCitations(problem.cites);
  if (cites !== "") lines.push(...hang(indent, cites, width).map(paint.dim));
  lines.push(...hang(`${indent}${paint.blue("→")} `, oneLine(problem.remedy), width));
  return lines;
}

function headLine(problem: Placed<Problem>, layout: BlockLayout): string {
  const { terminal, subjectWidth } = layout;
  const { paint, width } = terminal;
  const subject =
    subjectWidth === 0 ? "" : `${padEnd(paint.bold(oneLine(problem.subject ?? "")), subjectWidth)}  `;
  const left = `${severityMark(problem.severity, paint)} ${subject}${problem.code}`;
  const right = placeText(problem);
  const space = width - textWidth(left) - textWidth(right);
  return space < 2
    ? `${left}\n${" ".repeat(indentOf(layout))}${paint.dim(right)}`
    : left + " ".repeat(space) + paint.dim(right);
}

/** Where the text below the head line begins. */
export function indentOf({ subjectWidth }: Pick<BlockLayout, "subjectWidth">): number {
  return subjectWidth === 0 ? 2 : subjectWidth + 4;
}

/** Where it is: in the file, or for what stands nowhere the record it should be in. */
export function placeText({ place, at }: Placed<Problem>): string {
  if (place !== undefined) return formatPlace(place);
  return at.length === 1 && at[0] === "header" ? "plumbline.yaml" : safeText(formatPath(at));
}

/** "ETSI EN 303 645 V3.1.3, 5.1-1 · ETSI TS 103 701 V2.1.1, ICS-2" */
export function formatCitations(cites: readonly Citation[]): string {
  return cites.map((one) => `${one.document} ${one.edition}, ${one.clause}`).join(" · ");
}

const tab = /\t/g;

/** The source line with its number, and below it the part that is meant. */
function excerpt(place: Place, { terminal, sourceLine }: BlockLayout, indent: string): string[] {
  const raw = sourceLine(place);
  if (raw === undefined || /^\s*(?:#|$)/.test(raw)) return [];
  const { paint, width } = terminal;
  const number = String(place.line);
  const gutter = `${indent}${number} │ `;
  const room = Math.max(20, width - textWidth(gutter));
  const start = Math.max(0, place.column - 1);
  const sameLine = place.endLine === undefined || place.endLine === place.line;
  const end = sameLine && place.endColumn !== undefined ? place.endColumn - 1 : raw.trimEnd().length;
  const window = windowAround(raw, start, room);
  const before = safeText(raw.slice(window.from, start)).replace(tab, "  ");
  const marked = safeText(
    raw.slice(Math.max(start, window.from), Math.min(Math.max(end, start + 1), window.to)),
  );
  const shown = safeText(raw.slice(window.from, window.to)).replace(tab, "  ");
  const lead = window.from > 0 ? "…" : "";
  const trail = window.to < raw.trimEnd().length ? "…" : "";
  const caret = "^".repeat(Math.max(1, Math.min(textWidth(marked.replace(tab, "  ")), room)));
  return [
    paint.dim(gutter) + lead + shown.trimEnd() + trail,
    paint.dim(`${indent}${" ".repeat(number.length)} │ `) +
      " ".repeat(textWidth(lead + before)) +
      paint.red(caret),
  ];
}

/** The part of a long line around the place, so that the caret is always visible. */
function windowAround(line: string, start: number, room: number): { from: number; to: number } {
  const length = line.trimEnd().length;
  if (length <= room) return { from: 0, to: length };
  const from = start < room - 20 ? 0 : Math.min(start - 16, length - room + 2);
  return { from: Math.max(0, from), to: Math.min(length, Math.max(0, from) + room - 2) };
}
