/** The life of a dossier on the command line: init, check in every format, filters, matrix, report, fix. */
import { mkdtemp, readFile, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { plumbline } from "./run.ts";

let product = "";
let service = "";

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "plumbline-"));
  product = join(folder, "plug");
  service = join(folder, "tsp");
  const first = await plumbline([
    "init",
    product,
    "--name",
    'A "smart": plug',
    "--kind",
    "product",
    "--supplier",
    "Ex: Ltd",
  ]);
  expect(first.err).toBe("");
  expect(first.code).toBe(0);
  const args = [
    "--name",
    "CA",
    "--kind",
    "trust-service",
    "--supplier",
    "CA",
    "--policy",
    "QCP-n-qscd",
    "--policy",
    "QNCP-w:OVCP",
  ];
  expect((await plumbline(["init", service, ...args])).code).toBe(0);
});

interface CheckOutput {
  readable: boolean;
  problems: { code: string; severity: string; subject: string | null; file: string | null }[];
  counts: Record<string, number>;
}

async function check(folder: string, ...args: string[]): Promise<CheckOutput> {
  const ran = await plumbline(["check", folder, "--format", "json", ...args]);
  expect(ran.err).toBe("");
  return JSON.parse(ran.out) as CheckOutput;
}

test("a new dossier reads without a fault of its files", async () => {
  for (const folder of [product, service]) {
    const result = await check(folder);
    expect(result.readable).toBe(true);
    expect(result.problems.filter((one) => one.code.startsWith("file/"))).toEqual([]);
  }
  expect(
    (await check(product)).problems.filter(
      (one) => one.code === "ics/support-missing" || one.code === "ics/row-missing",
    ).length,
  ).toBeGreaterThan(70);
});

test("a new dossier has every row, table, question and schema", async () => {
  const ics = await readFile(join(product, "ics.yaml"), "utf8");
  expect(ics.match(/^ {2}\S+:$/gm)).toHaveLength(78);
  expect(await readdir(join(product, "ixit"))).toHaveLength(29);
  expect((await readdir(join(product, ".plumbline/schemas"))).length).toBeGreaterThan(30);
  expect(await readdir(join(service, "requirements"))).toEqual([
    "en-319-401.yaml",
    "en-319-411-1.yaml",
    "en-319-411-2.yaml",
  ]);
});

test("init refuses a folder with something in it and unknown policies", async () => {
  const again = await plumbline(["init", product, "--name", "x", "--kind", "product", "--supplier", "x"]);
  expect(again.code).toBe(3);
  expect(again.err).toContain("not empty");
  const policy = await plumbline([
    "init",
    `${product}-2`,
    "--name",
    "x",
    "--kind",
    "trust-service",
    "--supplier",
    "x",
    "--policy",
    "QCP-n-qcsd",
  ]);
  expect(policy.code).toBe(2);
  expect(policy.err).toContain("did you mean QCP-n-qscd?");
});

test("check exits with 1, filters, and counts blockers that a filter hides", async () => {
  const filtered = await plumbline(["check", product, "--severity", "warning"]);
  expect(filtered.code).toBe(1);
  expect(filtered.out).toContain("left out by the filters");
  const code = await check(product, "--code", "scope");
  expect(code.problems.every((one) => one.code.startsWith("scope/"))).toBe(true);
  const subject = await check(product, "--subject", "5.1-1");
  expect(subject.problems.length).toBeGreaterThan(0);
  expect(subject.problems.every((one) => one.subject === "5.1-1")).toBe(true);
});

test("every format of check is well-formed", async () => {
  const sarif = JSON.parse((await plumbline(["check", product, "--format", "sarif"])).out) as {
    version: string;
  };
  expect(sarif.version).toBe("2.1.0");
  const junit = await plumbline(["check", product, "--format", "junit"]);
  expect(junit.out).toMatch(/^<\?xml/);
  expect(junit.out.trimEnd().endsWith("</testsuites>")).toBe(true);
});

