/** The smallest cover reaches every target, and no smaller choice does. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { smallestCover } from "./smallest-cover.ts";

const items = ["a", "b", "c", "d", "e", "f", "g"];
const targets = fc
  .array(fc.subarray(items, { minLength: 1, maxLength: 4 }), { maxLength: 8 })
  .map((lists) => new Map(lists.map((list, index) => [`t${String(index)}`, list])));

it("reaches every target with the fewest items, compared with trying everything", () => {
  fc.assert(
    fc.property(targets, (candidates) => {
      const cover = smallestCover(candidates);
      const reaches = (chosen: readonly string[]) =>
        [...candidates.values()].every((list) => list.some((one) => chosen.includes(one)));
      expect(reaches(cover.items)).toBe(true);
      let fewest = items.length;
      for (let bits = 0; bits < 1 << items.length; bits += 1) {
        const chosen = items.filter((_, index) => (bits & (1 << index)) !== 0);
        if (chosen.length < fewest && reaches(chosen)) fewest = chosen.length;
      }
      if (candidates.size === 0) fewest = 0;
      expect(cover.items.length).toBe(fewest);
      expect(cover.smallest).toBe(true);
    }),
  );
});

it("says so when it gives up on a hard case, and still reaches every target", () => {
  const many = Array.from({ length: 80 }, (_, index) => `i${String(index)}`);
  const hard = new Map(
    Array.from({ length: 300 }, (_, index) => [
      `t${String(index)}`,
      [1, 7, 23, 41, 59].map((step) => many[(index * step + (index % 11) * step) % many.length] ?? ""),
    ]),
  );
  const cover = smallestCover(hard);
  expect([...hard.values()].every((list) => list.some((one) => cover.items.includes(one)))).toBe(true);
  expect(typeof cover.smallest).toBe("boolean");
});
