/** Each fault that the cross-checks of a test specification know is provoked by one change to a sound one. */
import { describe, expect, it } from "vitest";
import { crossCheckAssessed, crossCheckTestSpecification } from "./cross-check-test-specification.ts";
import type { ProvisionsEdition, TestCase, TestSpecification, TestUnit, Trait } from "./edition.ts";
import { findCircle } from "./find-circle.ts";

type Draft<T> = T extends object ? { -readonly [K in keyof T]: Draft<T[K]> } : T;
type Specification = Draft<TestSpecification>;

function unit(label: string, rest: Partial<TestUnit> = {}): TestUnit {
  return {
    label,
    action: "assess",
    check: "Assess the mechanism.",
    forEach: "1-AuthMech",
    selector: null,
    uses: [{ ixit: "1-AuthMech", field: "Description" }],
    evidence: [],
    page: null,
    ...rest,
  };
}

function testCase(id: string, units: readonly TestUnit[]): TestCase {
  return {
    id,
    type: "conceptual",
    purpose: "Judge the design.",
    units: [...units],
    passWhen: "Everything is met.",
    failWhen: "In all other cases.",
    verdictBasis: "derived-from-units",
    verdictConfidence: "recalled",
  };
}

function group(
  id: string,
  ixit: readonly string[],
  cases: readonly TestCase[],
): TestSpecification["groups"][number] {
  return {
    id,
    provision: id,
    tsClause: "5.1",
    title: "Locks",
    objective: "Shows that locks hold.",
    ixit: [...ixit],
    cases: [...cases],
    confidence: "recalled",
  };
}

function field(name: string, rest: Partial<TestSpecification["ixit"][number]["fields"][number]> = {}) {
  return { name, description: name, format: "text" as const, condition: null, ...rest };
}

function trait(id: string, rest: Partial<Trait> = {}): Trait {
  return { id, ixit: "1-AuthMech", question: `${id}?`, fields: ["Description"], rule: null, ...rest };
}

