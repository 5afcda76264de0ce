/** Laws of verdicts: what is missing never passes, and what gets worse never makes anything better. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlannedCase, PlannedRun, PlannedUnit } from "#assessment";
import type { FileFact, UnitResult } from "#dossier";
import { createEvaluator, type Evaluation } from "#evaluation";
import { evidence, removeAt, setAt } from "../doubles/edits.ts";
import { loadCatalogue } from "../doubles/load-catalogue.ts";
import { soundProduct } from "../doubles/sound-product.ts";
import { runPath } from "./edit-records.ts";
import type { State } from "./editor.ts";
import { applyAll, lawRuns, productEdits } from "./random-edits.ts";
import { improvements, verdictsOf } from "./verdict-order.ts";

const catalogue = loadCatalogue();
const sound = soundProduct(catalogue);
// Remembering is fine here: that it changes nothing is a law of its own.
const evaluator = createEvaluator(catalogue);
const judge = (state: State): Evaluation => evaluator.evaluate(state.dossier, state);
const whole = judge(sound);

interface Planned {
  readonly group: string;
  readonly case: PlannedCase;
  readonly unit: PlannedUnit;
  readonly run: PlannedRun;
}

const planned: readonly Planned[] = whole.plan.groups.flatMap((group) =>
  group.cases.flatMap((one) =>
    one.units.flatMap((unit) => unit.runs.map((run) => ({ group: group.id, case: one, unit, run }))),
  ),
);
const pathOf = ({ case: one, unit, run }: Planned): readonly string[] => [
  "assessment",
  "cases",
  one.id,
  "units",
  unit.unit.label,
  run.key,
];
const nameOf = (one: Planned): string => `${one.unit.key} on ${one.run.key}`;

/** A criterion that asks for one conforming entry is still met when another entry conforms. */
const anotherEntrySuffices = (one: Planned): boolean =>
  one.case.testCase.oneEntryIsEnough === true && one.unit.runs.length > 1;
/** A unit that only applies others takes their result over when it has none of its own. */
const takenOver = (one: Planned): boolean =>
  one.run.inherits.length > 0 && one.unit.unit.beyondReuse === undefined;

function expectLost(evaluation: Evaluation, one: Planned): void {
  const verdicts = verdictsOf(evaluation);
  expect(verdicts.get(`case ${one.case.id}`), nameOf(one)).not.toBe("PASS");
  expect(verdicts.get(`group ${one.group}`), nameOf(one)).not.toBe("PASS");
  expect(verdicts.get("overall"), nameOf(one)).not.toBe("PASS");
  expect(improvements(whole, evaluation)).toEqual([]);
}

const without = (one: Planned, ...parts: readonly (keyof UnitResult)[]): State => ({
  ...sound,
  dossier: parts.reduce((dossier, part) => removeAt(dossier, [...pathOf(one), part]), sound.dossier),
});

