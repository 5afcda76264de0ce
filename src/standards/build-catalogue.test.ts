/** Faulty catalogue files are left out, with everything wrong said at once. */
import { describe, expect, it } from "vitest";
import { buildCatalogue } from "./build-catalogue.ts";

const base = {
  document: "ACME 1",
  edition: "V1.0.0",
  date: "2026-01",
  title: "House rules",
  completeness: "complete",
  limits: [],
  sources: [{ what: "made up" }],
  clauses: [{ id: "5.1", title: "Passwords" }],
};

const provision = {
  id: "5.1-1",
  clause: "5.1",
  modality: "shall",
  obligation: "M",
  conditional: true,
  featured: false,
  refs: ["1"],
  printedStatus: "M C (1)",
  title: "Own passwords",
  statement: "Each device shall have its own password.",
  family: "passwords",
  evidenceHints: [],
  confidence: "recalled",
};

const provisions = {
  ...base,
  kind: "provisions",
  legend: { status: {}, support: {}, detail: {} },
  families: [{ id: "passwords", title: "Passwords" }],
  conditions: [{ id: "1", text: "Passwords are in use.", confidence: "recalled" }],
  features: [{ id: "a", text: "There is an app.", confidence: "recalled" }],
  provisions: [provision],
  void: [],
};

const requirement = {
  id: "REQ-5.1-01",
  clause: "5.1",
  component: "REQ",
  modality: "shall",
  prohibition: false,
  void: false,
  condition: null,
  choice: null,
  policies: null,
  markers: [],
  title: "Own passwords",
  statement: "Each account shall have its own password.",
  items: null,
  notes: [],
  refersTo: [],
  incorporates: [],
  evidenceHints: [],
  confidence: "recalled",
};

const requirements = {
  ...base,
  document: "ACME 2",
  kind: "requirements",
  components: [{ id: "REQ", name: "general" }],
  policies: [
    {
      id: "A",
      oid: null,
      name: "A",
      purpose: "",
      kind: "certificate-policy",
      includes: [],
      oneOf: [],
      optional: [],
      confidence: "recalled",
    },
  ],
  conditions: [{ id: "crls-are-provided", text: "CRLs are provided" }],
  requirements: [requirement],
  automatable: [],
  annexMappings: [],
};

const changes = {
  kind: "changes",
  document: "ACME 1",
  from: "V0.9.0",
  to: "V1.0.0",
  sources: [],
  remarks: [],
  kinds: { new: "not there before", split: "split" },
  structure: [],
  changes: [
    {
      from: null,
      to: ["5.1-1"],
      kind: "new",
      alsoChanged: [],
      note: "",
      statusFrom: null,
      statusTo: {},
      confidence: "recalled",
    },
  ],
};

const build = (...files: readonly unknown[]): ReturnType<typeof buildCatalogue> =>
  buildCatalogue(files.map((json, at) => ({ path: `${String(at)}.json`, json })));
const messages = (...files: readonly unknown[]): string =>
  build(...files)
    .faults.map((one) => `${one.path}${one.pointer} ${one.message}`)
    .join("\n");
const withProvision = (change: object): unknown => ({
  ...provisions,
  provisions: [{ ...provision, ...change }],
});
const withRequirement = (change: object): unknown => ({
  ...requirements,
  requirements: [{ ...requirement, ...change }],
});

