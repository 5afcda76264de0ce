/** Printed ranges expand in the order of numbers and letters, and only between known ends. */
import { describe, expect, it } from "vitest";
import { idsInRange } from "./requirement-range.ts";

const known = [
  "REV-6.2.4-04",
  "REV-6.2.4-05",
  "REV-6.2.4-05A",
  "REV-6.2.4-06A",
  "REV-6.2.4-09",
  "REV-6.2.4-10",
  "GEN-6.2.4-07",
];

describe("idsInRange", () => {
  it("takes both ends and what lies between in the same series", () => {
    expect(idsInRange(["REV-6.2.4-05A", "REV-6.2.4-09"], known)).toEqual([
      "REV-6.2.4-05A",
      "REV-6.2.4-06A",
      "REV-6.2.4-09",
    ]);
    expect(idsInRange(["REV-6.2.4-04", "REV-6.2.4-04"], known)).toEqual(["REV-6.2.4-04"]);
  });

  it("answers nothing where an end is unknown or of another series", () => {
    expect(idsInRange(["REV-6.2.4-05A", "REV-6.2.4-11"], known)).toBeUndefined();
    expect(idsInRange(["REV-6.2.4-05A", "GEN-6.2.4-07"], known)).toBeUndefined();
    expect(idsInRange(["clause", "clause"], ["clause"])).toBeUndefined();
  });
});
