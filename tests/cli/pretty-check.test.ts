/** The pretty output of a check, as a golden file, and the laws it must keep at every width. */
import { expect, test } from "vitest";
import { makePaint } from "../../src/cli/paint.ts";
import { printCheck } from "../../src/cli/pretty/check.ts";
import { textWidth } from "../../src/cli/text-width.ts";
import { evaluation, header, problems, sourceLine } from "./fabricated.ts";

const view = {
  folder: "dossiers/plug",
  header,
  asOf: "2026-01-01",
  evaluation,
  problems,
  all: problems,
  clauseTitle: () => "",
  sourceLine,
};
const terminal = { paint: makePaint(false), width: 100, quiet: false };

test("looks as agreed", async () => {
  await expect(printCheck(view, { terminal, all: false })).toMatchFileSnapshot("golden/check.txt");
});

test("folds equal problems and unfolds them with --all", () => {
  const folded = printCheck(view, { terminal, all: false });
  expect(folded).toContain("and 3 more like this: 5.1-2, 5.1-3, 5.1-4");
  const all = printCheck(view, { terminal, all: true });
  expect(all).not.toContain("more like this");
  expect(all.match(/ics\/na-not-allowed/g)?.length).toBeGreaterThan(4);
});

test("lets no control character of a file through, and styles only when asked", () => {
  const plain = printCheck(view, { terminal, all: true });
  expect(plain).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
  const coloured = printCheck(view, { terminal: { ...terminal, paint: makePaint(true) }, all: true });
  expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(plain);
});

test("fits the width except where a single word is longer", () => {
  for (const width of [60, 80, 120]) {
    const lines = printCheck(view, { terminal: { ...terminal, width }, all: true }).split("\n");
    for (const line of lines) {
      if (textWidth(line) <= width) continue;
      const longest = Math.max(...line.split(" ").map(textWidth));
      expect(longest + 20, `${width}: ${line}`).toBeGreaterThan(width - 24);
    }
  }
});
