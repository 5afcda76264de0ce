/** External evidence counts only with everything in order, and only for what it covers. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EvidenceItem, ExternalDecision } from "#dossier";
import type { TestGroup } from "#standards";
import type { EvidenceStatus } from "./evidence-status.ts";
import { externalConditionIds, externalEvidenceOutcome } from "./external-evidence.ts";

function groupOf(labelsByCase: Readonly<Record<string, readonly string[]>>): TestGroup {
  const cases = Object.entries(labelsByCase).map(([id, labels]) => ({
    id,
    units: labels.map((label) => ({ label })),
  }));
  return { id: "5.4-1", provision: "5.4-1", cases } as unknown as TestGroup;
}

const group = groupOf({ "5.4-1-1": ["a", "b"], "5.4-1-2": ["a"] });
const all = ["5.4-1-1 a", "5.4-1-1 b", "5.4-1-2 a"];
const conditions = Object.fromEntries(externalConditionIds.map((id) => [id, { answer: "yes" as const }]));
const accepted: ExternalDecision = {
  decision: "accepted",
  conditions,
  by: "M. Laine",
  on: "2026-05-01",
  because: "Scope read",
};
const usable: EvidenceStatus = { id: "CERT", state: "fresh", usable: true, because: "", until: undefined };

function certificate(covers: { groups?: string[]; units?: string[] }): EvidenceItem {
  return { title: "Secure element", type: "certificate", external: { scheme: "EUCC", covers } };
}

function outcome(
  item: EvidenceItem,
  decision: ExternalDecision | undefined,
  status: EvidenceStatus | undefined = usable,
) {
  const { effect, units } = externalEvidenceOutcome(item, "CERT", group, decision, status);
  return { effect, units };
}

const none = { effect: "none", units: [] };

describe("externalEvidenceOutcome", () => {
  it("covers the group that is in scope and accepted", () => {
    expect(outcome(certificate({ groups: ["5.4-1"] }), accepted)).toEqual({
      effect: "covers-group",
      units: all,
    });
    expect(outcome(certificate({ units: all }), accepted)).toEqual({ effect: "covers-group", units: all });
  });

  it("covers no more than its scope", () => {
    const item = certificate({ units: ["5.4-1-1  b", "5.5-1-1 a"] });
    expect(outcome(item, accepted)).toEqual({ effect: "covers-units", units: ["5.4-1-1 b"] });
    expect(outcome(certificate({ groups: ["5.4-2"] }), accepted)).toEqual(none);
    expect(outcome(certificate({}), accepted)).toEqual(none);
  });

  it("covers no more than the decision", () => {
    const item = certificate({ groups: ["5.4-1"] });
    expect(outcome(item, { ...accepted, decision: "partly", units: ["5.4-1-2 a"] })).toEqual({
      effect: "covers-units",
      units: ["5.4-1-2 a"],
    });
    expect(outcome(item, { ...accepted, units: ["5.4-1-2 a"] }).effect).toBe("covers-units");
    expect(outcome(item, { ...accepted, decision: "partly" })).toEqual(none);
    expect(outcome(item, { ...accepted, decision: "rejected" })).toEqual(none);
    expect(outcome(item, undefined)).toEqual(none);
  });

  it("counts for nothing when anything is missing, over all combinations", () => {
    const answer = fc.constantFrom("yes", "no", "unknown", undefined);
    fc.assert(
      fc.property(
        fc.array(answer, { minLength: 6, maxLength: 6 }),
        fc.constantFrom(undefined, "M. Laine", " "),
        fc.constantFrom(undefined, "2026-05-01"),
        fc.constantFrom(undefined, "Scope read", ""),
        fc.constantFrom(usable, { ...usable, state: "expired" as const, usable: false }, undefined),
        fc.boolean(),
        (answers, by, on, because, status, declared) => {
          const given: Record<string, { answer: "yes" | "no" | "unknown" }> = {};
          answers.forEach((one, index) => {
            if (one !== undefined) given[`EE-${String(index + 1)}`] = { answer: one };
          });
          const decision: ExternalDecision = { decision: "accepted", conditions: given, by, on, because };
          const { external, ...plain } = certificate({ groups: ["5.4-1"] });
          const item: EvidenceItem = declared && external !== undefined ? { ...plain, external } : plain;
          const complete =
            answers.every((one) => one === "yes") &&
            by === "M. Laine" &&
            on !== undefined &&
            because === "Scope read" &&
            status?.usable === true &&
            declared;
          const { effect } = externalEvidenceOutcome(item, "CERT", group, decision, status);
          expect(effect).toBe(complete ? "covers-group" : "none");
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("follows the conditions of the edition", () => {
    const { effect } = externalEvidenceOutcome(
      certificate({ groups: ["5.4-1"] }),
      "CERT",
      group,
      accepted,
      usable,
      ["EE-7"],
    );
    expect(effect).toBe("none");
  });
});
