/** The shipped crosswalks pass their walls, never claim equality, and answer from both sides. */
import { z } from "zod";
import { describe, expect, it } from "vitest";
import {
  buildCrosswalks,
  crosswalkSchemas,
  deemedRoutesOf,
  externalRequirements,
  findCrosswalk,
  findExternalRequirement,
  isCvd,
  isEuRed,
  isUkPsti,
  notCovered,
  provisionsWithoutCounterpart,
  relationsOfProvision,
} from "#crosswalks";
import { crosswalkFiles, provisionsOf, shippedCatalogue, tally } from "./shipped-files.ts";

const catalogue = shippedCatalogue();
const built = buildCrosswalks(crosswalkFiles(), catalogue);
const { crosswalks } = built;

/** A deep copy of a shipped crosswalk to spoil. */
function copyOf(id: string): Record<string, unknown> {
  const file = crosswalkFiles().find((one) => one.path.endsWith(`/${id}.json`));
  return structuredClone(file?.json) as Record<string, unknown>;
}

const faultsOf = (json: unknown): readonly string[] =>
  buildCrosswalks([{ path: "x.json", json }], catalogue).faults.map((one) => `${one.pointer} ${one.message}`);

describe("walls", () => {
  it("no shipped crosswalk has a fault", () => {
    expect(built.faults).toEqual([]);
    expect(crosswalks.map((one) => one.id).sort()).toEqual([
      "cvd",
      "eu-cra",
      "eu-red",
      "other-schemes",
      "uk-psti",
    ]);
    for (const one of crosswalks) expect(one.caveat.length).toBeGreaterThan(100);
  });

  it("every schema becomes a JSON Schema", () => {
    for (const schema of crosswalkSchemas) expect(z.toJSONSchema(schema)).toMatchObject({ type: "object" });
  });

  it("equality is refused", () => {
    const json = copyOf("uk-psti");
    const requirements = json["requirements"] as { mappings: { relation: string }[] }[];
    const mapping = requirements[0]?.mappings[0];
    if (mapping !== undefined) mapping.relation = "equal";
    expect(faultsOf(json).join("\n")).toMatch(/\/requirements\/0\/mappings\/0\/relation/);
  });

  it("unknown keys, provisions, modalities, sources and routes are faults, all said at once", () => {
    const unknownKey = { ...copyOf("uk-psti"), edtionWarning: {} };
    expect(faultsOf(unknownKey).join("\n")).toContain('Did you mean "editionWarning"?');
    const json = copyOf("uk-psti");
    const requirements = json["requirements"] as {
      sources: string[];
      deemedCompliance: string[];
      mappings: { provision: string; modality: string }[];
    }[];
    const [first, second] = requirements;
    const mapping = first?.mappings[0];
    if (first === undefined || second === undefined || mapping === undefined) throw new Error("data changed");
    mapping.provision = "5.1-9";
    first.sources.push("NOWHERE");
    second.deemedCompliance.push("PSTI-DC-1");
    const other = second.mappings[0];
    if (other !== undefined) other.modality = "should";
    const found = faultsOf(json).join("\n");
    expect(found).toContain("has no provision 5.1-9");
    expect(found).toContain('"NOWHERE" is not among the sources');
    expect(found).toContain("PSTI-2 names the route PSTI-DC-1");
    expect(found).toContain('is worded with "shall", not "should"');
  });

  it("a crosswalk of one's own needs no code", () => {
    const base = copyOf("uk-psti");
    const shared = Object.fromEntries(
      ["kind", "title", "asOf", "caveat", "evidenceStandard", "confidenceTerms", "sources"].map((key) => [
        key,
        base[key],
      ]),
    );
    const own = {
      ...shared,
      id: "house-rules",
      requirements: [
        {
          id: "H-1",
          title: "Passwords",
          requirement: "No shared passwords.",
          confidence: "recalled",
          sources: [],
          mappings: [],
        },
      ],
    };
    const result = buildCrosswalks([{ path: "own.json", json: own }], catalogue);
    expect(result.faults).toEqual([]);
    const [crosswalk] = result.crosswalks;
    expect(crosswalk === undefined ? [] : notCovered(crosswalk).map((one) => one.id)).toEqual(["H-1"]);
  });
});

