/** Reading the content of IXIT fields: text, lists, yes/no and references to other entries. */
import type { Kleene } from "#base/kleene";
import type { Dossier, IxitEntry, IxitValue } from "#dossier";
import type { TestSpecification } from "#standards";
import { findPlaceholder } from "./wording.ts";

export type IxitTables = Dossier["ixit"];

export function valueText(value: IxitValue | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return typeof value === "string" ? value : value.join("\n");
}

/** True for a value that says something; an explicit empty list says "none" and is filled. */
export function isFilled(value: IxitValue | undefined): boolean {
  if (value === undefined) return false;
  if (Array.isArray(value)) return true;
  return typeof value === "boolean" || value.trim() !== "";
}

/** True when a unit can work with the value: filled and no placeholder. */
export function isUsableValue(value: IxitValue | undefined): boolean {
  return isFilled(value) && findPlaceholder(valueText(value)) === undefined;
}

function bare(text: string): string {
  return text.replace(/^[\s*_>#`•-]+/, "").toLowerCase();
}

/** The first words of a value; fields can hold pages of Markdown, and only these words are asked for. */
function beginning(value: IxitValue | undefined): string {
  return bare(valueText(value).slice(0, 200));
}

/** yes or no when the value is a boolean or begins with one of these words; otherwise unknown. */
export function readYesNo(value: IxitValue | undefined): Kleene {
  if (value === undefined) return "unknown";
  if (typeof value === "boolean") return value ? "yes" : "no";
  const text = beginning(value);
  if (/^yes\b/.test(text)) return "yes";
  return /^no\b(?!t\b)/.test(text) ? "no" : "unknown";
}

/** True when the value says that there is nothing: an empty list, "None", "N/A", "Not applicable". */
export function saysNone(value: IxitValue | undefined): boolean {
  if (value === undefined || typeof value === "boolean") return false;
  if (Array.isArray(value)) return value.length === 0;
  return /^(?:none|n\/a|not applicable|nothing)\b/.test(beginning(value));
}

/** True when the text begins with one of the words. */
export function startsWithAny(value: IxitValue | undefined, words: readonly string[]): boolean {
  const text = beginning(value);
  return words.some((word) => text.startsWith(word.toLowerCase()) && !/^[a-z]/.test(text.slice(word.length)));
}

/** The single words or phrases of a list, or of a text written as one. */
export function listWords(value: IxitValue | undefined): readonly string[] {
  if (value === undefined || typeof value === "boolean") return [];
  const parts = Array.isArray(value) ? value : value.split(/[,;\n]|\band\b|\bor\b/);
  return parts
    .map((part) =>
      bare(part)
        .replace(/[`*_.]+$/g, "")
        .trim(),
    )
    .filter((part) => part !== "");
}

const tokenPattern = /[A-Za-z][A-Za-z0-9]*(?:[-_.:][A-Za-z0-9*]+)+/g;

/** Everything in a text that is written like an id ("AuthMech-WebUI"). */
export function idTokens(text: string): readonly string[] {
  return text.match(tokenPattern) ?? [];
}

/** Where each entry id is defined; built once per IXIT. */
export interface EntryIndex {
  /** Entry id → tables that define it (more than one is a fault). */
  readonly tablesOf: ReadonlyMap<string, readonly string[]>;
  /** Abbreviation of each table, lower case → table id. */
  readonly tableByPrefix: ReadonlyMap<string, string>;
}

export function indexEntries(tables: IxitTables, specification: TestSpecification): EntryIndex {
  const tablesOf = new Map<string, string[]>();
  for (const [table, entries] of Object.entries(tables)) {
    for (const id of Object.keys(entries)) {
      const known = tablesOf.get(id);
      if (known === undefined) tablesOf.set(id, [table]);
      else known.push(table);
    }
  }
  return {
    tablesOf,
    tableByPrefix: new Map(specification.ixit.map((table) => [table.abbreviation.toLowerCase(), table.id])),
  };
}

/** Ids of entries that a value names, in order and without repetition. */
export function namedEntries(value: IxitValue | undefined, index: EntryIndex): readonly string[] {
  if (value === undefined || typeof value === "boolean") return [];
  const found = new Set<string>();
  const parts = Array.isArray(value) ? value : [value];
  for (const part of parts) {
    // No id is as long as a paragraph, so only short values are taken for one id in Markdown dress.
    const whole = part.length > 200 ? part : part.replace(/[`*\s]/g, "");
    if (index.tablesOf.has(whole)) found.add(whole);
    else for (const token of idTokens(part)) if (index.tablesOf.has(token)) found.add(token);
  }
  return [...found];
}

const restOfToken = /[A-Za-z0-9*]+(?:[-_.:][A-Za-z0-9*]+)*/y;

/**
 * Ids in a text that are written like an entry of some IXIT table ("AuthMech-…") but that no entry has.
 * Names of tables ("1-AuthMech"), wildcards and ids quoted with an ellipsis are left alone.
 */
export function danglingMentions(text: string, index: EntryIndex): readonly string[] {
  let found: Set<string> | undefined;
  // Looking for hyphens and then at the word before is many times quicker than a pattern for whole tokens.
  for (let hyphen = text.indexOf("-"); hyphen !== -1; hyphen = text.indexOf("-", hyphen + 1)) {
    let start = hyphen;
    while (start > 0 && isWordCode(text.charCodeAt(start - 1))) start -= 1;
    if (hyphen - start < 2 || hyphen - start > 24) continue;
    const table = index.tableByPrefix.get(text.slice(start, hyphen).toLowerCase());
    if (table === undefined || "-/.@_".includes(text[start - 1] ?? " ")) continue;
    restOfToken.lastIndex = hyphen + 1;
    const rest = restOfToken.exec(text)?.[0];
    if (rest === undefined) continue;
    const token = text.slice(start, hyphen + 1 + rest.length);
    const after = text[hyphen + 1 + rest.length] ?? " ";
    if (token.includes("*") || "*…-/".includes(after) || index.tablesOf.has(token)) continue;
    (found ??= new Set()).add(token);
  }
  return found === undefined ? noNames : [...found];
}

const noNames: readonly string[] = [];

function isWordCode(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

export function fieldOf(entry: IxitEntry | undefined, field: string): IxitValue | undefined {
  return entry === undefined || !Object.hasOwn(entry.fields, field) ? undefined : entry.fields[field];
}

type EntryList = readonly (readonly [string, IxitEntry])[];
const noEntries: EntryList = [];
const entryLists = new WeakMap<object, EntryList>();

/** Entries of a table with their ids; none for a table that the dossier lacks. */
export function entriesOf(tables: IxitTables, table: string): EntryList {
  const entries = Object.hasOwn(tables, table) ? tables[table] : undefined;
  if (entries === undefined) return noEntries;
  let list = entryLists.get(entries);
  if (list === undefined) {
    list = Object.entries(entries);
    entryLists.set(entries, list);
  }
  return list;
}

/** One entry of a table. */
export function entryOf(tables: IxitTables, table: string, id: string): IxitEntry | undefined {
  const entries = Object.hasOwn(tables, table) ? tables[table] : undefined;
  return entries !== undefined && Object.hasOwn(entries, id) ? entries[id] : undefined;
}
