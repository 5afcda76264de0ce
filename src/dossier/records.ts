/** A dossier as separate records, for homes that keep and version each record by itself. */
import { fingerprint } from "#base/fingerprint";
import type { DossierPath } from "#base/path";
import { fail, ok, type Result } from "#base/result";
import type { Dossier, Note } from "./dossier.ts";
import {
  isRecordKind,
  joinKey,
  keyFormOf,
  recordKinds,
  singleKey,
  splitKey,
  type RecordKind,
} from "./record-kinds.ts";

export interface DossierRecord {
  readonly kind: RecordKind;
  readonly key: string;
  /** Order among the records of its kind, because maps in a dossier keep the order of their file. */
  readonly position: number;
  readonly body: unknown;
}

/** What makes a set of records no dossier. */
export interface RecordSetFault {
  readonly kind: string;
  readonly key: string;
  readonly message: string;
}

type Records<T = unknown> = Record<string, T>;

/** Where the records of a kind stand in a dossier. */
const placeOf: Readonly<Record<RecordKind, readonly string[]>> = {
  header: ["header"],
  scope: ["scope"],
  ics: ["ics"],
  "requirement-document": ["requirements"],
  requirement: ["requirements"],
  "ixit-table": ["ixit"],
  ixit: ["ixit"],
  control: ["controls"],
  evidence: ["evidence"],
  "ics-verification": ["assessment", "icsVerification"],
  selection: ["assessment", "selections"],
  case: ["assessment", "cases"],
  group: ["assessment", "groups"],
  "external-decision": ["assessment", "externalEvidence"],
  overall: ["assessment", "overall"],
  finding: ["findings"],
  governance: ["governance"],
  note: ["notes"],
};

/** Kinds that say only that a table or document exists. */
const presence: ReadonlySet<RecordKind> = new Set<RecordKind>(["requirement-document", "ixit-table"]);

/** The dossier taken apart, in an order that does not depend on how it was put together. */
export function recordsOf(dossier: Dossier): readonly DossierRecord[] {
  return recordKinds.flatMap((kind) =>
    entriesOf(dossier, kind).map(([key, body], position) => ({ kind, key, position, body })),
  );
}

function entriesOf(dossier: Dossier, kind: RecordKind): readonly (readonly [key: string, body: unknown])[] {
  const held = at(dossier, placeOf[kind]);
  if (held === undefined) return [];
  if (presence.has(kind)) return Object.keys(held as object).map((key) => [key, {}]);
  switch (keyFormOf(kind)) {
    case "single":
      return [[singleKey, held]];
    case "plain":
      return Object.entries(held as Records);
    case "joined":
      return Object.entries(held as Records<Records>).flatMap(([outer, inner]) =>
        Object.entries(inner).map(([key, body]) => [joinKey(outer, key), body] as const),
      );
    case "content": {
      const notes = held as readonly Note[];
      const keys = noteKeys(notes);
      return notes.map((note, index) => [keys[index] ?? "", note]);
    }
  }
}

/**
 * The key of a note is derived from what it says, because a note has no id and its place in the list changes. A note
 * that stands several times gets a number behind its second and further keys.
 */
