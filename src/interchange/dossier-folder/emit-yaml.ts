/** Writes plain data as YAML in one canonical form: block style, literal blocks for several lines, quotes only where needed. */

export interface EmitOptions {
  /** A blank line between the entries of the map at this depth (0 is the outermost). */
  readonly airAt?: number;
}

/** The lines of a map, each with its line end; an empty map gives `{}` and is for the caller to place. */
export function emitMap(map: object, indent: number, options: EmitOptions = {}, depth = 0): string {
  let text = "";
  let first = true;
  for (const [key, value] of Object.entries(map) as [string, unknown][]) {
    if (value === undefined) continue;
    if (!first && options.airAt === depth) text += "\n";
    first = false;
    text += `${" ".repeat(indent)}${emitKey(key)}:${emitAfterKey(value, indent, options, depth + 1)}`;
  }
  return text;
}

/** What follows `key:`, from the space or line end on, up to and including the last line end. */
export function emitAfterKey(value: unknown, indent: number, options: EmitOptions = {}, depth = 0): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? " []\n" : `\n${emitList(value, indent + 2)}`;
  }
  if (typeof value === "object" && value !== null) {
    const body = emitMap(value, indent + 2, options, depth);
    return body === "" ? " {}\n" : `\n${body}`;
  }
  return ` ${emitScalar(value, indent + 2)}\n`;
}

/** The lines of a list. */
export function emitList(list: readonly unknown[], indent: number): string {
  return list.map((item) => emitItem(item, indent)).join("");
}

/** The lines of one list item, its dash at `indent`. */
export function emitItem(item: unknown, indent: number): string {
  const dash = `${" ".repeat(indent)}- `;
  if (Array.isArray(item)) {
    return item.length === 0 ? `${dash}[]\n` : `${dash.trimEnd()}\n${emitList(item, indent + 2)}`;
  }
  if (typeof item === "object" && item !== null) {
    const body = emitMap(item, indent + 2);
    return body === "" ? `${dash}{}\n` : dash + body.slice(indent + 2);
  }
  return `${dash}${emitScalar(item, indent + 2)}\n`;
}

/** A scalar without line end; the further lines of a block are indented by `blockIndent`. */
export function emitScalar(value: unknown, blockIndent: number): string {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") return "null";
  if (isPlain(value)) return value;
  return emitBlock(value, blockIndent) ?? quoted(value);
}

export function emitKey(key: string): string {
  return isPlain(key) || isPlainInteger(key) ? key : quoted(key);
}

/** Integers keep their spelling in every YAML reader; `5.10` as a number would become 5.1. */
function isPlainInteger(text: string): boolean {
  return /^(?:0|[1-9][0-9]{0,14})$/.test(text);
}

const needsQuotes =
  /^[-?:,[\]{}#&*!|>'"%@`\s]|[\s:]$|:\s|\s#|[\u0000-\u001f\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]|^(?:~|null|true|false|<<|=|\.\.\.)$|^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:e[-+]?[0-9]+)?$|^0[xo][0-9a-f]+$|^[-+]?\.(?:inf|nan)$|^\.\.\.\s/i;

const loneSurrogate = /\p{Surrogate}/u;

function isPlain(text: string): boolean {
  return text !== "" && !needsQuotes.test(text) && !loneSurrogate.test(text);
}

/** A literal block, or undefined where a block could not hold the text exactly (or no editor would keep it so). */
function emitBlock(text: string, indent: number): string | undefined {
  if (!text.includes("\n") || !fitsBlock(text)) return undefined;
  const ended = text.endsWith("\n");
  const lines = (ended ? text.slice(0, -1) : text).split("\n");
  const last = lines[lines.length - 1] ?? "";
  // Blank first lines and several final line ends need indicators that few people know.
  if (/^\s*$/.test(lines[0] ?? "") || /^\s/.test(lines[0] ?? "") || /^\s*$/.test(last)) return undefined;
  const pad = " ".repeat(indent);
  const body = lines.map((line) => (line === "" ? "" : pad + line)).join("\n");
  return `${ended ? "|" : "|-"}\n${body}`;
}

function fitsBlock(text: string): boolean {
  return (
    !loneSurrogate.test(text) &&
    !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/.test(text)
  );
}

/** In double quotes, which JSON's escapes fit into; what JSON leaves bare and YAML does not is escaped as well. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
