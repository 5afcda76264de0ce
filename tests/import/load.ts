/** What the import tests share: the catalogue of the shipped editions, and the input files of a folder. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildCatalogue, type Catalogue } from "#standards";
import type { ImportFile } from "#interchange/markdown-assessment";

const root = join(import.meta.dirname, "..", "..");
const paths = ["data/standards/etsi-en-303-645/v3.1.3.json", "data/standards/etsi-ts-103-701/v2.1.1.json"];

export const catalogue: Catalogue = buildCatalogue(
  paths.map((path) => ({ path, json: JSON.parse(readFileSync(join(root, path), "utf8")) as unknown })),
).catalogue;

export const casesFolder = join(import.meta.dirname, "cases");

export function readFolder(folder: string): readonly ImportFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
}

const sampleFolder = join(root, "..", "shared", "samples", "ruuvi-gateway");

/** The public assessment of a real product, read in place; undefined where it is not there. */
export const sample: readonly ImportFile[] | undefined = existsSync(sampleFolder)
  ? readFolder(sampleFolder)
  : undefined;
