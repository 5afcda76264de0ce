import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, addDuration, daysBetween, isIsoDate, parseDuration } from "./calendar.ts";
import { canonicalJson, fingerprint } from "./fingerprint.ts";
import { allOf, anyOf, not, type Kleene } from "./kleene.ts";
import { didYouMean, editDistance } from "./near-miss.ts";

const kleene = fc.constantFrom<Kleene>("yes", "no", "unknown");

describe("three-valued logic", () => {
  it("obeys De Morgan", () => {
    fc.assert(
      fc.property(fc.array(kleene), (values) => {
        expect(not(allOf(values))).toBe(anyOf(values.map(not)));
      }),
    );
  });
  it("lets a known no decide and keeps the unknown unknown", () => {
    expect(allOf(["unknown", "no"])).toBe("no");
    expect(allOf(["unknown", "yes"])).toBe("unknown");
    expect(anyOf(["unknown", "yes"])).toBe("yes");
    expect(allOf([])).toBe("yes");
    expect(anyOf([])).toBe("no");
  });
});

describe("calendar", () => {
  const day = fc.integer({ min: -200_000, max: 200_000 }).map((days) => addDays("2000-01-01", days));
  it("adds days as the calendar does", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -5000, max: 5000 }), (from, days) => {
        fc.pre(from >= "0100-01-01");
        const expected = new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000)
          .toISOString()
          .slice(0, 10);
        expect(addDays(from, days)).toBe(expected);
        expect(daysBetween(from, addDays(from, days))).toBe(days);
      }),
    );
  });
  it("ends a month on its last day", () => {
    expect(addDuration("2026-01-31", { years: 0, months: 1, weeks: 0, days: 0 })).toBe("2026-02-28");
    expect(addDuration("2024-02-29", { years: 1, months: 0, weeks: 0, days: 0 })).toBe("2025-02-28");
  });
  it("knows days that exist", () => {
    expect(isIsoDate("2024-02-29")).toBe(true);
    expect(isIsoDate("2023-02-29")).toBe(false);
    expect(isIsoDate("2023-13-01")).toBe(false);
    expect(isIsoDate("23-1-1")).toBe(false);
  });
  it("reads P3M as three months and refuses 3m", () => {
    expect(parseDuration("P3M")).toEqual({ years: 0, months: 3, weeks: 0, days: 0 });
    expect(parseDuration("P1Y2M3W4D")).toEqual({ years: 1, months: 2, weeks: 3, days: 4 });
    for (const bad of ["3m", "P", "", "PT3H", "P3X", "p3m"]) expect(parseDuration(bad)).toBeUndefined();
  });
});

describe("near misses", () => {
  it("finds slips of the hand and nothing far away", () => {
    expect(didYouMean("suport", ["support", "detail"])).toBe("support");
    expect(didYouMean("authentication factor", ["Authentication Factor", "Description"])).toBe(
      "Authentication Factor",
    );
    expect(didYouMean("banana", ["support", "detail"])).toBeUndefined();
  });
  it("counts a swap of neighbours as one", () => {
    expect(editDistance("ab", "ba", 5)).toBe(1);
  });
});

describe("fingerprints", () => {
  it("ignore key order and see every change", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (record) => {
        const reversed = Object.fromEntries(Object.entries(record).reverse());
        expect(fingerprint(reversed)).toBe(fingerprint(record));
        expect(fingerprint({ ...record, added: "x" })).not.toBe(fingerprint({ ...record, added: "y" }));
      }),
    );
    expect(canonicalJson({ b: 1, a: [true, null] })).toBe('{"a":[true,null],"b":1}');
  });
});
