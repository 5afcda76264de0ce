/** Reads the crosswalks that are shipped with the program. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { buildCrosswalks, type Crosswalk } from "#crosswalks";
import type { Catalogue } from "#standards";

export async function loadCrosswalks(home: string, catalogue: Catalogue): Promise<readonly Crosswalk[]> {
  const folder = join(home, "data", "crosswalks");
  const names = (await readdir(folder).catch(() => [])).filter(
    (name) => name.endsWith(".json") && !name.endsWith(".schema.json"),
  );
  const files = await Promise.all(
    names.sort().map(async (name) => {
      const json: unknown = JSON.parse(await readFile(join(folder, name), "utf8"));
      return { path: `data/crosswalks/${name}`, json, trusted: true } as const;
    }),
  );
  return buildCrosswalks(files, catalogue).crosswalks;
}
