/** Loads the catalogue of standards from the JSON files that are shipped and from those that a user adds. */
import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { problem, type Problem } from "#problems";
import { buildCatalogue, type Catalogue, type CatalogueFile } from "#standards";
import { reasonOf } from "./folder-paths.ts";
import { inParallel } from "./in-parallel.ts";
import { findJsonFault } from "./json-fault.ts";

export interface CatalogueOptions {
  /** Folder with the shipped standards; found beside the program when not given. */
  readonly shipped?: string;
  /** Folders of the user, whose files are checked in full. */
  readonly own?: readonly string[];
  /** Load only the shipped files of these documents (and the registry), which is quicker; unknown ones load everything. */
  readonly documents?: readonly string[];
}

export interface LoadedCatalogue {
  readonly catalogue: Catalogue;
  readonly problems: readonly Problem[];
}

export async function loadCatalogue(options: CatalogueOptions = {}): Promise<LoadedCatalogue> {
  const problems: Problem[] = [];
  const shipped = options.shipped ?? shippedStandards();
  const own = await Promise.all((options.own ?? []).map((folder) => listJson(folder, problems)));
  const places = [
    ...(await listShipped(shipped, options.documents, problems)).map((place) => ({ place, trusted: true })),
    ...own.flat().map((place) => ({ place, trusted: false })),
  ];
  const read = await inParallel(places, 8, async ({ place, trusted }) => readJson(place, trusted, problems));
  const { catalogue, faults } = buildCatalogue(read.filter((one) => one !== undefined));
  for (const fault of faults) {
    const where = fault.pointer === "" ? fault.path : `${fault.path} at ${fault.pointer}`;
    const message = `${where}: ${fault.message.replace(/\.$/, "")}`;
    problems.push(problem("file/standards-unreadable", { message, at: ["line", fault.path, 1, 1] }));
  }
  return { catalogue, problems };
}

/** The user's folders: those given on the command line, then those in PLUMBLINE_STANDARDS. */
export function ownStandards(
  given: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const more = (environment["PLUMBLINE_STANDARDS"] ?? "").split(path.delimiter).filter((one) => one !== "");
  return [...given, ...more];
}

/** The folder `data/standards` beside the program, whether it runs from source or from the bundle. */
export function shippedStandards(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (let count = 0; count < 6; count += 1) {
    const candidate = path.join(folder, "data", "standards");
    if (existsSync(path.join(candidate, "registry.json"))) return candidate;
    folder = path.dirname(folder);
  }
  throw new Error("the folder data/standards is missing from this installation of Plumbline");
}

async function listShipped(
  folder: string,
  documents: readonly string[] | undefined,
  problems: Problem[],
): Promise<readonly string[]> {
  if (documents === undefined) return listJson(folder, problems);
  const folders = documents.map((document) => path.join(folder, folderName(document)));
  if (!folders.every((one) => existsSync(one))) return listJson(folder, problems);
  const lists = await Promise.all([...new Set(folders)].map((one) => listJson(one, problems)));
  return [path.join(folder, "registry.json"), ...lists.flat()];
}

/** `etsi-en-303-645` for ETSI EN 303 645. */
function folderName(document: string): string {
  return document.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

async function listJson(folder: string, problems: Problem[]): Promise<readonly string[]> {
  try {
    const names = await readdir(folder, { recursive: true });
    return names
      .filter(
        (name) => name.endsWith(".json") && !name.endsWith(".schema.json") && !/(?:^|[/\\])\./.test(name),
      )
      .sort()
      .map((name) => path.join(folder, name));
  } catch (error) {
    const message = `the standards folder ${folder} cannot be listed: ${reasonOf(error)}`;
    problems.push(problem("file/standards-unreadable", { message, at: ["line", folder, 1, 1] }));
    return [];
  }
}

async function readJson(
  place: string,
  trusted: boolean,
  problems: Problem[],
): Promise<CatalogueFile | undefined> {
  let text = "";
  try {
    text = await readFile(place, "utf8");
    const json: unknown = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
    return trusted ? { path: place, json, trusted } : { path: place, json };
  } catch (error) {
    const fault = error instanceof SyntaxError ? findJsonFault(text) : undefined;
    const [line, column] = fault === undefined ? [1, 1] : placeOf(text, fault.offset);
    const what = fault === undefined ? `cannot be read: ${reasonOf(error)}` : `is not JSON: ${fault.message}`;
    const message = `${place}:${String(line)}:${String(column)} ${what}`;
    problems.push(problem("file/standards-unreadable", { message, at: ["line", place, line, column] }));
    return undefined;
  }
}

function placeOf(text: string, offset: number): readonly [number, number] {
  const before = text.slice(0, offset).split("\n");
  return [before.length, (before[before.length - 1]?.length ?? 0) + 1];
}
