/** A fix that is one edit of text stands in SARIF, and making that replacement is what `fix` would do. */
import { expect, test } from "vitest";
import { loadCatalogue } from "#store";
import { checkDossier, proposeFixes, textFixOf, type TextFix } from "#workbench";
import { writeSarif } from "#interchange/sarif";
import { folderPort } from "../../src/cli/session.ts";
import { root } from "./run.ts";

const { catalogue } = await loadCatalogue();

/** Slips of different kinds: a key, a value, a row that is missing, Windows line ends. */
const slips: readonly (readonly [string, string, (text: string) => string])[] = [
  ["smart-plug", "ics.yaml", (text) => text.replace("    detail:", "    detial:")],
  ["smart-plug", "ics.yaml", (text) => text.replace("    support: Y", "    support: yes")],
  ["smart-plug", "ics.yaml", (text) => text.replace(/^ {2}5\.3-9:\n(?: {4}.*\n|\n)+/m, "")],
  ["smart-plug", "scope.yaml", (text) => text.replace("boundary:", "bondary:").replaceAll("\n", "\r\n")],
  ["smart-plug", "ixit/01-AuthMech.yaml", (text) => text.replace("Description:", "Descripton:")],
  ["smart-plug", "evidence.yaml", (text) => text.replace("type: scan", "type: scn")],
  [
    "qualified-tsp",
    "requirements/en-319-401.yaml",
    (text) => text.replace("    status: met", "    status: meet"),
  ],
  ["qualified-tsp", "plumbline.yaml", (text) => text.replace("objective:", "objectiv:")],
];

/** The text with the stretch of the fix replaced, as an editor would do it. */
function replaced(text: string, fix: TextFix): string {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const offset = (line: number, column: number): number => (starts[line - 1] ?? text.length) + column - 1;
  return (
    text.slice(0, offset(fix.line, fix.column)) + fix.text + text.slice(offset(fix.endLine, fix.endColumn))
  );
}

test.each(slips)("%s, %s", async (example, path, spoil) => {
  const port = folderPort(`${root}examples/${example}`);
  const content = await port.read();
  const files = content.files.map((one) => (one.path === path ? { path, text: spoil(one.text) } : one));
  expect(files).not.toEqual(content.files);
  const { problems } = await checkDossier(
    { ...port, read: () => Promise.resolve({ ...content, files }) },
    catalogue,
    { now: "2026-11-25" },
  );
  const fixes = problems.flatMap((one) => {
    const fix = textFixOf(one, files, catalogue);
    return fix === undefined ? [] : [{ problem: one, fix }];
  });
  expect(fixes.length).toBeGreaterThan(0);
  for (const { problem, fix } of fixes) {
    const { changes } = proposeFixes(files, [problem], catalogue, { all: true });
    expect(changes.map((one) => one.path)).toEqual([fix.file]);
    expect(replaced(changes[0]?.before ?? "", fix)).toBe(changes[0]?.after);
  }
  const sarif = writeSarif({
    problems,
    version: "1",
    prefix: "my plug",
    fixOf: (one) => textFixOf(one, files, catalogue),
  });
  const log = JSON.parse(sarif) as { runs: { results: { fixes?: { artifactChanges: unknown[] }[] }[] }[] };
  const written = log.runs[0]?.results.flatMap((one) => one.fixes ?? []) ?? [];
  expect(written).toHaveLength(fixes.length);
  expect(JSON.stringify(written)).toContain("my%20plug/");
});
