/** The quick YAML parser and the full one agree on every text that the quick one accepts. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { writeDossierFolder } from "#interchange/dossier-folder";
import { parseAnyYaml } from "../../src/interchange/dossier-folder/parse-any-yaml.ts";
import { parsePlainYaml } from "../../src/interchange/dossier-folder/parse-plain-yaml.ts";
import { isNothing, type YamlNode } from "../../src/interchange/dossier-folder/yaml-tree.ts";
import { anyDossier } from "./generate.ts";

const catalogue = { editions: [], changeLists: [], registry: undefined };

/** The tree without the offsets that the two parsers may well see differently. */
function essence(node: YamlNode): unknown {
  if (node.kind === "list") return { start: node.start, items: node.items.map(essence) };
  if (node.kind === "map") {
    const pairs = node.pairs.map((pair) => [pair.key, pair.keyStart, pair.keyEnd, essence(pair.value)]);
    return { start: node.start, pairs };
  }
  return isNothing(node) && node.end === node.start
    ? "nothing"
    : { text: node.text, plain: node.plain, start: node.start };
}

function agree(text: string): boolean {
  const quick = parsePlainYaml(text);
  if (quick === undefined) return false;
  const full = parseAnyYaml(text);
  expect(full.faults).toEqual([]);
  if (full.root === undefined) throw new Error("the full parser found nothing");
  expect(essence(quick)).toEqual(essence(full.root));
  return true;
}

test("everything that the writer writes takes the quick way", () => {
  fc.assert(
    fc.property(anyDossier, (dossier) => {
      for (const file of writeDossierFolder(dossier, catalogue))
        expect(agree(file.text), file.text).toBe(true);
    }),
    { numRuns: 150 },
  );
});

test("texts with random damage are declined or read the same", () => {
  const pieces = fc.constantFrom(
    "a: ",
    "b:",
    "- ",
    "-",
    "\n",
    "\n  ",
    "\n    ",
    "x",
    " ",
    "  ",
    "|",
    "|-",
    ">",
    "#",
    " # c",
    "'",
    '"',
    "[",
    "]",
    "{}",
    "[]",
    ": ",
    ":",
    "?",
    "&a",
    "*a",
    "!t",
    "a: [x, y]\n",
    "b: {c: d}\n",
    "[a, ",
    ", b]",
    "{a: ",
    ", 'q'",
    "\t",
    "---",
    "\\n",
    "null",
    "5.10",
    "''",
    "\n- ",
    "\n  - ",
    "\n\n",
    "é",
    ",",
    "- - ",
    "%",
    "\r",
  );
  let read = 0;
  fc.assert(
    fc.property(fc.array(pieces, { minLength: 1, maxLength: 18 }), (parts) => {
      if (agree(parts.join(""))) read += 1;
    }),
    { numRuns: 40_000 },
  );
  expect(read).toBeGreaterThan(1000);
});

test("damaged dossier files are declined or read the same", () => {
  fc.assert(
    fc.property(
      anyDossier,
      fc.nat(),
      fc.constantFrom("", " ", "\n", ":", "#", "-", "'", '"', "  ", "|", "- ", "\t"),
      (dossier, where, piece) => {
        for (const file of writeDossierFolder(dossier, catalogue)) {
          const at = where % file.text.length;
          agree(file.text.slice(0, at) + piece + file.text.slice(at + 1));
        }
      },
    ),
    { numRuns: 400 },
  );
});