function sound(): Specification {
  return {
    document: "ACME 2",
    edition: "V1.0.0",
    date: "2026-01",
    title: "How to test house rules",
    completeness: "complete",
    limits: [],
    sources: [{ what: "made up" }],
    clauses: [{ id: "5.1", title: "Passwords" }],
    kind: "test-specification",
    assesses: { document: "ACME 1", edition: "V1.0.0" },
    conventions: [],
    dutIdentification: [],
    icsRules: [],
    icsVerification: { checks: [], result: "FAIL", confidence: "recalled" },
    ixit: [
      {
        id: "1-AuthMech",
        number: 1,
        abbreviation: "AuthMech",
        title: "Locks",
        repeating: true,
        purpose: "Lists locks.",
        confidence: "recalled",
        fields: [
          field("ID", { format: "identifier" }),
          field("Description"),
          field("Status", { condition: "password locks", neededWhen: [{ trait: "locked", is: true }] }),
          field("Door", { format: "reference", references: ["2-Door"] }),
          field("Debug", { format: "yes-no" }),
          field("Kinds", { format: "list", vocabulary: ["iron", "wood"] }),
        ],
      },
      {
        id: "2-Door",
        number: 2,
        abbreviation: "Door",
        title: "Doors",
        repeating: true,
        purpose: "Lists doors.",
        confidence: "recalled",
        fields: [
          field("ID", { format: "identifier" }),
          field("Lock", { format: "reference", references: ["1-AuthMech"] }),
        ],
      },
      {
        id: "3-Conf",
        number: 3,
        abbreviation: "Conf",
        title: "Confirmations",
        repeating: false,
        purpose: "Confirms.",
        confidence: "recalled",
        fields: [
          field("Confirmation of Doors", { format: "yes-no" }),
          field("Spare Doors", { condition: "house without doors", neededWhenRef: [{ ref: "1", is: true }] }),
        ],
      },
    ],
    traits: [
      trait("locked"),
      trait("bolted", { impliedBy: ["locked"], rule: { by: "yes-no", field: "Debug" }, onlyConfirms: true }),
      trait("iron", { rule: { by: "includes", field: "Kinds", words: ["iron"] } }),
      trait("on-open-door", { rule: { by: "refers-to", field: "Door", table: "2-Door", trait: "open" } }),
      trait("named", {
        rule: { by: "referenced-by", table: "2-Door", field: "Lock", where: { trait: "open", is: true } },
      }),
      trait("enabled", { rule: { by: "starts-with", field: "Status", yes: ["enabled"], no: ["disabled"] } }),
      trait("open", { ixit: "2-Door", fields: ["Lock"], rule: { by: "names-an-entry", field: "Lock" } }),
    ],
    provisionIxit: [
      {
        provision: "5.1-1",
        needs: [{ ixit: "1-AuthMech", fields: ["Description"] }],
        confidence: "recalled",
      },
      {
        provision: "5.1-2",
        needs: [
          { ixit: "1-AuthMech", fields: [] },
          { ixit: "2-Door", fields: ["Lock"] },
        ],
        confidence: "recalled",
      },
    ],
    groups: [
      group(
        "5.1-1",
        ["1-AuthMech"],
        [
          {
            ...testCase("5.1-1-1", [
              unit("a", { selector: "locked ones", where: [{ trait: "locked", is: true }] }),
              unit("b", { forEach: null }),
            ]),
            alternative: { units: ["a"], text: "There is no door." },
            oneEntryIsEnough: true,
          },
        ],
      ),
      group(
        "5.1-2",
        ["1-AuthMech", "2-Door"],
        [
          testCase("5.1-2-1", [
            unit("a", {
              forEachAlso: ["2-Door"],
              selector: "open ones",
              where: [{ trait: "open", is: true }],
              action: "apply",
              reuses: ["5.1-1-1"],
              beyondReuse: "In every weather.",
            }),
          ]),
          testCase("5.1-2-2", [unit("a", { action: "apply", reuses: ["5.1-2-1 a"] })]),
        ],
      ),
    ],
    answerRules: [
      {
        ref: "a",
        answer: "yes",
        table: "1-AuthMech",
        someEntryWith: [{ trait: "locked", is: true }],
        because: "Locked.",
      },
    ],
    confirmations: [{ ixit: "3-Conf", field: "Confirmation of Doors", confirms: "2-Door" }],
    phases: [],
    verdictRules: { basis: "", confidence: "recalled", openPoint: "", levels: [] },
    externalEvidence: { clause: "4.7", effect: "", conditions: [], confidence: "recalled" },
    schemeAmendments: [],
  };
}

const assessed: ProvisionsEdition = {
  document: "ACME 1",
  edition: "V1.0.0",
  date: "2026-01",
  title: "House rules",
  completeness: "complete",
  limits: [],
  sources: [{ what: "made up" }],
  clauses: [],
  kind: "provisions",
  legend: { status: {}, support: {}, detail: {} },
  families: [],
  conditions: [{ id: "1", text: "There is no door.", confidence: "recalled" }],
  features: [{ id: "a", text: "There are locks.", confidence: "recalled" }],
  provisions: ["5.1-1", "5.1-2"].map((id) => ({
    id,
    clause: "5.1",
    modality: "shall",
    obligation: "M",
    conditional: false,
    featured: false,
    refs: [],
    printedStatus: "M",
    title: "Locks",
    statement: "Locks hold.",
    family: "locks",
    evidenceHints: [],
    confidence: "recalled",
  })),
  void: [],
};

/** The element at a position that the sound specification has. */
function at<T>(list: readonly T[], index: number): Draft<T> {
  const found = list[index];
  if (found === undefined) throw new Error(`nothing at ${String(index)}`);
  return found as Draft<T>;
}

type Mutation = readonly [
  what: string,
  mutate: (draft: Specification) => void,
  pointer: string,
  message: string,
];

const caseOf = (draft: Specification, groupAt: number, caseAt: number) =>
  at(at(draft.groups, groupAt).cases, caseAt);
const unitOf = (draft: Specification, groupAt: number, caseAt: number, unitAt = 0) =>
  at(caseOf(draft, groupAt, caseAt).units, unitAt);
