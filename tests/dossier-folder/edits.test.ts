/** Edits of dossier files: what they change, what they leave alone, and what they refuse. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  applyEdits,
  diffFiles,
  readDossierFolder,
  writeDossierFolder,
  type FolderFile,
} from "#interchange/dossier-folder";
import type { Edit } from "#problems";
import { anyDossier, nastyStrings } from "./generate.ts";

const catalogue = { editions: [], changeLists: [], registry: undefined };

const header = `plumbline: 1
id: demo
kind: product
subject: { name: Demo }   # short form
standards:
  - document: ETSI EN 303 645
    edition: V3.1.3
objective: self-assessment
parties:
  supplier:
    name: Demo Ltd
  assessment: first-party
`;

const ics = `# Statement for release 2

rows:
  # passwords
  5.1-1:
    support: Y # agreed with the laboratory
    detail: |
      No passwords at all.

      Tokens only.
    evidence: [EV-1, EV-2]

  5.1-2:   # to do
    support:
    owner:    "Jane Doe"

  5.1-3: { support: N/A, detail: none }
  # the end
`;

const files: readonly FolderFile[] = [
  { path: "plumbline.yaml", text: header },
  { path: "ics.yaml", text: ics },
];

function edited(edits: readonly Edit[], from = files): Readonly<Record<string, string>> {
  const result = applyEdits(from, edits, catalogue);
  if (!result.ok) throw new Error(result.error.map((one) => one.message).join("; "));
  return Object.fromEntries(result.value.map((one) => [one.path, one.after]));
}

/** The lines that differ, without the context. */
function changedLines(after: string | undefined): string[] {
  return diffFiles("x", ics, after ?? "")
    .split("\n")
    .slice(2)
    .filter((line) => /^[-+]/.test(line));
}

test("setting one scalar changes exactly one line and keeps the comment on it", () => {
  const after = edited([{ op: "set", path: ["ics", "5.1-1", "support"], value: "N" }]);
  expect(Object.keys(after)).toEqual(["ics.yaml"]);
  expect(changedLines(after["ics.yaml"])).toEqual([
    "-    support: Y # agreed with the laboratory",
    "+    support: N # agreed with the laboratory",
  ]);
});

test("an empty value is filled in its place", () => {
  const after = edited([{ op: "set", path: ["ics", "5.1-2", "support"], value: "Y" }]);
  expect(changedLines(after["ics.yaml"])).toEqual(["-    support:", "+    support: Y"]);
});

test("a new key goes where the schema puts it", () => {
  const after = edited([{ op: "set", path: ["ics", "5.1-2", "detail"], value: "One line" }]);
  expect(changedLines(after["ics.yaml"])).toEqual(["+    detail: One line"]);
  expect(after["ics.yaml"]).toContain("    support:\n    detail: One line\n    owner:");
});

test("a text of several lines becomes a block, and a block can become one line", () => {
  const block = edited([{ op: "set", path: ["ics", "5.1-2", "owner"], value: "Jane\nDoe\n" }]);
  expect(changedLines(block["ics.yaml"])).toEqual([
    '-    owner:    "Jane Doe"',
    "+    owner: |",
    "+      Jane",
    "+      Doe",
  ]);
  const line = edited([{ op: "set", path: ["ics", "5.1-1", "detail"], value: "Tokens." }]);
  expect(changedLines(line["ics.yaml"])).toEqual([
    "-    detail: |",
    "-      No passwords at all.",
    "-",
    "-      Tokens only.",
    "+    detail: Tokens.",
  ]);
});

test("a map written in braces is written anew as a block, other lines stay", () => {
  const after = edited([{ op: "set", path: ["ics", "5.1-3", "detail"], value: "No pairing." }]);
  expect(changedLines(after["ics.yaml"])).toEqual([
    "-  5.1-3: { support: N/A, detail: none }",
    "+  5.1-3:",
    "+    support: N/A",
    "+    detail: No pairing.",
  ]);
});

