/** The six misjudgements that assessments are known for, each as a small story: what was recorded, and what Plumbline says. */
import { describe, expect, it } from "vitest";
import { evaluate, type Evaluation } from "#evaluation";
import type { Problem } from "#problems";
import { drop, evidence, icsRow, inOrder, runResult, set, type Change } from "../doubles/edits.ts";
import { loadCatalogue } from "../doubles/load-catalogue.ts";
import { soundProduct } from "../doubles/sound-product.ts";
import { verdictsOf } from "./verdict-order.ts";

const catalogue = loadCatalogue();
const sound = soundProduct(catalogue);

function after(...changes: readonly Change[]): Evaluation {
  return evaluate(inOrder(...changes)(sound.dossier), catalogue, sound);
}

function found(evaluation: Evaluation, code: Problem["code"]): readonly Problem[] {
  return evaluation.problems.filter((one) => one.code === code);
}

function verdict(evaluation: Evaluation, name: string): string | undefined {
  return verdictsOf(evaluation).get(name);
}

describe("an alternative of the pass criterion", () => {
  const notListed = {
    indication: "not-met",
    observation: "No catalogue lists the cipher for this use.",
  } as const;
  const run = (alternative?: { answer: "yes" | "no"; because: string }): Evaluation =>
    after(
      runResult(
        "5.1-3-1",
        "c",
        "AuthMech-Main",
        alternative === undefined ? notListed : { ...notListed, alternative },
      ),
    );

  it("that was not examined leaves the case open, and says so", () => {
    const evaluation = run();
    expect(found(evaluation, "guard/escape-clause-ignored")).toHaveLength(1);
    expect(verdict(evaluation, "case 5.1-3-1")).toBe("INCONCLUSIVE");
  });
  it("that holds saves the case", () => {
    const evaluation = run({ answer: "yes", because: "A risk analysis by the supplier covers the cipher." });
    expect(found(evaluation, "guard/escape-clause-ignored")).toEqual([]);
    expect(verdict(evaluation, "case 5.1-3-1")).toBe("PASS");
  });
  it("that does not hold lets the case fail", () => {
    const evaluation = run({ answer: "no", because: "Nothing speaks for the cipher." });
    expect(verdict(evaluation, "case 5.1-3-1")).toBe("FAIL");
    expect(verdict(evaluation, "overall")).toBe("FAIL");
  });
});

describe('"all" weakened to "some"', () => {
  it("a PASS on one of two entries is refused, with the number that is missing", () => {
    const evaluation = after(drop("assessment", "cases", "5.2-2-1", "units", "a", "VulnTypes-Spare"));
    const [guard] = found(evaluation, "guard/all-weakened-to-some");
    expect(guard?.message).toContain("1 of 3 runs");
    expect(guard?.at).toEqual(["assessment", "cases", "5.2-2-1", "verdict"]);
    expect(verdict(evaluation, "case 5.2-2-1")).toBe("INCONCLUSIVE");
  });
  it("where one entry is enough by the criterion, nothing is said", () => {
    const evaluation = after(drop("assessment", "cases", "5.3-4A-1", "units", "a", "UpdMech-Spare"));
    expect(found(evaluation, "guard/all-weakened-to-some")).toEqual([]);
    expect(verdict(evaluation, "case 5.3-4A-1")).toBe("PASS");
  });
});

describe("a contradiction between documents", () => {
  const contradiction = {
    indication: "not-met",
    cause: "documentation",
    observation: "ICS and IXIT name different mechanisms.",
    expected: "One mechanism.",
    actual: "Two.",
  } as const;
  it("is no functional FAIL", () => {
    const evaluation = after(
      runResult("5.3-2-2", "a", "UpdMech-Main", contradiction),
      runResult("5.3-2-2", "a", "UpdMech-Spare", contradiction),
    );
    expect(found(evaluation, "guard/document-contradiction-as-fail")).toHaveLength(1);
    expect(verdict(evaluation, "case 5.3-2-2")).toBe("INCONCLUSIVE");
  });
  it("may fail a conceptual unit, which judges documents", () => {
    const evaluation = after(runResult("5.2-1-1", "a", "once", contradiction));
    expect(verdict(evaluation, "case 5.2-1-1")).toBe("FAIL");
  });
});

describe("a result that other groups reuse", () => {
  const outdated = { indication: "not-met", observation: "The cipher is outdated." } as const;
  it("that is not met is not met in every group that applies it", () => {
    const evaluation = after(runResult("5.5-1-1", "d", "SecComMech-Main", outdated));
    expect(
      found(evaluation, "guard/inheritance-lost")
        .map((one) => one.subject)
        .sort(),
    ).toEqual(["5.5-6", "5.5-7", "5.8-1", "5.8-2"]);
    for (const group of ["5.5-1", "5.5-6", "5.5-7", "5.8-1", "5.8-2"])
      expect(verdict(evaluation, `group ${group}`)).toBe("FAIL");
  });
  it("on another entry touches only the groups that take this entry", () => {
    const evaluation = after(runResult("5.5-1-1", "d", "SecComMech-Spare", outdated));
    expect(verdict(evaluation, "group 5.8-1")).toBe("FAIL");
    expect(verdict(evaluation, "group 5.5-6")).toBe("PASS");
  });
});

describe("evidence about a part", () => {
  it("does not carry a result on the whole device", () => {
    const evaluation = after(evidence("CAPTURE-1", { boundary: { component: "Radio module" } }));
    expect(found(evaluation, "guard/evidence-stretched").length).toBeGreaterThan(50);
    expect(verdict(evaluation, "overall")).toBe("INCONCLUSIVE");
  });
  it("carries a result on that part", () => {
    const part = "UpdMech-Main";
    const evaluation = after(
      set("evidence", "PART-1").to({
        ...sound.dossier.evidence["CAPTURE-1"],
        title: "Update trace",
        sha256: undefined,
        file: undefined,
        link: "https://quaylight.example/trace",
        boundary: { component: part },
      }),
      runResult("5.3-2-2", "a", part, { artefacts: [{ evidence: "PART-1", pointer: "frame 7" }] }),
    );
    expect(found(evaluation, "guard/evidence-stretched")).toEqual([]);
    expect(verdict(evaluation, "case 5.3-2-2")).toBe("PASS");
  });
});

describe("a circular reason for N/A", () => {
  it.each([
    "Not applicable, because the provision does not apply to this device.",
    "N/A since it is not required here.",
    "The requirement is not relevant for our product.",
  ])("is refused: %s", (reason) => {
    const evaluation = after(icsRow("5.3-14", { detail: reason, justification: reason }));
    expect(found(evaluation, "guard/circular-na").map((one) => one.subject)).toEqual(["5.3-14"]);
  });
  it("a fact about the product is not", () => {
    const reason = "The boot loader sits in mask ROM of the radio chip, see drawing 12.";
    expect(
      found(after(icsRow("5.3-14", { detail: reason, justification: reason })), "guard/circular-na"),
    ).toEqual([]);
  });
});