const fieldOf = (draft: Specification, tableAt: number, fieldAt: number) =>
  at(at(draft.ixit, tableAt).fields, fieldAt);

// One fault a line, as a table.
// prettier-ignore
const groupFaults: readonly Mutation[] = [
  ["a clause that is not there", (d) => (at(d.groups, 0).tsClause = "9.9"), "/groups/0/tsClause", "clause 9.9 is not among"],
  ["a case numbered wrongly", (d) => (caseOf(d, 0, 0).id = "5.1-1-2"), "/groups/0/cases/0/id", "its id should be 5.1-1-1"],
  ["a case of another group", (d) => (caseOf(d, 1, 1).id = "5.1-1-1"), "/groups/1/cases/1/id", "5.1-1-1 stands more than once"],
  ["a label twice", (d) => (unitOf(d, 0, 0, 1).label = "a"), "/groups/0/cases/0/units/1/label", "label a stands more than once"],
  ["an alternative for no unit", (d) => (caseOf(d, 0, 0).alternative = { units: ["z"], text: "" }), "/groups/0/cases/0/alternative/units", "names unit z"],
  ["one entry enough without entries", (d) => (caseOf(d, 0, 0).units = [unit("a", { forEach: null })]), "/groups/0/cases/0/oneEntryIsEnough", "no unit runs over entries"],
  ["a group for a provision that has one", (d) => (at(d.groups, 1).provision = "5.1-1"), "/groups/1/provision", "Groups 5.1-1 and 5.1-2 both assess provision 5.1-1"],
  ["a group twice", (d) => (at(d.groups, 1).id = "5.1-1"), "/groups/1/id", "test group 5.1-1 stands more than once"],
  ["a group that needs an unknown table", (d) => at(d.groups, 0).ixit.push("9-Nil"), "/groups/0/ixit", "needs IXIT 9-Nil"],
  ["a unit over an unknown table", (d) => (unitOf(d, 0, 0).forEach = "9-Nil"), "/groups/0/cases/0/units/0/forEach", "runs over IXIT 9-Nil, which the file does not have"],
  ["a unit over a table the group lacks", (d) => (unitOf(d, 0, 0).forEachAlso = ["2-Door"]), "/groups/0/cases/0/units/0/forEach", "which group 5.1-1 does not list"],
  ["further tables without a first", (d) => (unitOf(d, 0, 0, 1).forEachAlso = ["1-AuthMech"]), "/groups/0/cases/0/units/1/forEachAlso", "no first one"],
  ["a use of an unknown table", (d) => (unitOf(d, 0, 0).uses = [{ ixit: "9-Nil", field: null }]), "/groups/0/cases/0/units/0/uses/0/ixit", "uses IXIT 9-Nil"],
  ["a use of an unknown field", (d) => (unitOf(d, 0, 0).uses = [{ ixit: "1-AuthMech", field: "Colour" }]), "/groups/0/cases/0/units/0/uses/0/field", 'uses the field "Colour"'],
  ["a selection without entries", (d) => (unitOf(d, 0, 0).forEach = null), "/groups/0/cases/0/units/0/where", "does not run over entries"],
  ["a selection without words", (d) => (unitOf(d, 0, 0).selector = null), "/groups/0/cases/0/units/0/where", "no words say so"],
  ["a selection by an unknown trait", (d) => (unitOf(d, 0, 0).where = [{ trait: "red", is: true }]), "/groups/0/cases/0/units/0/where/0/trait", "the trait red"],
  ["a selection by a trait of another table", (d) => (unitOf(d, 0, 0).where = [{ trait: "open", is: true }]), "/groups/0/cases/0/units/0/where/0/trait", "open is a trait of 2-Door"],
  ["an apply that reuses nothing", (d) => (unitOf(d, 1, 1).reuses = []), "/groups/1/cases/1/units/0/reuses", "reuses none"],
  ["more than reused without reuse", (d) => (unitOf(d, 0, 0).beyondReuse = "More."), "/groups/0/cases/0/units/0/beyondReuse", "applies none"],
  ["a reuse of an unknown unit", (d) => (unitOf(d, 1, 1).reuses = ["5.1-1-1 z"]), "/groups/1/cases/1/units/0/reuses/0", "reuses 5.1-1-1 z"],
  ["a reuse of an unknown case", (d) => (unitOf(d, 1, 1).reuses = ["5.9-9-9"]), "/groups/1/cases/1/units/0/reuses/0", "reuses 5.9-9-9"],
  ["units that reuse each other", (d) => (unitOf(d, 1, 0).reuses = ["5.1-2-2"]), "/groups/1/cases/0/units/0/reuses", "5.1-2-1 a → 5.1-2-2 a → 5.1-2-1 a"],
];

