/** The status that counts: row, evidence, findings and incorporated requirements. */
import { describe, expect, it } from "vitest";
import type { Finding, RequirementRow } from "#dossier";
import {
  assess,
  assessOne,
  assessmentOf,
  base,
  codesOf,
  edition,
  evidenceItem,
  find,
  goodRow,
  policyPart,
  requirement,
  status,
  statusOf,
} from "./made-up.ts";

const key = "EN 900 100/REQ-5-01";

function without(row: RequirementRow, ...fields: readonly (keyof RequirementRow)[]): RequirementRow {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !fields.some((one) => one === name)));
}

describe("a row and its evidence", () => {
  it("a complete row with usable evidence is met, without a problem", () => {
    const result = assessOne(goodRow);
    expect(statusOf(result, "REQ-5-01")).toBe("met");
    expect(codesOf(result)).toEqual([]);
  });

  it("met without evidence and practice statement counts as not assessed and blocks", () => {
    const result = assessOne(without(goodRow, "evidence", "practiceStatement"));
    expect(statusOf(result, "REQ-5-01")).toBe("not-assessed");
    const found = find(result, "requirement/met-without-evidence");
    expect(found.severity).toBe("blocker");
    expect(found.subject).toBe(key);
    expect(found.at).toEqual(["requirements", base, "REQ-5-01", "evidence"]);
    expect(found.cites[0]).toEqual({ document: base, edition: "V1.1.1", clause: "REQ-5-01" });
  });

  it("met on the practice statement alone counts as met in part", () => {
    const result = assessOne(without(goodRow, "evidence"));
    expect(statusOf(result, "REQ-5-01")).toBe("partly");
    expect(find(result, "requirement/documented-only").severity).toBe("warning");
  });

  it("met with evidence that cannot be used counts as met in part, and names state and item", () => {
    const result = assessOne(goodRow, {}, { statuses: [status("EV-1", false)] });
    expect(statusOf(result, "REQ-5-01")).toBe("partly");
    expect(find(result, "requirement/evidence-unusable").message).toContain("EV-1 (expired)");
  });

  it("evidence that the dossier does not have counts as unusable", () => {
    const result = assessOne({ ...goodRow, evidence: ["EV-9"] });
    expect(statusOf(result, "REQ-5-01")).toBe("partly");
    expect(find(result, "requirement/evidence-unusable").message).toContain("EV-9 (not in the dossier)");
  });

  it.each([
    [
      "an evidence item that supports it",
      { evidence: { "EV-1": evidenceItem({ supports: { requirements: [key] } }) } },
    ],
    [
      "an evidence item written with ETSI and edition",
      { evidence: { "EV-1": evidenceItem({ supports: { requirements: [`${base} V1.1.1/REQ-5-01`] } }) } },
    ],
    [
      "a control",
      { controls: { C1: { title: "C", statement: "s", requirements: [key], evidence: ["EV-1"] } } },
    ],
    [
      "an evidence item that supports its control",
      {
        controls: { C1: { title: "C", statement: "s", requirements: ["REQ-5-01"] } },
        evidence: { "EV-1": evidenceItem({ supports: { controls: ["C1"] } }) },
      },
    ],
  ])("evidence reaches a requirement through %s", (_through, records) => {
    const rows = { "REQ-5-01": without(goodRow, "evidence") };
    const result = assessOne(undefined, {}, { rows, dossier: records });
    expect(assessmentOf(result, "REQ-5-01").evidence).toEqual(["EV-1"]);
    expect(statusOf(result, "REQ-5-01")).toBe("met");
  });

  it("states not-met and partly as they are, with a problem each", () => {
    expect(statusOf(assessOne({ ...goodRow, status: "not-met" }), "REQ-5-01")).toBe("not-met");
    expect(codesOf(assessOne({ ...goodRow, status: "not-met" }))).toEqual(["requirement/not-met"]);
    expect(statusOf(assessOne({ ...goodRow, status: "partly" }), "REQ-5-01")).toBe("partly");
    expect(codesOf(assessOne({ ...goodRow, status: "partly" }))).toEqual(["requirement/partly-met"]);
  });

  it("a permission needs neither row nor evidence", () => {
    expect(codesOf(assessOne(undefined, { modality: "may" }))).toEqual([]);
    expect(statusOf(assessOne({ status: "met" }, { modality: "may" }), "REQ-5-01")).toBe("met");
  });
});

