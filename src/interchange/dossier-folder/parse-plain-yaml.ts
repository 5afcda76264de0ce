/** A quick parser for the plain part of YAML that dossiers are written in; it declines everything else. */
import {
  badStart,
  decline,
  declined,
  longestKey,
  readFlow,
  readQuoted,
  skipSpaces,
} from "./parse-plain-scalar.ts";
import type { PairNode, YamlNode } from "./yaml-tree.ts";

/**
 * The tree, or undefined where the text needs the full parser, which also finds all faults. It knows block maps and
 * lists, scalars and simple bracketed lists on one line, literal blocks and comments. Reading a dossier for the first
 * time in a process takes a tenth of the time that the full parser needs; a property test proves that both agree.
 */
export function parsePlainYaml(text: string): YamlNode | undefined {
  if (unusual.test(text)) return undefined;
  const parser: Parser = { text, at: 0, indent: -1, content: 0, end: 0 };
  try {
    if (!nextLine(parser)) return undefined;
    const root = parseBlock(parser, 0);
    return parser.content < text.length ? undefined : root;
  } catch (error) {
    if (error === declined) return undefined;
    throw error;
  }
}

/** Directives, document marks, and characters that YAML forbids or that only look like spaces. */
const unusual = /^(?:%|---|\.\.\.)|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/m;

const deepest = 30;

/** The current line: where it begins, how far it is indented, where its content begins and where the line ends. */
interface Parser {
  readonly text: string;
  at: number;
  indent: number;
  content: number;
  end: number;
}

/** Moves to the next line with content, from `at`; false (and `content` at the end of the text) when there is none. */
function nextLine(parser: Parser): boolean {
  const { text } = parser;
  let start = parser.at;
  while (start < text.length) {
    let content = start;
    while (text.charCodeAt(content) === 0x20) content += 1;
    let end = text.indexOf("\n", content);
    if (end === -1) end = text.length;
    const first = text.charCodeAt(content);
    if (content < end && first !== 0x23) {
      // A tab might be meant to indent.
      if (first === 0x09) decline();
      parser.at = end + 1;
      parser.indent = content - start;
      parser.content = content;
      parser.end = end;
      return true;
    }
    start = end + 1;
  }
  parser.at = text.length + 1;
  parser.indent = -1;
  parser.content = text.length;
  parser.end = text.length;
  return false;
}

/** The map or list whose first line is the current one. */
function parseBlock(parser: Parser, depth: number): YamlNode {
  if (depth > deepest) decline();
  return isDash(parser.text, parser.content)
    ? parseList(parser, depth)
    : parseMap(parser, parser.indent, depth);
}

function isDash(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== 0x2d) return false;
  const next = text.charCodeAt(at + 1);
  return next === 0x20 || next === 0x0a || Number.isNaN(next);
}

/** A map whose keys stand in the column `indent`; the current line holds its first key. */
function parseMap(parser: Parser, indent: number, depth: number): YamlNode {
  if (depth > deepest) decline();
  const { text } = parser;
  const pairs: PairNode[] = [];
  const start = parser.content;
  let end = start;
  do {
    const keyStart = parser.content;
    if (isDash(text, keyStart)) decline();
    const [key, keyEnd, after] = readKey(parser);
    const value = readAfter(parser, after, indent, depth, true);
    pairs.push({ key, keyStart, keyEnd, value });
    end = Math.max(keyEnd, value.end);
  } while (parser.indent === indent && parser.content < text.length);
  if (parser.indent > indent) decline();
  return { kind: "map", pairs, flow: false, start, end };
}

/** A list whose dashes stand in the column of the current line's content. */
function parseList(parser: Parser, depth: number): YamlNode {
  const { text } = parser;
  const { indent } = parser;
  const items: YamlNode[] = [];
  const start = parser.content;
  let end = start;
  while (parser.indent === indent && isDash(text, parser.content)) {
    const item = readItem(parser, indent, depth);
    items.push(item);
    end = Math.max(end + 1, item.end);
  }
  if (parser.indent > indent) decline();
  return { kind: "list", items, flow: false, start, end };
}

function readItem(parser: Parser, indent: number, depth: number): YamlNode {
  const { text, end } = parser;
  const content = skipSpaces(text, parser.content + 1);
  if (content < end && text.charCodeAt(content) !== 0x23) {
    if (isDash(text, content)) decline();
    if (keyLength(text, content, end) !== -1) {
      // A map that begins on the line of its dash: its keys stand where the first one does.
      const column = indent + content - parser.content;
      parser.content = content;
      parser.indent = column;
      return parseMap(parser, column, depth + 1);
    }
  }
  return readAfter(parser, parser.content + 1, indent, depth, false);
}

/** Key, its end, and where the text after its colon begins. */
function readKey(parser: Parser): readonly [string, number, number] {
  const { text, content, end } = parser;
  const colon = keyLength(text, content, end);
  if (colon === -1) decline();
  const first = text[content];
  if (first === '"' || first === "'") {
    const [value, after] = readQuoted(text, content, end);
    return [value, after, colon + 1];
  }
  let keyEnd = colon;
  while (text.charCodeAt(keyEnd - 1) === 0x20) keyEnd -= 1;
  const key = text.slice(content, keyEnd);
  if (
    key === "" ||
    badStart.test(key) ||
    key.includes(" #") ||
    key.includes("\t") ||
    key === "<<" ||
    key.length > longestKey
  )
    decline();
  return [key, keyEnd, colon + 1];
}

