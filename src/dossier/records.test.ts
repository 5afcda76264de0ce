/** Laws of a dossier taken apart and put together again, on small cases; random and real dossiers are under tests/. */
import { describe, expect, it } from "vitest";
import {
  dossierOf,
  keyFault,
  noteKeys,
  pathOfRecord,
  recordAt,
  recordBody,
  recordsOf,
  withRecord,
} from "./records.ts";
import { joinKey, splitKey } from "./record-kinds.ts";
import type { Dossier, Note } from "./dossier.ts";

const note = (text: string): Note => ({ source: "old.md", line: 1, text });

const small: Dossier = {
  header: {
    plumbline: 1,
    id: "lamp",
    kind: "product",
    subject: { name: "Lamp" },
    standards: [{ document: "ETSI EN 303 645", edition: "V3.1.3" }],
    objective: "self-assessment",
    parties: { supplier: { name: "Quay Light" }, assessment: "first-party" },
  },
  scope: {},
  ics: { "5.1-1": { support: "Y" }, "5.1-2": { support: "N" } },
  requirements: { "A/B~C": { "R/1": { status: "met" } }, Empty: {} },
  ixit: { "1-AuthMech": {}, "2-UserInfo": { E: { fields: { Description: "x" }, own: { owner: "A" } } } },
  controls: {},
  evidence: { EV: { title: "Scan", type: "scan" } },
  assessment: {
    selections: { E: { trait: { answer: "yes" } } },
    cases: { "5.1-1-1": { verdict: "PASS" } },
    groups: {},
    externalEvidence: { EV: { "5.1-1": { decision: "accepted" } } },
  },
  findings: {},
  governance: {},
  notes: [note("one"), note("two"), note("one")],
};

function putTogether(records: ReturnType<typeof recordsOf>): Dossier {
  const answer = dossierOf(records);
  if (!answer.ok) throw new Error(answer.error.map((one) => one.message).join("; "));
  return answer.value;
}

describe("taking apart", () => {
  it("gives every record its kind and key, also for empty tables and documents", () => {
    expect(recordsOf(small).map(({ kind, key, position }) => `${kind} ${key} ${String(position)}`)).toEqual([
      "header main 0",
      "scope main 0",
      "ics 5.1-1 0",
      "ics 5.1-2 1",
      "requirement-document A/B~C 0",
      "requirement-document Empty 1",
      "requirement A~1B~0C/R/1 0",
      "ixit-table 1-AuthMech 0",
      "ixit-table 2-UserInfo 1",
      "ixit 2-UserInfo/E 0",
      "evidence EV 0",
      "selection E 0",
      "case 5.1-1-1 0",
      "external-decision EV 0",
      "governance main 0",
      `note ${noteKeys(small.notes)[0] ?? ""} 0`,
      `note ${noteKeys(small.notes)[1] ?? ""} 1`,
      `note ${noteKeys(small.notes)[0] ?? ""}-2 2`,
    ]);
  });
  it("puts together the same dossier, whatever the order of the records", () => {
    expect(putTogether(recordsOf(small))).toEqual(small);
    expect(putTogether([...recordsOf(small)].reverse())).toEqual(small);
  });
  it("keeps the order of maps by position", () => {
    const turned = recordsOf(small).map((one) =>
      one.kind === "ics" ? { ...one, position: 9 - one.position } : one,
    );
    expect(Object.keys(putTogether(turned).ics)).toEqual(["5.1-2", "5.1-1"]);
  });
  it("names what makes records no dossier", () => {
    const [header, scope] = recordsOf(small);
    if (header === undefined || scope === undefined) throw new Error("no records");
    const faults = dossierOf([
      scope,
      scope,
      { ...scope, key: "other" },
      { kind: "ixit", key: "no-slash", position: 0, body: {} },
    ]);
    expect(faults).toEqual({
      ok: false,
      error: [
        { kind: "scope", key: "main", message: "the scope record main stands twice" },
        { kind: "scope", key: "other", message: "the scope record other must have the key main" },
        {
          kind: "ixit",
          key: "no-slash",
          message: "the ixit record no-slash must have a key of two parts joined by a slash",
        },
        { kind: "header", key: "main", message: "the dossier has no header" },
      ],
    });
  });
});

describe("keys", () => {
  it("join and split any two parts", () => {
    for (const outer of ["ETSI EN 319 401", "a/b", "~", "~1", "/", ""]) {
      for (const inner of ["REQ-5-01", "x/y", "~0", "/"])
        expect(splitKey(joinKey(outer, inner))).toEqual([outer, inner]);
    }
  });
  it("of a wrong form are named", () => {
    expect(keyFault("ics", "__proto__")).toBe("must not have the key __proto__");
    expect(keyFault("ixit", "T/__proto__")).toBe("must not have the key __proto__");
    expect(keyFault("note", "one")).toBe("must have a key made from its text");
    expect(keyFault("rows", "x")).toBe("is of a kind that dossiers do not have");
    expect(keyFault("ixit", "~2/x")).toBe("must have a key of two parts joined by a slash");
  });
});

