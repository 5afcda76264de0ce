/** Builds the catalogue from parsed JSON files: what is faulty is left out, and everything wrong with it is said at once. */
import type { z } from "zod";
import type { Catalogue } from "./catalogue.ts";
import {
  changeListSchema,
  editionRegistrySchema,
  type ChangeList,
  type EditionRegistry,
} from "./change-schema.ts";
import { crossCheckChangeList, crossCheckEdition } from "./cross-check.ts";
import { provisionsEditionSchema, requirementsEditionSchema } from "./edition-schema.ts";
import type { Edition } from "./edition.ts";
import { schemaFaults, type CatalogueFault, type Fault } from "./fault.ts";
import { testSpecificationSchema } from "./test-specification-schema.ts";

export interface CatalogueFile {
  /** Where the file lies, as messages should name it. */
  readonly path: string;
  /** Its content, already parsed as JSON. */
  readonly json: unknown;
  /** True for files that were checked before they were shipped: they are taken as they are, for speed. */
  readonly trusted?: true;
}

const schemas: Readonly<Record<string, z.ZodType>> = {
  provisions: provisionsEditionSchema,
  requirements: requirementsEditionSchema,
  "test-specification": testSpecificationSchema,
  changes: changeListSchema,
  registry: editionRegistrySchema,
};

interface Sorted {
  readonly editions: Placed<Edition>[];
  readonly changeLists: Placed<ChangeList>[];
  readonly registries: Placed<EditionRegistry>[];
}

interface Placed<T> {
  readonly path: string;
  readonly trusted: boolean;
  readonly value: T;
}

/**
 * The catalogue of the given files. A file that departs from its schema, repeats an edition that is already there,
 * or holds a reference to nothing is left out; `faults` then lists all that is wrong with it.
 */
export function buildCatalogue(files: readonly CatalogueFile[]): {
  readonly catalogue: Catalogue;
  readonly faults: readonly CatalogueFault[];
} {
  const faults: CatalogueFault[] = [];
  const report = (path: string, found: readonly Fault[]): void => {
    for (const fault of found) faults.push({ path, ...fault });
  };
  const sorted: Sorted = { editions: [], changeLists: [], registries: [] };
  for (const file of files) {
    const found = take(file, sorted);
    report(file.path, found);
  }
  const all = sorted.editions.map((one) => one.value);
  const editions = sorted.editions.filter((one) => {
    if (one.trusted) return true;
    const found = crossCheckEdition(one.value, all);
    report(one.path, found);
    return found.length === 0;
  });
  const sound = editions.map((one) => one.value);
  const changeLists = sorted.changeLists.filter((one) => {
    if (one.trusted) return true;
    const found = crossCheckChangeList(one.value, sound);
    report(one.path, found);
    return found.length === 0;
  });
  const catalogue: Catalogue = {
    editions: sound,
    changeLists: changeLists.map((one) => one.value),
    registry: sorted.registries[0]?.value,
  };
  return { catalogue, faults };
}

/** Puts one file where it belongs, or answers what is wrong with it. */
function take(file: CatalogueFile, sorted: Sorted): readonly Fault[] {
  const kind = kindOf(file.json);
  const schema = kind === undefined ? undefined : schemas[kind];
  if (kind === undefined || schema === undefined) {
    const known = Object.keys(schemas).join(", ");
    return [{ pointer: "/kind", message: `The file must say what it holds: "kind" is one of ${known}.` }];
  }
  const trusted = file.trusted === true;
  if (!trusted) {
    const found = schemaFaults(schema, file.json);
    if (found.length > 0) return found;
  }
  const place = { path: file.path, trusted };
  if (kind === "changes")
    return takeChangeList({ ...place, value: file.json as ChangeList }, sorted.changeLists);
  if (kind === "registry")
    return takeRegistry({ ...place, value: file.json as EditionRegistry }, sorted.registries);
  return takeEdition({ ...place, value: file.json as Edition }, sorted.editions);
}

function takeEdition(placed: Placed<Edition>, editions: Placed<Edition>[]): readonly Fault[] {
  const { document, edition } = placed.value;
  const twin = editions.find((one) => one.value.document === document && one.value.edition === edition);
  if (twin !== undefined) return [repeated("/edition", `${document} ${edition}`, twin.path)];
  editions.push(placed);
  return [];
}

function takeChangeList(placed: Placed<ChangeList>, lists: Placed<ChangeList>[]): readonly Fault[] {
  const { document, from, to } = placed.value;
  const twin = lists.find((one) => {
    const other = one.value;
    return other.document === document && other.from === from && other.to === to;
  });
  if (twin !== undefined)
    return [repeated("/from", `The change list of ${document} from ${from} to ${to}`, twin.path)];
  lists.push(placed);
  return [];
}

function takeRegistry(
  placed: Placed<EditionRegistry>,
  registries: Placed<EditionRegistry>[],
): readonly Fault[] {
  const twin = registries[0];
  if (twin !== undefined) return [repeated("/kind", "A registry of editions", twin.path)];
  registries.push(placed);
  return [];
}

function repeated(pointer: string, what: string, path: string): Fault {
  return {
    pointer,
    message: `${what} is already in the catalogue, from ${path}; keep one of the two files.`,
  };
}

function kindOf(json: unknown): string | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  const kind = (json as Record<string, unknown>)["kind"];
  return typeof kind === "string" && Object.hasOwn(schemas, kind) ? kind : undefined;
}
