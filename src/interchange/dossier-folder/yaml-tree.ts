/** A YAML file as a tree of texts, maps and lists with offsets: what both parsers produce and everything else reads. */

export interface TextNode {
  readonly kind: "text";
  /** The text as written: quotes, escapes and block indentation resolved, but never turned into a number or date. */
  readonly text: string;
  /** Written without quotes and not as a block, so that `true` or nothing at all has its YAML meaning. */
  readonly plain: boolean;
  readonly start: number;
  readonly end: number;
}

export interface MapNode {
  readonly kind: "map";
  readonly pairs: readonly PairNode[];
  /** Written in braces. */
  readonly flow: boolean;
  readonly start: number;
  readonly end: number;
}

export interface ListNode {
  readonly kind: "list";
  readonly items: readonly YamlNode[];
  readonly flow: boolean;
  readonly start: number;
  readonly end: number;
}

export interface PairNode {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: YamlNode;
}

export type YamlNode = TextNode | MapNode | ListNode;

export interface YamlFault {
  /** `syntax`: the file cannot be read; `feature`: it uses YAML that dossiers leave out. */
  readonly kind: "syntax" | "feature";
  readonly offset: number;
  /** A sentence without the final full stop. */
  readonly message: string;
  readonly remedy: string;
}

export interface YamlTree {
  /** Undefined for a file that holds nothing but comments and blank lines. */
  readonly root: YamlNode | undefined;
  readonly faults: readonly YamlFault[];
}

/** True where YAML sees no value: nothing, `~` or `null`. */
export function isNothing(node: YamlNode): boolean {
  return node.kind === "text" && node.plain && /^(?:~|null|Null|NULL)?$/.test(node.text);
}

/** The node as plain data: texts, booleans, lists and maps without prototype. */
export function toPlain(node: YamlNode): unknown {
  if (node.kind === "list") return node.items.map(toPlain);
  if (node.kind === "map") {
    const record = emptyRecord<unknown>();
    for (const pair of node.pairs) if (!(pair.key in record)) record[pair.key] = toPlain(pair.value);
    return record;
  }
  if (isNothing(node)) return null;
  if (node.plain && (node.text === "true" || node.text === "false")) return node.text === "true";
  return node.text;
}

/** A map that inherits nothing, so that the key `constructor` is absent until it is set. */
export function emptyRecord<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}
