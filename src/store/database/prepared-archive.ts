/** Finds the prepared empty database of the build, and whether it is one for this program. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Migration } from "./migrations.ts";

const archiveName = "empty-database.tar.gz";

/** In a checkout `dist/` at its root; in the bundle beside or above the file that this one became a part of. */
export function archiveOfBuild(): string {
  const places = ["./", "../", "../../../dist/"].map((place) =>
    fileURLToPath(new URL(`${place}${archiveName}`, import.meta.url)),
  );
  return places.find((place) => existsSync(place)) ?? places.at(-1) ?? archiveName;
}

/**
 * Why the archive cannot be used, as the end of a sentence; undefined when it can. An archive of fewer migrations is good: the others
 * are applied to it. One without a list beside it is taken for good.
 */
export async function whyUnusable(
  archive: string,
  migrations: readonly Migration[],
): Promise<string | undefined> {
  if (!existsSync(archive)) return "is missing";
  const list = await readFile(archive.replace(/\.tar\.gz$/, ".json"), "utf8").catch(() => undefined);
  if (list === undefined) return undefined;
  const hashes: unknown = JSON.parse(list);
  const fits = Array.isArray(hashes) && hashes.every((hash, index) => migrations[index]?.hash === hash);
  return fits ? undefined : "was made for another schema";
}