describe("golden counts", () => {
  it.each([
    ["uk-psti", 3, 5],
    ["eu-cra", 43, 116],
    ["eu-red", 38, 59],
    ["other-schemes", 20, 61],
    ["cvd", 0, 0],
  ])("%s", (id, requirements, relations) => {
    const crosswalk = findCrosswalk(crosswalks, id);
    const found = crosswalk === undefined ? [] : externalRequirements(crosswalk);
    expect(found).toHaveLength(requirements);
    expect(found.flatMap((one) => one.relations)).toHaveLength(relations);
    expect(new Set(found.map((one) => one.id)).size).toBe(requirements);
  });

  it("relations", () => {
    const all = crosswalks.flatMap((one) => externalRequirements(one).flatMap((found) => found.relations));
    const words = tally(all.map((one) => one.relation));
    expect(words).not.toHaveProperty("equal");
    expect(Object.values(words).reduce((sum, count) => sum + count, 0)).toBe(241);
  });
});

describe("look-ups", () => {
  it("from a provision outwards", () => {
    const found = relationsOfProvision(crosswalks, "5.3-13");
    expect(found.map(({ requirement }) => requirement.id)).toEqual(
      expect.arrayContaining(["PSTI-3", "CRA-13-8", "CRA-A2-7"]),
    );
    expect(found.every(({ relation }) => relation.relation !== "no-relationship")).toBe(true);
    expect(relationsOfProvision(crosswalks, "9.9-9")).toEqual([]);
  });

  it("from an external requirement inwards, with gap and coverage", () => {
    const cra = findCrosswalk(crosswalks, "eu-cra");
    const found = cra === undefined ? undefined : findExternalRequirement(cra, "CRA-II-1");
    expect(found).toMatchObject({ part: "Annex I Part II", coverage: "weak" });
    expect(found?.gap).toMatch(/bill of materials/);
  });

  it("what nothing covers", () => {
    const cra = findCrosswalk(crosswalks, "eu-cra");
    const open = cra === undefined ? [] : notCovered(cra);
    expect(open.map((one) => one.id)).toContain("CRA-A2-1");
    expect(open.every((one) => one.gap !== undefined)).toBe(true);
  });

  it("provisions without counterpart are those the RED file lists", () => {
    const red = findCrosswalk(crosswalks, "eu-red");
    if (red === undefined || !isEuRed(red)) throw new Error("eu-red is missing");
    const computed = provisionsWithoutCounterpart(red, provisionsOf(catalogue, "V3.1.3"));
    expect(computed).toEqual(red.en303645WithoutCounterpart.provisions);
  });

  it("facts the product uses are typed", () => {
    const psti = findCrosswalk(crosswalks, "uk-psti");
    if (psti === undefined || !isUkPsti(psti)) throw new Error("uk-psti is missing");
    expect(psti.editionWarning.differences.map((one) => one.provision)).toContain("5.1-1");
    expect(psti.statementOfCompliance.mustContain).toHaveLength(7);
    expect(deemedRoutesOf(psti, "PSTI-1").map((one) => one.id)).toEqual([
      "PSTI-DC-1",
      "PSTI-DC-JP",
      "PSTI-DC-SG",
    ]);
    const cvd = findCrosswalk(crosswalks, "cvd");
    if (cvd === undefined || !isCvd(cvd)) throw new Error("cvd is missing");
    expect(cvd.securityTxt.fields.filter((one) => one.required).map((one) => one.name)).toEqual([
      "Contact",
      "Expires",
    ]);
    expect(cvd.timeTargets).toHaveLength(14);
  });
});
