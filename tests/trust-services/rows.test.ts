/** Checks of rows: presence, ids, justification, content, dates; and of the scope and references around them. */
import { describe, expect, it } from "vitest";
import type { RequirementRow } from "#dossier";
import type { ProblemCode } from "#problems";
import {
  assess,
  assessOne,
  base,
  catalogueOf,
  changeList,
  codesOf,
  edition,
  find,
  goodRow,
  policyPart,
  requirement,
  statusOf,
} from "./made-up.ts";

function without(row: RequirementRow, ...fields: readonly (keyof RequirementRow)[]): RequirementRow {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !fields.some((one) => one === name)));
}

describe("presence", () => {
  it("a missing row blocks, and the fix adds one that claims nothing", () => {
    const found = find(assessOne(undefined), "requirement/row-missing");
    expect(found.severity).toBe("blocker");
    expect(found.fix).toEqual({
      title: "Add a row for REQ-5-01",
      safe: true,
      edits: [{ op: "set", path: ["requirements", base, "REQ-5-01"], value: { status: "not-assessed" } }],
    });
  });

  it("a row without a status blocks, a recommendation warns, a permission says nothing", () => {
    expect(codesOf(assessOne({}))).toEqual(["requirement/not-assessed"]);
    expect(codesOf(assessOne({ status: "not-assessed" }))).toEqual(["requirement/not-assessed"]);
    expect(codesOf(assessOne(undefined, { modality: "should" }))).toEqual([
      "requirement/recommendation-open",
    ]);
    expect(codesOf(assessOne({}, { modality: "should" }))).toEqual(["requirement/recommendation-open"]);
    expect(codesOf(assessOne({}, { modality: "may" }))).toEqual([]);
  });
});

describe("leaving out", () => {
  const leftOut = (justification?: string): RequirementRow => ({
    status: "not-applicable",
    ...(justification === undefined ? {} : { justification }),
  });

  it("is refused for a requirement that binds without condition", () => {
    const result = assessOne(leftOut("We are small"));
    expect(codesOf(result)).toEqual(["requirement/not-applicable-not-allowed"]);
    expect(statusOf(result, "REQ-5-01")).toBe("not-assessed");
  });

  it("is refused where the condition is answered yes", () => {
    const result = assessOne(
      leftOut("We are small"),
      { condition: "remote" },
      {
        dossier: {
          scope: {
            answers: { [base]: { remote: { answer: "yes" } } },
            service: { description: "x", practiceStatement: { title: "CPS" } },
          },
        },
      },
    );
    expect(codesOf(result)).toEqual(["requirement/not-applicable-against-condition"]);
  });

  it("is allowed for proportionality requirements with a justification only", () => {
    const pro = { id: "PRO-5-01" };
    expect(codesOf(assessOne(leftOut(), pro))).toEqual(["requirement/not-applicable-unjustified"]);
    const allowed = assessOne(leftOut("One person operates one server; the alarm rings at her desk"), pro);
    expect(codesOf(allowed)).toEqual([]);
    expect(statusOf(allowed, "PRO-5-01")).toBe("not-applicable");
  });

  it("a reason that only repeats the claim is circular", () => {
    expect(
      codesOf(assessOne(leftOut("Not applicable because we do not need it."), { id: "PRO-5-01" })),
    ).toEqual(["requirement/not-applicable-circular"]);
  });

  it("a recommendation needs a reason, whether not met, met in part or left out", () => {
    for (const status of ["not-met", "partly", "not-applicable"] as const) {
      const bare = assessOne({ ...goodRow, status }, { modality: "should" });
      expect(codesOf(bare)).toEqual(["requirement/recommendation-unjustified"]);
      const reasoned = assessOne(
        { ...goodRow, status, justification: "Clients cannot parse the format" },
        { modality: "should" },
      );
      expect(codesOf(reasoned)).toEqual([]);
    }
  });

  it("a status on a requirement that does not apply is noted", () => {
    const result = assessOne(
      goodRow,
      { condition: "remote" },
      {
        dossier: {
          scope: {
            answers: { [base]: { remote: { answer: "no", because: "on site" } } },
            service: { description: "x", practiceStatement: { title: "CPS" } },
          },
        },
      },
    );
    const found = find(result, "requirement/status-on-inapplicable");
    expect(found.severity).toBe("note");
    expect(found.fix?.edits[0]).toMatchObject({ op: "set", value: "not-applicable" });
    expect(codesOf(result)).toHaveLength(1);
  });
});