describe("findings", () => {
  const open: Finding = {
    title: "F",
    kind: "nonconformity",
    grade: "minor",
    concerns: { requirements: [key] },
    state: "open",
  };
  const ungraded: Finding = {
    title: "F",
    kind: "nonconformity",
    concerns: { requirements: [key] },
    state: "open",
  };
  const recorded = (one: Finding) => ({ findings: { F1: one } });

  it.each<readonly [string, Finding, string]>([
    ["an open major nonconformity", { ...open, grade: "major" }, "not-met"],
    ["one whose grade nobody recorded", ungraded, "not-met"],
    ["an open minor nonconformity", open, "partly"],
    ["a minor one that is done but not verified", { ...open, state: "done" }, "partly"],
    ["a gap", { ...ungraded, kind: "gap" }, "partly"],
    ["a verified one", { ...open, grade: "major", state: "verified" }, "met"],
    ["an observation", { ...ungraded, kind: "observation" }, "met"],
  ])("%s", (_what, finding, expected) => {
    const result = assessOne(goodRow, {}, { dossier: recorded(finding) });
    expect(statusOf(result, "REQ-5-01")).toBe(expected);
    expect(codesOf(result).includes("requirement/met-despite-finding")).toBe(expected !== "met");
  });

  it("a finding on a control limits the requirements that rest on it to partly", () => {
    const result = assessOne(
      goodRow,
      {},
      {
        dossier: {
          controls: { C1: { title: "C", statement: "s", requirements: [key] } },
          ...recorded({ ...open, grade: "major", concerns: { controls: ["C1"] } }),
        },
      },
    );
    expect(statusOf(result, "REQ-5-01")).toBe("partly");
    expect(find(result, "requirement/met-despite-finding").message).toContain(
      "control C1 has the open finding F1",
    );
  });

  it("a planned correction with owner and day turns a gap from blocker to warning, until the day is over", () => {
    const planned = recorded({ ...open, actions: [{ what: "fix", owner: "Ops", due: "2027-01-31" }] });
    const row = { ...goodRow, status: "partly" } as const;
    expect(codesOf(assessOne(row, {}, { dossier: planned }))).toEqual(["requirement/partly-met-planned"]);
    const late = assessOne(row, {}, { dossier: planned, now: "2027-02-01" });
    expect(find(late, "requirement/partly-met").message).toContain("was due on 2027-01-31");
  });
});

