/** Reads the standards and crosswalks that ship with Plumbline, without those of the test specification. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  buildCatalogue,
  findEdition,
  type Catalogue,
  type CatalogueFile,
  type ProvisionsEdition,
  type RequirementsEdition,
} from "#standards";

const data = fileURLToPath(new URL("../../data/", import.meta.url));

export const en303645 = "ETSI EN 303 645";
export const en319401 = "ETSI EN 319 401";
export const part1 = "ETSI EN 319 411-1";
export const part2 = "ETSI EN 319 411-2";

function filesBelow(folder: string): readonly CatalogueFile[] {
  return readdirSync(join(data, folder), { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".json") && !name.endsWith(".schema.json"))
    .filter((name) => !name.startsWith("etsi-ts-103-701/"))
    .sort()
    .map((name) => ({ path: `${folder}/${name}`, json: readJson(join(data, folder, name)) }));
}

export function standardsFiles(): readonly CatalogueFile[] {
  return filesBelow("standards");
}

export function crosswalkFiles(): readonly CatalogueFile[] {
  return filesBelow("crosswalks");
}

export function shippedCatalogue(): Catalogue {
  return buildCatalogue(standardsFiles().map((one) => ({ ...one, trusted: true }))).catalogue;
}

export function requirementsOf(catalogue: Catalogue, document: string, edition: string): RequirementsEdition {
  const found = findEdition(catalogue, { document, edition });
  if (found?.kind !== "requirements") throw new Error(`no requirements of ${document} ${edition}`);
  return found;
}

export function provisionsOf(catalogue: Catalogue, edition: string): ProvisionsEdition {
  const found = findEdition(catalogue, { document: en303645, edition });
  if (found?.kind !== "provisions") throw new Error(`no provisions of ${en303645} ${edition}`);
  return found;
}

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8")) as unknown;
}

/** The record without some of its keys. */
export function without(record: object, ...keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

/** How often each value occurs, as a plain record. */
export function tally(values: readonly (string | null)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
}
