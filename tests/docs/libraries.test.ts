/** docs/decisions/0003-libraries.md names every dependency with its version and licence, and no other. */
import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";

interface Manifest {
  readonly license?: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

async function manifest(path: string): Promise<Manifest> {
  return JSON.parse(await readFile(path, "utf8")) as Manifest;
}

it("0003 lists what package.json lists, as it is installed", async () => {
  const { dependencies, devDependencies } = await manifest("package.json");
  const page = await readFile("docs/decisions/0003-libraries.md", "utf8");
  const rows = [...page.matchAll(/^\| (\S+) +\| (\d\S*) +\| (\S+) +\|/gm)].map((match) =>
    match.slice(1, 4).join(" "),
  );
  const names = [...Object.keys(dependencies), ...Object.keys(devDependencies)];
  const wanted = await Promise.all(
    names.map(async (name) => {
      const { version, license } = await manifest(`node_modules/${name}/package.json`);
      return `${name} ${version} ${license ?? "?"}`;
    }),
  );
  expect([...rows].sort()).toEqual([...wanted].sort());
});
