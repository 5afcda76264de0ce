/** Writes the general JSON Schemas of dossier files to schemas/; `--check` only says whether they are current. */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { jsonSchemasFor } from "#interchange/dossier-folder";

const folder = path.join(import.meta.dirname, "..", "schemas");
const wanted = new Map(
  Object.entries(jsonSchemasFor({ editions: [], changeLists: [], registry: undefined })).map(
    ([name, schema]) => [name, `${JSON.stringify(schema, undefined, 2)}\n`],
  ),
);
mkdirSync(folder, { recursive: true });
const present = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith(".schema.json"))
    .map((name) => [name, readFileSync(path.join(folder, name), "utf8")]),
);
const stale = [...wanted].filter(([name, text]) => present.get(name) !== text).map(([name]) => name);
const surplus = [...present.keys()].filter((name) => !wanted.has(name));

if (process.argv.includes("--check")) {
  for (const name of [...stale, ...surplus])
    console.error(`schemas/${name} is not current; run scripts/write-schemas.ts`);
  process.exitCode = stale.length + surplus.length > 0 ? 1 : 0;
} else {
  for (const name of stale) writeFileSync(path.join(folder, name), wanted.get(name) ?? "");
  for (const name of surplus) rmSync(path.join(folder, name));
  console.log(`${String(wanted.size)} schemas in schemas/, ${String(stale.length)} of them written`);
}
