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
  // Of several faults in one line the later ones follow from the first.
  const lines = new Set<number>();
  const first = errors.filter(({ pos }) => {
    const line = text.lastIndexOf("\n", pos[0] - 1);
    return !lines.has(line) && lines.add(line);
  });
  const faults: YamlFault[] = first.slice(0, mostFaults).map((error) => ({
    kind: "syntax",
    offset: Math.min(error.pos[0], text.length),
    ...plainWords(error),
  }));
  if (first.length > mostFaults) {
    faults.push({
      kind: "syntax",
      offset: Math.min(first[mostFaults]?.pos[0] ?? 0, text.length),
      message: `${String(first.length - mostFaults)} more lines of this file are not YAML`,
      remedy: "Correct the first errors and check again; later ones often follow from them.",
    });
  }
  return faults;
}

interface Words {
  readonly says: string;
  readonly remedy: string;
}

/** What the library's errors mean to somebody who writes a dossier. */
function plainWords({ code, message }: YAMLError): Pick<YamlFault, "message" | "remedy"> {
  const closing = /(?:missing closing |end with an? )(["'\]}])/i.exec(message)?.[1];
  const known: Words | undefined =
    closing === undefined
      ? wordsByCode[code]
      : {
          says: `the closing ${closing} is missing`,
          remedy: `Close it with ${closing}, before the line ends.`,
        };
  const own = message.replace(/\.$/, "").split("\n", 1)[0] ?? "";
  return {
    message: `this is not YAML: ${known?.says ?? `${own.charAt(0).toLowerCase()}${own.slice(1)}`}`,
    remedy: known?.remedy ?? "Correct the YAML here; until then nothing in this file is read.",
  };
}

const keyInValue: Words = {
  says: "a key with a value stands where the text of another value was begun",
  remedy:
    "Check how far this line is indented. A text that contains a colon and a space needs quotes, or a block after `|`.",
};

const wordsByCode: Readonly<Partial<Record<YAMLError["code"], Words>>> = {
  TAB_AS_INDENT: {
    says: "a tab stands in the indentation",
    remedy: "Indent with spaces; YAML does not allow tabs there.",
  },
  BAD_INDENT: {
    says: "this line is not indented like the others of its list or map",
    remedy: "Align this line with the others of its list or map.",
  },
  MULTILINE_IMPLICIT_KEY: {
    says: "a colon is missing behind this key, or a text goes on where a key is expected",
    remedy: "Put a colon behind the key, or indent the text further than the key it belongs to.",
  },
  BLOCK_AS_IMPLICIT_KEY: keyInValue,
  MISSING_CHAR: {
    says: "a colon, quote or bracket is missing",
    remedy: "Close the quote or bracket, or add the colon that is missing.",
  },
  UNEXPECTED_TOKEN: {
    says: "something stands here that does not belong to the value before it",
    remedy: "Remove what does not belong here, or put the whole value into quotes.",
  },
  MULTIPLE_DOCS: {
    says: "a second document begins in this file",
    remedy: "Keep one YAML document per file: remove the line `---` in the middle.",
  },
  BAD_SCALAR_START: {
    says: "the value starts with a character that has a meaning of its own",
    remedy: "Put the value into quotes; it starts with a character that has a meaning in YAML.",
  },
  BAD_DQ_ESCAPE: {
    says: "a backslash in double quotes begins no known character",
    remedy: "Write backslashes twice inside double quotes, or use single quotes.",
  },
  BAD_ALIAS: {
    says: "a * or & stands here without a name",
    remedy: "Put the value into quotes; a leading * or & has a meaning in YAML.",
  },
};
