/** Parses any YAML 1.2 text with the `yaml` library and says in plain words what is wrong with it. */
import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  YAMLParseError,
  type CST,
  type ParsedNode,
  type YAMLError,
} from "yaml";
import type { ListNode, MapNode, PairNode, YamlFault, YamlNode, YamlTree } from "./yaml-tree.ts";

/** Records nest about eight deep; more is a mistake or an attack. */
const deepest = 40;
/** The same for the syntax tree, which counts brackets and keys apart. */
const deepestTokens = 100;
const mostFaults = 20;
const mostWords = 1_000_000;

export function parseAnyYaml(text: string): YamlTree {
  const tokens = syntaxTokens(text);
  if (!Array.isArray(tokens)) return { root: undefined, faults: [tokens] };
  // Composing is recursive, and a stack that is nearly full can end the whole process: so depth is looked at before.
  const deep = tokenBeyond(tokens, deepestTokens);
  if (deep !== undefined) return { root: undefined, faults: [tooDeep(deep.offset, "syntax")] };
  const composer = new Composer({
    version: "1.2",
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  const documents = [...composer.compose(tokens, true, text.length)];
  const [document, second] = documents;
  if (document === undefined) return { root: undefined, faults: [] };
  const errors = [...document.errors];
  if (second !== undefined)
    errors.push(new YAMLParseError([second.range[0], second.range[1]], "MULTIPLE_DOCS", severalDocuments));
  if (errors.length > 0) return { root: undefined, faults: syntaxFaults(errors, text) };
  const faults: YamlFault[] = document.warnings.map((warning) =>
    feature(warning.pos[0], "a tag or directive"),
  );
  const { contents } = document;
  // A file of comments alone has no content.
  const empty =
    contents === null || (isScalar(contents) && contents.source === "" && contents.type !== "QUOTE_DOUBLE");
  return { root: empty ? undefined : convert(contents, { text, faults }, 0, 0), faults };
}

const severalDocuments = "A file holds one document, and here begins a second one";

/** The syntax tree, or why there is none: every word costs about a kilobyte, so a hostile file could use up the memory. */
function syntaxTokens(text: string): CST.Token[] | YamlFault {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let words = 0;
  let offset = 0;
  for (const word of new Lexer().lex(text)) {
    words += 1;
    offset += word.length;
    if (words > mostWords) return tooMuch(Math.min(offset, text.length));
    for (const token of parser.next(word)) tokens.push(token);
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/** The first token that lies deeper than `limit`; walks with a list of its own in place of the stack. */
function tokenBeyond(tokens: readonly CST.Token[], limit: number): CST.Token | undefined {
  let level: CST.Token[] = [...tokens];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return level[0];
    level = level.flatMap((token) => childrenOf(token));
  }
  return undefined;
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === "document") return token.value === undefined ? [] : [token.value];
  if (!("items" in token)) return [];
  return token.items.flatMap((item) =>
    [item.key, item.value].filter((one) => one !== undefined && one !== null),
  );
}

interface Conversion {
  readonly text: string;
  readonly faults: YamlFault[];
}

/** The library's node as a node of ours; `before` is where a value that is not there would stand. */
function convert(node: ParsedNode | null, conversion: Conversion, depth: number, before: number): YamlNode {
  const nothing: YamlNode = { kind: "text", text: "", plain: true, start: before, end: before };
  if (node === null) return nothing;
  const { faults } = conversion;
  const [start, end] = node.range;
  if (depth > deepest) {
    if (!faults.some((fault) => fault.message.includes("deep"))) faults.push(tooDeep(start, "feature"));
    return nothing;
  }
  if (isAlias(node)) {
    faults.push(feature(start, `the alias *${node.source}`));
    return nothing;
  }
  if (node.anchor !== undefined) faults.push(feature(start, `the anchor &${node.anchor}`));
  if (node.tag !== undefined && !node.tag.startsWith("tag:yaml.org,2002:"))
    faults.push(feature(start, `the tag ${node.tag}`));
  if (isScalar(node)) {
    const plain = node.type === "PLAIN" || node.type === undefined;
    const source = node.source;
    if (plain && source === "") return nothing;
    return { kind: "text", text: source, plain, start, end: contentEnd(conversion.text, start, end) };
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => convert(item as ParsedNode | null, conversion, depth + 1, start));
    const last = node.flow === true ? end : Math.max(start + 1, ...items.slice(-1).map((item) => item.end));
    return { kind: "list", items, flow: node.flow === true, start, end: last } satisfies ListNode;
  }
  if (!isMap(node)) return nothing;
  const pairs = node.items.flatMap((pair) => {
    const one = convertPair(pair.key, pair.value, conversion, depth, start);
    return one === undefined ? [] : [one];
  });
  const last =
    node.flow === true
      ? end
      : Math.max(start, ...pairs.slice(-1).map((pair) => Math.max(pair.keyEnd, pair.value.end)));
  return { kind: "map", pairs, flow: node.flow === true, start, end: last } satisfies MapNode;
}

/** The library counts the line ends after a block to the block. */
function contentEnd(text: string, start: number, end: number): number {
  let last = end;
  while (last > start + 1 && /\s/.test(text[last - 1] ?? "")) last -= 1;
  return last;
}

function convertPair(
  key: ParsedNode | null,
  value: ParsedNode | null,
  conversion: Conversion,
  depth: number,
  mapStart: number,
): PairNode | undefined {
  const { faults } = conversion;
  const keyStart = key?.range[0] ?? mapStart;
  const keyEnd = key?.range[1] ?? keyStart;
  if (!isScalar(key)) {
    faults.push(
      feature(keyStart, key === null ? "a value without a key" : "a key that is itself a list, map or alias"),
    );
    return undefined;
  }
  const text = key.source;
  if (text === "<<" && key.type === "PLAIN") {
    faults.push(feature(keyStart, "the merge key <<"));
    return undefined;
  }
  if (key.anchor !== undefined) faults.push(feature(keyStart, `the anchor &${key.anchor}`));
  return { key: text, keyStart, keyEnd, value: convert(value, conversion, depth + 1, keyEnd) };
}

function feature(offset: number, what: string): YamlFault {
  return {
    kind: "feature",
    offset,
    message: `this file uses ${what}, which dossiers leave out`,
    remedy:
      "Write the value out where it belongs; dossiers use no anchors, aliases, merge keys, tags or complex keys.",
  };
}

function tooDeep(offset: number, kind: YamlFault["kind"]): YamlFault {
  return {
    kind,
    offset,
    message: `the values here are nested too deep: a dossier needs no more than ${String(deepest)} levels`,
    remedy: "Remove the nesting; no record of a dossier is that deep.",
  };
}

function tooMuch(offset: number): YamlFault {
  return {
    kind: "syntax",
    offset,
    message: "this file has too many values to look for its faults: reading stops here",
    remedy: "Split the file, or write it as plain lists and maps with two spaces per level.",
  };
}

function syntaxFaults(errors: readonly YAMLError[], text: string): YamlFault[] {
  const faults: YamlFault[] = errors.slice(0, mostFaults).map((error) => ({
    kind: "syntax",
    offset: Math.min(error.pos[0], text.length),
    message: plainWords(error),
    remedy: hints[error.code] ?? "Correct the YAML here; until then nothing in this file is read.",
  }));
  if (errors.length > mostFaults) {
    faults.push({
      kind: "syntax",
      offset: Math.min(errors[mostFaults]?.pos[0] ?? 0, text.length),
      message: `${String(errors.length - mostFaults)} more YAML errors follow`,
      remedy: "Correct the first errors and check again; later ones often follow from them.",
    });
  }
  return faults;
}

function plainWords(error: YAMLError): string {
  const words = error.message.replace(/\.$/, "").split("\n", 1)[0] ?? "";
  return `this is not YAML: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

const hints: Readonly<Partial<Record<YAMLError["code"], string>>> = {
  TAB_AS_INDENT: "Indent with spaces; YAML does not allow tabs there.",
  BAD_INDENT: "Align this line with the others of its list or map.",
  MULTILINE_IMPLICIT_KEY:
    "Put a value that contains a colon and a space into quotes, or write it as a block after `|`.",
  BLOCK_AS_IMPLICIT_KEY:
    "Put a value that contains a colon and a space into quotes, or write it as a block after `|`.",
  MISSING_CHAR: "Close the quote or bracket, or add the colon that is missing.",
  UNEXPECTED_TOKEN: "Remove what does not belong here, or put the whole value into quotes.",
  MULTIPLE_DOCS: "Keep one YAML document per file: remove the line `---` in the middle.",
  BAD_SCALAR_START: "Put the value into quotes; it starts with a character that has a meaning in YAML.",
  BAD_DQ_ESCAPE: "Write backslashes twice inside double quotes, or use single quotes.",
  BAD_ALIAS: "Put the value into quotes; a leading * or & has a meaning in YAML.",
};