describe("content", () => {
  it.each<readonly [ProblemCode, RequirementRow]>([
    ["requirement/detail-missing", without(goodRow, "detail")],
    ["requirement/detail-says-nothing", { ...goodRow, detail: "TBD" }],
    ["requirement/detail-says-nothing", { ...goodRow, detail: "**Yes.**" }],
    ["requirement/practice-statement-missing", without(goodRow, "practiceStatement")],
    ["requirement/owner-missing", { ...goodRow, owner: " " }],
    ["requirement/assessment-undated", without(goodRow, "assessedOn")],
    ["requirement/assessment-undated", without(goodRow, "assessedBy")],
    ["requirement/assessment-in-future", { ...goodRow, assessedOn: "2026-11-26" }],
    ["requirement/assessment-stale", { ...goodRow, assessedOn: "2025-11-24" }],
  ])("%s", (code, row) => {
    expect(codesOf(assessOne(row))).toEqual([code]);
  });

  it("a year to the day is not stale", () => {
    expect(codesOf(assessOne({ ...goodRow, assessedOn: "2025-11-25" }))).toEqual([]);
  });

  it("a choice must be named, and the remedy lists the alternatives", () => {
    const choice = [
      { when: "root CA", then: "two signatures" },
      { when: null, then: "one signature" },
    ];
    const found = find(assessOne(goodRow, { choice }), "requirement/choice-missing");
    expect(found.remedy).toContain("root CA: two signatures | one signature");
    expect(codesOf(assessOne({ ...goodRow, choice: "two signatures" }, { choice }))).toEqual([]);
  });

  it("an overdue row warns until it is met", () => {
    const row = { ...goodRow, status: "partly", due: "2026-11-24" } as const;
    expect(codesOf(assessOne(row))).toContain("requirement/overdue");
    expect(codesOf(assessOne({ ...row, due: "2026-11-25" }))).not.toContain("requirement/overdue");
    expect(codesOf(assessOne({ ...row, status: "met" }))).toEqual([]);
  });

  it("a recommendation that is met needs usable evidence", () => {
    expect(codesOf(assessOne(without(goodRow, "evidence"), { modality: "should" }))).toEqual([
      "requirement/recommendation-met-without-evidence",
    ]);
  });
});

describe("ids", () => {
  const pinned = edition(base, "V2.1.1", [
    requirement("REQ-5-01"),
    requirement("REQ-5-02"),
    requirement("REQ-5-03"),
  ]);
  const earlier = edition(
    base,
    "V1.1.1",
    ["REQ-5-01", "REQ-5-01X", "REQ-5-02X", "REQ-5-03X"].map((id) => requirement(id)),
  );
  const list = changeList("V1.1.1", "V2.1.1", [
    ["REQ-5-01X", ["REQ-5-01"]],
    ["REQ-5-02X", ["REQ-5-02", "REQ-5-03"]],
    ["REQ-5-03X", []],
  ]);
  const catalogue = catalogueOf([earlier, pinned], [list]);
  const rowOn = (id: string, more = {}) =>
    assess({ editions: [pinned], catalogue, rows: { [id]: goodRow, ...more } });

  it("an id of another edition is led through the change list, with a fix where it is one to one", () => {
    const found = find(rowOn("REQ-5-01X"), "requirement/row-of-other-edition");
    expect(found.message).toBe("REQ-5-01X is an id of V1.1.1; in V2.1.1 it is REQ-5-01");
    expect(found.fix?.edits).toEqual([
      { op: "rename", path: ["requirements", base, "REQ-5-01X"], to: "REQ-5-01" },
    ]);
    expect(
      find(rowOn("REQ-5-01X", { "REQ-5-01": goodRow }), "requirement/row-of-other-edition").fix,
    ).toBeUndefined();
    const split = find(rowOn("REQ-5-02X"), "requirement/row-of-other-edition");
    expect(split.message).toContain("REQ-5-02, REQ-5-03");
    expect(split.fix).toBeUndefined();
    expect(find(rowOn("REQ-5-03X"), "requirement/row-of-other-edition").message).toContain(
      "no counterpart in V2.1.1",
    );
  });

  it("the change list is read backwards too, and its absence is said", () => {
    const back = assess({ editions: [earlier], catalogue, rows: { "REQ-5-02": goodRow } });
    expect(find(back, "requirement/row-of-other-edition").message).toBe(
      "REQ-5-02 is an id of V2.1.1; in V1.1.1 it is REQ-5-02X",
    );
    const none = assess({
      editions: [pinned],
      catalogue: catalogueOf([earlier, pinned]),
      rows: { "REQ-5-01X": goodRow },
    });
    expect(find(none, "requirement/row-of-other-edition").message).toContain("no change list");
  });

  it.each([
    ["REQ-5-1", "REQ-5-01"],
    ["req-5-02", "REQ-5-02"],
    ["REQ 5-03", "REQ-5-03"],
  ])("%s means %s", (typed, meant) => {
    const found = find(rowOn(typed), "requirement/row-unknown");
    expect(found.remedy).toContain(`Did you mean ${meant}?`);
    expect(found.fix?.edits).toEqual([{ op: "rename", path: ["requirements", base, typed], to: meant }]);
  });

  it("an id far from all others gets no guess", () => {
    expect(find(rowOn("XYZ"), "requirement/row-unknown").fix).toBeUndefined();
  });

  it("rows under a document that is not pinned are one problem, with the document that is meant", () => {
    const result = assess({
      editions: [pinned],
      dossier: { requirements: { "EN 900 100": { "REQ-5-01": goodRow } } },
    });
    const found = find(result, "requirement/row-document-not-pinned");
    expect(found.fix?.edits).toEqual([{ op: "rename", path: ["requirements", "EN 900 100"], to: base }]);
  });
});

