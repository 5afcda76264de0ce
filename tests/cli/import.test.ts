/** Import of the real assessment by the command line, and of a small made-up one; a second import loses nothing. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { withHashes } from "#workbench";
import { readAttachments } from "../../src/cli/read-attachments.ts";
import { dossier } from "./fabricated.ts";
import { plumbline, root } from "./run.ts";

const sample = join(root, "../shared/samples/ruuvi-gateway");

interface Checked {
  problems: { code: string; file: string | null; line: number | null; subject: string | null }[];
}

test.skipIf(!existsSync(sample))("the real assessment is imported, checked and planned", async () => {
  const folder = join(await mkdtemp(join(tmpdir(), "plumbline-")), "dossier");
  const ran = await plumbline(["import", "markdown", sample, "--out", folder]);
  expect(ran.code).toBe(0);
  expect(ran.out).toContain("29 tables");
  const check = await plumbline(["check", folder, "--format", "json"]);
  expect(check.code).toBe(1);
  const { problems } = JSON.parse(check.out) as Checked;
  for (const code of [
    "ics/row-missing",
    "results/group-missing",
    "ics/status-not-in-standard",
    "results/artefact-claimed-not-attached",
  ]) {
    const found = problems.filter((one) => one.code === code);
    expect(found.length, code).toBeGreaterThan(0);
    expect(
      found.every((one) => one.file !== null && one.line !== null),
      code,
    ).toBe(true);
  }
  const verdicts = JSON.parse((await plumbline(["verdicts", folder, "--format", "json"])).out) as {
    overall: { outcome: string; because: unknown[] };
  };
  expect(verdicts.overall.outcome).not.toBe("PASS");
  expect(verdicts.overall.because.length).toBeGreaterThan(0);
  const again = await plumbline(["import", "markdown", sample, "--out", folder]);
  expect(again.out).toContain("It already holds everything that these files say.");
});

test("a second import asks, adds with --yes, replaces only with --replace and keeps what it replaces", async () => {
  const base = await mkdtemp(join(tmpdir(), "plumbline-"));
  const source = join(base, "assessment");
  const folder = join(base, "dossier");
  await mkdir(source);
  const file = join(source, "ixit_1-AuthMech.md");
  const text = (detail: string): string =>
    `# IXIT 1-AuthMech\n\n## AuthMech-Web\n\n**Description:** ${detail}\n`;
  await writeFile(file, text("A web login."));
  expect((await plumbline(["import", "markdown", source, "--out", folder, "--name", "Plug"])).code).toBe(0);
  const ixit = join(folder, "ixit/01-AuthMech.yaml");
  expect(await readFile(ixit, "utf8")).toContain("A web login.");
  await writeFile(file, text("Another login."));
  const unasked = await plumbline(["import", "markdown", source, "--out", folder]);
  expect(unasked.err).toContain("--replace");
  expect(await readFile(ixit, "utf8")).toContain("A web login.");
  await plumbline(["import", "markdown", source, "--out", folder, "--yes"]);
  expect(await readFile(ixit, "utf8")).toContain("A web login.");
  await plumbline(["import", "markdown", source, "--out", folder, "--yes", "--replace"]);
  expect(await readFile(ixit, "utf8")).toContain("Another login.");
  expect(await readFile(join(folder, "notes.yaml"), "utf8")).toContain("A web login.");
});

test("import refuses a folder that is neither empty nor a dossier, and one without Markdown", async () => {
  const base = await mkdtemp(join(tmpdir(), "plumbline-"));
  await writeFile(join(base, "a.md"), "# A\n");
  const ran = await plumbline(["import", "markdown", base, "--out", base]);
  expect(ran.code).toBe(3);
  expect(ran.err).toContain("neither empty nor a dossier");
  const empty = await mkdtemp(join(tmpdir(), "plumbline-"));
  expect((await plumbline(["import", "markdown", empty, "--out", join(base, "x")])).code).toBe(3);
});

interface Items {
  items: Record<string, { file?: string; sha256?: string }>;
}

async function evidenceOf(folder: string): Promise<Items> {
  return parse(await readFile(join(folder, "evidence.yaml"), "utf8")) as Items;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

test("attachments are copied and hashed, also into an existing dossier, and only when agreed to", async () => {
  const base = await mkdtemp(join(tmpdir(), "plumbline-"));
  const source = join(base, "assessment");
  const folder = join(base, "dossier");
  await mkdir(join(source, "logs"), { recursive: true });
  const table = join(source, "ixit_1-AuthMech.md");
  const text = (links: string): string =>
    `# IXIT 1-AuthMech\n\n## AuthMech-Web\n\n**Description:** A web login, see ${links}.\n`;
  await writeFile(join(source, "logs/a.log"), "one");
  await writeFile(table, text("[a](logs/a.log) and again [a](./logs/a.log)"));
  await plumbline(["import", "markdown", source, "--out", folder]);
  const first = Object.values((await evidenceOf(folder)).items);
  expect(first.map((one) => one.sha256)).toEqual([sha256("one")]);

  await writeFile(join(source, "logs/a.log"), "one, changed");
  await writeFile(join(source, "logs/b.log"), "two");
  await writeFile(table, text("[a](logs/a.log) and [b](logs/b.log)"));
  await plumbline(["import", "markdown", source, "--out", folder, "--yes"]);
  const { items } = await evidenceOf(folder);
  const hashOf = (file: string) => Object.values(items).find((one) => one.file === file)?.sha256;
  expect(hashOf("evidence/logs/b.log")).toBe(sha256("two"));
  // What differs was not agreed to: neither the hash nor the file may change.
  expect(hashOf("evidence/logs/a.log")).toBe(sha256("one"));
  expect(await readFile(join(folder, "evidence/logs/a.log"), "utf8")).toBe("one");

  await plumbline(["import", "markdown", source, "--out", folder, "--yes", "--replace"]);
  expect(await readFile(join(folder, "evidence/logs/a.log"), "utf8")).toBe("one, changed");
});

test("every item that names a file gets its hash", () => {
  const item = { title: "Log", type: "log" as const, file: "evidence/a.log" };
  const hashed = withHashes(
    { ...dossier, evidence: { one: item, two: item } },
    new Map([[item.file, "abc"]]),
  );
  expect(Object.values(hashed.evidence).map((one) => one.sha256)).toEqual(["abc", "abc"]);
});

test("files above the limits are not copied, and it is said what to do", async () => {
  const base = await mkdtemp(join(tmpdir(), "plumbline-"));
  for (const name of ["a", "b", "c"]) await writeFile(join(base, name), "x".repeat(name === "a" ? 40 : 20));
  const wanted = ["a", "b", "c", "gone"].map((from) => ({ from, to: `evidence/${from}` }));
  const { files, refused } = await readAttachments(base, wanted, { fileBytes: 30, allBytes: 30 });
  expect([...files.keys()]).toEqual(["evidence/b"]);
  expect(refused).toHaveLength(3);
  expect(refused[0]).toMatch(/^a is larger than .* by hand$/);
  expect(refused[1]).toMatch(/^c was left out .* by hand$/);
  expect(refused[2]).toContain("gone could not be copied");
});

test("the JSON of an import into an existing dossier is one value, with what would change", async () => {
  const base = await mkdtemp(join(tmpdir(), "plumbline-"));
  const source = join(base, "assessment");
  const folder = join(base, "dossier");
  await mkdir(source);
  await writeFile(
    join(source, "ixit_1-AuthMech.md"),
    "# IXIT 1-AuthMech\n\n## AuthMech-Web\n\n**Description:** A.\n",
  );
  await plumbline(["import", "markdown", source, "--out", folder]);
  const { out } = await plumbline(["import", "markdown", source, "--out", folder, "--format", "json"]);
  expect(JSON.parse(out)).toMatchObject({
    schema: "plumbline-import/1",
    comparison: { added: [], changed: [] },
  });
});