test("lists grow and shrink", () => {
  const more = edited([{ op: "set", path: ["ics", "5.1-1", "evidence", 2], value: "EV-3" }]);
  const row = readDossierFolder(
    [files[0] as FolderFile, { path: "ics.yaml", text: more["ics.yaml"] ?? "" }],
    catalogue,
  );
  expect(row.dossier?.ics["5.1-1"]?.evidence).toEqual(["EV-1", "EV-2", "EV-3"]);
  const block = {
    path: "ics.yaml",
    text: "rows:\n  5.1-1:\n    evidence:\n      - EV-1 # first\n      - EV-2\n",
  };
  const from = [files[0] as FolderFile, block];
  expect(
    edited([{ op: "set", path: ["ics", "5.1-1", "evidence", 2], value: "EV-3" }], from)["ics.yaml"],
  ).toBe(`${block.text}      - EV-3\n`);
  expect(edited([{ op: "remove", path: ["ics", "5.1-1", "evidence", 1] }], from)["ics.yaml"]).toBe(
    block.text.replace("      - EV-2\n", ""),
  );
  expect(
    edited([{ op: "set", path: ["ics", "5.1-1", "evidence", 0], value: "EV-9" }], from)["ics.yaml"],
  ).toBe(block.text.replace("EV-1", "EV-9"));
});

test("removing and renaming touch their own lines only", () => {
  expect(changedLines(edited([{ op: "remove", path: ["ics", "5.1-1", "detail"] }])["ics.yaml"])).toEqual([
    "-    detail: |",
    "-      No passwords at all.",
    "-",
    "-      Tokens only.",
  ]);
  expect(changedLines(edited([{ op: "rename", path: ["ics", "5.1-2"], to: "5.1-2A" }])["ics.yaml"])).toEqual([
    "-  5.1-2:   # to do",
    "+  5.1-2A:   # to do",
  ]);
});

test("a record whose last key goes stays as an empty record", () => {
  const from = [files[0] as FolderFile, { path: "ics.yaml", text: "rows:\n  5.1-1:\n    support: Y\n" }];
  expect(edited([{ op: "remove", path: ["ics", "5.1-1", "support"] }], from)["ics.yaml"]).toBe(
    "rows:\n  5.1-1: {}\n",
  );
});

test("setting a whole record keeps the comments inside it", () => {
  const value = {
    support: "N",
    detail: "No passwords at all.\n\nTokens only.\n",
    evidence: ["EV-1", "EV-2"],
  };
  const after = edited([{ op: "set", path: ["ics", "5.1-1"], value }]);
  expect(changedLines(after["ics.yaml"])).toEqual([
    "-    support: Y # agreed with the laboratory",
    "+    support: N # agreed with the laboratory",
  ]);
});

test("files that are missing are made, with the key that says what they hold", () => {
  const after = edited([
    { op: "set", path: ["scope", "answers", "ETSI EN 303 645", "a", "answer"], value: "yes" },
    { op: "set", path: ["ixit", "1-AuthMech", "AuthMech-1", "Description"], value: "Token" },
    { op: "set", path: ["ixit", "1-AuthMech", "AuthMech-1", "own", "owner"], value: "Jane" },
    { op: "set", path: ["requirements", "ETSI EN 319 401", "REQ-5-01", "status"], value: "met" },
    { op: "set", path: ["assessment", "cases", "5.1-1-1", "verdict"], value: "PASS" },
    { op: "set", path: ["assessment", "icsVerification", "result"], value: "valid" },
  ]);
  expect(Object.keys(after).sort()).toEqual([
    "assessment/5.1.yaml",
    "assessment/ics-verification.yaml",
    "ixit/01-AuthMech.yaml",
    "requirements/en-319-401.yaml",
    "scope.yaml",
  ]);
  expect(after["ixit/01-AuthMech.yaml"]).toBe(
    "# yaml-language-server: $schema=../.plumbline/schemas/ixit-01-AuthMech.schema.json\ntable: 1-AuthMech\nentries:\n  AuthMech-1:\n    Description: Token\n    owner: Jane\n",
  );
  const all = [...files, ...Object.entries(after).map(([path, text]) => ({ path, text }))];
  const reading = readDossierFolder(all, catalogue);
  expect(reading.problems).toEqual([]);
  expect(reading.dossier?.assessment.cases["5.1-1-1"]?.verdict).toBe("PASS");
  expect(reading.dossier?.ixit["1-AuthMech"]?.["AuthMech-1"]?.own.owner).toBe("Jane");
  expect(reading.dossier?.requirements["ETSI EN 319 401"]?.["REQ-5-01"]?.status).toBe("met");
});

