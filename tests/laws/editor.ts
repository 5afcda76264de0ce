/** What random editors share: the state that they edit, the dice that choose, and values people might write. */
import type { Dossier, FileFact } from "#dossier";
import { removeAt, setAt } from "../doubles/edits.ts";

/** Everything an evaluation depends on. */
export interface State {
  readonly dossier: Dossier;
  readonly now: string;
  readonly files: Readonly<Record<string, FileFact>>;
}

/** Numbers that choose a record, a field and a value; what they choose depends on the dossier they meet. */
export interface Dice {
  readonly kind: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

export type Editor = (state: State, dice: Dice) => State;

export function pick<T>(list: readonly T[], index: number): T | undefined {
  return list.length === 0 ? undefined : list[index % list.length];
}

export function keyOf(record: object | undefined, index: number): string | undefined {
  return pick(Object.keys(record ?? {}), index);
}

export function onDossier(state: State, change: (dossier: Dossier) => Dossier): State {
  return { ...state, dossier: change(state.dossier) };
}

export const texts: readonly (string | undefined)[] = [
  "The measure is described in section 9.",
  "TBD",
  "See documentation",
  "Guaranteed by AuthMech-Ghost.",
  "Implemented",
  "No. Not so.",
  "None",
  "Critical value of SecComMech-Main",
  "Not applicable because it does not apply",
  undefined,
];
export const days: readonly (string | undefined)[] = [
  "2024-01-01",
  "2026-08-15",
  "2026-09-30",
  "2026-10-02",
  "2027-05-01",
  undefined,
];

export function setOrDrop<T>(root: T, path: readonly (string | number)[], value: unknown): T {
  return value === undefined ? removeAt(root, path) : setAt(root, path, value);
}
