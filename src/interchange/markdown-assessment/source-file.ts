/** A file ready for reading: line ends unified, unreadable characters replaced, too demanding files refused. */
import type { ImportFile, ImportLimits } from "./reading-types.ts";

export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
}

export type Guarded =
  | { readonly file: SourceFile }
  | { readonly refused: { readonly path: string; readonly line: number; readonly why: string } };

/** About 700 printed pages; one second or two of parsing. */
export const defaultLimits: ImportLimits = { characters: 1_500_000, lines: 20_000, depth: 100 };

/** Nesting over all lines together: the parser walks every open container on every line. */
const totalDepthLimit = 400_000;

export function guardFile(input: ImportFile, limits: ImportLimits): Guarded {
  const refuse = (line: number, why: string): Guarded => ({ refused: { path: input.path, line, why } });
  if (input.text.length > limits.characters) {
    return refuse(
      1,
      `it has ${String(input.text.length)} characters; ${String(limits.characters)} are read at most`,
    );
  }
  const text = cleanText(input.text);
  const lines = text.split("\n");
  if (lines.length > limits.lines) {
    return refuse(
      limits.lines + 1,
      `it has ${String(lines.length)} lines; ${String(limits.lines)} are read at most`,
    );
  }
  let total = 0;
  for (const [index, line] of lines.entries()) {
    const depth = nestingOf(line);
    total += depth;
    if (depth > limits.depth || total > totalDepthLimit) {
      return refuse(index + 1, `lists or quotations are nested more than ${String(limits.depth)} deep`);
    }
  }
  return { file: { path: input.path, text, lines } };
}

/** The byte order mark goes; CRLF and CR become LF; what YAML cannot hold becomes U+FFFD. */
export function cleanText(text: string): string {
  return text
    .replace(/^\uFEFF/u, "")
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u2028\u2029\uFEFF]/gu, "\uFFFD")
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");
}

/** How deep the line can at most stand inside lists and quotations: its markers, or half its indentation. */
function nestingOf(line: string): number {
  let indent = 0;
  let markers = 0;
  for (let index = 0; index < line.length; index += 1) {
    const character = line[index];
    if (character === " ") indent += 1;
    else if (character === "\t") indent += 4;
    else if (character === ">" || isMarker(line, index)) markers += 1;
    else if (character !== "." && character !== ")" && !isDigit(character)) break;
  }
  return markers === 0 ? 0 : Math.max(markers, Math.floor(indent / 2) + 1);
}

function isMarker(line: string, index: number): boolean {
  const character = line[index];
  const next = line[index + 1];
  if (next !== undefined && next !== " " && next !== "\t") return false;
  return (
    character === "-" ||
    character === "*" ||
    character === "+" ||
    (isDigit(line[index - 1]) && (character === "." || character === ")"))
  );
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}
