/**
 * HTML as values: whatever is put into a template is escaped, unless it is HTML made here. The tag is not called `html`,
 * since formatters would then move white space about inside it.
 */

const made = Symbol("html");

export interface Html {
  readonly [made]: string;
}

export type Child = string | number | undefined | Html | readonly Html[];

/** A template whose values are escaped, in text as well as in quoted attributes. */
export function markup(strings: TemplateStringsArray, ...children: readonly Child[]): Html {
  let text = strings[0] ?? "";
  children.forEach((child, index) => {
    text += childText(child) + (strings[index + 1] ?? "");
  });
  return { [made]: text };
}

function childText(child: Child): string {
  if (child === undefined) return "";
  if (typeof child === "string") return escapeHtml(child);
  if (typeof child === "number") return String(child);
  if (made in child) return child[made];
  return child.map((one) => one[made]).join("");
}

export function render(one: Html): string {
  return one[made];
}

/** Marks text as HTML; only for constants and for the output of the Markdown renderer. */
export function trusted(text: string): Html {
  return { [made]: text };
}

export const nothing: Html = { [made]: "" };

export function join(parts: readonly Html[], separator: Html): Html {
  return { [made]: parts.map((one) => one[made]).join(separator[made]) };
}

const impossible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
/** Marks that would reorder the text around them. */
const reordering = /[\u202a-\u202e\u2066-\u2069]/g;

/** Text without what HTML cannot carry or what would reorder its surroundings. */
export function cleanText(text: string): string {
  return text.replace(impossible, "\ufffd").replace(reordering, "\ufffd");
}

export function escapeHtml(text: string): string {
  return cleanText(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}

/** An element id that is the same for the same record and safe in an attribute and a fragment. */
export function anchor(area: string, id: string): string {
  const plain = id.replace(
    /[^A-Za-z0-9.-]/g,
    (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}`,
  );
  return `${area}-${plain}`;
}
