/** npm run docs: writes the generated pages. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { TestSpecification } from "#standards";
import { answersPage, problemPages } from "./generated-docs.ts";

const specification = JSON.parse(
  await readFile("data/standards/etsi-ts-103-701/v2.1.1.json", "utf8"),
) as TestSpecification;
for (const page of [...problemPages(), answersPage(specification)]) {
  await mkdir(dirname(page.path), { recursive: true });
  await writeFile(page.path, page.text);
  console.log(page.path);
}
