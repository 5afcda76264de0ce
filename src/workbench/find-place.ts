/** The stretch of a source line that a problem is about, from the place where its value begins. */
import type { Place } from "#base/place";

/** How far below its beginning the words of a long text are looked for. */
const furthest = 400;

/** Lines of a text file, without line ends and without a byte order mark. */
export function linesOf(text: string): readonly string[] {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return body.split(/\r\n|\n/);
}

/**
 * Narrows a beginning to a stretch: the words `near` where they are found in the value, else the key or the
 * value that begins there. Text that was folded over several lines is found by its first words.
 */
export function placeAt(
  start: { readonly file: string; readonly line: number; readonly column: number },
  lines: readonly string[],
  near: string | undefined,
): Place {
  const { file, line, column } = start;
  if (near !== undefined && near.trim() !== "") {
    const found = findWords(lines, line, column, near.trim());
    if (found !== undefined) return { file, ...found };
  }
  const text = lines[line - 1];
  if (text === undefined) return { file, line, column };
  const end = endOfValue(text, column - 1);
  return end > column - 1
    ? { file, line, column, endLine: line, endColumn: end + 1 }
    : { file, line, column };
}

function findWords(
  lines: readonly string[],
  line: number,
  column: number,
  near: string,
): Omit<Place, "file"> | undefined {
  const indent = indentOf(lines[line - 1] ?? "");
  const firstWords = near.split(/\s+/).slice(0, 3).join(" ");
  for (const wanted of [near, firstWords]) {
    for (let at = line; at <= Math.min(lines.length, line + furthest); at += 1) {
      const text = lines[at - 1] ?? "";
      // The value is over where something as shallow as its key follows.
      if (at > line && text.trim() !== "" && indentOf(text) <= indent) break;
      const index = text.indexOf(wanted, at === line ? column - 1 : 0);
      if (index >= 0) {
        return { line: at, column: index + 1, endLine: at, endColumn: index + wanted.length + 1 };
      }
    }
  }
  return undefined;
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

/** Index behind the key (`support:` without the colon) or the scalar that begins at `start`. */
function endOfValue(text: string, start: number): number {
  const rest = text.slice(start);
  const key = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#:[\]{},][^:#[\]{},]*):(?=\s|$)/.exec(rest);
  if (key !== null) return start + key[0].length - 1;
  const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(rest);
  if (quoted !== null) return start + quoted[0].length;
  const inFlow = /[{[][^}\]]*$/.test(text.slice(0, start));
  const plain = (inFlow ? /^[^,}\]#]*/ : /^(?:[^#]|(?<=\S)#)*/).exec(rest);
  return start + (plain?.[0].trimEnd().length ?? 0);
}
