/** Quoted texts and simple bracketed lists and maps on one line, for the quick YAML parser. */
import type { PairNode, YamlNode } from "./yaml-tree.ts";

/** Thrown, and caught by the quick parser, where a text is outside of what it knows. */
export const declined = new Error("this text needs the full parser");

export function decline(): never {
  throw declined;
}

/** Characters that give a plain scalar another meaning when they come first. */
export const badStart = /^[[\]{},#&*!|>@`%"']|^[-?:](?:\s|$)/;

/** Longer keys are an error in YAML. */
export const longestKey = 1000;

/** A quoted text that ends on its line: its value and the offset after the closing quote. */
export function readQuoted(text: string, start: number, lineEnd: number): readonly [string, number] {
  if (text[start] === "'") {
    let at = start + 1;
    for (;;) {
      const quote = text.indexOf("'", at);
      if (quote === -1 || quote >= lineEnd) decline();
      if (text[quote + 1] !== "'") return [text.slice(start + 1, quote).replaceAll("''", "'"), quote + 1];
      at = quote + 2;
    }
  }
  let at = start + 1;
  while (at < lineEnd && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  if (at >= lineEnd) decline();
  const body = text.slice(start, at + 1);
  if (!body.includes("\\")) return [body.slice(1, -1), at + 1];
  try {
    return [JSON.parse(body) as string, at + 1];
  } catch {
    // Escapes that JSON does not have.
    return decline();
  }
}

const deepestFlow = 4;

/** A list or map in brackets that ends on its line, made of plain words, quoted texts and more of the same. */
export function readFlow(text: string, start: number, lineEnd: number, depth = 0): YamlNode {
  if (depth > deepestFlow) decline();
  const isList = text[start] === "[";
  const close = isList ? "]" : "}";
  const items: YamlNode[] = [];
  const pairs: PairNode[] = [];
  let at = skipSpaces(text, start + 1);
  while (text[at] !== close) {
    if (isList) {
      const item = readFlowValue(text, at, lineEnd, depth);
      items.push(item);
      at = item.end;
    } else {
      const pair = readFlowPair(text, at, lineEnd, depth);
      pairs.push(pair);
      at = pair.value.end;
    }
    at = skipSpaces(text, at);
    if (text[at] === close) break;
    if (text[at] !== ",") decline();
    at = skipSpaces(text, at + 1);
    // A comma with nothing after it is for the full parser.
    if (text[at] === close) decline();
  }
  const end = at + 1;
  return isList
    ? { kind: "list", items, flow: true, start, end }
    : { kind: "map", pairs, flow: true, start, end };
}

function readFlowPair(text: string, start: number, lineEnd: number, depth: number): PairNode {
  let key: string;
  let keyEnd: number;
  if (text[start] === '"' || text[start] === "'") {
    [key, keyEnd] = readQuoted(text, start, lineEnd);
  } else {
    const word = readWord(text, start, lineEnd);
    key = word.text;
    keyEnd = word.end;
  }
  if (text[keyEnd] !== ":" || text[keyEnd + 1] !== " " || key === "<<" || key.length > longestKey) decline();
  return {
    key,
    keyStart: start,
    keyEnd,
    value: readFlowValue(text, skipSpaces(text, keyEnd + 1), lineEnd, depth),
  };
}

function readFlowValue(text: string, start: number, lineEnd: number, depth: number): YamlNode {
  const first = text[start];
  if (first === "[" || first === "{") return readFlow(text, start, lineEnd, depth + 1);
  if (first === '"' || first === "'") {
    const [value, end] = readQuoted(text, start, lineEnd);
    return { kind: "text", text: value, plain: false, start, end };
  }
  const word = readWord(text, start, lineEnd);
  return { kind: "text", text: word.text, plain: true, start, end: word.end };
}

/** A plain scalar of characters that mean nothing in YAML. */
function readWord(
  text: string,
  start: number,
  lineEnd: number,
): { readonly text: string; readonly end: number } {
  let at = start;
  while (at < lineEnd && !flowEnds.has(text.charCodeAt(at))) at += 1;
  let end = at;
  while (end > start && text.charCodeAt(end - 1) === 0x20) end -= 1;
  const word = text.slice(start, end);
  if (at >= lineEnd || end === start || badStart.test(word) || /[#\t]/.test(word)) decline();
  return { text: word, end };
}

/** `,` `]` `}` `[` `{` `:` */
const flowEnds: ReadonlySet<number> = new Set([0x2c, 0x5d, 0x7d, 0x5b, 0x7b, 0x3a]);

export function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 0x20) at += 1;
  return at;
}
