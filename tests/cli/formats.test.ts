/** SARIF, JUnit, JSON and matrix formats of a made-up evaluation: structure, escaping, no formula runs. */
import { expect, test } from "vitest";
import { writeCheckJson } from "#interchange/json";
import { writeJunit } from "#interchange/junit";
import {
  csvCell,
  writeMatrixCsv,
  writeMatrixHtml,
  writeMatrixJson,
  writeMatrixMarkdown,
} from "#interchange/matrix-table";
import { writeSarif } from "#interchange/sarif";
import { groupProblems } from "#workbench";
import { evaluation, header, matrix, problems } from "./fabricated.ts";

interface SarifLog {
  version: string;
  runs: {
    tool: {
      driver: {
        name: string;
        rules: { id: string; help: { text: string }; defaultConfiguration: { level: string } }[];
      };
    };
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      partialFingerprints: Record<string, string>;
      locations: {
        physicalLocation?: {
          artifactLocation: { uri: string };
          region: { startLine: number; startColumn: number };
        };
      }[];
    }[];
  }[];
}

test("SARIF names the rule of every result and places it by a relative URI", () => {
  const log = JSON.parse(writeSarif({ problems, version: "1.2.3", prefix: "my dossiers/plug" })) as SarifLog;
  expect(log.version).toBe("2.1.0");
  const [run] = log.runs;
  expect(run?.tool.driver.name).toBe("Plumbline");
  expect(run?.results).toHaveLength(problems.length);
  for (const result of run?.results ?? []) {
    expect(run?.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
    expect(["error", "warning", "note"]).toContain(result.level);
    expect(result.message.text).not.toBe("");
  }
  const place = run?.results[0]?.locations[0]?.physicalLocation;
  expect(place?.artifactLocation.uri).toBe("my%20dossiers/plug/ics.yaml");
  expect(place?.region).toMatchObject({ startLine: 3, startColumn: 14 });
  const prints = run?.results.map((one) => one.partialFingerprints["plumbline/1"]);
  expect(new Set(prints).size).toBe(problems.length);
});

test("SARIF messages are sentences, with and without a citation", () => {
  const log = JSON.parse(writeSarif({ problems, version: "1", prefix: "" })) as SarifLog;
  const texts = log.runs[0]?.results.map((one) => one.message.text) ?? [];
  expect(texts.some((one) => one.includes("V3.1.3, Table B.1)."))).toBe(true);
  for (const text of texts) {
    expect(text).toMatch(/\.$/);
    expect(text).not.toMatch(/\.\.|[a-z)] [A-Z][a-z]+ (?:the|a|an) /);
  }
});

test("a SARIF fingerprint does not depend on lines", () => {
  const prints = (shift: number): unknown => {
    const moved = problems.map((one) =>
      one.place === undefined ? one : { ...one, place: { ...one.place, line: one.place.line + shift } },
    );
    const log = JSON.parse(writeSarif({ problems: moved, version: "1", prefix: "" })) as SarifLog;
    return log.runs[0]?.results.map((one) => one.partialFingerprints);
  };
  expect(prints(7)).toEqual(prints(0));
});

test("JUnit counts what it lists and escapes everything", () => {
  const xml = writeJunit({
    name: 'A "plug" <1>',
    asOf: "2026-01-01",
    matrix,
    groups: groupProblems(problems, matrix),
  });
  expect(xml).toContain('name="A &quot;plug&quot; &lt;1&gt;"');
  expect(xml).not.toContain("<script>");
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
  const cases = xml.match(/<testcase /g)?.length ?? 0;
  expect(xml).toContain(`tests="${cases}"`);
  expect(xml.match(/<failure /g)).toHaveLength(5);
  expect(xml).toContain('failures="5"');
  expect(xml.match(/<skipped /g)).toHaveLength(1);
});

test("the JSON of a check has the documented members", () => {
  const value = JSON.parse(
    writeCheckJson({ folder: "plug", header, asOf: "2026-01-01", evaluation, unread: [], problems }),
  ) as Record<string, unknown>;
  expect(Object.keys(value)).toEqual([
    "schema",
    "dossier",
    "asOf",
    "readable",
    "unread",
    "editions",
    "problems",
    "readiness",
    "counts",
  ]);
  expect(value["schema"]).toBe("plumbline-check/1");
  expect(value["counts"]).toEqual({ blocker: 5, warning: 0, note: 1 });
  const [first] = value["problems"] as Record<string, unknown>[];
  expect(first).toMatchObject({
    code: "ics/na-not-allowed",
    file: "ics.yaml",
    line: 3,
    column: 14,
    subject: "5.1-1",
  });
});

test("no CSV cell starts a formula, and quotes follow RFC 4180", () => {
  for (const text of ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "a\n=1", "-"]) {
    const bare = csvCell(text).replace(/^"|"$/g, "");
    for (const line of bare.split("\n")) expect(line).not.toMatch(/^[=+\-@\t\r]/);
  }
  expect(csvCell('a,"b"')).toBe('"a,""b"""');
  expect(csvCell("plain 5.1-1")).toBe("plain 5.1-1");
  const csv = writeMatrixCsv(matrix);
  expect(csv).not.toMatch(/(^|,|\n)"?[=@+]/);
  expect(csv.endsWith("\r\n")).toBe(true);
});

test("matrix tables as HTML and Markdown hold no markup of the dossier", () => {
  const page = writeMatrixHtml({
    title: "Plug",
    asOf: "2026-01-01",
    editions: evaluation.editions,
    rows: matrix,
  });
  expect(page).not.toContain("<script>");
  expect(page.match(/<\/style>/g)).toHaveLength(1);
  expect(page).toContain("(partial data)");
  const text = writeMatrixMarkdown(matrix);
  expect(text).not.toMatch(/(?<!\\)<script/);
  expect(text.split("\n").filter((line) => line.startsWith("| `5.1-"))).toHaveLength(4);
  expect(JSON.parse(writeMatrixJson({ asOf: "2026-01-01", editions: [], rows: matrix }))).toMatchObject({
    schema: "plumbline-matrix/1",
  });
});
