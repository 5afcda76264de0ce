/** TS 103 701 V2.1.1 as shipped: its counts, its coding of the selectors, and nothing lost against the reference data. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  buildCatalogue,
  findEdition,
  indexTestSpecification,
  type IndexedTestSpecification,
  type ProvisionsEdition,
  type TestCase,
  type TestUnit,
} from "#standards";

const paths = ["etsi-ts-103-701/v2.1.1.json", "etsi-en-303-645/v3.1.3.json"];
const reference = fileURLToPath(new URL("../../../shared/standards/ts-103-701/v2.1.1.json", import.meta.url));

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8")) as unknown;
}

function shipped(): { readonly tests: IndexedTestSpecification; readonly assessed: ProvisionsEdition } {
  const files = paths.map((path) => ({
    path,
    json: readJson(fileURLToPath(new URL(`../../data/standards/${path}`, import.meta.url))),
  }));
  const { catalogue, faults } = buildCatalogue(files);
  expect(faults).toEqual([]);
  const found = findEdition(catalogue, { document: "ETSI TS 103 701", edition: "V2.1.1" });
  if (found?.kind !== "test-specification") throw new Error("TS 103 701 V2.1.1 is not in the catalogue");
  const assessed = findEdition(catalogue, found.assesses);
  if (assessed?.kind !== "provisions") throw new Error("the provisions it assesses are not in the catalogue");
  return { tests: indexTestSpecification(found), assessed };
}

const { tests: index, assessed } = shipped();
const { edition } = index;
const cases = edition.groups.flatMap((one) => one.cases);
const units = cases.flatMap((testCase) => testCase.units.map((unit) => ({ testCase, unit })));

function keyOf(testCase: { readonly id: string }, unit: { readonly label: string }): string {
  return `${testCase.id} ${unit.label}`;
}

function unitAt(key: string): TestUnit {
  const found = index.unitByKey.get(key);
  if (found === undefined) throw new Error(`no unit ${key}`);
  return found.unit;
}

function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

describe("counts of TS 103 701 V2.1.1", () => {
  it("has the groups, cases and units of the edition", () => {
    expect(edition.groups).toHaveLength(78);
    expect(tally(cases.map((one) => one.type))).toEqual({
      conceptual: 73,
      functional: 57,
      "conceptual/functional": 1,
    });
    expect(cases.find((one) => one.type === "conceptual/functional")?.id).toBe("5.3-10-1");
    expect(units).toHaveLength(258);
    expect(edition.provisionIxit).toHaveLength(78);
  });

  it("has 29 IXITs, three of them single records, with 140 fields", () => {
    expect(edition.ixit).toHaveLength(29);
    expect(edition.ixit.filter((one) => !one.repeating).map((one) => one.id)).toEqual([
      "2-UserInfo",
      "4-Conf",
      "9-ReplSup",
    ]);
    expect(edition.ixit.flatMap((one) => one.fields)).toHaveLength(140);
    expect(edition.ixit.map((one) => one.number)).toEqual(Array.from({ length: 29 }, (_, at) => at + 1));
  });

  it("says how far it can be trusted", () => {
    expect(edition.completeness).toBe("complete");
    expect(edition.limits.length).toBeGreaterThanOrEqual(10);
    expect(tally(cases.map((one) => one.verdictConfidence))).toEqual({
      "single-source": expect.any(Number) as number,
      recalled: expect.any(Number) as number,
    });
  });
});

describe("selectors as traits", () => {
  it("codes each selector about entries, and no other", () => {
    const selected = units.filter(({ unit }) => unit.selector !== null);
    expect(selected).toHaveLength(118);
    for (const { testCase, unit } of units) {
      const coded = unit.selector !== null && unit.forEach !== null;
      expect(unit.where !== undefined, keyOf(testCase, unit)).toBe(coded);
    }
    expect(
      selected.filter(({ unit }) => unit.where === undefined).map((one) => keyOf(one.testCase, one.unit)),
    ).toEqual([
      "5.0-1-1 a",
      "5.6-3-2 a",
      "5.6-3-2 b",
      "5.6-3-2 c",
      "5.6-4A-2 b",
      "5.9-2-1 b",
      "5.9-2-1 c",
      "5.11-1-2 d",
      "6-6-2 c",
    ]);
  });

  it("takes every entry only where the words say so", () => {
    const all = units.filter(({ unit }) => unit.where?.length === 0);
    expect(new Set(all.map(({ unit }) => unit.selector))).toEqual(
      new Set(["each category of personal data"]),
    );
  });

  it("codes equal words over equal tables equally", () => {
    const codings = new Map<string, string>();
    for (const { unit } of units.filter((one) => one.unit.where !== undefined)) {
      const words = `${String(unit.forEach)}: ${String(unit.selector)}`;
      const coding = JSON.stringify(unit.where);
      expect(codings.get(words) ?? coding, words).toBe(coding);
      codings.set(words, coding);
    }
  });

  it("names each trait after its table, asks a question, and uses it", () => {
    const used = new Set([
      ...units.flatMap(({ unit }) => (unit.where ?? []).map((one) => one.trait)),
      ...edition.ixit
        .flatMap((one) => one.fields)
        .flatMap((one) => (one.neededWhen ?? []).map((demand) => demand.trait)),
      ...edition.answerRules.flatMap((one) => one.someEntryWith.map((demand) => demand.trait)),
      ...edition.traits.flatMap((one) => one.impliedBy ?? []),
      ...edition.traits.flatMap(({ rule }) => {
        if (rule?.by === "refers-to") return [rule.trait];
        return rule?.by === "referenced-by" && rule.where !== undefined ? [rule.where.trait] : [];
      }),
    ]);
    for (const trait of edition.traits) {
      const abbreviation = index.tableById.get(trait.ixit)?.abbreviation.toLowerCase() ?? "";
      expect(trait.id.startsWith(`${abbreviation}-`), trait.id).toBe(true);
      expect(trait.question, trait.id).toMatch(/\?$/);
      expect(trait.fields.length, trait.id).toBeGreaterThan(0);
      expect(used.has(trait.id), trait.id).toBe(true);
    }
  });

  it("uses one trait for one fact", () => {
    expect(unitAt("5.3-1-1 a").where).toEqual([{ trait: "softcomp-has-update-mechanism", is: false }]);
    expect(unitAt("5.3-4B-1 b").where).toEqual(unitAt("5.3-6A-2 a").where);
    expect(unitAt("5.6-2-1 a").where).toEqual(unitAt("5.9-3-2 a").where);
    expect(unitAt("5.6-4A-1 c").where).toContainEqual({
      trait: "phyintf-intermittently-required",
      is: false,
    });
    expect(unitAt("5.6-4A-1 d").where).toContainEqual({ trait: "phyintf-intermittently-required", is: true });
    const shared = unitAt("5.6-1-2 a");
    expect([shared.forEach, shared.forEachAlso]).toEqual(["15-PhyIntf", ["28-LogIntf"]]);
    expect(shared.where?.map((one) => index.traitById.get(one.trait)?.ixit)).toEqual([
      "15-PhyIntf",
      "28-LogIntf",
    ]);
  });
});

describe("what the words of the standard decide", () => {
  it("decides every printed condition of a field", () => {
    const conditional = edition.ixit.flatMap((one) => one.fields).filter((one) => one.condition !== null);
    expect(conditional).toHaveLength(12);
    for (const field of conditional) {
      expect((field.neededWhen ?? field.neededWhenRef ?? []).length, field.name).toBeGreaterThan(0);
    }
  });

  it("reads answers only off content that shows them, each with one sentence why", () => {
    expect(new Set(edition.answerRules.map((one) => one.answer))).toEqual(new Set(["yes"]));
    for (const rule of edition.answerRules) expect(rule.because).toMatch(/^[A-Z][^.]*(\(5\.1-1\))?\.$/);
    // No IXIT content shows these: 3 and 14 ask what the device cannot do, c and p need judgement.
    const decided = new Set(edition.answerRules.map((one) => one.ref));
    const letters = [...assessed.features, ...assessed.conditions].map((one) => one.id);
    expect(letters).toHaveLength(32);
    expect(letters.filter((one) => !decided.has(one))).toEqual(["c", "p", "3", "14"]);
  });

  it("marks the three cases where one entry is enough, and the alternatives inside pass criteria", () => {
    expect(cases.filter((one) => one.oneEntryIsEnough === true).map((one) => one.id)).toEqual([
      "5.3-2-1",
      "5.3-4A-1",
      "5.3-4A-2",
    ]);
    expect(cases.filter((one) => one.alternative !== undefined).map((one) => one.id)).toEqual([
      "5.1-3-1",
      "5.3-5-1",
      "5.3-7-1",
      "5.5-1-1",
      "5.5-2-2",
      "5.5-5-1",
      "5.5-5-2",
      "5.5-6-1",
      "5.5-7-1",
      "5.6-4A-1",
      "5.6-4A-2",
      "5.8-1-1",
      "5.8-2-1",
      "5.11-1-1",
    ]);
  });

  it("lets no unit inherit that asks more than the reused ones or repeats them", () => {
    const reusing = units.filter(({ unit }) => unit.reuses !== undefined);
    expect(reusing).toHaveLength(16);
    expect(unitAt("5.12-3-2 e").action).toBe("perform");
    expect(reusing.filter(({ unit }) => unit.action !== "apply")).toHaveLength(1);
    expect(
      reusing
        .filter(({ unit }) => unit.beyondReuse !== undefined)
        .map((one) => keyOf(one.testCase, one.unit)),
    ).toEqual(["5.5-5-1 a", "5.5-5-2 a", "5.5-6-1 a", "5.5-7-1 a", "5.8-1-1 a", "5.8-2-1 a"]);
  });

  it("confirms the five IXITs about processes", () => {
    expect(edition.confirmations.map((one) => one.confirms)).toEqual([
      "3-VulnTypes",
      "5-VulnMon",
      "8-UpdProc",
      "14-SecMgmt",
      "19-SecDev",
    ]);
  });

  it("has each level of the verdict rules, steps that agree with the precedence, and six phases", () => {
    expect(new Set(edition.verdictRules.levels.map((one) => one.level)).size).toBe(7);
    for (const level of edition.verdictRules.levels.filter(
      (one) => one.level === "group" || one.level === "overall",
    )) {
      const order = level.steps?.map((one) => one.then).filter((one, at, all) => all.indexOf(one) === at);
      expect(order, level.level).toEqual(edition.verdictRules.precedence);
    }
    expect(edition.phases.map((one) => one.number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(edition.externalEvidence.conditions.map((one) => one.id)).toEqual([
      "EE-1",
      "EE-2",
      "EE-3",
      "EE-4",
      "EE-5",
      "EE-6",
    ]);
  });
});

/** The reference data as far as this test reads it. */
interface Reference {
  readonly testGroups: readonly (Readonly<Record<string, unknown>> & {
    readonly id: string;
    readonly cases: readonly (Readonly<Record<string, unknown>> & {
      readonly id: string;
      readonly units: readonly (Readonly<Record<string, unknown>> & {
        readonly label: string;
        readonly selector?: string;
      })[];
    })[];
  })[];
  readonly ixit: readonly (Readonly<Record<string, unknown>> & {
    readonly id: string;
    readonly fields: readonly (Readonly<Record<string, unknown>> & { readonly name: string })[];
  })[];
}