// One fault a line, as a table.
// prettier-ignore
const ixitFaults: readonly Mutation[] = [
  ["an id that is not number and abbreviation", (d) => (at(d.ixit, 2).number = 4), "/ixit/2/id", "make 4-Conf"],
  ["a table without identifier", (d) => (fieldOf(d, 1, 0).format = "text"), "/ixit/1/fields", "needs one identifier"],
  ["a record with identifier", (d) => (at(d.ixit, 1).repeating = false), "/ixit/1/fields", "needs no identifier"],
  ["a field twice", (d) => (fieldOf(d, 1, 1).name = "ID"), "/ixit/1/fields/1/name", '"ID" stands more than once'],
  ["a reference to nowhere", (d) => delete fieldOf(d, 0, 3).references, "/ixit/0/fields/3/references", "does not say which tables"],
  ["a reference to an unknown table", (d) => fieldOf(d, 0, 3).references?.push("9-Nil"), "/ixit/0/fields/3/references/1", "refers to IXIT 9-Nil"],
  ["tables of a field that is no reference", (d) => (fieldOf(d, 0, 1).references = ["2-Door"]), "/ixit/0/fields/1/references", "is no reference"],
  ["a vocabulary without list", (d) => (fieldOf(d, 0, 1).vocabulary = ["x"]), "/ixit/0/fields/1/vocabulary", "is no list"],
  ["a condition without words", (d) => (fieldOf(d, 0, 2).condition = null), "/ixit/0/fields/2/condition", "no words say so"],
  ["a condition decided twice", (d) => (fieldOf(d, 0, 2).neededWhenRef = [{ ref: "1", is: true }]), "/ixit/0/fields/2/neededWhenRef", "not by both"],
  ["a condition by an unknown trait", (d) => (fieldOf(d, 0, 2).neededWhen = [{ trait: "red", is: true }]), "/ixit/0/fields/2/neededWhen/0/trait", "the trait red"],
  ["a condition by another table's trait", (d) => (fieldOf(d, 0, 2).neededWhen = [{ trait: "open", is: true }]), "/ixit/0/fields/2/neededWhen/0/trait", "a trait of 2-Door"],
];

