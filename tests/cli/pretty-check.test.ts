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
  unread: [],
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

/** The same fault in many clauses, as in a dossier that was just begun. */
const everywhere = Array.from({ length: 24 }, (_, index) => {
  const clause = `5.${1 + (index % 6)}`;
  const [first] = problems;
  if (first === undefined) throw new Error("there is no problem to copy");
  return { ...first, subject: `${clause}-${index}`, place: undefined };
});
const wide = {
  ...view,
  evaluation: {
    ...evaluation,
    matrix: everywhere.flatMap(({ subject }) => {
      const [row] = evaluation.matrix;
      const clause = subject.replace(/-.*/, "");
      return row === undefined ? [] : [{ ...row, key: subject, id: subject, clause, clauseTitle: "Clause" }];
    }),
  },
  problems: everywhere,
  all: everywhere,
};

test("says what is wrong in many clauses once, unless somebody filters or asks for all", () => {
  const once = printCheck(wide, { terminal, all: false });
  expect(once).toContain(
    "and 23 more like this, in 6 clauses: 5.1 ×4, 5.2 ×4, 5.3 ×4, 5.4 ×4, 5.5 ×4, 5.6 ×4",
  );
  expect(once.match(/■ (?:\S+ +)?ics\/na-not-allowed/g)).toHaveLength(1);
  const filtered = printCheck({ ...wide, problems: everywhere.slice(1) }, { terminal, all: false });
  expect(filtered.match(/^5\.\d Clause/gm)).toHaveLength(6);
  expect(printCheck(wide, { terminal, all: true }).match(/■ \S+ +ics\/na-not-allowed/g)).toHaveLength(24);
});

test("names the files that could not be read above everything else", () => {
  const text = printCheck({ ...view, unread: ["ics.yaml"] }, { terminal, all: false });
  expect(text).toContain("ics.yaml could not be read. What is reported missing below may stand there");
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
