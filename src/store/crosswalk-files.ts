/** Loads the crosswalks that are shipped beside the standards. */
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import type { Crosswalk } from "#crosswalks";
import type { Catalogue } from "#standards";
import { shippedStandards } from "./standards-files.ts";

/** The crosswalks against this catalogue; none where the installation has no folder of them. */
export async function loadCrosswalks(
  catalogue: Catalogue,
  folder = path.join(shippedStandards(), "..", "crosswalks"),
): Promise<readonly Crosswalk[]> {
  const names = (await readdir(folder).catch(() => [])).filter(
    (name) => name.endsWith(".json") && !name.endsWith(".schema.json"),
  );
  const files = await Promise.all(
    names.sort().map(async (name) => {
      const json: unknown = JSON.parse(await readFile(path.join(folder, name), "utf8"));
      return { path: `data/crosswalks/${name}`, json, trusted: true } as const;
    }),
  );
  // Loaded only here: most commands read a dossier and never ask for a crosswalk.
  const { buildCrosswalks } = await import("#crosswalks");
  return buildCrosswalks(files, catalogue).crosswalks;
}