// One fault a line, as a table.
// prettier-ignore
const traitFaults: readonly Mutation[] = [
  ["a trait twice", (d) => d.traits.push(trait("locked")), "/traits/7/id", "trait locked stands more than once"],
  ["a trait of an unknown table", (d) => d.traits.push(trait("red", { ixit: "9-Nil" })), "/traits/7/ixit", "IXIT 9-Nil is not in the file"],
  ["a trait of an unknown field", (d) => (at(d.traits, 0).fields = ["Colour"]), "/traits/0/fields/0", 'no field "Colour"'],
  ["a trait implied by an unknown one", (d) => (at(d.traits, 1).impliedBy = ["red"]), "/traits/1/impliedBy/0", "red, which should imply it"],
  ["a trait implied by another table's", (d) => (at(d.traits, 1).impliedBy = ["open"]), "/traits/1/impliedBy/0", "a trait of 2-Door"],
  ["a confirming rule that is not there", (d) => (at(d.traits, 1).rule = null), "/traits/1/onlyConfirms", "no rule"],
  ["a rule on an unknown field", (d) => (at(d.traits, 1).rule = { by: "yes-no", field: "Colour" }), "/traits/1/rule/field", 'reads "Colour"'],
  ["a rule on an unknown table", (d) => (at(d.traits, 4).rule = { by: "referenced-by", table: "9-Nil", field: "Lock" }), "/traits/4/rule/table", "reads IXIT 9-Nil"],
  ["yes or no from a list", (d) => (at(d.traits, 1).rule = { by: "yes-no", field: "Kinds" }), "/traits/1/rule/field", '"Kinds" is list'],
  ["words from a text", (d) => (at(d.traits, 2).rule = { by: "includes", field: "Status", words: ["x"] }), "/traits/2/rule/field", '"Status" is text'],
  ["entries named by a text", (d) => (at(d.traits, 2).rule = { by: "names-an-entry", field: "Status" }), "/traits/2/rule/field", "format reference"],
  ["a reference that leads elsewhere", (d) => (at(d.traits, 3).rule = { by: "refers-to", field: "Door", table: "1-AuthMech", trait: "locked" }), "/traits/3/rule/field", "does not refer to IXIT 1-AuthMech"],
  ["a reference into an unknown table", (d) => (at(d.traits, 3).rule = { by: "refers-to", field: "Door", table: "9-Nil", trait: "locked" }), "/traits/3/rule/table", "looks in IXIT 9-Nil"],
  ["a reference to an unknown trait", (d) => (at(d.traits, 3).rule = { by: "refers-to", field: "Door", table: "2-Door", trait: "red" }), "/traits/3/rule/trait", "the trait red"],
  ["a reference to another table's trait", (d) => (at(d.traits, 3).rule = { by: "refers-to", field: "Door", table: "2-Door", trait: "locked" }), "/traits/3/rule/trait", "locked, a trait of 1-AuthMech"],
  ["a referrer with an unknown trait", (d) => (at(d.traits, 4).rule = { by: "referenced-by", table: "2-Door", field: "Lock", where: { trait: "red", is: true }, }), "/traits/4/rule/where", "the trait red"],
  ["a rule without words", (d) => (at(d.traits, 5).rule = { by: "starts-with", field: "Status", yes: [], no: [] }), "/traits/5/rule", "no words to start with"],
  ["a word for yes and no", (d) => (at(d.traits, 5).rule = { by: "starts-with", field: "Status", yes: ["on"], no: ["on"] }), "/traits/5/rule/no", '"on" for yes and for no'],
  ["traits in a circle", (d) => (at(d.traits, 6).rule = { by: "refers-to", field: "Lock", table: "1-AuthMech", trait: "on-open-door" }), "/traits/3", "on-open-door → open → on-open-door"],
];

// One fault a line, as a table.
// prettier-ignore
const mappingFaults: readonly Mutation[] = [
  ["a provision mapped twice", (d) => (at(d.provisionIxit, 1).provision = "5.1-1"), "/provisionIxit/1/provision", "more than once"],
  ["a mapping to an unknown table", (d) => at(d.provisionIxit, 0).needs.push({ ixit: "9-Nil", fields: [] }), "/provisionIxit/0/needs/1", "needs IXIT 9-Nil"],
  ["a mapping to an unknown field", (d) => at(at(d.provisionIxit, 0).needs, 0).fields.push("Colour"), "/provisionIxit/0/needs/0/fields", '"Colour"'],
  ["a mapping of an untested provision", (d) => d.provisionIxit.push({ provision: "5.9-9", needs: [], confidence: "recalled" }), "/provisionIxit/2/provision", "No test group assesses provision 5.9-9"],
  ["a mapping that differs from the group", (d) => (at(d.provisionIxit, 1).needs = []), "/provisionIxit/1/needs", "mapped to no IXIT, but group 5.1-2 lists 1-AuthMech, 2-Door"],
  ["a provision without mapping", (d) => d.provisionIxit.pop(), "/provisionIxit", "5.1-2 of group 5.1-2 is not mapped"],
  ["an answer from an unknown table", (d) => (at(d.answerRules, 0).table = "9-Nil"), "/answerRules/0/table", "reads IXIT 9-Nil"],
  ["an answer by an unknown trait", (d) => (at(d.answerRules, 0).someEntryWith = [{ trait: "red", is: true }]), "/answerRules/0/someEntryWith/0/trait", "asks for red"],
  ["an answer by another table's trait", (d) => (at(d.answerRules, 0).someEntryWith = [{ trait: "open", is: true }]), "/answerRules/0/someEntryWith/0/trait", "a trait of 2-Door"],
  ["answers that contradict each other", (d) => d.answerRules.push({ ...at(d.answerRules, 0), answer: "no" }), "/answerRules/1", "answer yes and no"],
  ["a confirmation by an unknown field", (d) => (at(d.confirmations, 0).field = "Colour"), "/confirmations/0/field", 'no field "Colour"'],
  ["a confirmation that is no yes or no", (d) => (at(d.confirmations, 0).field = "Spare Doors"), "/confirmations/0/field", "no yes/no field"],
  ["a confirmation of an unknown table", (d) => (at(d.confirmations, 0).confirms = "9-Nil"), "/confirmations/0/confirms", "confirms IXIT 9-Nil"],
];