/** Offset of the colon that ends a key on this line, or -1. */
function keyLength(text: string, from: number, end: number): number {
  let at = from;
  const first = text[from];
  if (first === '"' || first === "'") {
    at = readQuoted(text, from, end)[1];
    while (text.charCodeAt(at) === 0x20) at += 1;
    return text.charCodeAt(at) === 0x3a && endsKey(text, at, end) ? at : -1;
  }
  for (at = from; at < end; at += 1) {
    if (text.charCodeAt(at) === 0x3a && endsKey(text, at, end)) return at;
  }
  return -1;
}

function endsKey(text: string, colon: number, end: number): boolean {
  const next = text.charCodeAt(colon + 1);
  if (next === 0x09) decline();
  return colon + 1 >= end || next === 0x20;
}

/** The value after `key:` or `-`, on the same line or in the lines below; moves to the line after it. */
function readAfter(parser: Parser, from: number, indent: number, depth: number, inMap: boolean): YamlNode {
  const { text, end } = parser;
  const start = skipSpaces(text, from);
  if (text.charCodeAt(start) === 0x09) decline();
  if (start >= end || (text.charCodeAt(start) === 0x23 && start > from))
    return readBelow(parser, from, indent, depth, inMap);
  const first = text[start];
  if (first === "|") return readLiteral(parser, start, indent);
  let node: YamlNode;
  if (first === '"' || first === "'") {
    const [value, after] = readQuoted(text, start, end);
    onlyCommentFollows(text, after, end);
    node = { kind: "text", text: value, plain: false, start, end: after };
  } else if (first === "[" || first === "{") {
    node = readFlow(text, start, end);
    onlyCommentFollows(text, node.end, end);
  } else {
    node = readPlain(text, start, end);
  }
  nextLine(parser);
  // A deeper line would continue the scalar.
  if (parser.indent > indent) decline();
  return node;
}

function readBelow(parser: Parser, from: number, indent: number, depth: number, inMap: boolean): YamlNode {
  const more = nextLine(parser);
  if (more && parser.indent > indent) return parseBlock(parser, depth + 1);
  // A list may stand in the column of the key it belongs to.
  if (more && inMap && parser.indent === indent && isDash(parser.text, parser.content))
    return parseList(parser, depth + 1);
  return { kind: "text", text: "", plain: true, start: from, end: from };
}

function readPlain(text: string, start: number, lineEnd: number): YamlNode {
  // Cut out first: a search in the whole text would run to its end on every line.
  const rest = text.slice(start, lineEnd);
  const comment = rest.indexOf(" #");
  let length = comment === -1 ? rest.length : comment;
  while (rest.charCodeAt(length - 1) === 0x20) length -= 1;
  const value = rest.slice(0, length);
  if (badStart.test(value) || value.includes(": ") || value.endsWith(":") || value.includes("\t")) decline();
  return { kind: "text", text: value, plain: true, start, end: start + length };
}

function onlyCommentFollows(text: string, from: number, end: number): void {
  const at = skipSpaces(text, from);
  if (at < end && !(text.charCodeAt(at) === 0x23 && at > from)) decline();
}

/** A literal block (`|` or `|-`) whose lines are indented deeper than `indent`. */
function readLiteral(parser: Parser, start: number, indent: number): YamlNode {
  const { text } = parser;
  const header = text.slice(start, parser.end).trimEnd();
  if (header !== "|" && header !== "|-") decline();
  const lines: string[] = [];
  let column = -1;
  let at = parser.end + 1;
  let end = start + 1;
  let kept = 0;
  while (at < text.length) {
    let lineEnd = text.indexOf("\n", at);
    if (lineEnd === -1) lineEnd = text.length;
    let content = at;
    while (text.charCodeAt(content) === 0x20) content += 1;
    if (content >= lineEnd) {
      // A line of blanks is an empty line, unless it reaches into the text.
      if (column === -1 ? content > at : content - at > column) {
        if (column === -1) decline();
        lines.push(text.slice(at + column, lineEnd));
        kept = lines.length;
        end = lineEnd;
      } else lines.push("");
    } else {
      const deep = content - at;
      if (column === -1) {
        if (deep <= indent) break;
        if (text.charCodeAt(content) === 0x09) decline();
        column = deep;
      } else if (deep < column) {
        if (deep > indent) decline();
        break;
      }
      lines.push(text.slice(at + column, lineEnd));
      kept = lines.length;
      end = lineEnd;
    }
    at = lineEnd + 1;
  }
  parser.at = at;
  nextLine(parser);
  if (parser.indent > indent) decline();
  const body = lines.slice(0, kept).join("\n");
  return { kind: "text", text: header === "|" && kept > 0 ? `${body}\n` : body, plain: false, start, end };
}
