/** Each code of the area `requirement/…` can be provoked by a dossier, and none is left without a test. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { problemKinds } from "#problems";

it("each code of the area appears in a test of this folder that provokes it", () => {
  const folder = new URL(".", import.meta.url);
  const tests = readdirSync(folder).filter((name) => name.endsWith(".test.ts") && name !== "codes.test.ts");
  const text = tests.map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
  const own = Object.keys(problemKinds).filter((code) => code.startsWith("requirement/"));
  expect(own.length).toBeGreaterThan(40);
  expect(own.filter((code) => !text.includes(`"${code}"`))).toEqual([]);
});
