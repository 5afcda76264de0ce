/** What could not be read is said with file, line and remedy, whatever was asked; the rest is still shown. */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plumbline, root } from "./run.ts";

let base = "";
let folder = "";

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "plumbline-"));
  folder = join(base, "plug");
  await cp(`${root}examples/smart-plug`, folder, { recursive: true });
  const table = join(folder, "ixit/29-InpVal.yaml");
  await writeFile(table, `${await readFile(table, "utf8")}\n  : [broken\n`);
});
afterAll(() => rm(base, { recursive: true, force: true }));

describe.each(["plan", "verdicts", "matrix", "report"])("plumbline %s", (command) => {
  test("shows what it could read, names what it could not, and exits with 3", async () => {
    const ran = await plumbline([command, folder]);
    expect(ran.code).toBe(3);
    expect(ran.out.length).toBeGreaterThan(1000);
    expect(ran.err).toMatch(/ixit\/29-InpVal\.yaml:\d+:\d+ {2}\S/);
    expect(ran.err).toMatch(/→ \S/);
  });

  test("names what is wrong where there is nothing to evaluate", async () => {
    const ran = await plumbline([command, join(base, "gone")]);
    expect(ran).toMatchObject({ code: 3, out: "" });
    expect(ran.err.match(/there is no folder/g)).toHaveLength(1);
    expect(ran.err).toContain("plumbline init");
  });
});

test("values that count as absent are mentioned, but the result stands", async () => {
  const copy = join(base, "typing");
  await cp(`${root}examples/smart-plug`, copy, { recursive: true });
  const ics = join(copy, "ics.yaml");
  await writeFile(ics, (await readFile(ics, "utf8")).replace("    support: Y", "    suport: Y"));
  const ran = await plumbline(["verdicts", copy]);
  expect(ran.code).toBe(0);
  expect(ran.err).toContain("1 value counts as absent");
  expect(ran.err).toContain("--code file");
});

test.each(["gone", "empty"])("check says once that a folder (%s) is no dossier", async (name) => {
  const place = name === "empty" ? await mkdtemp(join(base, "empty-")) : join(base, name);
  const { code, out } = await plumbline(["check", place, "--format", "json"]);
  expect(code).toBe(3);
  const { problems } = JSON.parse(out) as { problems: { code: string }[] };
  expect(problems.map((one) => one.code)).toEqual(["file/no-dossier"]);
});

test("a header that is not UTF-8 is not said to be missing", async () => {
  const place = await mkdtemp(join(base, "latin-"));
  await writeFile(join(place, "plumbline.yaml"), Buffer.from("plumbline: 1\nid: J\xfcrgen\n", "latin1"));
  const { problems } = JSON.parse((await plumbline(["check", place, "--format", "json"])).out) as {
    problems: { code: string }[];
  };
  expect(problems.map((one) => one.code)).toEqual(["file/not-utf-8"]);
});
