/** The clause-to-control matrix on the terminal: one table per clause, columns that hold nothing left out. */
import type { MatrixRow } from "#base/matrix";
import type { Terminal } from "../terminal.ts";
import { oneLine } from "../text-width.ts";
import { headLines, type HeadView } from "./head.ts";
import { counted } from "./marks.ts";
import { tableLines, type Column } from "./table.ts";

type Screen = Pick<Terminal, "paint" | "width">;

interface MatrixColumn extends Column {
  cell(row: MatrixRow): string;
}

const stateMarks: Readonly<Record<string, string>> = {
  PASS: "●",
  met: "●",
  FAIL: "■",
  "not-met": "■",
  INCONCLUSIVE: "◐",
  partly: "◐",
};

export function printMatrix(view: HeadView, rows: readonly MatrixRow[], screen: Screen): string {
  const { paint, width } = screen;
  const lines = headLines(view, screen);
  const columns = makeColumns(screen).filter(
    (column) => column.title === "" || rows.some((row) => column.cell(row) !== ""),
  );
  const groups = new Map<string, MatrixRow[]>();
  for (const row of rows) {
    const key = `${row.document} ${row.edition} · ${row.clause} ${row.clauseTitle}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  for (const [title, inGroup] of groups) {
    lines.push("", paint.bold(oneLine(title)));
    const cells = inGroup.map((row) => columns.map((column) => column.cell(row)));
    lines.push(...tableLines(columns, cells, { width, paint }));
  }
  if (rows.length === 0) lines.push("", "No requirement matches.");
  const withBlockers = rows.filter((row) => row.blockers > 0).length;
  lines.push(
    "",
    paint.dim(
      `${counted(rows.length, "requirement")}, ${withBlockers} with blockers. Formats with all columns: csv, html, json.`,
    ),
  );
  return `${lines.join("\n")}\n`;
}

function makeColumns({ paint }: Screen): readonly MatrixColumn[] {
  return [
    { title: "", cell: problemMark(paint) },
    { title: "Requirement", cell: (row) => row.id },
    { title: "Title", wraps: true, least: 18, cell: (row) => oneLine(row.title) },
    { title: "Status", wraps: true, least: 8, cell: (row) => oneLine(row.status) },
    {
      title: "Claim",
      cell: (row) =>
        row.applicability.state === "does-not-apply" && row.claim === "" ? "–" : oneLine(row.claim),
    },
    {
      title: "Controls",
      wraps: true,
      least: 12,
      cell: (row) => row.controls.map((one) => oneLine(one.id)).join("\n"),
    },
    { title: "Owner", wraps: true, least: 10, cell: (row) => oneLine(row.owner ?? "") },
    { title: "Verification", wraps: true, least: 12, cell: (row) => verification(row) },
    {
      title: "Evidence",
      wraps: true,
      least: 14,
      cell: (row) =>
        row.evidence
          .map((one) => (one.state === "fresh" ? oneLine(one.id) : `${oneLine(one.id)} ${one.state}`))
          .join("\n"),
    },
    { title: "State", cell: (row) => `${stateMarks[row.state] ?? "–"} ${row.state}` },
  ];
}

function problemMark(paint: Screen["paint"]): (row: MatrixRow) => string {
  return (row) => (row.blockers > 0 ? paint.red("■") : row.warnings > 0 ? paint.yellow("▲") : " ");
}

/** Test cases by id, other verification by its kind; the other formats have all words. */
function verification(row: MatrixRow): string {
  const kinds = row.controls.flatMap((one) =>
    one.verification.map((text) => oneLine(text.split(":")[0] ?? "")),
  );
  return [...new Set([...row.testCases, ...kinds.filter((kind) => kind !== "test-case")])].join("\n");
}
