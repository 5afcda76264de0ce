/** A table of results: which rows speak about which units and IXIT entries, with which marking. */
import type { TestCase, TestUnit } from "#standards";
import { isUsableId, type FoundMarking } from "./draft.ts";
import { entriesInCell, onlyEntryMentioned, type EntryIndex } from "./entry-cell.ts";
import type { NamedCase } from "./group-place.ts";
import { plainText } from "./markup.ts";
import { overflows, type TablePiece, type TableRow } from "./pieces.ts";
import { readMarking, unitReference, unitsInHeader, type Marking } from "./references.ts";

export interface AttributedResult {
  readonly caseId: string;
  readonly unit: string;
  /** Entry id or "once". */
  readonly key: string;
  readonly marking: FoundMarking;
  readonly observation: string;
}

export interface AttributedRow {
  readonly row: TableRow;
  readonly results: readonly AttributedResult[];
  /** Said in the listing: ids that could not be expanded, entries of another table. */
  readonly remark: string | undefined;
  /** Column headers and cells that became keys and markings. */
  readonly words: readonly string[];
}

export interface AttributedTable {
  readonly rows: readonly AttributedRow[];
  /** Rows of which nothing says to which unit they belong, or whose cells do not fit the columns. */
  readonly unclear: readonly TableRow[];
}

export interface TablePlace {
  /** Cases the table can speak about; a row may choose one of them. */
  readonly cases: readonly NamedCase[];
  /** Units that the heading above names. */
  readonly units: readonly string[];
  readonly entries: EntryIndex;
}

interface Columns {
  readonly verdict: number;
  /** By column: the units that its header names. */
  readonly units: readonly (readonly string[])[];
  readonly first: string;
}

/** Undefined when the table has no verdict column: it then is text like any other. */
export function attributeTable(table: TablePiece, place: TablePlace): AttributedTable | undefined {
  const verdict = verdictColumn(table);
  if (verdict === undefined) return undefined;
  const columns: Columns = {
    verdict,
    units: table.header.map((header, column) => (column === verdict ? [] : unitsInHeader(header))),
    first: plainText(table.header[0] ?? ""),
  };
  const rows: AttributedRow[] = [];
  const unclear: TableRow[] = [];
  for (const row of table.rows) {
    if (row.cells.every((cell) => cell === "")) continue;
    const attributed = overflows(table, row) ? undefined : attributeRow(table, columns, row, place);
    if (attributed === undefined) unclear.push(row);
    else rows.push(attributed);
  }
  return { rows, unclear };
}

function verdictColumn(table: TablePiece): number | undefined {
  const last = table.header.length - 1;
  if (last < 1 || table.rows.length === 0) return undefined;
  const header = plainText(table.header[last] ?? "");
  if (/\bverdict\b/iu.test(header)) return last;
  const markings = table.rows.map((row) => readMarking(row.cells[last] ?? ""));
  const plain = markings.every((one) => one.exact !== undefined || /^n\/?a$/iu.test(one.text));
  return plain && /^(?:result|outcome|assessment)$/iu.test(header) ? last : undefined;
}

function attributeRow(
  table: TablePiece,
  columns: Columns,
  row: TableRow,
  place: TablePlace,
): AttributedRow | undefined {
  const named = rowReference(columns, row);
  const target =
    named?.caseId === undefined ? onlyOne(place.cases) : place.cases.find((one) => one.id === named.caseId);
  if (target === undefined) return undefined;
  const byColumn = [...new Set(columns.units.flat())];
  const labels =
    named?.labels ??
    (byColumn.length > 0 ? byColumn : place.units.length > 0 ? place.units : soleUnit(target.spec));
  if (labels.length === 0) return undefined;
  const results: AttributedResult[] = [];
  let remark: string | undefined;
  for (const label of labels) {
    const unit = target.spec?.units.find((one) => one.label === label);
    const found = keysOf(table, columns, row, unit, named !== undefined, place.entries);
    remark ??= found.remark;
    const marking = markingFor(columns, row, label, named === undefined && byColumn.length > 0);
    const whole = found.whole && marking.exact === "PASS";
    const observation = observationOf(table, columns, row, {
      label: named === undefined ? label : undefined,
      marking,
      found,
      joint: labels.length > 1,
    });
    for (const key of found.keys) {
      results.push({ caseId: target.id, unit: label, key, marking: { marking, whole }, observation });
    }
  }
  return {
    row,
    results,
    remark,
    words: [
      table.header[0] ?? "",
      table.header[columns.verdict] ?? "",
      row.cells[0] ?? "",
      row.cells[columns.verdict] ?? "",
    ],
  };
}