describe("crossCheckTestSpecification", () => {
  it("finds nothing wrong with a sound specification", () => {
    expect(crossCheckTestSpecification(sound(), [assessed])).toEqual([]);
  });

  it.each([...groupFaults, ...ixitFaults, ...traitFaults, ...mappingFaults])(
    "finds %s",
    (_, mutate, pointer, message) => {
      const draft = sound();
      mutate(draft);
      const found = crossCheckTestSpecification(draft);
      expect(found).toContainEqual({ pointer, message: expect.stringContaining(message) as string });
    },
  );

  it("says nothing about an assessed edition that the catalogue lacks, but something about a wrong kind", () => {
    expect(crossCheckTestSpecification(sound(), [])).toEqual([]);
    const twin = { ...sound(), document: "ACME 1" };
    expect(crossCheckTestSpecification(sound(), [twin])).toEqual([
      { pointer: "/assesses", message: "ACME 1 V1.0.0 holds no provisions to assess." },
    ]);
  });
});

describe("crossCheckAssessed", () => {
  const faults: readonly Mutation[] = [
    [
      "a group for an unknown provision",
      (d) => (at(d.groups, 0).provision = "5.9-9"),
      "/groups/0/provision",
      "no provision 5.9-9",
    ],
    ["a provision without group", (d) => d.groups.pop(), "/groups", "No test group assesses provision 5.1-2"],
    [
      "a mapping of an unknown provision",
      (d) => (at(d.provisionIxit, 0).provision = "5.9-9"),
      "/provisionIxit/0/provision",
      "no provision 5.9-9",
    ],
    [
      "an answer to an unknown letter",
      (d) => (at(d.answerRules, 0).ref = "zz"),
      "/answerRules/0/ref",
      '"zz" is neither',
    ],
    [
      "a field needed by an unknown number",
      (d) => (fieldOf(d, 2, 1).neededWhenRef = [{ ref: "99", is: true }]),
      "/ixit/2/fields/1/neededWhenRef",
      '"99" is neither',
    ],
  ];
  it.each(faults)("finds %s", (_, mutate, pointer, message) => {
    const draft = sound();
    mutate(draft);
    expect(crossCheckAssessed(draft, assessed)).toContainEqual({
      pointer,
      message: expect.stringContaining(message) as string,
    });
    expect(crossCheckTestSpecification(draft, [assessed])).toContainEqual({
      pointer,
      message: expect.stringContaining(message) as string,
    });
  });
});

describe("findCircle", () => {
  it("finds a circle wherever it starts, and none in a long chain or a diamond", () => {
    expect(
      findCircle(
        new Map([
          ["x", ["a"]],
          ["a", ["b"]],
          ["b", ["a"]],
        ]),
      ),
    ).toEqual(["a", "b", "a"]);
    expect(findCircle(new Map([["a", ["a"]]]))).toEqual(["a", "a"]);
    const chain = new Map(Array.from({ length: 3000 }, (_, n) => [String(n), [String(n + 1)]] as const));
    expect(findCircle(chain)).toBeUndefined();
    expect(
      findCircle(
        new Map([
          ["a", ["b", "c"]],
          ["b", ["d"]],
          ["c", ["d"]],
        ]),
      ),
    ).toBeUndefined();
  });
});
