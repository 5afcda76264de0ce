/** A second import into an existing dossier: what it would add and change, as data for a person to agree to. */
import { canonicalJson } from "#base/fingerprint";
import type { DossierPath } from "#base/path";
import type { Dossier, IxitEntry, Note } from "#dossier";
import { withValueAt } from "./dossier-value.ts";

export interface ImportChange {
  readonly at: DossierPath;
  /**
   * added: the dossier has nothing there. changed: it has something else. kept: only the dossier has something there,
   * which no import removes.
   */
  readonly kind: "added" | "changed" | "kept";
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Kinds of record that an import fills, with the number of path steps that name one record. The header is never touched. */
const recordDepth: Readonly<Record<string, number>> = {
  scope: 4,
  ics: 2,
  ixit: 3,
  evidence: 2,
  assessment: 3,
};

export function compareImport(existing: Dossier, incoming: Dossier): readonly ImportChange[] {
  const changes: ImportChange[] = [];
  for (const [kind, depth] of Object.entries(recordDepth)) {
    compareAt(changes, [kind], depth, view(existing, kind), view(incoming, kind));
  }
  changes.push(...newNotes(existing.notes, incoming.notes));
  return changes;
}

/** The existing dossier with the accepted changes made; every other value stays as it is. */
export function mergeImport(
  existing: Dossier,
  incoming: Dossier,
  accepted: readonly ImportChange[],
): Dossier {
  let merged = existing;
  const made = new Set(
    compareImport(existing, incoming).map((one) => canonicalJson([one.at, one.after ?? null])),
  );
  for (const change of accepted) {
    if (change.kind === "kept" || !made.has(canonicalJson([change.at, change.after ?? null]))) continue;
    if (change.at[0] === "notes") merged = { ...merged, notes: [...merged.notes, change.after as Note] };
    else merged = withValueAt(merged, change.at, inner(change.at, change.after));
  }
  return merged;
}

/** A kind of record as its paths describe it: IXIT entries with their fields beside Plumbline's own keys. */
function view(dossier: Dossier, kind: string): unknown {
  switch (kind) {
    case "scope":
      return { answers: dossier.scope.answers ?? {} };
    case "ics":
      return dossier.ics;
    case "ixit":
      return mapValues(dossier.ixit, (entries) => mapValues(entries, flatEntry));
    case "evidence":
      return dossier.evidence;
    default:
      return { cases: dossier.assessment.cases, groups: dossier.assessment.groups };
  }
}

function flatEntry(entry: IxitEntry): Readonly<Record<string, unknown>> {
  const members: readonly (readonly [string, unknown])[] = [
    ...Object.entries(entry.fields),
    ...Object.entries(entry.own),
  ];
  return Object.fromEntries(members);
}

function inner(at: DossierPath, value: unknown): unknown {
  if (at[0] !== "ixit" || at.length !== 3 || !isRecord(value)) return value;
  const { additional, ...fields } = value;
  return { fields, own: additional === undefined ? {} : { additional } };
}

function compareAt(
  changes: ImportChange[],
  at: DossierPath,
  depth: number,
  before: unknown,
  after: unknown,
): void {
  if (isRecord(after) && (isRecord(before) || (before === undefined && at.length < depth))) {
    const known = before ?? {};
    for (const [key, value] of Object.entries(after)) {
      compareAt(changes, [...at, key], depth, Object.hasOwn(known, key) ? known[key] : undefined, value);
    }
    for (const [key, value] of Object.entries(known)) {
      if (!Object.hasOwn(after, key)) keepAt(changes, [...at, key], depth, value);
    }
    return;
  }
  if (after === undefined) return;
  if (before === undefined) changes.push({ at, kind: "added", after });
  else if (canonicalJson(before) !== canonicalJson(after))
    changes.push({ at, kind: "changed", before, after });
}

/** One line per record that only the existing dossier has, not one per table. */
function keepAt(changes: ImportChange[], at: DossierPath, depth: number, value: unknown): void {
  if (at.length >= depth || !isRecord(value)) {
    changes.push({ at, kind: "kept", before: value });
    return;
  }
  for (const [key, member] of Object.entries(value)) keepAt(changes, [...at, key], depth, member);
}

/** Notes are told apart by where they come from and what they say; none is ever removed. */
function newNotes(existing: readonly Note[], incoming: readonly Note[]): readonly ImportChange[] {
  const identity = (note: Note): string => canonicalJson([note.source, note.text]);
  const known = new Set(existing.map(identity));
  return incoming
    .filter((note) => !known.has(identity(note)))
    .map((note, index) => ({ at: ["notes", existing.length + index], kind: "added" as const, after: note }));
}

function mapValues<T, U>(map: Readonly<Record<string, T>>, of: (value: T) => U): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, of(value)]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
