/** Which requirements apply: void ids, policies, choices between policies, conditions. */
import { describe, expect, it } from "vitest";
import type { Dossier } from "#dossier";
import {
  assess,
  assessmentOf,
  base,
  codesOf,
  edition,
  find,
  goodRow,
  policy,
  policyPart,
  requirement,
} from "./made-up.ts";

const conditions = [
  { id: "remote-work", text: "people work remotely" },
  { id: "outsourcing", text: "parts are outsourced" },
];

function applicability(
  parts: Parameters<typeof requirement>[1],
  policies: Dossier["header"]["policies"],
  dossier: Partial<Dossier> = {},
) {
  const result = assess({
    editions: [
      edition(base, "V1.1.1", [requirement("REQ-5-01", parts)], {
        conditions,
        policies: [
          policy("LOW"),
          policy("HIGH", { includes: ["LOW"] }),
          policy("WEB", { kind: "marker" }),
          policy("OV"),
          policy("IV"),
          policy("DV"),
          policy("QWEB", { includes: ["LOW"], oneOf: [["OV", "IV"]] }),
        ],
      }),
    ],
    policies,
    dossier,
  });
  return { ...assessmentOf(result, "REQ-5-01").applicability, result };
}

describe("policies", () => {
  it("a requirement without policies binds every provider", () => {
    expect(applicability({}, ["LOW"])).toMatchObject({ state: "applies", open: [] });
  });

  it("a claimed policy binds, directly or through what it includes", () => {
    expect(applicability({ policies: ["LOW"] }, ["LOW"]).because).toEqual(["it binds LOW; LOW is claimed"]);
    expect(applicability({ policies: ["LOW"] }, ["HIGH"]).because).toEqual([
      "it binds LOW; LOW comes with the claimed HIGH",
    ]);
  });

  it("a policy that is not claimed leaves the requirement out, with the reason", () => {
    const answer = applicability({ policies: ["HIGH"] }, ["LOW"]);
    expect(answer).toMatchObject({
      state: "does-not-apply",
      because: ["it binds HIGH, which is not claimed"],
      open: [],
    });
    expect(assessmentOf(answer.result, "REQ-5-01").status).toBe("not-applicable");
    expect(codesOf(answer.result)).toEqual([]);
  });

  it("as long as nothing is claimed, a bound requirement is undetermined", () => {
    const answer = applicability({ policies: ["HIGH"] }, undefined);
    expect(answer).toMatchObject({ state: "undetermined", open: ["policies"] });
    expect(find(answer.result, "requirement/no-policy-claimed").at).toEqual(["header", "policies"]);
  });

  it("an open choice leaves undetermined only what depends on it", () => {
    expect(applicability({ policies: ["OV"] }, ["QWEB"])).toMatchObject({
      state: "undetermined",
      open: ["QWEB"],
    });
    expect(applicability({ policies: ["DV", "OV", "IV"] }, ["QWEB"]).state).toBe("applies");
    expect(applicability({ policies: ["DV"] }, ["QWEB"]).state).toBe("does-not-apply");
    expect(applicability({ policies: ["OV"] }, [{ policy: "QWEB", with: ["OV"] }]).state).toBe("applies");
    expect(applicability({ policies: ["OV"] }, [{ policy: "QWEB", with: ["IV"] }]).state).toBe(
      "does-not-apply",
    );
  });

  it("reports an open choice, a choice that is not offered, and names that are no policy", () => {
    const open = find(applicability({}, ["QWEB"]).result, "requirement/policy-choice-open");
    expect(open.message).toBe("QWEB builds on OV or IV, and the dossier does not say on which");
    expect(open.remedy).toContain("{ policy: QWEB, with: [OV] }");
    expect(open.cites[0]?.clause).toBe("5");
    const invalid = find(
      applicability({}, [{ policy: "QWEB", with: ["OV", "DV"] }]).result,
      "requirement/policy-choice-invalid",
    );
    expect(invalid.at).toEqual(["header", "policies", 0, "with", 1]);
    const typo = find(applicability({}, ["LOW", "HIHG"]).result, "requirement/policy-unknown");
    expect(typo.fix?.edits).toEqual([{ op: "set", path: ["header", "policies", 1], value: "HIGH" }]);
    expect(find(applicability({}, ["WEB"]).result, "requirement/policy-unknown").message).toContain(
      "marks requirements",
    );
  });

  it("a policy of a document that is not pinned asks to pin it", () => {
    const pinned = edition(base, "V1.1.1", [requirement("REQ-5-01")], { policies: [policy("LOW")] });
    const other = edition(policyPart, "V2.1.1", [requirement("OVR-5-01")], { policies: [policy("QUAL")] });
    const result = assess({
      editions: [pinned],
      catalogue: { editions: [pinned, other], changeLists: [], registry: undefined },
      policies: ["QUAL"],
    });
    expect(find(result, "requirement/policy-unknown").remedy).toBe(
      `Pin ${policyPart} V2.1.1, which defines QUAL.`,
    );
  });
});

