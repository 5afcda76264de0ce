/** The IXIT entries that a table cell names: one id, several joined ones, a range; never a guess. */
import type { Draft } from "./draft.ts";

export interface EntryIndex {
  /** Entry ids of a table, in the order of its file. */
  readonly of: (table: string) => readonly string[];
  readonly tableOf: (id: string) => string | undefined;
}

export function indexEntries(draft: Draft): EntryIndex {
  const byTable = new Map([...draft.ixit].map(([table, entries]) => [table, [...entries.keys()]]));
  const tableOf = new Map([...byTable].flatMap(([table, ids]) => ids.map((id) => [id, table] as const)));
  return { of: (table) => byTable.get(table) ?? [], tableOf: (id) => tableOf.get(id) };
}

/** The ids when the whole cell resolves to entries of `known`; undefined as soon as one part does not. */
export function entriesInCell(cell: string, known: readonly string[]): readonly string[] | undefined {
  const text = cell
    .replace(/<br\s*\/?>/giu, ",")
    .replace(/[*`]/gu, "")
    .trim();
  if (text === "" || text.length > 2000) return undefined;
  const found: string[] = [];
  for (const part of text.split(/\s*(?:,|\/|&|;|\band\b)\s*/u)) {
    if (part === "") continue;
    const range = /^(\S+)\s+(?:to|through|–|—)\s+(\S+)$/u.exec(part);
    if (range !== null) {
      const between = entriesBetween(range[1] ?? "", range[2] ?? "", known);
      if (between === undefined) return undefined;
      found.push(...between);
      continue;
    }
    const id = resolveId(part.replace(/^-/u, ""), found[0], known);
    if (id === undefined) return undefined;
    found.push(id);
  }
  return found.length === 0 ? undefined : [...new Set(found)];
}

/** The one entry of `known` that a text in words mentions; undefined when it mentions none or several. */
export function onlyEntryMentioned(cell: string, known: readonly string[]): string | undefined {
  const words = new Set(cell.match(/[A-Za-z0-9][\w.+-]*/gu) ?? []);
  const mentioned = known.filter((id) => words.has(id));
  return mentioned.length === 1 ? mentioned[0] : undefined;
}

/** An id, or a shortened one that repeats the beginning of the first (`AuthMech-Web-Default` / `User-Defined`). */
function resolveId(part: string, first: string | undefined, known: readonly string[]): string | undefined {
  if (known.includes(part)) return part;
  if (first === undefined || !/^[\w.+-]+$/u.test(part)) return undefined;
  const segments = first.split("-");
  const candidates = segments
    .map((_, index) => `${segments.slice(0, index + 1).join("-")}-${part}`)
    .filter((id) => known.includes(id));
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** The entries from one to the other in the order of the IXIT; only when all of them share the beginning of the first. */
function entriesBetween(from: string, to: string, known: readonly string[]): readonly string[] | undefined {
  const start = known.indexOf(from);
  const last = resolveId(to, from, known);
  const end = last === undefined ? -1 : known.indexOf(last);
  if (start < 0 || end <= start) return undefined;
  const between = known.slice(start, end + 1);
  const stem = commonStem(from, last ?? "");
  return stem !== "" && between.every((id) => id.startsWith(stem)) ? between : undefined;
}

/** The segments that both ids begin with, at least two of them, with the hyphen. */
function commonStem(a: string, b: string): string {
  const left = a.split("-");
  const right = b.split("-");
  let shared = 0;
  while (shared < left.length && left[shared] === right[shared]) shared += 1;
  return shared < 2 ? "" : `${left.slice(0, shared).join("-")}-`;
}
