import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldRuns, foldVerdicts, verdictOf, worse } from "./verdict.ts";
import type { EffectiveIndication, Verdict } from "./verdict-types.ts";

const verdict = fc.constantFrom<Verdict>("PASS", "FAIL", "INCONCLUSIVE");
const indication = fc.constantFrom<EffectiveIndication>("met", "not-met", "missing");
const weight = { PASS: 0, INCONCLUSIVE: 1, FAIL: 2 };

describe("folding verdicts", () => {
  it("does not depend on the order", () => {
    fc.assert(
      fc.property(fc.array(verdict), fc.infiniteStream(fc.nat()), (parts, seed) => {
        const shuffled = parts
          .map((part) => ({ part, key: Number(seed.next().value) }))
          .sort((a, b) => a.key - b.key)
          .map((one) => one.part);
        expect(foldVerdicts(shuffled)).toBe(foldVerdicts(parts));
      }),
    );
  });

  it("is monotone: making one part worse never makes the whole better", () => {
    fc.assert(
      fc.property(fc.array(verdict, { minLength: 1 }), fc.nat(), verdict, (parts, at, other) => {
        const index = at % parts.length;
        const worsened = parts.map((part, position) => (position === index ? worse(part, other) : part));
        expect(weight[foldVerdicts(worsened)]).toBeGreaterThanOrEqual(weight[foldVerdicts(parts)]);
      }),
    );
  });

  it("can be folded in groups", () => {
    fc.assert(
      fc.property(fc.array(fc.array(verdict)), (groups) => {
        expect(foldVerdicts(groups.map(foldVerdicts))).toBe(foldVerdicts(groups.flat()));
      }),
    );
  });

  it("is FAIL with a FAIL, else INCONCLUSIVE with an INCONCLUSIVE, else PASS", () => {
    expect(foldVerdicts(["PASS", "INCONCLUSIVE", "FAIL"])).toBe("FAIL");
    expect(foldVerdicts(["PASS", "INCONCLUSIVE"])).toBe("INCONCLUSIVE");
    expect(foldVerdicts(["PASS"])).toBe("PASS");
    expect(foldVerdicts([])).toBe("PASS");
  });
});

describe("folding the runs of a unit", () => {
  it("never passes with a missing result when all must be met", () => {
    fc.assert(
      fc.property(fc.array(indication), fc.nat(), (runs, at) => {
        const index = at % (runs.length + 1);
        const withGap: EffectiveIndication[] = [...runs.slice(0, index), "missing", ...runs.slice(index)];
        expect(foldRuns(withGap, false)).not.toBe("PASS");
      }),
    );
  });

  it("passes with one entry only where one is enough, and fails only when none can be met", () => {
    expect(foldRuns(["met", "not-met", "missing"], true)).toBe("PASS");
    expect(foldRuns(["not-met", "missing"], true)).toBe("INCONCLUSIVE");
    expect(foldRuns(["not-met", "not-met"], true)).toBe("FAIL");
    expect(foldRuns([], true)).toBe("INCONCLUSIVE");
  });

  it("turns met into PASS, not-met into FAIL and missing into INCONCLUSIVE", () => {
    expect((["met", "not-met", "missing"] as const).map(verdictOf)).toEqual(["PASS", "FAIL", "INCONCLUSIVE"]);
  });
});
