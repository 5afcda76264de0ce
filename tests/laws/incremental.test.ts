/** Law: an evaluator that remembers parts answers the same as one that starts afresh, after any sequence of edits. */
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEvaluator, evaluate, type Evaluation } from "#evaluation";
import { loadCatalogue } from "../doubles/load-catalogue.ts";
import { soundProduct } from "../doubles/sound-product.ts";
import { soundTrustService } from "../doubles/sound-trust-service.ts";
import type { State } from "./editor.ts";
import { lawRuns, productEdits, serviceEdits, type RandomEdit } from "./random-edits.ts";

const catalogue = loadCatalogue();

/** The first part of an evaluation that differs, with both values, for a readable failure. */
function difference(a: Evaluation, b: Evaluation): string | undefined {
  for (const part of Object.keys(a) as (keyof Evaluation)[]) {
    if (isDeepStrictEqual(a[part], b[part])) continue;
    if (part !== "problems") return `${part} differs`;
    const lines = (one: Evaluation): string[] => one.problems.map((each) => JSON.stringify(each));
    const [left, right] = [lines(a), lines(b)];
    const only = [
      ...left.filter((one) => !right.includes(one)).map((one) => `remembered only: ${one}`),
      ...right.filter((one) => !left.includes(one)).map((one) => `afresh only: ${one}`),
    ];
    return only.slice(0, 4).join("\n") || "problems differ in their order";
  }
  return undefined;
}

function checkSequence(start: State, edits: readonly RandomEdit[]): void {
  const evaluator = createEvaluator(catalogue);
  evaluator.evaluate(start.dossier, start);
  let state = start;
  for (const edit of edits) {
    state = edit.apply(state);
    const remembered = evaluator.evaluate(state.dossier, state);
    const afresh = evaluate(state.dossier, catalogue, state);
    expect(difference(remembered, afresh), `${edit.name} ${JSON.stringify(edit.dice)}`).toBeUndefined();
  }
  // Back to the start: nothing of the way there may stick.
  expect(
    difference(evaluator.evaluate(start.dossier, start), evaluate(start.dossier, catalogue, start)),
  ).toBeUndefined();
}

describe("incremental evaluation equals full evaluation", () => {
  it("for products", () => {
    fc.assert(
      fc.property(productEdits(), (edits) => {
        checkSequence(soundProduct(catalogue), edits);
      }),
      { numRuns: lawRuns(60) },
    );
  });
  it("for trust services", () => {
    fc.assert(
      fc.property(serviceEdits(), (edits) => {
        checkSequence(soundTrustService(catalogue), edits);
      }),
      { numRuns: lawRuns(25) },
    );
  });
});
