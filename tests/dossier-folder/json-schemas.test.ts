/** The JSON Schemas for editors: the committed ones are current, and those of a dossier know its editions. */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { jsonSchemasFor } from "#interchange/dossier-folder";
import { loadCatalogue } from "#store";

const { catalogue } = await loadCatalogue();
const folder = path.join(import.meta.dirname, "..", "..", "schemas");

/** The member of plain data at a path of keys. */
function member(data: unknown, ...keys: string[]): unknown {
  return keys.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], data);
}

test("the committed schemas are what the source gives (run scripts/write-schemas.ts)", () => {
  const wanted = jsonSchemasFor(catalogue);
  expect(
    readdirSync(folder)
      .filter((name) => name.endsWith(".schema.json"))
      .sort(),
  ).toEqual(Object.keys(wanted).sort());
  for (const [name, schema] of Object.entries(wanted)) {
    expect(JSON.parse(readFileSync(path.join(folder, name), "utf8"))).toEqual(schema);
  }
});

test("a product dossier's schemas know provisions, conditions, IXIT fields and test cases", () => {
  const schemas = jsonSchemasFor(catalogue, {
    standards: [
      { document: "ETSI EN 303 645", edition: "V3.1.3" },
      { document: "ETSI TS 103 701", edition: "V2.1.1" },
    ],
  });
  const rows = member(schemas["ics.schema.json"], "properties", "rows");
  expect(Object.keys(member(rows, "properties") as object)).toHaveLength(78);
  expect(member(rows, "additionalProperties")).toBe(false);
  expect(member(rows, "properties", "5.1-1", "description")).toMatch(/^M C? ?/);
  expect(member(schemas["ics.schema.json"], "definitions", "rows", "properties", "support")).toEqual({
    enum: ["Y", "N", "N/A"],
  });
  expect(Object.keys(schemas).filter((name) => name.startsWith("ixit-"))).toHaveLength(29);
  const entry = member(
    schemas["ixit-01-AuthMech.schema.json"],
    "properties",
    "entries",
    "additionalProperties",
  );
  expect(Object.keys(member(entry, "properties") as object)).toContain("Authentication Factor");
  expect(Object.keys(member(entry, "properties") as object)).not.toContain("ID");
  expect(member(entry, "properties", "Authentication Factor", "description")).toBeTypeOf("string");
  expect(member(schemas["ixit-04-Conf.schema.json"], "properties", "entries")).toBeUndefined();
  const answers = member(
    schemas["scope.schema.json"],
    "properties",
    "answers",
    "properties",
    "ETSI EN 303 645",
    "properties",
  );
  expect(Object.keys(answers as object)).toEqual(expect.arrayContaining(["3", "12", "a", "aa"]));
  const cases = member(schemas["assessment.schema.json"], "properties", "cases", "properties");
  expect(Object.keys(cases as object)).toHaveLength(131);
});

test("a trust service dossier's schemas know requirements and policies, and leave void ids out", () => {
  const schemas = jsonSchemasFor(catalogue, {
    standards: [
      { document: "ETSI EN 319 401", edition: "V3.2.1" },
      { document: "ETSI EN 319 411-1", edition: "V1.5.1" },
      { document: "ETSI EN 319 411-2", edition: "V2.6.1" },
    ],
  });
  const documents = member(schemas["requirements.schema.json"], "properties", "document", "enum");
  expect(documents).toEqual(["ETSI EN 319 401", "ETSI EN 319 411-1", "ETSI EN 319 411-2"]);
  const rows = member(schemas["requirements.schema.json"], "properties", "rows", "properties");
  expect(Object.keys(rows as object).length).toBeGreaterThan(700);
  expect(JSON.stringify(member(schemas["plumbline.schema.json"], "properties", "policies"))).toContain(
    "QCP-n-qscd",
  );
});
