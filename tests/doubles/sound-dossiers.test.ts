/** The sound dossiers are sound: what the tests provoke later is not there before. */
import { describe, expect, it } from "vitest";
import { evaluate } from "#evaluation";
import { loadCatalogue } from "./load-catalogue.ts";
import { soundProduct } from "./sound-product.ts";
import { soundTrustService } from "./sound-trust-service.ts";

const catalogue = loadCatalogue();

describe("the sound product", () => {
  const sound = soundProduct(catalogue);
  const evaluation = evaluate(sound.dossier, catalogue, sound);
  it("has no blocker and no warning", () => {
    expect(
      evaluation.problems
        .filter((one) => one.severity !== "note")
        .map((one) => `${one.code}: ${one.message}`),
    ).toEqual([]);
  });
  it("has only the notice that it is a first-party assessment", () => {
    expect(evaluation.problems.map((one) => one.code)).toEqual(["dossier/first-party"]);
  });
  it("passes, with every claimed group tested", () => {
    expect(evaluation.verdicts?.overall.outcome).toBe("PASS");
    expect(evaluation.verdicts?.overall.counts).toEqual({
      PASS: 74,
      FAIL: 0,
      INCONCLUSIVE: 0,
      "not-tested": 4,
    });
    expect(evaluation.plan.questions).toEqual([]);
    expect(evaluation.plan.counts.runs).toBeGreaterThan(250);
  });
  it("has come through all phases of the gate", () => {
    expect(evaluation.readiness.current).toBeUndefined();
    expect(evaluation.readiness.phases.map((one) => one.state)).toEqual([
      "done",
      "done",
      "done",
      "done",
      "done",
      "done",
    ]);
  });
});

describe("the sound trust service", () => {
  const sound = soundTrustService(catalogue);
  const evaluation = evaluate(sound.dossier, catalogue, sound);
  it("has no blocker and no warning", () => {
    expect(
      evaluation.problems
        .filter((one) => one.severity !== "note")
        .map((one) => `${one.code}: ${one.message}`),
    ).toEqual([]);
  });
  it("meets every requirement that applies", () => {
    const counts = new Map<string, number>();
    for (const one of evaluation.requirements) counts.set(one.status, (counts.get(one.status) ?? 0) + 1);
    expect([...counts.keys()].sort()).toEqual(["met", "not-applicable"]);
    expect(counts.get("met")).toBeGreaterThan(700);
  });
  it("is held up by no phase of the gate", () => {
    expect(evaluation.readiness.blockers).toBe(0);
    expect(evaluation.readiness.phases.map((one) => one.state)).not.toContain("blocked");
  });
});
