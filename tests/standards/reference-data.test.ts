/** The conversion from the reference data lost nothing and altered no id, status or statement. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findChangeList, type Catalogue, type Requirement } from "#standards";
import {
  crosswalkFiles,
  en303645,
  en319401,
  part1,
  part2,
  provisionsOf,
  readJson,
  requirementsOf,
  shippedCatalogue,
  without,
} from "./shipped-files.ts";

// The reference data is only beside the repository on machines of its makers; elsewhere these tests are skipped.
const reference = fileURLToPath(new URL("../../../shared/standards/", import.meta.url));
const present = existsSync(reference);
if (!present) console.info("reference data not found beside the repository: conversion tests skipped");

type Plain = Record<string, unknown>;
const load = (name: string): Plain => readJson(join(reference, name)) as Plain;
const list = (record: Plain, key: string): readonly Plain[] => record[key] as readonly Plain[];
const catalogue: Catalogue = shippedCatalogue();

/** The record without its undefined and null members, to compare where absence is written in two ways. */
function dense(record: Plain): Plain {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined && value !== null),
  );
}

/** Every string anywhere inside a value. */
function strings(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(strings);
}

describe.skipIf(!present)("EN 303 645", () => {
  it.each([
    ["V3.1.3", "en-303-645/v3.1.3.json"],
    ["V2.1.1", "en-303-645/v2.1.1.json"],
  ])("%s", (name, file) => {
    const from = load(file);
    const to = provisionsOf(catalogue, name);
    const back = to.provisions.map(
      ({ obligation, conditional, featured, printedStatus, printedAs, ...rest }) => {
        const letters = printedStatus.replace(/\(.*$/, "").trim();
        expect([obligation, printedAs ?? rest.id.replace("6-", "6.")]).toEqual([
          letters.charAt(0),
          rest.id.replace("6-", "6."),
        ]);
        expect(letters.split(" ").length - 1).toBe(
          Number(conditional && letters.includes("C")) + Number(featured),
        );
        return { ...rest, status: letters };
      },
    );
    expect(back).toEqual(from["provisions"]);
    expect(to.conditions).toEqual(from["conditions"]);
    expect(to.features).toEqual(from["features"]);
    expect(to.clauses).toEqual(from["clauses"]);
    expect(to.legend).toEqual(from["legend"]);
    expect(to.void).toEqual(from["voidProvisions"] ?? []);
    expect(to.sources.map((one) => one.what)).toEqual(from["sources"]);
  });

  it("change list", () => {
    const from = load("en-303-645/changes-v2.1.1-to-v3.1.3.json");
    const to = findChangeList(catalogue, en303645, "V2.1.1", "V3.1.3");
    // The reference data gives these changes no confidence; ours is derived from the records compared.
    expect(to?.changes.map((one) => without(one, "confidence"))).toEqual(
      list(from, "changes").map((one) => ({ alsoChanged: [], ...one })),
    );
    expect(to?.kinds).toEqual(from["kinds"]);
  });
});

const trustDocuments = [
  [en319401, "V3.2.1", "en-319-401/v3.2.1.json"],
  [en319401, "V3.1.1", "en-319-401/v3.1.1.json"],
  [part1, "V1.5.1", "en-319-411-1/v1.5.1.json"],
  [part2, "V2.6.1", "en-319-411-2/v2.6.1.json"],
] as const;

/** The requirement as the reference data spells it, as far as the two spell the same things. */
function spelledBack(one: Requirement, conditions: ReadonlyMap<string, string>): Plain {
  const { wordingFrom, idVerified, alternativeIds, citedIn } = one.reconstruction ?? {};
  const plain = {
    ...one,
    items: undefined,
    choice: undefined,
    incorporates: undefined,
    condition: undefined,
    conditionOfParts: undefined,
    reconstruction: undefined,
    correspondsTo: undefined,
    conditional: conditionalOf(one, conditions),
    correspondsToV321: one.correspondsTo?.ids,
    ...{ wordingFrom, idVerified, alternativeIds, citedIn },
  };
  return dense(plain);
}

function conditionalOf(one: Requirement, conditions: ReadonlyMap<string, string>): string | undefined {
  const whole = one.condition === null ? undefined : conditions.get(one.condition);
  if (one.conditionOfParts === undefined) return whole;
  return whole === undefined ? one.conditionOfParts : `${whole.slice(0, -1)} (${one.conditionOfParts}).`;
}

function normalised(one: Plain): Plain {
  const note = typeof one["note"] === "string" ? [one["note"]] : [];
  return dense({
    prohibition: false,
    ...one,
    note: undefined,
    notes: one["notes"] ?? note,
    tags: undefined,
    markers: one["tags"] ?? one["markers"],
    items: undefined,
    choice: undefined,
  });
}

describe.skipIf(!present)("trust services", () => {
  it.each(trustDocuments)("%s %s: requirements", (document, edition, file) => {
    const from = load(file);
    const to = requirementsOf(catalogue, document, edition);
    const conditions = new Map(to.conditions.map((one) => [one.id, one.text]));
    expect(to.requirements.map((one) => spelledBack(one, conditions))).toEqual(
      list(from, "requirements").map(normalised),
    );
  });

  it.each(trustDocuments)("%s %s: items and choices", (document, edition, file) => {
    const byId = new Map(
      requirementsOf(catalogue, document, edition).requirements.map((one) => [one.id, one]),
    );
    for (const one of list(load(file), "requirements")) {
      const to = byId.get(String(one["id"]));
      const items = (one["items"] ?? null) as readonly Plain[] | null;
      expect(to?.items ?? null).toEqual(
        items?.map((item) => `${String(item["label"] ?? item["item"])}) ${String(item["text"])}`) ?? null,
      );
      expect(to?.choice === null).toBe((one["choice"] ?? null) === null);
      for (const text of strings(one["choice"])) expect(strings(to?.choice).join("\n")).toContain(text);
    }
  });

  it.each(trustDocuments)("%s %s: everything else is still said somewhere", (document, edition, file) => {
    const { policies, ...from } = load(file);
    const rest = without(from, "requirements", "counts");
    const to = requirementsOf(catalogue, document, edition);
    const said = strings({ ...to, requirements: [] }).join("\n");
    const missing = strings(rest)
      .map((text) => text.replace(/^\[[^\]]*\] /, ""))
      .filter((text) => !said.includes(text));
    expect(missing).toEqual([]);
    expect((policies as readonly Plain[] | null) ?? []).toHaveLength(to.policies.length);
    for (const policy of (policies as readonly Plain[] | null) ?? []) {
      const found = to.policies.find((one) => one.id === policy["id"]);
      const plain = strings(found).join("\n");
      const facts = without(policy, "kind", "basedOn");
      for (const text of strings(facts)) expect(plain).toContain(text);
      for (const text of [policy["basedOn"]].flat()) {
        for (const word of strings(text).flatMap((one) => one.match(/\b[A-Z]{3,4}(?:-n|-l)?\+?/g) ?? [])) {
          expect(plain).toContain(word);
        }
      }
    }
  });

  it("automatable checks", () => {
    for (const [document, edition, file] of trustDocuments.slice(2)) {
      const to = requirementsOf(catalogue, document, edition);
      const modality = new Map(to.requirements.map((one) => [one.id, one.modality]));
      const from = list(load(file), "automatable");
      expect(to.automatable.map(dense)).toEqual(
        from.map(({ modality: printed, ...one }) => {
          if (printed !== undefined) expect(modality.get(String(one["requirement"]))).toBe(printed);
          return dense(one);
        }),
      );
    }
  });

  it("change lists of EN 319 401", () => {
    const from = load("en-319-401/changes-v3.1.1-to-v3.2.1.json");
    const compare = (changes: readonly Plain[], to: ReturnType<typeof findChangeList>): void => {
      const back = to?.changes.map(({ existence, ...rest }) =>
        dense({ ...without(rest, "alsoChanged", "statusFrom", "statusTo"), existenceInV311: existence }),
      );
      expect(back).toEqual(changes.map(dense));
    };
    compare(list(from, "changes"), findChangeList(catalogue, en319401, "V3.1.1", "V3.2.1"));
    compare(
      list(from["earlier"] as Plain, "changes"),
      findChangeList(catalogue, en319401, "V2.2.1", "V3.1.1"),
    );
    const said = strings(catalogue.changeLists).join("\n");
    expect(strings(from).filter((text) => !said.includes(text))).toEqual([]);
  });
});

describe.skipIf(!present)("registry and crosswalks", () => {
  it("registry", () => {
    const { registry: title, ...rest } = load("editions.json");
    expect(without(catalogue.registry ?? {}, "$schema", "kind")).toEqual({ title, ...rest });
  });

  it.each(["uk-psti", "eu-cra", "eu-red", "other-schemes", "cvd"])("crosswalk %s", (id) => {
    const file = crosswalkFiles().find((one) => one.path.endsWith(`/${id}.json`));
    expect(without(file?.json as Plain, "$schema", "kind")).toEqual(load(`crosswalks/${id}.json`));
  });
});
