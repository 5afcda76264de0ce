/** Opaque cursors: the sort values of the last row that was given out, bound to the list they came from. */
import { fail, ok, type Result } from "#base/result";
import type { BadCursor, Page, PageRequest } from "#workbench/stored";

export type CursorValue = string | number;

const standardLimit = 50;
const largestLimit = 500;

/** Rows per piece, whatever was asked for. */
export function limitOf({ limit }: PageRequest): number {
  if (limit === undefined || !Number.isFinite(limit)) return standardLimit;
  return Math.min(largestLimit, Math.max(1, Math.trunc(limit)));
}

/**
 * The values of the cursor, `undefined` when none was given. A cursor of another list, of another order, or made up, is refused: it
 * would show rows twice or never. `shape` says which values this list has.
 */
export function readCursor(
  list: string,
  { after }: PageRequest,
  shape: readonly ("string" | "number")[],
): Result<readonly CursorValue[] | undefined, BadCursor> {
  if (after === undefined) return ok(undefined);
  const [name, ...values] = decoded(after);
  const fits =
    name === list &&
    values.length === shape.length &&
    values.every((value, index) => typeof value === shape[index] && isStorable(value));
  return fits ? ok(values as CursorValue[]) : fail("bad-cursor");
}

/** One row more than the limit was read, which tells whether there is another piece. */
export function pageOf<Row, Item>(
  list: string,
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  toCursor: (row: Row) => readonly CursorValue[],
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last !== undefined ? encoded([list, ...toCursor(last)]) : undefined;
  return { items: shown.map(toItem), next };
}

function encoded(values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

function decoded(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function isStorable(value: unknown): boolean {
  return typeof value === "string" ? !value.includes("\0") : Number.isSafeInteger(value);
}
