/** No message of the validation library reaches a user: what a schema refuses is said in the words of its authors. */
import { expect, test } from "vitest";
import {
  assessmentFileSchema,
  controlsFileSchema,
  evidenceFileSchema,
  findingsFileSchema,
  governanceSchema,
  headerSchema,
  icsFileSchema,
  ixitFileSchema,
  notesFileSchema,
  requirementsFileSchema,
  scopeSchema,
  shapeOf,
  type Shape,
} from "#dossier";
import { readDossierFolder } from "#interchange/dossier-folder";

const schemas = [
  assessmentFileSchema,
  controlsFileSchema,
  evidenceFileSchema,
  findingsFileSchema,
  governanceSchema,
  headerSchema,
  icsFileSchema,
  ixitFileSchema,
  notesFileSchema,
  requirementsFileSchema,
  scopeSchema,
];
const ownWords = /^(?:must|is|has|uses|names) /;

function* leavesOf(shape: Shape): Generator<Shape> {
  if (shape.type === "object") {
    for (const key of shape.keys.values()) yield* leavesOf(key.shape);
    if (shape.otherKeys !== undefined) yield* leavesOf(shape.otherKeys);
  } else if (shape.type === "record") yield* leavesOf(shape.value);
  else if (shape.type === "list") yield* leavesOf(shape.item);
  else if (shape.type === "one-of") for (const option of shape.options) yield* leavesOf(option);
  else yield shape;
}

test("every refusal of a text or number is a phrase for people", () => {
  const said = new Set<string>();
  for (const leaf of schemas.flatMap((schema) => [...leavesOf(shapeOf(schema))])) {
    if (leaf.type === "number")
      for (const value of [-1, 0, 0.5, 7, 1e300]) said.add(leaf.fault(value) ?? "is fine");
    if (leaf.type === "text")
      for (const value of ["", " ", "\u0000", "2026-02-30", "../x", "P0D", "x y"])
        said.add(leaf.fault?.(value) ?? "is fine");
  }
  expect(said.size).toBeGreaterThan(5);
  expect([...said].filter((one) => !ownWords.test(one))).toEqual([]);
});

test("line 0 of a note is refused with a sentence", () => {
  const files = [
    { path: "plumbline.yaml", text: "plumbline: 1\nid: x\nkind: product\n" },
    { path: "notes.yaml", text: "notes:\n  - source: a.md\n    line: 0\n    text: b\n" },
  ];
  const { problems } = readDossierFolder(files, { editions: [], changeLists: [], registry: undefined });
  const messages = problems.map((one) => one.message);
  expect(messages).toContain('notes › 0 › line is "0", but it must be 1 or more: lines are counted from 1');
  expect(messages.join("\n")).not.toMatch(/Too small|Invalid input|expected/);
});
