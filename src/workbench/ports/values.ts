/** Plain values that all ports share: JSON, instants, pages. */

/** What JSON can carry. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** An instant in UTC as `2026-01-31T12:00:00.000Z`; strings of this form compare in time order. */
export type Instant = string;

/** One piece of a long list. `next` is opaque; undefined at the end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/** Which piece of a list is wanted. */
export interface PageRequest {
  /** `next` of the piece before; undefined asks for the first. */
  readonly after?: string | undefined;
  /** Between 1 and 500; 50 where it is left out. */
  readonly limit?: number | undefined;
}

/** A cursor that this list did not give out, or gave out for another order. */
export type BadCursor = "bad-cursor";
