/** Sharing unchanged parts changes no value, and shares every part that is equal. */
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { shareUnchanged } from "./share-unchanged.ts";

test("gives back what was read, and the earlier object where all is equal", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, next) => {
      const shared = shareUnchanged(before, next);
      expect(isDeepStrictEqual(shared, next)).toBe(true);
      expect(JSON.stringify(shared)).toBe(JSON.stringify(next));
      const copy: unknown = structuredClone(before);
      expect(shareUnchanged(before, copy)).toBe(before);
    }),
  );
});

test("shares the parts beside a change", () => {
  const before = { rows: { a: { support: "Y" }, b: { support: "N" } }, list: [{ x: 1 }, { x: 2 }] };
  const next = { rows: { a: { support: "Y" }, b: { support: "Y" } }, list: [{ x: 1 }, { x: 2 }] };
  const shared = shareUnchanged(before, next);
  expect(shared.rows.a).toBe(before.rows.a);
  expect(shared.rows.b).toEqual({ support: "Y" });
  expect(shared.list).toBe(before.list);
});

test("takes another order of keys for a change, and keeps maps without prototype", () => {
  const before = { a: 1, b: 2 };
  expect(Object.keys(shareUnchanged(before, { b: 2, a: 1 }))).toEqual(["b", "a"]);
  const bare = Object.assign(Object.create(null) as Record<string, number>, { constructor: 1 });
  const shared = shareUnchanged({ constructor: 2 }, bare);
  expect(Object.getPrototypeOf(shared)).toBeNull();
  expect(shared["constructor"]).toBe(1);
});
