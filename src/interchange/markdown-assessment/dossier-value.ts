/** Reads and replaces a value of a dossier by its path. */
import type { DossierPath } from "#base/path";
import { ixitOwnKeys, type Dossier } from "#dossier";

/** The value at the path, or undefined; only own members are followed. */
export function valueAt(dossier: Dossier, path: DossierPath): unknown {
  let value: unknown = dossier;
  for (const step of innerPath(path)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value;
}

/** A copy of the dossier with the value at the path replaced; records on the way are made where missing. */
export function withValueAt(dossier: Dossier, path: DossierPath, value: unknown): Dossier {
  return replaced(dossier, innerPath(path), value) as Dossier;
}

function replaced(owner: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(owner)) {
    const copy: unknown[] = owner.slice();
    copy[Number(step)] = replaced(copy[Number(step)], rest, value);
    return copy;
  }
  const members = typeof owner === "object" && owner !== null ? Object.entries(owner) : [];
  const known = members.find(([key]) => key === String(step))?.[1] as unknown;
  const next = [String(step), replaced(known, rest, value)] as const;
  const position = members.findIndex(([key]) => key === next[0]);
  // fromEntries makes every key an own member, `__proto__` too.
  return Object.fromEntries(position < 0 ? [...members, next] : members.with(position, [next[0], next[1]]));
}

/** Paths name IXIT fields directly; in memory they stand under `fields`, Plumbline's own keys under `own`. */
function innerPath(path: DossierPath): readonly (string | number)[] {
  const [kind, table, entry, field, ...rest] = path;
  if (kind !== "ixit" || table === undefined || entry === undefined || field === undefined) return path;
  const isOwn = (ixitOwnKeys as readonly (string | number)[]).includes(field);
  return [kind, table, entry, isOwn ? "own" : "fields", field, ...rest];
}
