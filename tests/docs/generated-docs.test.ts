/** The generated pages in the repository are those that register and catalogue give today. */
import { readFile, readdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { TestSpecification } from "#standards";
import { problemKinds } from "#problems";
import { answersPage, problemPages } from "../../scripts/generated-docs.ts";

describe("generated pages", () => {
  it("docs/problems agrees with the register, both ways", async () => {
    const pages = problemPages();
    for (const page of pages) expect(await readFile(page.path, "utf8"), `${page.path}: run npm run docs`).toBe(page.text);
    const files = (await readdir("docs/problems")).map((name) => `docs/problems/${name}`).sort();
    expect(files).toEqual(pages.map((page) => page.path).sort());
  });

  it("names every code once, and no code that does not exist", async () => {
    const headings: string[] = [];
    for (const name of await readdir("docs/problems")) {
      if (name === "README.md") continue;
      const text = await readFile(`docs/problems/${name}`, "utf8");
      headings.push(...[...text.matchAll(/^## (\S+\/\S+)$/gm)].map((match) => match[1] ?? ""));
    }
    expect(headings.sort()).toEqual(Object.keys(problemKinds).sort());
  });

  it("docs/answers-from-ixit.md agrees with the test specification", async () => {
    const specification = JSON.parse(
      await readFile("data/standards/etsi-ts-103-701/v2.1.1.json", "utf8"),
    ) as TestSpecification;
    const page = answersPage(specification);
    expect(await readFile(page.path, "utf8"), "run npm run docs").toBe(page.text);
  });
});