function without(record: object, ...keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

/** Every piece of text and every number anywhere inside a value. */
function leaves(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(leaves);
  return value === null ? [] : [JSON.stringify(value)];
}

const skipped = existsSync(reference) ? undefined : "reference data are not beside the repository";
if (skipped !== undefined) console.log(`skipped: ${skipped}`);

describe.skipIf(skipped !== undefined)("against the reference data", () => {
  const source = skipped === undefined ? (readJson(reference) as Reference) : { testGroups: [], ixit: [] };

  it("keeps groups, cases and units as they are, in order", () => {
    expect(edition.groups.map((one) => without(one, "cases"))).toEqual(
      source.testGroups.map((one) => without(one, "cases")),
    );
    const bareCase = (one: object): object => without(one, "units", "alternative", "oneEntryIsEnough");
    const sourceCases = source.testGroups.flatMap((one) => one.cases);
    expect(cases.map(bareCase)).toEqual(sourceCases.map(bareCase));
    const ours = cases.flatMap((one: TestCase) =>
      one.units.map((unit) => [keyOf(one, unit), without(unit, "where", "beyondReuse")]),
    );
    const theirs = sourceCases.flatMap((one) =>
      one.units.map((unit) => [keyOf(one, unit), { ...unit, selector: unit.selector ?? null }]),
    );
    expect(ours).toEqual(theirs);
  });

  it("keeps IXIT tables and fields as they are, in order", () => {
    expect(edition.ixit.map((one) => without(one, "fields"))).toEqual(
      source.ixit.map((one) => without(one, "fields")),
    );
    for (const table of source.ixit) {
      const ours = index.tableById
        .get(table.id)
        ?.fields.map((one) => without(one, "neededWhen", "neededWhenRef", "vocabulary"));
      // Confirmations stand in a list of their own.
      const drop = table.id === "4-Conf" ? ["references"] : [];
      expect(ours).toEqual(table.fields.map((one) => ({ condition: null, ...without(one, ...drop) })));
    }
  });

  it("loses no word of the rest", () => {
    const ours = leaves(edition).join("\n");
    const missing = leaves(source).filter((text) => !ours.includes(text));
    expect(missing).toEqual([]);
  });
});
