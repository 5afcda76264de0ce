/** Pages of a list that is at hand as a whole: the cursor is the number of items before. */
import { fail, ok, type Result } from "#base/result";
import type { BadCursor, Page, PageRequest } from "#workbench/stored";

export function pageOf<T>(
  all: readonly T[],
  { after, limit = 50 }: PageRequest = {},
): Result<Page<T>, BadCursor> {
  const start = after === undefined ? 0 : Number(after);
  if (!Number.isInteger(start) || start < 0) return fail("bad-cursor");
  const end = start + limit;
  return ok({ items: all.slice(start, end), next: end < all.length ? String(end) : undefined });
}
