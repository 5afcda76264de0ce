/** The shipped catalogue with all its editions, read once per test process. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  buildCatalogue,
  findEdition,
  indexProvisions,
  indexTestSpecification,
  type Catalogue,
  type CatalogueFile,
  type IndexedProvisions,
  type IndexedTestSpecification,
} from "#standards";

const folder = fileURLToPath(new URL("../../data/standards/", import.meta.url));

export const product = { document: "ETSI EN 303 645", edition: "V3.1.3" } as const;
export const productTests = { document: "ETSI TS 103 701", edition: "V2.1.1" } as const;
export const trustServiceEditions = [
  { document: "ETSI EN 319 401", edition: "V3.2.1" },
  { document: "ETSI EN 319 411-1", edition: "V1.5.1" },
  { document: "ETSI EN 319 411-2", edition: "V2.6.1" },
] as const;

let loaded: Catalogue | undefined;

export function loadCatalogue(): Catalogue {
  loaded ??= buildCatalogue(catalogueFiles()).catalogue;
  return loaded;
}

function catalogueFiles(): readonly CatalogueFile[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".json") && !name.endsWith(".schema.json"))
    .sort()
    .map((name) => ({
      path: name,
      json: JSON.parse(readFileSync(join(folder, name), "utf8")) as unknown,
      trusted: true,
    }));
}

export function provisionsIndex(catalogue: Catalogue): IndexedProvisions {
  const found = findEdition(catalogue, product);
  if (found?.kind !== "provisions") throw new Error("the catalogue lacks EN 303 645 V3.1.3");
  return indexProvisions(found);
}

export function testsIndex(catalogue: Catalogue): IndexedTestSpecification {
  const found = findEdition(catalogue, productTests);
  if (found?.kind !== "test-specification") throw new Error("the catalogue lacks TS 103 701 V2.1.1");
  return indexTestSpecification(found);
}
