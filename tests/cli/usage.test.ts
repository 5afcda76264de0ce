/** What the command line says when it is used wrongly, and its exit codes. */
import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { plumbline, root } from "./run.ts";

test.each([
  [["chek"], "did you mean check?"],
  [["check", "--formt", "json"], "did you mean --format?"],
  [["check", "--format", "yaml"], "--format yaml is not one of pretty, json, sarif, junit"],
  [["check", "--format", "jsno"], "did you mean json?"],
  [["check", "--as-of"], "--as-of needs a value"],
  [["check", "--as-of", "2026-02-30"], "is not a day"],
  [["check", "a", "b"], 'does not know what to do with "b"'],
  [["check", "--quiet=yes"], "takes no value"],
  [["explain", "ics/na-not-allow"], "did you mean ics/na-not-allowed?"],
  [["standards", "shw"], "did you mean standards show?"],
  [["standards", "show", "303 999"], "the catalogue has no document"],
  [["import", "docx", "x"], 'import reads markdown, not "docx"'],
  [["init"], "init needs a folder"],
  [["--frmt"], "the command comes first"],
  [
    ["explain", "ics/na"],
    "did you mean ics/na-not-allowed, ics/na-contradicts-answer or ics/na-undetermined?",
  ],
  [["check", "examples/smart-plug", "--code", "icss"], "did you mean ics?"],
  [["fix", "examples/smart-plug", "--code", "ics/x"], "no problem has the code"],
  [["plan", "examples/qualified-tsp"], "see plumbline matrix examples/qualified-tsp"],
])("%j is refused with exit code 2 and the usage", async (args, message) => {
  const ran = await plumbline(args);
  expect(ran.code).toBe(2);
  expect(ran.err).toContain(message);
  expect(ran.err).toMatch(/usage: plumbline/);
  expect(ran.out).toBe("");
});

test("version, help and explain answer with exit code 0", async () => {
  expect(await plumbline(["--version"])).toMatchObject({ code: 0, err: "" });
  const help = await plumbline(["help", "check"]);
  expect(help).toMatchObject({ code: 0, err: "" });
  expect(help.out).toContain("--severity");
  expect((await plumbline(["check", "--help"])).out).toBe(help.out);
  expect((await plumbline(["explain", "ics/na-not-allowed"])).out).toContain("What to do");
});

test("a folder that is not there, and one that is no dossier, are unreadable input", async () => {
  const gone = await plumbline(["check", "no-such-folder"]);
  expect(gone.code).toBe(3);
  expect(gone.out).toContain("no-such-folder");
  const empty = await mkdtemp(join(tmpdir(), "plumbline-"));
  expect((await plumbline(["check", empty])).code).toBe(3);
  expect((await plumbline(["verdicts", empty])).code).toBe(3);
});

test("a folder that holds dossiers but is none names them", async () => {
  const { code, out } = await plumbline(["check", "examples"]);
  expect(code).toBe(3);
  expect(out).toContain("but qualified-tsp, smart-plug inside it do");
  expect(out).not.toContain("file/unknown-file");
});

test("explain lists the codes of an area", async () => {
  const { out } = await plumbline(["explain", "ics"]);
  const codes = out.trimEnd().split("\n");
  expect(codes.length).toBeGreaterThan(10);
  for (const line of codes) expect(line).toMatch(/^[■▲·] ics\/[a-z-]+ +\S/);
});

test("broken YAML is named with file, line and column, exit code 3", async () => {
  const folder = await mkdtemp(join(tmpdir(), "plumbline-"));
  await writeFile(join(folder, "plumbline.yaml"), "plumbline: 1\nid: [a\n");
  const ran = await plumbline(["check", folder, "--format", "json"]);
  expect(ran.code).toBe(3);
  const value = JSON.parse(ran.out) as {
    readable: boolean;
    problems: { file: string; line: number; code: string }[];
  };
  expect(value.readable).toBe(false);
  expect(
    value.problems.some(
      (one) => one.code === "file/yaml-syntax" && one.file === "plumbline.yaml" && one.line > 0,
    ),
  ).toBe(true);
});

test("a reader that stops early ends the run quietly", async () => {
  const command = `"${process.execPath}" "${root}bin/plumbline.mjs" explain | head -1`;
  const { stdout, stderr } = await promisify(execFile)("sh", ["-c", command]);
  expect(stdout.split("\n")).toHaveLength(2);
  expect(stderr).toBe("");
});
