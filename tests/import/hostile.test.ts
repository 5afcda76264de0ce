/** Input that is made to hurt: each gets one clear problem, or is read without harm. */
import { describe, expect, it } from "vitest";
import {
  accountFor,
  readMarkdownAssessment,
  type ImportFile,
  type ImportOptions,
} from "#interchange/markdown-assessment";
import { catalogue } from "./load.ts";

const options: ImportOptions = { id: "lamp", subjectName: "Lamp", supplierName: "Lamp Works" };
const read = (...files: readonly ImportFile[]) => readMarkdownAssessment(files, catalogue, options);
const md = (text: string, path = "ixit_1-AuthMech.md"): ImportFile => ({ path, text });

function expectRefused(file: ImportFile, why: RegExp): void {
  const reading = read(file);
  expect(reading.problems.map((one) => one.code)).toContain("import/file-refused");
  expect(reading.problems.find((one) => one.code === "import/file-refused")?.message).toMatch(why);
  expect(reading.counts.refused).toBe(1);
  expect(reading.dossier.notes).toHaveLength(1);
  expect(accountFor([file], reading).refused).toEqual([file.path]);
}

describe("hostile input", () => {
  it("refuses a file of 10 MB", () => {
    expectRefused(md("word ".repeat(2_000_000)), /10000000 characters; 1500000 are read at most/u);
  });

  it("refuses a table of 100,000 rows", () => {
    expectRefused(
      md(`| a | b |\n|---|---|\n${"| x | y |\n".repeat(100_000)}`),
      /100003 lines; 20000 are read at most/u,
    );
  });

  it.each([
    [
      "lists by indentation",
      Array.from({ length: 1000 }, (_, depth) => `${"  ".repeat(depth)}- x`).join("\n"),
    ],
    ["lists on one line", `${"- ".repeat(1000)}x`],
    ["numbered lists on one line", `${"1. ".repeat(1000)}x`],
    ["quotations", `${"> ".repeat(1000)}x`],
    ["quotations without spaces", `${">".repeat(1000)}x`],
    ["many lines of deep quotations", `${"> ".repeat(90)}x\n`.repeat(6000)],
  ])("refuses %s nested beyond measure", (_, text) => {
    expectRefused(md(text), /nested more than 100 deep/u);
  });

  it.each([
    ["an unterminated fence", "# IXIT 1-AuthMech\n\n```\n## ID: AuthMech-A\n"],
    [
      "NUL and control characters",
      "# IXIT 1-AuthMech\n\n## ID: AuthMech-A\n\n### Description\n\na\u0000b\u0007c\u2028d\n",
    ],
    ["lone surrogates", "# IXIT 1-AuthMech\n\n## ID: AuthMech-A\n\n### Description\n\nx\ud800y\udc00z\n"],
    [
      "a byte order mark and CR line ends",
      "\uFEFF# IXIT 1-AuthMech\r\r## ID: AuthMech-A\r\r### Description\r\rtext\r",
    ],
    ["nothing", ""],
    ["only blank lines", "\n \n\t\n"],
    ["a row of 20,000 columns", `${"|".repeat(20_000)}\n${"|-".repeat(20_000)}|\n`],
    ["unbalanced marks", `${"*a **b _c `d ".repeat(20_000)}\n`],
    ["open brackets", "[".repeat(100_000)],
    ["a long heading of spaces and marks", `# ${" #".repeat(50_000)}`],
    ["long runs of spaces in a label", `**a${" ".repeat(100_000)}b**: x\n\nVerdict${" ".repeat(100_000)}`],
    [
      "long runs of separators in a cell",
      `# Test group 5.1-1\n\n## Test case 5.1-1-1\n\n| a | Verdict |\n|---|---|\n| ${"`AuthMech-A` / ".repeat(20_000)} | PASS |\n`,
    ],
    [
      "long runs of letters after Unit",
      `# Test group 5.1-1\n\n## Test case 5.1-1-1\n\n### Unit ${"a, ".repeat(30_000)}\n\nx\n`,
    ],
    [
      "a link of many parentheses",
      `# IXIT 1-AuthMech\n\n## ID: AuthMech-A\n\n### Description\n\n${"](".repeat(50_000)}\n`,
    ],
  ])("reads %s without harm", (_, text) => {
    const started = performance.now();
    const file = md(text);
    const reading = readMarkdownAssessment([file], catalogue, { ...options, otherFiles: ["a.png"] });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(reading.counts.refused).toBe(0);
    expect(accountFor([file], reading).unaccounted).toEqual([]);
  });

  it("replaces what YAML cannot hold", () => {
    const reading = read(
      md("# IXIT 1-AuthMech\n\n## ID: AuthMech-A\n\n### Description\n\na\u0000b\ud800c\n"),
    );
    expect(reading.dossier.ixit["1-AuthMech"]?.["AuthMech-A"]?.fields["Description"]).toBe("a\uFFFDb\uFFFDc");
  });

  it("leaves the prototypes of objects alone", () => {
    read(md("# IXIT 1-AuthMech\n\n## ID: AuthMech-A\n\n### `__proto__`\n\npolluted\n"));
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe("problems of an import", () => {
  it("says when nothing was recognised", () => {
    const reading = read(md("# A cake\n\nFlour and eggs.\n", "README.md"));
    expect(reading.problems.map((one) => one.code)).toEqual(["import/nothing-recognised"]);
    expect(reading.dossier.notes).toMatchObject([{ source: "README.md", line: 1, endLine: 3 }]);
  });

  it("says when the edition is unknown, and keeps everything as notes", () => {
    const file = md("# IXIT 1-AuthMech\n\n## ID: AuthMech-A\n\n### Description\n\nx\n");
    const reading = readMarkdownAssessment([file], catalogue, {
      ...options,
      tests: { document: "ETSI TS 103 701", edition: "V9.9.9" },
    });
    expect(reading.problems.map((one) => one.code)).toEqual(["import/edition-unknown"]);
    expect(reading.problems[0]?.message).toContain("ETSI TS 103 701 V9.9.9");
    expect(reading.counts.ixitEntries).toBe(0);
    expect(accountFor([file], reading).unaccounted).toEqual([]);
  });

  it("asks for the supplier where none is given", () => {
    const reading = readMarkdownAssessment([], catalogue, { id: "lamp", subjectName: "Lamp" });
    expect(reading.problems.map((one) => one.code)).toEqual(["import/to-complete"]);
    expect(reading.dossier.header.parties.supplier.name).toContain("to be completed");
  });
});
