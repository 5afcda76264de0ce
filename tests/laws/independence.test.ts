/** Laws of independence: one letter changes what depends on it and nothing else; the order of records changes nothing. */
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEvaluator, evaluate, type Evaluation } from "#evaluation";
import type { Dossier } from "#dossier";
import type { Problem } from "#problems";
import { setAt } from "../doubles/edits.ts";
import { loadCatalogue, provisionsIndex, testsIndex } from "../doubles/load-catalogue.ts";
import { soundProduct } from "../doubles/sound-product.ts";
import { soundTrustService } from "../doubles/sound-trust-service.ts";
import type { State } from "./editor.ts";
import { applyAll, lawRuns, productEdits, serviceEdits } from "./random-edits.ts";
import { verdictsOf } from "./verdict-order.ts";

const catalogue = loadCatalogue();
const provisions = provisionsIndex(catalogue);
const tests = testsIndex(catalogue);
const sound = soundProduct(catalogue);
const evaluator = createEvaluator(catalogue);
const judge = (state: State): Evaluation => evaluator.evaluate(state.dossier, state);

/**
 * What may depend on the support of a provision, read off the catalogue: the provision itself, the IXIT tables that it
 * needs, and what looks at the ICS as a whole.
 */
function mayDepend(provision: string): (one: Problem) => boolean {
  const needs = tests.edition.provisionIxit
    .filter((one) => one.provision === provision)
    .flatMap((one) => one.needs);
  const subjects = new Set([provision, ...needs.map((one) => `IXIT ${one.ixit}`)]);
  return ({ subject, at }) => {
    if (subject !== undefined && subjects.has(subject)) return true;
    // Controls and evidence that name the provision speak of it in their own place.
    return (at[0] === "controls" || at[0] === "evidence") && subject === provision;
  };
}

const marks = (problems: readonly Problem[]): readonly string[] =>
  problems.map((one) => JSON.stringify(one)).sort();

function expectOnlyDependents(before: Evaluation, after: Evaluation, provision: string): void {
  const free = mayDepend(provision);
  const rest = (one: Evaluation): readonly string[] => marks(one.problems.filter((each) => !free(each)));
  expect(rest(after), provision).toEqual(rest(before));
  const group = tests.groupByProvision.get(provision)?.id ?? provision;
  for (const [name, old] of Object.entries({ verdicts: before.verdicts?.groups, plan: before.plan.groups })) {
    const next = name === "plan" ? after.plan.groups : after.verdicts?.groups;
    const changed = (old ?? []).filter(
      (one, index) => one.id !== group && !isDeepStrictEqual(one, next?.[index]),
    );
    expect(changed.map((one) => `${name} of ${one.id}`)).toEqual([]);
  }
  expect(isDeepStrictEqual(after.applicability, before.applicability)).toBe(true);
  expect(isDeepStrictEqual(after.evidence, before.evidence)).toBe(true);
  const rows = before.matrix.filter(
    (row, index) => row.id !== provision && !isDeepStrictEqual(row, after.matrix[index]),
  );
  expect(rows.map((row) => row.id)).toEqual([]);
}

const letters = ["Y", "N", "N/A", undefined] as const;

describe("changing one support letter changes exactly what depends on it", () => {
  it("on the sound product, for every provision and letter", () => {
    const before = judge(sound);
    for (const { id } of provisions.edition.provisions) {
      for (const support of letters) {
        const dossier = setAt(sound.dossier, ["ics", id, "support"], support);
        expectOnlyDependents(before, judge({ ...sound, dossier }), id);
      }
    }
  });

  it("on dossiers with any other faults", () => {
    fc.assert(
      fc.property(
        productEdits(),
        fc.constantFrom(...provisions.edition.provisions),
        fc.constantFrom(...letters),
        (edits, { id }, support) => {
          const state = applyAll(sound, edits);
          if (!Object.hasOwn(state.dossier.ics, id)) return;
          const before = judge(state);
          expectOnlyDependents(
            before,
            judge({ ...state, dossier: setAt(state.dossier, ["ics", id, "support"], support) }),
            id,
          );
        },
      ),
      { numRuns: lawRuns(80) },
    );
  });

  it("and does change what the letter decides", () => {
    const after = judge({ ...sound, dossier: setAt(sound.dossier, ["ics", "5.2-1", "support"], "N") });
    expect(after.problems.map((one) => one.code)).toContain("ics/mandatory-not-supported");
    expect(verdictsOf(after).get("group 5.2-1")).toBe("not-tested");
    expect(verdictsOf(after).get("overall")).toBe("FAIL");
  });
});

/** The same value with the keys of every map in another order; lists keep theirs. */
function shuffled<T>(value: T, order: (keys: readonly string[]) => readonly string[]): T {
  if (Array.isArray(value)) return value;
  if (typeof value !== "object" || value === null) return value;
  const record = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    order(Object.keys(record)).map((key) => [key, shuffled(record[key], order)]),
  ) as T;
}

/** Orders keys by a number drawn for each, so that one seed gives one order everywhere. */
function byNumbers(seed: number): (keys: readonly string[]) => readonly string[] {
  const rank = (key: string): number => {
    let mixed = seed;
    for (const letter of key) mixed = Math.imul(mixed ^ letter.charCodeAt(0), 2654435761) >>> 0;
    return mixed;
  };
  return (keys) => [...keys].sort((a, b) => rank(a) - rank(b));
}

/** A problem without its wording: messages name the first of several records, which is the first by order. */
const essence = (one: Problem): string =>
  `${one.code} ${one.severity} ${one.subject ?? ""} ${String(one.at[0])}`;

function expectSameFindings(state: State, seed: number): void {
  const other: Dossier = shuffled(state.dossier, byNumbers(seed));
  const [before, after] = [evaluate(state.dossier, catalogue, state), evaluate(other, catalogue, state)];
  expect([...verdictsOf(after)].sort()).toEqual([...verdictsOf(before)].sort());
  expect(after.problems.map(essence).sort()).toEqual(before.problems.map(essence).sort());
  const statuses = (one: Evaluation): readonly string[] =>
    one.requirements.map((each) => `${each.key} ${each.status}`);
  expect(statuses(after)).toEqual(statuses(before));
}

describe("the order of records changes no verdict and no problem", () => {
  it("for products", () => {
    fc.assert(
      fc.property(productEdits(), fc.nat(), (edits, seed) => {
        expectSameFindings(applyAll(sound, edits), seed);
      }),
      { numRuns: lawRuns(60) },
    );
  });
  it("for trust services", () => {
    const service = soundTrustService(catalogue);
    fc.assert(
      fc.property(serviceEdits(), fc.nat(), (edits, seed) => {
        expectSameFindings(applyAll(service, edits), seed);
      }),
      { numRuns: lawRuns(25) },
    );
  });
});