describe("buildCatalogue", () => {
  it("takes sound files of every kind", () => {
    const { catalogue, faults } = build(provisions, requirements, changes);
    expect(faults).toEqual([]);
    expect(catalogue.editions.map((one) => one.document)).toEqual(["ACME 1", "ACME 2"]);
    expect(catalogue.changeLists).toHaveLength(1);
    expect(catalogue.registry).toBeUndefined();
  });

  it("takes trusted files as they are", () => {
    const { catalogue, faults } = buildCatalogue([
      { path: "a.json", json: { kind: "changes" }, trusted: true },
    ]);
    expect(faults).toEqual([]);
    expect(catalogue.changeLists).toEqual([{ kind: "changes" }]);
  });

  it.each([null, 7, "text", [], {}, { kind: "editions" }, { kind: "toString" }])(
    "refuses %j, which says no known kind",
    (json) => {
      expect(messages(json)).toContain(
        '0.json/kind The file must say what it holds: "kind" is one of provisions',
      );
    },
  );

  it("says all that is wrong with a file at once, with the key that was meant", () => {
    const { statement, ...rest } = provision;
    expect(statement).not.toBe("");
    const spoiled = {
      ...provisions,
      date: "January",
      provisions: [{ ...rest, statment: "x", confidence: "verifed", refs: "1" }],
    };
    const { catalogue, faults } = build(spoiled);
    expect(catalogue.editions).toEqual([]);
    expect(faults.map((one) => one.pointer).sort()).toEqual([
      "/date",
      "/provisions/0/confidence",
      "/provisions/0/refs",
      "/provisions/0/statement",
      "/provisions/0/statment",
    ]);
    const said = messages(spoiled);
    expect(said).toContain('The key "statment" is not known here. Did you mean "statement"?');
    expect(said).toContain(
      '"verifed" is not one of verified, single-source, recalled. Did you mean "verified"?',
    );
    expect(said).toContain("The value is missing; a text is expected.");
    expect(said).toContain("must be a month, written YYYY-MM.");
  });

  it("leaves out the second file of the same edition or change list and names the first", () => {
    const { catalogue } = build(provisions, provisions, changes, changes);
    expect(catalogue.editions).toHaveLength(1);
    expect(catalogue.changeLists).toHaveLength(1);
    expect(messages(provisions, provisions)).toContain(
      "ACME 1 V1.0.0 is already in the catalogue, from 0.json",
    );
    expect(messages(changes, changes)).toContain("from V0.9.0 to V1.0.0 is already in the catalogue");
  });

  it("goes on with the other files", () => {
    expect(build({}, provisions, withRequirement({ clause: "9" })).catalogue.editions).toHaveLength(1);
  });
});

describe("cross-checks of provisions", () => {
  it.each([
    [{ clause: "5.9" }, "clause 5.9 is not among the clauses"],
    [{ family: "keys" }, 'family "keys" is not among the families'],
    [{ refs: ["1", "z"] }, '"z" is neither a condition nor a feature'],
    [{ obligation: "R" }, 'the modality is "shall", so the obligation is M and not R'],
    [{ modality: "should" }, 'the modality is "should", so the obligation is R and not M'],
    [{ conditional: false }, "it names a condition but is not conditional"],
    [{ refs: [] }, "it is conditional but names no condition"],
    [{ featured: true }, "it depends on a feature but names none"],
    [{ refs: ["1", "a"] }, "it names a feature but does not depend on one"],
    [{ printedStatus: "R C (1)" }, '"R C (1)" does not begin with M'],
    [{ printedStatus: "M (1)" }, "read otherwise than printed, so a note must say why"],
  ])("%j", (change, message) => {
    expect(messages(withProvision(change))).toContain(message);
  });

  it("accepts a print that leaves C out when a note says so", () => {
    expect(messages(withProvision({ printedStatus: "M (1)", note: "No letter C is printed." }))).toBe("");
  });

  it("finds repeated ids, void ids that live and successors that do not exist", () => {
    const spoiled = {
      ...provisions,
      clauses: [...base.clauses, { id: "5.1", title: "again" }, { id: "5.2", title: "x", parent: "8" }],
      provisions: [provision, provision],
      void: [{ id: "5.1-1", replacedBy: ["5.1-1A"] }],
    };
    const said = messages(spoiled);
    expect(said).toContain("The clause 5.1 stands more than once");
    expect(said).toContain("names clause 8 as its parent");
    expect(said).toContain("The provision 5.1-1 stands more than once");
    expect(said).toContain("5.1-1 is void and a provision at once");
    expect(said).toContain("replaced by 5.1-1A, which is no provision");
  });
});