describe("conditions", () => {
  const bound = { condition: "remote-work" };
  const answers = (answer: "yes" | "no" | "unknown", because?: string): Partial<Dossier> => ({
    scope: {
      answers: { [base]: { "remote-work": { answer, ...(because === undefined ? {} : { because }) } } },
    },
  });
  const row = (answer: "yes" | "no", because?: string): Partial<Dossier> => ({
    requirements: {
      [base]: { "REQ-5-01": { condition: { answer, ...(because === undefined ? {} : { because }) } } },
    },
  });

  it("yes applies, no does not apply and quotes the reason, unknown and silence are undetermined", () => {
    expect(applicability(bound, ["LOW"], answers("yes")).state).toBe("applies");
    const no = applicability(bound, ["LOW"], answers("no", "All work on site"));
    expect(no).toMatchObject({ state: "does-not-apply", open: [] });
    expect(no.because[0]).toBe(
      "condition remote-work (people work remotely) does not hold: All work on site",
    );
    expect(applicability(bound, ["LOW"], answers("unknown"))).toMatchObject({
      state: "undetermined",
      open: ["remote-work"],
    });
    expect(applicability(bound, ["LOW"]).state).toBe("undetermined");
  });

  it("the row answers where the scope does not", () => {
    expect(applicability(bound, ["LOW"], row("yes")).state).toBe("applies");
    expect(applicability(bound, ["LOW"], { ...answers("unknown"), ...row("no", "x") }).state).toBe(
      "does-not-apply",
    );
  });

  it("a policy that is not claimed decides, whatever the condition", () => {
    const answer = applicability({ ...bound, policies: ["HIGH"] }, ["LOW"]);
    expect(answer.state).toBe("does-not-apply");
    expect(codesOf(answer.result)).not.toContain("requirement/condition-unanswered");
  });

  it("two answers that disagree are a problem and leave it undetermined", () => {
    const answer = applicability(bound, ["LOW"], { ...answers("no", "x"), ...row("yes") });
    expect(answer.state).toBe("undetermined");
    expect(find(answer.result, "requirement/condition-contradiction").at).toEqual([
      "requirements",
      base,
      "REQ-5-01",
      "condition",
    ]);
    expect(codesOf(answer.result)).not.toContain("requirement/condition-unanswered");
  });

  it("an open condition is one problem, with the requirements that wait", () => {
    const result = assess({
      editions: [
        edition(
          base,
          "V1.1.1",
          [
            requirement("REQ-5-01", bound),
            requirement("REQ-5-02", bound),
            requirement("REQ-5-03", { condition: "outsourcing" }),
          ],
          { conditions },
        ),
      ],
    });
    const open = result.problems.filter((one) => one.code === "requirement/condition-unanswered");
    expect(open.map((one) => one.at.at(-1))).toEqual(["remote-work", "outsourcing"]);
    expect(open[0]?.message).toContain("2 requirements wait for it: REQ-5-01, REQ-5-02");
    expect(codesOf(result)).not.toContain("requirement/row-missing");
  });

  it("a denial without reason, in scope or row, and an answer to no condition are reported", () => {
    expect(
      find(applicability(bound, ["LOW"], answers("no")).result, "requirement/condition-without-reason").at,
    ).toEqual(["scope", "answers", base, "remote-work", "because"]);
    expect(
      find(applicability(bound, ["LOW"], row("no")).result, "requirement/condition-without-reason").at,
    ).toEqual(["requirements", base, "REQ-5-01", "condition", "because"]);
    const typo = applicability(bound, ["LOW"], {
      scope: { answers: { [base]: { "remote-wrok": { answer: "yes" } } } },
    });
    expect(find(typo.result, "requirement/condition-unknown").fix?.edits).toEqual([
      { op: "rename", path: ["scope", "answers", base, "remote-wrok"], to: "remote-work" },
    ]);
    const needless = applicability({}, ["LOW"], row("yes"));
    expect(find(needless.result, "requirement/condition-unknown").fix?.edits[0]?.op).toBe("remove");
  });
});

describe("void ids", () => {
  const editions = [
    edition(base, "V1.1.1", [
      requirement("REQ-5-01", { void: true, modality: null, possibleSuccessors: ["REQ-5-01A"] }),
      requirement("REQ-5-01A"),
    ]),
  ];

  it("are never required and appear nowhere", () => {
    const result = assess({ editions });
    expect(result.requirements.map((one) => one.requirement.id)).toEqual(["REQ-5-01A"]);
    expect(codesOf(result)).toEqual(["requirement/row-missing"]);
  });

  it("a row on one names the successor and offers to move there, unless a row stands there already", () => {
    const found = find(assess({ editions, rows: { "REQ-5-01": goodRow } }), "requirement/row-void");
    expect(found.message).toContain("REQ-5-01A probably took its place");
    expect(found.fix?.edits).toEqual([
      { op: "rename", path: ["requirements", base, "REQ-5-01"], to: "REQ-5-01A" },
    ]);
    const both = assess({ editions, rows: { "REQ-5-01": goodRow, "REQ-5-01A": goodRow } });
    expect(find(both, "requirement/row-void").fix).toBeUndefined();
  });
});