describe("missing results never PASS", () => {
  it("there is something to lose", () => {
    expect(whole.verdicts?.overall.outcome).toBe("PASS");
    expect(planned.length).toBeGreaterThan(250);
  });

  it("without the result of any run", () => {
    for (const one of planned) {
      const evaluation = judge({ ...sound, dossier: removeAt(sound.dossier, pathOf(one)) });
      if (anotherEntrySuffices(one) || takenOver(one)) expect(improvements(whole, evaluation)).toEqual([]);
      else expectLost(evaluation, one);
    }
  });

  it("without any result of a unit, even where one entry is enough", () => {
    for (const one of planned.filter((each) => !takenOver(each) && each.unit.runs[0] === each.run)) {
      const path = pathOf(one).slice(0, -1);
      expectLost(judge({ ...sound, dossier: removeAt(sound.dossier, path) }), one);
    }
  });

  it("without artefact or tested version on the device, and without observation on paper", () => {
    for (const one of planned.filter((each) => !anotherEntrySuffices(each))) {
      if (one.unit.kind === "conceptual") {
        expectLost(judge(without(one, "observation")), one);
        continue;
      }
      expectLost(judge(without(one, "artefacts")), one);
      const bare = removeAt(removeAt(sound.dossier, ["assessment", "cases", one.case.id, "dut"]), [
        ...pathOf(one),
        "dut",
      ]);
      expectLost(judge({ ...sound, dossier: bare }), one);
    }
  });

  it.each([
    ["expired", evidence("CAPTURE-1", { validUntil: "2026-09-25" }), undefined],
    ["about another product", evidence("CAPTURE-1", { boundary: { product: "Harbour Horn" } }), undefined],
    ["about another version", evidence("CAPTURE-1", { boundary: { software: "2.0.0" } }), undefined],
    ["not yet valid", evidence("CAPTURE-1", { validFrom: "2027-01-01" }), undefined],
    ["about a part", evidence("CAPTURE-1", { boundary: { component: "Radio module" } }), undefined],
    ["altered", undefined, { state: "present", sha256: "0".repeat(64), bytes: 1 }],
    ["not there", undefined, { state: "missing" }],
    ["unreadable", undefined, { state: "unreadable", why: "it is a folder" }],
  ] as const)("with evidence that is %s", (_name, change, fact: FileFact | undefined) => {
    const files = fact === undefined ? sound.files : { ...sound.files, "CAPTURE-1": fact };
    const evaluation = judge({
      ...sound,
      files,
      dossier: change === undefined ? sound.dossier : change(sound.dossier),
    });
    const verdicts = verdictsOf(evaluation);
    for (const one of planned.filter((each) => each.unit.kind === "functional")) {
      expect(verdicts.get(`case ${one.case.id}`), nameOf(one)).not.toBe("PASS");
      expect(verdicts.get(`group ${one.group}`), nameOf(one)).not.toBe("PASS");
    }
    expect(verdicts.get("overall")).not.toBe("PASS");
    expect(improvements(whole, evaluation)).toEqual([]);
  });

  it("whatever else was edited: taking a run away never improves a verdict", () => {
    const die = fc.nat({ max: 9999 });
    fc.assert(
      fc.property(
        productEdits(["run", "case", "selection", "evidence", "ixit"]),
        die,
        die,
        die,
        (edits, a, b, c) => {
          const before = applyAll(sound, edits);
          const path = runPath(before.dossier, { a, b, c });
          if (path === undefined) return;
          // A recorded failure that is taken away is a failure hidden, not a verdict improved: that is for reviews to notice.
          const indication = path.reduce<unknown>(
            (at, step) => (at as Record<string, unknown>)[step],
            before.dossier,
          );
          if ((indication as UnitResult).indication === "not-met") return;
          const after = { ...before, dossier: removeAt(before.dossier, path) };
          expect(improvements(judge(before), judge(after))).toEqual([]);
        },
      ),
      { numRuns: lawRuns(150) },
    );
  });
});

describe("verdicts are monotone", () => {
  it("a met that becomes not-met never improves a verdict", () => {
    const die = fc.nat({ max: 9999 });
    const edits = productEdits(["run", "case", "selection", "evidence", "ixit"]);
    fc.assert(
      fc.property(
        edits,
        fc.array(fc.tuple(die, die, die), { minLength: 1, maxLength: 4 }),
        (random, picks) => {
          const before = applyAll(sound, random);
          let { dossier } = before;
          for (const [a, b, c] of picks) {
            const path = runPath(dossier, { a, b, c });
            if (path === undefined) continue;
            const result = path.reduce<unknown>(
              (at, step) => (at as Record<string, unknown>)[step],
              dossier,
            ) as UnitResult;
            if (result.indication === "met") dossier = setAt(dossier, [...path, "indication"], "not-met");
          }
          expect(improvements(judge(before), judge({ ...before, dossier }))).toEqual([]);
        },
      ),
      { numRuns: lawRuns(150) },
    );
  });

  it("a single not-met run fails its case, group and the whole, unless its criterion leaves room", () => {
    for (const one of planned) {
      const dossier = setAt(sound.dossier, [...pathOf(one), "indication"], "not-met");
      const evaluation = judge({ ...sound, dossier });
      expect(improvements(whole, evaluation)).toEqual([]);
      if (anotherEntrySuffices(one)) continue;
      const examined = one.case.testCase.alternative?.units.includes(one.unit.unit.label) === true;
      const verdicts = verdictsOf(evaluation);
      expect(verdicts.get(`case ${one.case.id}`), nameOf(one)).toBe(examined ? "INCONCLUSIVE" : "FAIL");
      expect(verdicts.get("overall"), nameOf(one)).toBe(examined ? "INCONCLUSIVE" : "FAIL");
    }
  });
});
