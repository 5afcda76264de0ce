/** Edits of dossiers as values: typed immutable changes, and the engine's own edits applied in memory. */
import type { DossierPath } from "#base/path";
import type {
  CaseResult,
  Control,
  Dossier,
  EvidenceItem,
  Finding,
  IcsRow,
  IxitEntry,
  RequirementRow,
  UnitResult,
} from "#dossier";
import type { Edit } from "#problems";

type Plain = Readonly<Record<string, unknown>> | readonly unknown[];

/** The same value with another one at `path`; objects on the way are copied, everything else is shared. */
export function setAt<T>(root: T, path: DossierPath, value: unknown): T {
  return changeAt(root, path, () => value) as T;
}

/** The same value without what stands at `path`. */
export function removeAt<T>(root: T, path: DossierPath): T {
  return changeAt(root, path, () => undefined) as T;
}

/** The same value with the last key of `path` renamed, in its place among its siblings. */
export function renameAt<T>(root: T, path: DossierPath, to: string): T {
  const last = path.at(-1);
  return changeAt(root, path.slice(0, -1), (parent) => {
    if (Object.hasOwn(parent as object, to))
      throw new Error(`${to} exists already, so ${String(last)} cannot take its name`);
    return Object.fromEntries(
      Object.entries(parent as object).map(([key, member]) => [
        key === String(last) ? to : key,
        member as unknown,
      ]),
    );
  }) as T;
}

function changeAt(value: unknown, path: DossierPath, change: (before: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  const source = (value ?? (typeof step === "number" ? [] : {})) as Plain;
  if (Array.isArray(source)) {
    const list = source as readonly unknown[];
    const next = changeAt(list[Number(step)], rest, change);
    const copy = [...list];
    if (next === undefined) copy.splice(Number(step), 1);
    else copy[Number(step)] = next;
    return copy;
  }
  const record = source as Readonly<Record<string, unknown>>;
  const next = changeAt(record[String(step)], rest, change);
  if (next !== undefined) return { ...record, [String(step)]: next };
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== String(step)));
}

/** Applies the edits of a fix to a dossier in memory. */
export function applyEditsInMemory(dossier: Dossier, edits: readonly Edit[]): Dossier {
  let result = dossier;
  for (const edit of edits) {
    const path = inMemory(edit.path);
    if (edit.op === "set") result = setAt(result, path, edit.value);
    else if (edit.op === "remove") result = removeAt(result, path);
    else result = renameAt(result, path, edit.to);
  }
  return result;
}

const ownKeys = new Set(["additional", "notes", "owner", "due", "review"]);

/** Problem paths name an IXIT field beside its entry; in memory an entry has the parts `fields` and `own`. */
function inMemory(path: DossierPath): DossierPath {
  const [kind, table, entry, field, ...rest] = path;
  if (kind !== "ixit" || table === undefined || entry === undefined || field === undefined) return path;
  return [kind, table, entry, ownKeys.has(String(field)) ? "own" : "fields", field, ...rest];
}

export type Change = (dossier: Dossier) => Dossier;

export function inOrder(...changes: readonly Change[]): Change {
  return (dossier) => changes.reduce((before, change) => change(before), dossier);
}

export function set(...path: DossierPath): { readonly to: (value: unknown) => Change } {
  return { to: (value) => (dossier) => setAt(dossier, path, value) };
}

export function drop(...path: DossierPath): Change {
  return (dossier) => removeAt(dossier, path);
}

/** Merges `parts` into the record at `path`; a part that is undefined is taken out. */
function merge(path: DossierPath, parts: object): Change {
  return (dossier) => {
    const before = path.reduce<unknown>(
      (at, step) => (at as Record<string | number, unknown> | undefined)?.[step],
      dossier,
    );
    const merged = Object.entries({ ...(before as object | undefined), ...parts }).filter(
      ([, member]) => member !== undefined,
    );
    return setAt(dossier, path, Object.fromEntries(merged));
  };
}

type Parts<T> = { readonly [K in keyof T]?: T[K] | undefined };

export const icsRow = (id: string, parts: Parts<IcsRow>): Change => merge(["ics", id], parts);
export const requirementRow = (document: string, id: string, parts: Parts<RequirementRow>): Change =>
  merge(["requirements", document, id], parts);
export const ixitFields = (
  table: string,
  entry: string,
  fields: IxitEntry["fields"] | Parts<IxitEntry["fields"]>,
): Change => merge(["ixit", table, entry, "fields"], fields);
export const ixitOwn = (table: string, entry: string, own: Parts<IxitEntry["own"]>): Change =>
  merge(["ixit", table, entry, "own"], own);
export const control = (id: string, parts: Parts<Control>): Change => merge(["controls", id], parts);
export const evidence = (id: string, parts: Parts<EvidenceItem>): Change => merge(["evidence", id], parts);
export const finding = (id: string, parts: Parts<Finding>): Change => merge(["findings", id], parts);
export const caseResult = (id: string, parts: Parts<CaseResult>): Change =>
  merge(["assessment", "cases", id], parts);
export const runResult = (caseId: string, unit: string, key: string, parts: Parts<UnitResult>): Change =>
  merge(["assessment", "cases", caseId, "units", unit, key], parts);
export const answer = (
  document: string,
  ref: string,
  value: "yes" | "no" | "unknown",
  because?: string,
): Change =>
  set("scope", "answers", document, ref).to({ answer: value, ...(because === undefined ? {} : { because }) });
