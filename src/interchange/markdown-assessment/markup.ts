/** Small readings of Markdown inline text: marks removed, labels at the start of a line. */

/** Text without emphasis and code marks, whitespace collapsed. What stands in code marks stays as it is. */
export function plainText(markdown: string): string {
  return markdown
    .split(/(`[^`]*`)/u)
    .map((part) => (part.startsWith("`") && part.length > 1 ? part.slice(1, -1) : withoutEmphasis(part)))
    .join("")
    .replace(/\s+/g, " ")
    .trim();
}

function withoutEmphasis(text: string): string {
  return text.replace(/<br\s*\/?>/gi, " ").replace(/[*`]|(?<![\p{L}\p{N}])__?|__?(?![\p{L}\p{N}])/gu, "");
}

export interface Label {
  readonly name: string;
  /** What follows the label on its line. */
  readonly rest: string;
}

/** `**Label**: rest` or `**Label:** rest`, and the plain forms `ID: x` and `… Verdict: x`. */
export function readLabel(line: string): Label | undefined {
  const bold = /^(?:\*\*|__)(?=\S)((?:(?!\*\*|__).){1,120})(?:\*\*|__)(.*)$/u.exec(line);
  if (bold !== null) {
    const inside = (bold[1] ?? "").trimEnd();
    const after = bold[2] ?? "";
    if (inside.endsWith(":")) return { name: plainText(inside.slice(0, -1)), rest: after.trim() };
    const colon = /^\s*:(.*)$/u.exec(after);
    return colon === null ? undefined : { name: plainText(inside), rest: (colon[1] ?? "").trim() };
  }
  const plain = /^(ID|(?:[\w.&, -]{1,40} )?Verdict)\s*:\s*(\S.*)$/u.exec(line);
  return plain === null ? undefined : { name: (plain[1] ?? "").trim(), rest: (plain[2] ?? "").trim() };
}

const listMarker = /^\s{0,3}(?:[-*+]|\d{1,9}[.)])\s+/u;

export function withoutListMarker(line: string): string {
  return line.replace(listMarker, "");
}