describe("cross-checks of requirements", () => {
  it.each([
    [{ clause: "5.9" }, "clause 5.9 is not among the clauses"],
    [{ component: "GEN" }, '"GEN" is not among the components'],
    [{ condition: "ocsp-is-provided" }, '"ocsp-is-provided" is not among the conditions'],
    [{ policies: ["B"] }, '"B" is not among the policies'],
    [{ void: true }, "a void id has no modality"],
    [{ modality: null }, "needs a modality"],
    [{ refersTo: ["REQ-5.1-09"] }, '"REQ-5.1-09" is no requirement of this document'],
    [{ refersTo: ["clause 6.6"] }, "clause 6.6 is not among the clauses"],
    [{ possibleSuccessors: ["REQ-5.1-01A"] }, "possible successor REQ-5.1-01A is no live requirement"],
    [{ corroboratedBy: ["S9"] }, '"S9" is not among the sources'],
    [{ incorporates: [{ document: "ACME 2", ids: ["REQ-5.1-08"] }] }, "REQ-5.1-08 is no live requirement"],
    [{ incorporates: [{ document: "ACME 2", clause: "9" }] }, "clause 9 is not among the clauses"],
    [{ incorporates: [{ document: "ACME 2", policy: "B" }] }, '"B" is not among the policies'],
    [
      { incorporates: [{ document: "ACME 2", range: ["REQ-5.1-01", "REQ-5.1-09"] }] },
      "REQ-5.1-09 is no requirement",
    ],
    [{ incorporates: [{ document: "ACME 2" }] }, "must name exactly one of clause, ids, range and policy"],
    [{ incorporates: [{ document: "ACME 2", clause: "5.1", policy: "A" }] }, "must name exactly one of"],
    [{ statment: "x" }, 'Did you mean "statement"?'],
  ])("%j", (change, message) => {
    expect(messages(withRequirement(change))).toContain(message);
  });

  it("leaves references to other documents to those who pin them", () => {
    const change = {
      refersTo: ["IETF RFC 6960"],
      incorporates: [{ document: "ACME 9", ids: ["REQ-1-01"], numbering: "V2.0.0" }],
    };
    expect(messages(withRequirement(change))).toBe("");
  });

  it("finds policies, checks and annex rows that lead nowhere", () => {
    const [policy] = requirements.policies;
    const spoiled = {
      ...requirements,
      policies: [{ ...policy, includes: ["Z"] }],
      automatable: [
        {
          requirement: "REQ-7",
          level: "full",
          artefacts: [],
          policies: ["Y"],
          check: "",
          passWhen: null,
          limits: null,
          confidence: "recalled",
        },
      ],
      annexMappings: [
        {
          annex: "A",
          instrument: "",
          provision: "Article 1",
          subject: "",
          references: ["REQ-7-01", "clause 8"],
          printed: null,
          note: null,
          confidence: "recalled",
        },
      ],
    };
    const said = messages(spoiled);
    expect(said).toContain('Policy A builds on "Z"');
    expect(said).toContain("The check names REQ-7, which is no live requirement");
    expect(said).toContain('names the policy "Y"');
    expect(said).toContain('Annex A, Article 1: "REQ-7-01" is no requirement');
    expect(said).toContain("clause 8 is not among the clauses");
  });
});

describe("cross-checks of change lists", () => {
  const [change] = changes.changes;
  const withChange = (patch: object): unknown => ({ ...changes, changes: [{ ...change, ...patch }] });

  it.each([
    [{ to: ["5.1-7"] }, "ACME 1 V1.0.0 has no 5.1-7"],
    [{ from: "5.1-0" }, "is called new"],
    [{ kind: "split", from: "5.1-0" }, "has fewer than two successors"],
    [{ kind: "withdrawn" }, "is called withdrawn"],
    [{ statusTo: { "5.1-2": "M" } }, "gives a status for 5.1-2"],
    [{ kind: "reworded", from: "5.1-0" }, '"reworded" is not explained under kinds'],
  ])("%j", (patch, message) => {
    expect(messages(provisions, withChange(patch))).toContain(message);
  });

  it("does not look into editions that are missing or partial", () => {
    expect(messages(withChange({ to: ["5.1-7"] }))).toBe("");
    expect(messages({ ...provisions, completeness: "partial" }, withChange({ to: ["5.1-7"] }))).toBe("");
  });
});