describe("one record written", () => {
  it("shares every untouched part", () => {
    const next = withRecord(small, "ics", "5.1-2", { support: "Y" });
    expect(next.ics).toEqual({ "5.1-1": { support: "Y" }, "5.1-2": { support: "Y" } });
    expect(Object.keys(next.ics)).toEqual(["5.1-1", "5.1-2"]);
    expect(next.ics["5.1-1"]).toBe(small.ics["5.1-1"]);
    for (const part of [
      "header",
      "scope",
      "requirements",
      "ixit",
      "evidence",
      "assessment",
      "governance",
      "notes",
    ] as const) {
      expect(next[part]).toBe(small[part]);
    }
  });
  it("shares the other tables and the other parts of the assessment", () => {
    const entry = withRecord(small, "ixit", "1-AuthMech/E2", { fields: {}, own: {} });
    expect(entry.ixit["2-UserInfo"]).toBe(small.ixit["2-UserInfo"]);
    const decided = withRecord(small, "case", "5.1-1-1", { verdict: "FAIL" });
    expect(decided.assessment.selections).toBe(small.assessment.selections);
    expect(decided.assessment.cases["5.1-1-1"]).toEqual({ verdict: "FAIL" });
  });
  it("leaves an emptied table in being, and removes it only when it is empty", () => {
    const emptied = withRecord(small, "ixit", "2-UserInfo/E", undefined);
    expect(emptied.ixit["2-UserInfo"]).toEqual({});
    expect(Object.keys(withRecord(emptied, "ixit-table", "2-UserInfo", undefined).ixit)).toEqual([
      "1-AuthMech",
    ]);
    expect(withRecord(small, "ixit-table", "2-UserInfo", undefined)).toBe(small);
    expect(withRecord(small, "ixit-table", "2-UserInfo", {})).toBe(small);
    expect(withRecord(small, "ixit", "9-New/E", undefined)).toBe(small);
  });
  it("takes single records away", () => {
    const valid = withRecord(small, "ics-verification", "main", { result: "valid" });
    expect(valid.assessment.icsVerification).toEqual({ result: "valid" });
    expect(
      Object.hasOwn(withRecord(valid, "ics-verification", "main", undefined).assessment, "icsVerification"),
    ).toBe(false);
    expect(withRecord(small, "scope", "main", undefined).scope).toEqual({});
    expect(() => withRecord(small, "header", "main", undefined)).toThrow("cannot be removed");
  });
  it("finds notes by their text, also after an equal one has gone", () => {
    const [one = "", two = ""] = noteKeys(small.notes);
    const without = withRecord(small, "note", one, undefined);
    expect(without.notes.map((each) => each.text)).toEqual(["two", "one"]);
    expect(withRecord(without, "note", `${one}-2`, undefined).notes.map((each) => each.text)).toEqual([
      "two",
    ]);
    expect(withRecord(small, "note", two, undefined).notes.map((each) => each.text)).toEqual(["one", "one"]);
    expect(recordBody(without, "note", `${one}-2`)).toEqual(note("one"));
  });
  it("is safe against names that objects inherit", () => {
    expect(recordBody(small, "ics", "constructor")).toBeUndefined();
    const next = withRecord(small, "ics", "constructor", { support: "Y" });
    expect(recordBody(next, "ics", "constructor")).toEqual({ support: "Y" });
    expect(() => withRecord(small, "ics", "__proto__", { support: "Y" })).toThrow("__proto__");
  });
});

it("a problem's path leads to its record", () => {
  const cases: readonly (readonly [readonly (string | number)[], string | undefined])[] = [
    [["header", "standards", 0], "header main"],
    [["ics", "5.1-1", "support"], "ics 5.1-1"],
    [["ics"], undefined],
    [["requirements", "ETSI EN 319 401", "REQ-5-01", "status"], "requirement ETSI EN 319 401/REQ-5-01"],
    [["requirements", "ETSI EN 319 401"], "requirement-document ETSI EN 319 401"],
    [["ixit", "1-AuthMech"], "ixit-table 1-AuthMech"],
    [["ixit", "1-AuthMech", "AuthMech-Web", "Description"], "ixit 1-AuthMech/AuthMech-Web"],
    [["assessment", "cases", "5.1-1-1", "units", "a"], "case 5.1-1-1"],
    [["assessment", "overall", "verdict"], "overall main"],
    [["assessment"], undefined],
    [["notes", 1], `note ${noteKeys(small.notes)[1] ?? ""}`],
    [["notes", 7], undefined],
    [["file", "ics.yaml", "rows"], undefined],
  ];
  for (const [path, expected] of cases) {
    const found = recordAt(path, small.notes);
    expect(found === undefined ? undefined : `${found.kind} ${found.key}`, path.join("/")).toBe(expected);
  }
});

it("a record's path leads back to it", () => {
  for (const { kind, key } of recordsOf(small)) {
    expect(recordAt(pathOfRecord(kind, key, small.notes), small.notes)).toEqual({ kind, key });
  }
});
