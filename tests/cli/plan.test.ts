/** The plan and the verdicts on the terminal: short where something is open, each question once. */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plumbline, root } from "./run.ts";

let folder = "";

beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "plumbline-")), "plug");
  await cp(`${root}examples/smart-plug`, folder, { recursive: true });
  await rm(join(folder, "assessment/selections.yaml"));
  const ics = join(folder, "ics.yaml");
  await writeFile(
    ics,
    (await readFile(ics, "utf8")).replace(/( {2}5\.1-1:\n)( {4}support: )Y/, "$1$2# open"),
  );
});
afterAll(() => rm(join(folder, ".."), { recursive: true, force: true }));

interface Plan {
  questions: { entry: string; table: string; trait: string; question: string }[];
  groups: { cases: { units: { runs: { key: string; questions: unknown[] }[] }[] }[] }[];
}

test("an open entry names the traits in short, and each question stands once, at the end", async () => {
  const { out } = await plumbline(["plan", folder]);
  const [tree = "", end = ""] = out.split(/^Questions to the tester \(\d+\)$/m);
  expect(tree).toContain("open: password-based");
  expect(tree).not.toContain("Is the mechanism based on passwords?");
  expect(end.match(/Is the mechanism based on passwords\?/g)).toHaveLength(1);
  expect(end).toContain("selections:");
  const { questions } = JSON.parse((await plumbline(["plan", folder, "--format", "json"])).out) as Plan;
  expect(out).toContain(`Questions to the tester (${String(questions.length)})`);
  expect(questions.length).toBeGreaterThan(10);
  for (const { entry, table, trait, question } of questions) {
    const under = end.slice(end.indexOf(`\n${table}\n`));
    const at = under.indexOf(`? ${trait}\n`);
    expect(at, trait).toBeGreaterThan(0);
    const words = under.slice(at, under.indexOf("\n  ?", at + 1)).replace(/\s+/g, " ");
    expect(words, trait).toContain(question);
    expect(words, trait).toContain(entry);
  }
});

test("JSON and Markdown keep every question of every run", async () => {
  const plan = JSON.parse((await plumbline(["plan", folder, "--format", "json"])).out) as Plan;
  const runs = plan.groups.flatMap((group) =>
    group.cases.flatMap((one) => one.units.flatMap((unit) => unit.runs)),
  );
  expect(runs.filter((run) => run.questions.length > 0).length).toBeGreaterThan(10);
  const markdown = (await plumbline(["plan", folder, "--format", "markdown"])).out;
  expect(markdown.match(/Is the mechanism based on passwords\?/g)?.length).toBeGreaterThan(3);
});

test("what a unit needs is shown for the groups that are asked for", async () => {
  expect((await plumbline(["plan", folder])).out).not.toContain("needs 1-AuthMech");
  expect((await plumbline(["plan", folder, "--group", "5.1-3"])).out).toContain("needs 1-AuthMech");
});

test("a group without a claim shows its provisional verdict, which counts for nothing", async () => {
  const { out } = await plumbline(["verdicts", folder]);
  expect(out).toMatch(
    /– 5\.1-1 +not tested .*\n +provisional . (?:PASS|FAIL|INCONCLUSIVE), counts for nothing until the claim is made\n/,
  );
  expect((await plumbline(["verdicts", folder, "--group", "5.1-1"])).out).toContain("counts for nothing");
});