describe("incorporated requirements", () => {
  const members = (...ids: readonly string[]) => [{ document: base, ids: [...ids] }];
  const two = (rows: Readonly<Record<string, RequirementRow>>, citing?: RequirementRow, parts = {}) =>
    assess({
      editions: [
        edition(base, "V1.1.1", [
          requirement("REQ-5-01"),
          requirement("REQ-5-02"),
          requirement("REQ-5-03", { modality: "should" }),
        ]),
        edition(policyPart, "V1.1.1", [
          requirement("OVR-5-01", { incorporates: members("REQ-5-01", "REQ-5-02", "REQ-5-03"), ...parts }),
        ]),
      ],
      dossier: {
        requirements: {
          [base]: rows,
          ...(citing === undefined ? {} : { [policyPart]: { "OVR-5-01": citing } }),
        },
      },
    });
  const of = (result: ReturnType<typeof two>) => statusOf(result, "OVR-5-01", policyPart);

  it.each([
    ["met", "met", "met"],
    ["met", "not-met", "partly"],
    ["partly", "not-met", "partly"],
    ["met", "not-assessed", "partly"],
    ["not-met", "not-assessed", "not-met"],
    ["not-met", "not-met", "not-met"],
    ["not-assessed", "not-assessed", "not-assessed"],
  ] as const)("%s and %s give %s", (a, b, expected) => {
    const result = two({ "REQ-5-01": { ...goodRow, status: a }, "REQ-5-02": { ...goodRow, status: b } });
    expect(of(result)).toBe(expected);
  });

  it("recommendations and requirements that do not apply do not count", () => {
    const result = assess({
      editions: [
        edition(base, "V1.1.1", [requirement("REQ-5-01"), requirement("REQ-5-02", { condition: "c" })], {
          conditions: [{ id: "c", text: "c" }],
        }),
        edition(policyPart, "V1.1.1", [
          requirement("OVR-5-01", { incorporates: members("REQ-5-01", "REQ-5-02") }),
        ]),
      ],
      dossier: {
        scope: { answers: { [base]: { c: { answer: "no", because: "there is none" } } } },
        requirements: { [base]: { "REQ-5-01": goodRow } },
      },
    });
    expect(of(result)).toBe("met");
  });

  it("needs no row of its own, and no evidence of its own when it has one", () => {
    const met = { "REQ-5-01": goodRow, "REQ-5-02": goodRow, "REQ-5-03": goodRow };
    expect(codesOf(two(met))).toEqual([]);
    expect(codesOf(two(met, { status: "met" }))).toEqual([]);
    expect(of(two(met, { status: "met" }))).toBe("met");
  });

  it("its own row can only lower the status", () => {
    const met = { "REQ-5-01": goodRow, "REQ-5-02": goodRow };
    expect(of(two(met, { ...goodRow, status: "not-met" }))).toBe("not-met");
    expect(of(two(met, { ...goodRow, status: "partly" }))).toBe("partly");
    const result = two({ "REQ-5-01": goodRow, "REQ-5-02": { ...goodRow, status: "not-met" } }, goodRow);
    expect(of(result)).toBe("partly");
    const found = find(result, "requirement/incorporated-not-met");
    expect(found.message).toBe(
      "OVR-5-01 is stated met, but a requirement it incorporates is not: EN 900 100/REQ-5-02",
    );
    expect(found.at).toEqual(["requirements", policyPart, "OVR-5-01", "status"]);
  });

  it("a finding limits it too", () => {
    const result = assess({
      editions: [
        edition(base, "V1.1.1", [requirement("REQ-5-01")]),
        edition(policyPart, "V1.1.1", [requirement("OVR-5-01", { incorporates: members("REQ-5-01") })]),
      ],
      rows: { "REQ-5-01": goodRow },
      dossier: {
        requirements: { [base]: { "REQ-5-01": goodRow } },
        findings: {
          F1: {
            title: "F",
            kind: "nonconformity",
            grade: "major",
            concerns: { requirements: ["OVR-5-01"] },
            state: "open",
          },
        },
      },
    });
    expect(of(result)).toBe("not-met");
    expect(statusOf(result, "REQ-5-01")).toBe("met");
  });

  it("where only recommendations are left, its own row decides", () => {
    const result = assess({
      editions: [
        edition(base, "V1.1.1", [requirement("REQ-5-03", { modality: "should" })]),
        edition(policyPart, "V1.1.1", [requirement("OVR-5-01", { incorporates: members("REQ-5-03") })]),
      ],
    });
    expect(of(result)).toBe("not-assessed");
    expect(codesOf(result)).toContain("requirement/row-missing");
  });

  it("what a reference leaves open, the row must answer for", () => {
    const parts = {
      incorporates: [...members("REQ-5-01", "REQ-5-02"), { document: base, ids: ["REQ-9-99"] }],
    };
    const met = { "REQ-5-01": goodRow, "REQ-5-02": goodRow, "REQ-5-03": goodRow };
    const open = two(met, undefined, parts);
    expect(of(open)).toBe("partly");
    expect(find(open, "requirement/reference-unresolved").message).toContain("REQ-9-99");
    expect(find(open, "requirement/row-missing").message).toContain("REQ-9-99");
    expect(of(two(met, goodRow, parts))).toBe("met");
    expect(of(two(met, { status: "met" }, parts))).toBe("partly");
  });

  it("a circle ends, is reported once and counts as not assessed", () => {
    const circle = (first: string, second: string) => [
      requirement(first, { incorporates: members(second) }),
      requirement(second, { incorporates: members(first) }),
      requirement("REQ-5-09", { incorporates: members("REQ-5-09") }),
    ];
    const rows = {
      "REQ-5-01": goodRow,
      "REQ-5-02": goodRow,
      "REQ-5-09": { ...goodRow, status: "not-met" } as const,
    };
    const result = assess({ editions: [edition(base, "V1.1.1", circle("REQ-5-01", "REQ-5-02"))], rows });
    expect(result.problems.filter((one) => one.code === "requirement/reference-cycle")).toHaveLength(2);
    expect(statusOf(result, "REQ-5-01")).toBe("not-assessed");
    expect(statusOf(result, "REQ-5-02")).toBe("not-assessed");
    expect(statusOf(result, "REQ-5-09")).toBe("not-met");
  });
});