export function noteKeys(notes: readonly Note[]): readonly string[] {
  const seen = new Map<string, number>();
  return notes.map((note) => {
    const key = fingerprint(note);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key}-${String(count)}`;
  });
}

/**
 * Puts records together again. Bodies are taken as they are: `recordFaults` judges them when they are written. A
 * requirement row or IXIT entry brings its document or table into being.
 */
export function dossierOf(records: readonly DossierRecord[]): Result<Dossier, readonly RecordSetFault[]> {
  const faults: RecordSetFault[] = [];
  const seen = new Set<string>();
  const byKind = new Map<RecordKind, DossierRecord[]>(recordKinds.map((kind) => [kind, []]));
  for (const record of records) {
    const fault =
      keyFault(record.kind, record.key) ?? (seen.has(identity(record)) ? "stands twice" : undefined);
    seen.add(identity(record));
    if (fault === undefined) byKind.get(record.kind)?.push(record);
    else
      faults.push({
        kind: record.kind,
        key: record.key,
        message: `the ${record.kind} record ${record.key} ${fault}`,
      });
  }
  if (byKind.get("header")?.length === 0) {
    faults.push({ kind: "header", key: singleKey, message: "the dossier has no header" });
  }
  if (faults.length > 0) return fail(faults);
  const root = emptyDossier();
  for (const kind of recordKinds) {
    const ordered = [...(byKind.get(kind) ?? [])].sort(inOrder);
    for (const record of ordered) put(root, record);
  }
  return ok(root as unknown as Dossier);
}

/** By place; records that were given the same place stand in the order of their keys. */
function inOrder(a: DossierRecord, b: DossierRecord): number {
  return a.position - b.position || (a.key < b.key ? -1 : 1);
}

function identity({ kind, key }: DossierRecord): string {
  return `${kind} ${key}`;
}

/** What is wrong with the form of a key, as words that follow the name of the record; undefined when nothing is. */
export function keyFault(kind: string, key: string): string | undefined {
  if (!isRecordKind(kind)) return "is of a kind that dossiers do not have";
  const form = keyFormOf(kind);
  if (form === "single") return key === singleKey ? undefined : `must have the key ${singleKey}`;
  if (form === "content")
    return /^[0-9a-f]{14}(-[0-9]{1,6})?$/.test(key) ? undefined : "must have a key made from its text";
  const parts = form === "joined" ? splitKey(key) : [key];
  if (parts === undefined) return "must have a key of two parts joined by a slash";
  // Such a key would change what objects inherit.
  return parts.includes("__proto__") ? "must not have the key __proto__" : undefined;
}

function emptyDossier(): Records {
  return {
    header: undefined,
    scope: {},
    ics: emptyRecord(),
    requirements: emptyRecord(),
    ixit: emptyRecord(),
    controls: emptyRecord(),
    evidence: emptyRecord(),
    assessment: {
      selections: emptyRecord(),
      cases: emptyRecord(),
      groups: emptyRecord(),
      externalEvidence: emptyRecord(),
    },
    findings: emptyRecord(),
    governance: {},
    notes: [],
  };
}

function put(root: Records, { kind, key, body }: DossierRecord): void {
  const place = placeOf[kind];
  const form = keyFormOf(kind);
  if (form === "content") (root["notes"] as unknown[]).push(body);
  else if (form === "single") {
    const parent = at(root, place.slice(0, -1)) as Records;
    parent[place.at(-1) ?? ""] = body;
  } else {
    const map = at(root, place) as Records;
    if (form === "plain") map[key] = presence.has(kind) ? emptyRecord() : body;
    else {
      const [outer, inner] = splitKey(key) ?? ["", ""];
      const rows = (map[outer] ??= emptyRecord()) as Records;
      rows[inner] = body;
    }
  }
}

/**
 * The same dossier with one record written, or removed where `body` is undefined. Everything else is shared, so that an
 * evaluator recomputes only what depends on the record. A new record comes last among its kind. Throws for a header
 * removed and for a key that `keyFault` refuses: callers check these first.
 */
export function withRecord(dossier: Dossier, kind: RecordKind, key: string, body: unknown): Dossier {
  const fault = keyFault(kind, key);
  if (fault !== undefined) throw new Error(`the ${kind} record ${key} ${fault}`);
  if (kind === "header" && body === undefined) throw new Error("the header of a dossier cannot be removed");
  const place = placeOf[kind];
  if (kind === "note") return { ...dossier, notes: withNote(dossier.notes, key, body as Note | undefined) };
  switch (keyFormOf(kind)) {
    case "single": {
      const whole = body ?? (place.length === 1 ? {} : undefined);
      return replaceAt(dossier, place, whole);
    }
    case "joined": {
      const [outer, inner] = splitKey(key) ?? ["", ""];
      const rows = (at(dossier, [...place, outer]) ?? emptyRecord()) as Readonly<Records>;
      // Removing from a table that is not there must not bring it into being.
      if (body === undefined && !Object.hasOwn(rows, inner)) return dossier;
      return replaceAt(dossier, [...place, outer], withMember(rows, inner, body));
    }
    case "plain":
    case "content": {
      const map = at(dossier, place) as Readonly<Records>;
      if (presence.has(kind)) return withPresence(dossier, place, map, key, body);
      return replaceAt(dossier, place, withMember(map, key, body));
    }
  }
}

/** A table that is there keeps its rows; only an empty one can go away, as its rows would bring it back. */
function withPresence(
  dossier: Dossier,
  place: readonly string[],
  map: Readonly<Records>,
  key: string,
  body: unknown,
): Dossier {
  const there = Object.hasOwn(map, key);
  if (body !== undefined)
    return there ? dossier : replaceAt(dossier, place, withMember(map, key, emptyRecord()));
  const empty = there && Object.keys(map[key] as object).length === 0;
  return empty ? replaceAt(dossier, place, withMember(map, key, undefined)) : dossier;
}

function withNote(notes: readonly Note[], key: string, note: Note | undefined): readonly Note[] {
  const index = noteIndex(notes, key);
  if (note !== undefined)
    return index < 0 ? [...notes, note] : notes.map((one, place) => (place === index ? note : one));
  return notes.filter((_, place) => place !== index);
}

/** Equal notes have numbered keys; when an earlier one was removed, a later number still means the last of them. */
function noteIndex(notes: readonly Note[], key: string): number {
  const exact = noteKeys(notes).indexOf(key);
  if (exact >= 0) return exact;
  const dash = key.indexOf("-");
  return dash < 0 ? -1 : notes.map(fingerprint).lastIndexOf(key.slice(0, dash));
}

function withMember(map: Readonly<Records>, key: string, value: unknown): Records {
  const copy = emptyRecord();
  for (const [name, member] of Object.entries(map))
    if (name !== key || value !== undefined) copy[name] = member;
  if (value !== undefined) copy[key] = value;
  return copy;
}

function replaceAt<T extends object>(root: T, place: readonly string[], value: unknown): T {
  const [step = "", ...rest] = place;
  const before = (root as Records)[step];
  // The maps of a dossier inherit nothing, its own parts are plain objects.
  const copy = Object.assign(Object.getPrototypeOf(root) === null ? emptyRecord() : {}, root);
  const next = rest.length === 0 ? value : replaceAt(before ?? {}, rest, value);
  if (next === undefined) return withoutKey(copy, step) as T;
  return Object.assign(copy, { [step]: next });
}

function withoutKey(record: Records, key: string): Records {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

function at(root: unknown, place: readonly string[]): unknown {
  let value = root;
  for (const step of place) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Records)[step];
  }
  return value;
}

/** The body that the dossier has for a record; undefined where it has none. */
export function recordBody(dossier: Dossier, kind: RecordKind, key: string): unknown {
  if (kind === "note") return dossier.notes[noteIndex(dossier.notes, key)];
  const place = placeOf[kind];
  switch (keyFormOf(kind)) {
    case "single":
      return key === singleKey ? at(dossier, place) : undefined;
    case "joined":
      return at(dossier, [...place, ...(splitKey(key) ?? ["", ""])]);
    case "plain":
    case "content":
      return presence.has(kind) && at(dossier, [...place, key]) !== undefined
        ? {}
        : at(dossier, [...place, key]);
  }
}

/** Where the record stands in the dossier, as problems name it; a note by its place in the list. */
export function pathOfRecord(kind: RecordKind, key: string, notes: readonly Note[]): DossierPath {
  const place = placeOf[kind];
  switch (keyFormOf(kind)) {
    case "single":
      return place;
    case "joined":
      return [...place, ...(splitKey(key) ?? [key])];
    case "content":
      return [...place, Math.max(0, noteIndex(notes, key))];
    case "plain":
      return [...place, key];
  }
}

/** The record that holds the value at a dossier path, as problems name it; undefined for a path that lies in none. */
export function recordAt(
  path: DossierPath,
  notes: readonly Note[],
): { readonly kind: RecordKind; readonly key: string } | undefined {
  const steps = path.map(String);
  const [, second = "", third = ""] = steps;
  for (const kind of recordKinds) {
    const place = placeOf[kind];
    if (place.some((step, index) => steps[index] !== step)) continue;
    const next = steps[place.length];
    const form = keyFormOf(kind);
    if (form === "single") return { kind, key: singleKey };
    if (form === "content") {
      const key = next === undefined ? undefined : noteKeys(notes)[Number(next)];
      return key === undefined ? undefined : { kind, key };
    }
    if (next === undefined) return undefined;
    if (form === "plain" && !presence.has(kind)) return { kind, key: next };
    if (form === "joined") return { kind, key: joinKey(second, third) };
    if (presence.has(kind) && steps.length === 2) return { kind, key: next };
  }
  return undefined;
}

/** A map that inherits nothing, so that the key `constructor` is absent until it is set. */
function emptyRecord(): Records {
  return Object.create(null) as Records;
}