test("Windows line ends and a byte order mark survive", () => {
  const text = `\ufeff${ics.replaceAll("\n", "\r\n")}`;
  const after = edited(
    [{ op: "set", path: ["ics", "5.1-1", "support"], value: "N" }],
    [files[0] as FolderFile, { path: "ics.yaml", text }],
  );
  expect(after["ics.yaml"]).toBe(text.replace("support: Y", "support: N"));
});

test("all edits or none: what cannot be done is said", () => {
  const broken = [files[0] as FolderFile, { path: "ics.yaml", text: "rows: [\n" }];
  const result = applyEdits(
    broken,
    [{ op: "set", path: ["ics", "5.1-1", "support"], value: "N" }],
    catalogue,
  );
  expect(result.ok ? [] : result.error.map((one) => [one.code, one.message])).toEqual([
    [
      "file/edit-impossible",
      "the change of ics › 5.1-1 › support cannot be made: ics.yaml is not well-formed YAML",
    ],
  ]);
  const clash = applyEdits(files, [{ op: "rename", path: ["ics", "5.1-2"], to: "5.1-1" }], catalogue);
  expect(clash.ok).toBe(false);
});

test("any text can be set anywhere, and reads back", () => {
  fc.assert(
    fc.property(anyDossier, fc.constantFrom(...nastyStrings), fc.nat(), (dossier, text, where) => {
      const folder = writeDossierFolder(dossier, catalogue);
      const id = Object.keys(dossier.ics)[where % Math.max(1, Object.keys(dossier.ics).length)] ?? "5.1-1";
      const result = applyEdits(folder, [{ op: "set", path: ["ics", id, "detail"], value: text }], catalogue);
      if (!result.ok) throw new Error(result.error[0]?.message);
      const changes = new Map(result.value.map((one) => [one.path, one.after]));
      const files = folder.map((one) => ({ path: one.path, text: changes.get(one.path) ?? one.text }));
      if (!files.some((one) => one.path === "ics.yaml"))
        files.push({ path: "ics.yaml", text: changes.get("ics.yaml") ?? "" });
      const again = readDossierFolder(files, catalogue).dossier;
      expect(again).toEqual({
        ...dossier,
        ics: { ...dossier.ics, [id]: { ...dossier.ics[id], detail: text } },
      });
      expect([...changes.keys()].filter((path) => path !== "ics.yaml")).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("removing any record takes exactly this record away", () => {
  fc.assert(
    fc.property(anyDossier, fc.constantFrom("ics", "controls", "evidence", "findings"), (dossier, kind) => {
      const id = Object.keys(dossier[kind])[0];
      fc.pre(id !== undefined);
      const folder = writeDossierFolder(dossier, catalogue);
      const result = applyEdits(folder, [{ op: "remove", path: [kind, id] }], catalogue);
      if (!result.ok) throw new Error(result.error[0]?.message);
      const changes = new Map(result.value.map((one) => [one.path, one.after]));
      const files = folder.map((one) => ({ path: one.path, text: changes.get(one.path) ?? one.text }));
      const rest = Object.fromEntries(Object.entries(dossier[kind]).filter(([key]) => key !== id));
      expect(readDossierFolder(files, catalogue).dossier).toEqual({ ...dossier, [kind]: rest });
    }),
    { numRuns: 200 },
  );
});
