/** From the beginning of a value to the stretch that is meant. */
import { expect, test } from "vitest";
import { linesOf, placeAt } from "./find-place.ts";

const lines = linesOf(
  "\ufeffrows:\r\n  5.1-1: { support: N/A, owner: A } # why\r\n    detail: >-\r\n      one fully\r\n      compliant device\r\n  other: x\r\n",
);

test("a scalar in braces ends before the comma", () => {
  expect(placeAt({ file: "f", line: 2, column: 21 }, lines, undefined)).toMatchObject({ endColumn: 24 });
});

test("a key ends before its colon", () => {
  expect(placeAt({ file: "f", line: 3, column: 5 }, lines, undefined)).toMatchObject({
    column: 5,
    endColumn: 11,
  });
});

test("words are found inside the value, and not beyond it", () => {
  expect(placeAt({ file: "f", line: 3, column: 13 }, lines, "compliant")).toMatchObject({
    line: 5,
    column: 7,
    endColumn: 16,
  });
  expect(placeAt({ file: "f", line: 3, column: 13 }, lines, "other")).toMatchObject({ line: 3 });
});
