/** docs/dossier.md explains every key and word of every file, and its excerpts are really in the examples. */
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
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

const page = await readFile("docs/dossier.md", "utf8");
const shared = section("Rules for all files");

const files = {
  "`plumbline.yaml`": headerSchema,
  "`scope.yaml`": scopeSchema,
  "`ics.yaml`": icsFileSchema,
  "`ixit/`": ixitFileSchema,
  "`requirements/`": requirementsFileSchema,
  "`controls.yaml`": controlsFileSchema,
  "`evidence.yaml`": evidenceFileSchema,
  "`assessment/`": assessmentFileSchema,
  "`findings.yaml`": findingsFileSchema,
  "`governance.yaml`": governanceSchema,
  "`notes.yaml`": notesFileSchema,
} as const;

function section(title: string): string {
  const start = page.indexOf(`\n## ${title}\n`);
  if (start === -1) throw new Error(`docs/dossier.md has no section ${title}`);
  const end = page.indexOf("\n## ", start + 1);
  return page.slice(start, end === -1 ? undefined : end);
}

/** Every key of the shape, and every word of its choices. */
function wordsOf(shape: Shape): readonly string[] {
  switch (shape.type) {
    case "object":
      return [...shape.keys].flatMap(([name, key]) => [name, ...wordsOf(key.shape)]);
    case "record":
      return wordsOf(shape.value);
    case "list":
      return wordsOf(shape.item);
    case "one-of":
      return shape.options.flatMap(wordsOf);
    case "choice":
      return shape.values;
    case "text":
    case "number":
    case "boolean":
      return [];
  }
}

describe("docs/dossier.md", () => {
  for (const [title, schema] of Object.entries(files)) {
    it(`explains all of ${title}`, () => {
      const text = section(title);
      const words = [...new Set(wordsOf(shapeOf(schema)))];
      expect(words.length).toBeGreaterThan(0);
      expect(
        words.filter((word) => !text.includes(`\`${word}\``) && !shared.includes(`\`${word}\``)),
      ).toEqual([]);
    });
  }

  it("quotes the examples line by line, in their order", async () => {
    const excerpts = [...page.matchAll(/```yaml\n# from (\S+)\n([^]*?)```/g)];
    expect(excerpts.length).toBeGreaterThan(8);
    for (const [, file = "", body = ""] of excerpts) {
      const lines = (await readFile(file, "utf8")).split(/\r?\n/);
      let from = 0;
      for (const line of body.trimEnd().split("\n")) {
        if (line === "…") continue;
        const start = line.endsWith(" …") ? line.slice(0, -1) : undefined;
        const found = lines.findIndex(
          (one, at) => at >= from && (start === undefined ? one === line : one.startsWith(start)),
        );
        expect(found, `${file} has no line "${line}" after line ${String(from)}`).toBeGreaterThanOrEqual(
          from,
        );
        from = found + 1;
      }
    }
  });
});
