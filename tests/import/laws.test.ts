/** Laws of the import, on files that were damaged at random. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  assessmentFileSchema,
  evidenceItemSchema,
  headerSchema,
  icsRowSchema,
  ixitFileSchema,
  noteSchema,
  scopeSchema,
  type Dossier,
} from "#dossier";
import {
  accountFor,
  readMarkdownAssessment,
  type ImportFile,
  type ImportReading,
} from "#interchange/markdown-assessment";
import { casesFolder, catalogue, readFolder } from "./load.ts";

const cases = readdirSync(casesFolder)
  .sort()
  .map((name) => readFolder(join(casesFolder, name)));

const snippet = fc.constantFrom(
  "## ID: AuthMech-New: a title",
  "**ID**: `AuthMech-New`",
  "### Description",
  "#### Type",
  "Setext heading\n===",
  "---",
  "```",
  "    indented code",
  "> **Verdict**: **FAIL**",
  "* **Verdict**: **PASS (N/A)**",
  "**Unit A & B Verdict**: FAIL (because)",
  "**Group Verdict**: **N/A**",
  "## Test case 5.1-1-2",
  "## Test cases 5.1-1-1 & 5.1-1-2",
  "### Test Units a-c: all",
  "## Summary Matrix for Test Case 5.1-2-1",
  "| a | Unit A | Verdict |\n|---|---|---|\n| `AuthMech-Api` | x | PASS |",
  "| **Unit b** | only a row | **FAIL** |",
  "| Reference | Support | Detail |\n|-|-|-|\n| 5.1-1 | Y | done |",
  "<div>\n**Status**: raw",
  "# IXIT 10-SecParam: more",
  "# Test group 5.3-1",
  "## Condition Evaluation",
  "Condition 3 evaluates to TRUE",
  "Provision 5.1-1 — Status: **M F (a)**. Related IXIT: none",
  "1. one\n   **Testing Methodology**: nested",
  "\u0000\u2028 odd \ud800 characters",
  "\ttab | pipe \\| escaped",
  "**Testing Methodology**: with `nmap`\n**Verdict**: **PASS**",
);

const edit = fc.oneof(
  fc.record({
    op: fc.constant("insert" as const),
    at: fc.nat(),
    text: fc.oneof(snippet, fc.string({ unit: "grapheme", maxLength: 40 })),
  }),
  fc.record({ op: fc.constant("remove" as const), at: fc.nat() }),
  fc.record({ op: fc.constant("repeat" as const), at: fc.nat() }),
  fc.record({ op: fc.constant("swap" as const), at: fc.nat(), with: fc.nat() }),
);

const damagedFiles: fc.Arbitrary<readonly ImportFile[]> = fc
  .record({
    files: fc.constantFrom(...cases),
    edits: fc.array(edit, { maxLength: 12 }),
    ends: fc.constantFrom("\n", "\r\n", "\r"),
  })
  .map(({ files, edits, ends }) =>
    files.map((file) => ({ path: file.path, text: damage(file.text, edits).replace(/\n/g, ends) })),
  );

function damage(
  text: string,
  edits: readonly (typeof edit extends fc.Arbitrary<infer E> ? E : never)[],
): string {
  const lines = text.split("\n");
  for (const one of edits) {
    const at = one.at % lines.length;
    if (one.op === "insert") lines.splice(at, 0, one.text);
    else if (one.op === "remove" && lines.length > 1) lines.splice(at, 1);
    else if (one.op === "repeat") lines.splice(at, 0, lines[at] ?? "");
    else if (one.op === "swap") {
      const other = one.with % lines.length;
      [lines[at], lines[other]] = [lines[other] ?? "", lines[at] ?? ""];
    }
  }
  return lines.join("\n");
}

function read(files: readonly ImportFile[]): ImportReading {
  return readMarkdownAssessment(files, catalogue, { id: "lamp", subjectName: "Lamp" });
}

/** Every record by the schema of its file, as the dossier folder will check it. */
function expectValid(dossier: Dossier): void {
  headerSchema.parse(dossier.header);
  scopeSchema.parse(dossier.scope);
  for (const row of Object.values(dossier.ics)) icsRowSchema.parse(row);
  for (const item of Object.values(dossier.evidence)) evidenceItemSchema.parse(item);
  for (const note of dossier.notes) noteSchema.parse(note);
  assessmentFileSchema.parse({ cases: dossier.assessment.cases, groups: dossier.assessment.groups });
  for (const [table, entries] of Object.entries(dossier.ixit)) {
    const shown = Object.entries(entries).map(([id, entry]) => [id, { ...entry.fields, ...entry.own }]);
    ixitFileSchema.parse({ table, entries: Object.fromEntries(shown) as unknown });
  }
}

describe("import of damaged files", () => {
  it("drops no line and makes valid records", () => {
    fc.assert(
      fc.property(damagedFiles, (files) => {
        const reading = read(files);
        expect(accountFor(files, reading).unaccounted).toEqual([]);
        expectValid(reading.dossier);
      }),
      { numRuns: 400 },
    );
  });

  it("never makes a result met without a plain PASS in the file", () => {
    fc.assert(
      fc.property(damagedFiles, (files) => {
        const withoutPass = files.map((file) => ({
          ...file,
          text: file.text.replace(/\bPASS\b/giu, "PASSED WITH REMARKS"),
        }));
        const { cases: results, groups } = read(withoutPass).dossier.assessment;
        const met = Object.values(results).flatMap((one) =>
          Object.values(one.units ?? {}).flatMap((runs) =>
            Object.values(runs).filter((run) => run.indication === "met"),
          ),
        );
        expect(met).toEqual([]);
        expect(
          [...Object.values(results), ...Object.values(groups)].filter((one) => one.verdict === "PASS"),
        ).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("gives the same reading for the same files", () => {
    fc.assert(
      fc.property(damagedFiles, (files) => {
        expect(read(files)).toEqual(read(files));
      }),
      { numRuns: 50 },
    );
  });
});
