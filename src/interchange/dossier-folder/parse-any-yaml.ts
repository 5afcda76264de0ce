/** Parses any YAML 1.2 text with the `yaml` library and says in plain words what is wrong with it. */
import { isAlias, isMap, isScalar, isSeq, parseDocument, type ParsedNode, type YAMLError } from "yaml";
import type { ListNode, MapNode, PairNode, YamlFault, YamlNode, YamlTree } from "./yaml-tree.ts";

/** Records nest about eight deep; more is a mistake or an attack. */
const deepest = 40;
const mostFaults = 20;

export function parseAnyYaml(text: string): YamlTree {
  let document;
  try {
    // Duplicate keys are found by the reader, in linear time; the library's own check is quadratic.
    document = parseDocument(text, { version: "1.2", uniqueKeys: false, prettyErrors: false, logLevel: "silent" });
  } catch (error) {
    if (error instanceof RangeError) return { root: undefined, faults: [tooDeep(0, "syntax")] };
    throw error;
  }
  if (document.errors.length > 0) return { root: undefined, faults: syntaxFaults(document.errors, text) };
  const faults: YamlFault[] = document.warnings.map((warning) => feature(warning.pos[0], "a tag or directive"));
  const root = document.contents === null ? undefined : convert(document.contents, faults, 0);
  return { root, faults };
}

function convert(node: ParsedNode | null, faults: YamlFault[], depth: number): YamlNode {
  if (node === null) return { kind: "text", text: "", plain: true, start: 0, end: 0 };
  const [start, end] = node.range;
  const nothing: YamlNode = { kind: "text", text: "", plain: true, start, end };
  if (depth > deepest) {
    if (!faults.some((fault) => fault.message.includes("deep"))) faults.push(tooDeep(start, "feature"));
    return nothing;
  }
  if (isAlias(node)) {
    faults.push(feature(start, `the alias *${node.source}`));
    return nothing;
  }
  if (node.anchor !== undefined) faults.push(feature(start, `the anchor &${node.anchor}`));
  if (node.tag !== undefined && !node.tag.startsWith("tag:yaml.org,2002:")) faults.push(feature(start, `the tag ${node.tag}`));
  if (isScalar(node)) {
    return { kind: "text", text: node.source ?? "", plain: node.type === "PLAIN" || node.type === undefined, start, end };
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => convert(item as ParsedNode | null, faults, depth + 1));
    return { kind: "list", items, flow: node.flow === true, start, end } satisfies ListNode;
  }
  if (!isMap(node)) return nothing;
  const pairs = node.items.flatMap((pair) => {
    const one = convertPair(pair.key as ParsedNode | null, pair.value as ParsedNode | null, faults, depth, start);
    return one === undefined ? [] : [one];
  });
  return { kind: "map", pairs, flow: node.flow === true, start, end } satisfies MapNode;
}

function convertPair(
  key: ParsedNode | null,
  value: ParsedNode | null,
  faults: YamlFault[],
  depth: number,
  mapStart: number,
): PairNode | undefined {
  const keyStart = key?.range[0] ?? mapStart;
  const keyEnd = key?.range[1] ?? keyStart;
  if (!isScalar(key)) {
    faults.push(feature(keyStart, key === null ? "a value without a key" : "a key that is itself a list, map or alias"));
    return undefined;
  }
  const text = key.source ?? "";
  if (text === "<<" && key.type === "PLAIN") {
    faults.push(feature(keyStart, "the merge key <<"));
    return undefined;
  }
  const node: YamlNode =
    value === null ? { kind: "text", text: "", plain: true, start: keyEnd, end: keyEnd } : convert(value, faults, depth + 1);
  return { key: text, keyStart, keyEnd, value: node };
}

function feature(offset: number, what: string): YamlFault {
  return {
    kind: "feature",
    offset,
    message: `this file uses ${what}, which dossiers leave out`,
    remedy: "Write the value out where it belongs; dossiers use no anchors, aliases, merge keys, tags or complex keys.",
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
  MULTILINE_IMPLICIT_KEY: "Put a value that contains a colon and a space into quotes, or write it as a block after `|`.",
  BLOCK_AS_IMPLICIT_KEY: "Put a value that contains a colon and a space into quotes, or write it as a block after `|`.",
  MISSING_CHAR: "Close the quote or bracket, or add the colon that is missing.",
  UNEXPECTED_TOKEN: "Remove what does not belong here, or put the whole value into quotes.",
  MULTIPLE_DOCS: "Keep one YAML document per file: remove the line `---` in the middle.",
  BAD_SCALAR_START: "Put the value into quotes; it starts with a character that has a meaning in YAML.",
  BAD_DQ_ESCAPE: "Write backslashes twice inside double quotes, or use single quotes.",
  BAD_ALIAS: "Put the value into quotes; a leading * or & has a meaning in YAML.",
};
