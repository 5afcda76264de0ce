/** Import of the real assessment by the command line, and of a small made-up one; a second import loses nothing. */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
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