/** The unit that the first cell names: `**Unit a**`, `5.4-1-1 Unit a`, or a lone letter below the header "Test Unit". */
function rowReference(
  columns: Columns,
  row: TableRow,
): { readonly caseId: string | undefined; readonly labels: readonly string[] } | undefined {
  const cell = row.cells[0] ?? "";
  const named = unitReference(cell);
  if (named !== undefined) return named;
  const letter = /^([a-z])[.)]?$/iu.exec(plainText(cell))?.[1];
  return letter !== undefined && /^(?:test )?units?$/iu.test(columns.first)
    ? { caseId: undefined, labels: [letter.toLowerCase()] }
    : undefined;
}

function onlyOne<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

function soleUnit(spec: TestCase | undefined): readonly string[] {
  return spec?.units.length === 1 ? spec.units.map((unit) => unit.label) : [];
}

interface FoundKeys {
  readonly keys: readonly string[];
  /** Column the keys were read from; undefined for "once". */
  readonly column: number | undefined;
  /** True when the unit runs over entries and the row names none. */
  readonly whole: boolean;
  readonly remark: string | undefined;
}

function keysOf(
  table: TablePiece,
  columns: Columns,
  row: TableRow,
  unit: TestUnit | undefined,
  namesUnit: boolean,
  entries: EntryIndex,
): FoundKeys {
  const once: FoundKeys = { keys: ["once"], column: undefined, whole: false, remark: undefined };
  if (unit === undefined || unit.forEach === null) return once;
  const own = entriesOfUnit(unit, entries);
  // What is said of the unit as a whole is said of its entry, where there is but one.
  const [sole] = own;
  const whole: FoundKeys =
    own.length === 1 && sole !== undefined ? { ...once, keys: [sole] } : { ...once, whole: true };
  if (namesUnit) return whole;
  const first = row.cells[0] ?? "";
  const exact = entriesInCell(first, own);
  if (exact !== undefined) return { keys: exact, column: 0, whole: false, remark: undefined };
  const mentioned = onlyEntryMentioned(first, own);
  if (mentioned !== undefined) {
    const clear =
      plainText(first)
        .replace(mentioned, "")
        .replace(/[()[\]\s]/gu, "") === "" ||
      new RegExp(`\\(\\s*\`?${escape(mentioned)}\`?\\s*\\)\\s*$`, "u").test(plainText(first));
    return {
      keys: [mentioned],
      column: 0,
      whole: false,
      remark: clear ? undefined : `"${plainText(first)}" names the entry ${mentioned} and something else`,
    };
  }
  const foreign = foreignEntries(first, entries);
  if (foreign !== undefined) {
    return {
      keys: foreign.keys,
      column: 0,
      whole: false,
      remark: `"${plainText(first)}" is of ${foreign.table}, while the unit runs over ${unit.forEach}`,
    };
  }
  for (let column = 1; column < table.header.length; column += 1) {
    const ids = column === columns.verdict ? undefined : entriesInCell(row.cells[column] ?? "", own);
    if (ids !== undefined) return { keys: ids, column, whole: false, remark: undefined };
  }
  const stated = codeId(first);
  if (stated !== undefined) {
    return {
      keys: [stated],
      column: 0,
      whole: false,
      remark: `"${stated}" is no entry of any IXIT table; the result is kept under the id as stated`,
    };
  }
  if (!whole.whole && !/^\**`/u.test(first)) return whole;
  return {
    ...once,
    whole: true,
    remark: `"${plainText(first)}" names no entry of ${unit.forEach}; the row is kept for the unit as a whole`,
  };
}

/** The cell when it is nothing but one id in code marks: an entry that was meant, though no table defines it. */
function codeId(cell: string): string | undefined {
  const id = /^\**`([^`]+)`\**$/u.exec(cell.trim())?.[1];
  return id !== undefined && id.includes("-") && isUsableId(id) ? id : undefined;
}

/** The entries that a unit can run over, before its selector narrows them. */
export function entriesOfUnit(unit: TestUnit, entries: EntryIndex): readonly string[] {
  return unit.forEach === null
    ? []
    : [unit.forEach, ...(unit.forEachAlso ?? [])].flatMap((id) => entries.of(id));
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
}

function foreignEntries(
  cell: string,
  entries: EntryIndex,
): { readonly keys: readonly string[]; readonly table: string } | undefined {
  const id = (cell.match(/[A-Za-z0-9][\w.+-]*/gu) ?? []).find((word) => entries.tableOf(word) !== undefined);
  const table = id === undefined ? undefined : entries.tableOf(id);
  if (table === undefined) return undefined;
  const keys = entriesInCell(cell, entries.of(table));
  return keys === undefined ? undefined : { keys, table };
}

/**
 * The marking of a row for one unit. Where columns are named after units, the unit's own cell decides: a marking word
 * in it is the marking; words such as N/A cannot be overruled by the verdict of the row; any other text is an
 * observation to which a PASS of the whole row applies.
 */
function markingFor(columns: Columns, row: TableRow, label: string, byColumn: boolean): Marking {
  const overall = readMarking(row.cells[columns.verdict] ?? "");
  if (!byColumn) return overall;
  const own = row.cells.filter((_, column) => columns.units[column]?.includes(label));
  const texts = own.map((cell) => readMarking(cell));
  const exact = texts.find((one) => one.exact !== undefined);
  if (exact !== undefined) return exact;
  const refused = texts.find(
    (one) =>
      one.fails || /^(?:inconclusive|tbd|todo|pending)\b|(?:^|[\s(])n\/a\b|not applicable/iu.test(one.text),
  );
  if (refused !== undefined)
    return refused.fails ? refused : { text: firstWords(refused.text), exact: undefined, fails: false };
  // One of several units failed, and the row does not say which.
  return overall.exact === "PASS" ? overall : { text: overall.text, exact: undefined, fails: false };
}

function firstWords(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

interface ObservationOf {
  /** The unit whose columns count; undefined where the row itself names the unit. */
  readonly label: string | undefined;
  readonly marking: Marking;
  readonly found: FoundKeys;
  readonly joint: boolean;
}

/** The cells of the row as "Header: cell" lines: those of the unit and those of no unit. */
function observationOf(table: TablePiece, columns: Columns, row: TableRow, of: ObservationOf): string {
  const lines: string[] = [];
  row.cells.forEach((cell, column) => {
    if (cell === "" || column >= table.header.length) return;
    const units = columns.units[column] ?? [];
    if (of.label !== undefined && units.length > 0 && !units.includes(of.label)) return;
    if (column === 0 && plainText(cell) === of.found.keys[0] && of.found.keys.length === 1) return;
    // The verdict cell is said again where it is more than this unit's plain marking.
    if (column === columns.verdict && !of.joint && of.marking.exact !== undefined && !of.found.whole) return;
    lines.push(`${plainText(table.header[column] ?? "")}: ${cell}`);
  });
  return lines.join("\n");
}
