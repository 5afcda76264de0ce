/** How text from files is measured, cleaned and wrapped before it reaches a terminal. */

/** Escape sequences, C0 and C1 controls, and the marks that reorder text: none of them may reach a terminal. */
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const styling = /\u001b\[[0-9;]*m/g;
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const joining = /[\p{Mn}\p{Me}\u200b-\u200d\ufe00-\ufe0f]/u;
const plainText = /^[\x20-\x7e]*$/;

/** Text of a dossier made harmless: what a terminal would obey is shown as `�`. Line feeds and tabs stay. */
export function safeText(text: string): string {
  return text.replace(unsafe, "\ufffd");
}

/** The text on one line: runs of white space become one space. */
export function oneLine(text: string): string {
  return safeText(text.replace(/\s+/g, " ").trim());
}

/** Columns that the text takes on a terminal; styling takes none. */
export function textWidth(text: string): number {
  const bare = text.includes("\u001b") ? text.replace(styling, "") : text;
  if (plainText.test(bare)) return bare.length;
  let width = 0;
  for (const character of bare) {
    if (joining.test(character)) continue;
    width += wide.test(character) ? 2 : 1;
  }
  return width;
}

export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

export function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - textWidth(text))) + text;
}

/**
 * Wraps at spaces. A word longer than the line stays whole, so that an id, a path or a URL is never cut.
 * Line feeds in the text stay line ends.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of gluedKeys(text).split("\n")) {
    let line = "";
    let lineWidth = 0;
    for (const word of paragraph.split(/[ \t]+/)) {
      if (word === "") continue;
      const wordWidth = textWidth(word);
      if (line !== "" && lineWidth + 1 + wordWidth > width) {
        lines.push(line);
        line = word;
        lineWidth = wordWidth;
      } else {
        line = line === "" ? word : `${line} ${word}`;
        lineWidth += (line === word ? 0 : 1) + wordWidth;
      }
    }
    lines.push(line);
  }
  return lines.map((line) => line.replaceAll(glue, " "));
}

/** Stands in for a space at which a line must not end; private use, so no text has it after cleaning. */
const glue = "\ue000";
const requirementKey = /\b(?:EN|TS) \d{3} \d{3}(?:-\d+)?(?=\/)/g;

/** "EN 319 401/REQ-5-01" is one id although it holds spaces. */
function gluedKeys(text: string): string {
  return text.replace(requirementKey, (key) => key.replaceAll(" ", glue));
}

/** Wraps and indents: `first` stands before the first line, `rest` (spaces of the same width) before the others. */
export function hang(
  first: string,
  text: string,
  width: number,
  rest = " ".repeat(textWidth(first)),
): string[] {
  const lines = wrap(text, Math.max(20, width - textWidth(first)));
  return lines.map((line, index) => (index === 0 ? first : line === "" ? rest.trimEnd() : rest) + line);
}

/** Shortens running text to a width with an ellipsis; not for ids. */
export function shorten(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let result = "";
  let used = 0;
  for (const character of text) {
    const next = textWidth(character);
    if (used + next > width - 1) break;
    result += character;
    used += next;
  }
  return `${result.trimEnd()}…`;
}