test("a trust service shows one combined matrix over its three documents", async () => {
  const ran = await plumbline(["check", service]);
  expect(ran.out).toContain("One matrix over 3 documents");
  for (const document of ["ETSI EN 319 401 V3.2.1", "ETSI EN 319 411-1 V1.5.1", "ETSI EN 319 411-2 V2.6.1"])
    expect(ran.out).toContain(document);
  const table = ran.out.slice(ran.out.indexOf("One matrix over"), ran.out.indexOf("plumbline matrix shows"));
  const rows = table.split("\n").filter((line) => /^ {2}\d/.test(line));
  expect(rows.length).toBeGreaterThan(30);
  for (const row of rows) expect(row).toMatch(/^ {2}[\d.]+ +[A-Z][^…]+ {2,}(?:\d+|·)(?: +(?:\d+|·))+$/);
  expect(new Set(rows.map((row) => row.length)).size).toBe(1);
});

test("plan, verdicts and matrix answer for a product; a trust service has no verdicts", async () => {
  const plan = await plumbline(["plan", product, "--format", "json"]);
  expect(JSON.parse(plan.out)).toMatchObject({ schema: "plumbline-plan/1" });
  const verdicts = JSON.parse((await plumbline(["verdicts", product, "--format", "json"])).out) as {
    overall: { outcome: string };
  };
  expect(verdicts.overall.outcome).not.toBe("PASS");
  expect((await plumbline(["verdicts", product, "--group", "5.1-1"])).out).toContain("5.1-1");
  expect((await plumbline(["verdicts", product, "--group", "5.1-11"])).err).toContain("did you mean");
  expect((await plumbline(["verdicts", service])).code).toBe(2);
  const matrix = await plumbline(["matrix", product, "--format", "csv"]);
  expect(matrix.out.split("\r\n").length).toBeGreaterThan(78);
});

test("--out writes the file whole and keeps the standard output free", async () => {
  const file = join(product, "out", "report.html");
  const ran = await plumbline(["report", product, "--out", file]);
  expect(ran).toMatchObject({ code: 0, out: "" });
  expect(await readFile(file, "utf8")).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
  expect((await readdir(join(product, "out"))).filter((name) => name.includes("tmp"))).toEqual([]);
});

test("fix shows, does nothing without consent, and with --yes changes only what it showed", async () => {
  const file = join(product, "scope.yaml");
  const before = await readFile(file, "utf8");
  await writeFile(file, before.replace("interfaces: []", "interface: []"));
  const dry = await plumbline(["fix", product, "--dry-run", "--all"]);
  expect(await readFile(file, "utf8")).toContain("interface: []");
  if (dry.out.includes("+interfaces: []")) {
    const unasked = await plumbline(["fix", product, "--all"]);
    expect(unasked.err).toContain("--yes");
    await plumbline(["fix", product, "--yes", "--all", "--code", "file"]);
    expect(await readFile(file, "utf8")).toBe(before);
  } else {
    expect(dry.out).toContain("No change could be computed");
    await writeFile(file, before);
  }
});

test("standards list gives the counts that the catalogue promises", async () => {
  const { editions } = JSON.parse((await plumbline(["standards", "list", "--format", "json"])).out) as {
    editions: { document: string; edition: string; completeness: string; counts: Record<string, number> }[];
  };
  const of = (document: string, edition: string) =>
    editions.find((one) => one.document === document && one.edition === edition);
  expect(of("ETSI EN 303 645", "V3.1.3")?.counts).toMatchObject({ provisions: 78, shall: 36, should: 42 });
  expect(of("ETSI EN 303 645", "V2.1.1")?.counts).toMatchObject({ provisions: 68 });
  expect(of("ETSI TS 103 701", "V2.1.1")?.counts).toMatchObject({
    groups: 78,
    cases: 131,
    units: 258,
    ixits: 29,
  });
  expect(of("ETSI EN 319 401", "V3.2.1")?.counts).toMatchObject({ ids: 321 });
  expect(of("ETSI EN 319 401", "V3.1.1")?.completeness).toBe("partial");
  expect(of("ETSI EN 319 411-1", "V1.5.1")?.counts).toMatchObject({ ids: 388, void: 57 });
  expect(of("ETSI EN 319 411-2", "V2.6.1")?.counts).toMatchObject({ ids: 125, void: 12 });
});