describe("scope and references", () => {
  const citing = (incorporates: Parameters<typeof requirement>[1]) =>
    edition(policyPart, "V1.1.1", [requirement("OVR-5-01", incorporates)]);

  it("a document that is built on must be pinned; its references are not reported one by one", () => {
    const needed = edition(base, "V1.1.1", [requirement("REQ-5-01")]);
    const pinned = citing({ incorporates: [{ document: base, ids: ["REQ-5-01"] }] });
    const result = assess({ editions: [pinned], catalogue: catalogueOf([needed, pinned]) });
    const found = find(result, "requirement/document-missing");
    expect(found.fix?.edits).toEqual([
      { op: "set", path: ["header", "standards", 1], value: { document: base, edition: "V1.1.1" } },
    ]);
    expect(codesOf(result)).not.toContain("requirement/reference-unresolved");
  });

  it("service and practice statement must be identified", () => {
    const result = assessOne(goodRow, {}, { dossier: { scope: {} } });
    expect(codesOf(result)).toEqual([
      "requirement/service-undescribed",
      "requirement/practice-statement-unidentified",
    ]);
    expect(find(result, "requirement/practice-statement-unidentified").cites).toEqual([
      { document: base, edition: "V1.1.1", clause: "6.1" },
    ]);
  });

  it("a partial edition is noted once, and so are references into it", () => {
    const partial = edition(
      base,
      "V1.1.1",
      [requirement("REQ-5-01", { confidence: "recalled" }), requirement("REQ-5-02")],
      { completeness: "partial" },
    );
    const result = assess({
      editions: [partial, citing({ incorporates: [{ document: base, ids: ["REQ-5-01", "REQ-5-02"] }] })],
      rows: { "REQ-5-01": goodRow, "REQ-5-02": goodRow },
    });
    expect(find(result, "requirement/edition-partial").message).toContain("1 of its 2 requirements");
    expect(find(result, "requirement/edition-partial").message).toContain(
      "not fit to be the sole basis of an audit",
    );
    expect(find(result, "requirement/reference-uncertain").message).toContain("2 references into");
  });

  it("a reference to a record written from memory is noted", () => {
    const result = assess({
      editions: [
        edition(base, "V1.1.1", [requirement("REQ-5-01", { confidence: "recalled" })]),
        citing({ incorporates: [{ document: base, ids: ["REQ-5-01"] }] }),
      ],
    });
    expect(find(result, "requirement/reference-uncertain").message).toContain("written from memory");
  });

  it("an unresolved reference is shown as printed and says which numbering is meant", () => {
    const result = assess({
      editions: [
        edition(base, "V2.1.1", [requirement("REQ-5-01")]),
        citing({ incorporates: [{ document: base, ids: ["REQ-7.4-04A"], numbering: "V1.1.1" }] }),
      ],
    });
    const { message } = find(result, "requirement/reference-unresolved");
    expect(message).toContain("REQ-7.4-04A");
    expect(message).toContain("V1.1.1 numbering is meant");
  });
});
