/** The combined matrix of a trust service in short: one line per document and clause for the claimed policies. */
import type { MatrixRow } from "#base/matrix";
import type { Evaluation } from "#evaluation";
import type { Terminal } from "../terminal.ts";
import { oneLine, shorten } from "../text-width.ts";
import type { CheckView } from "./check-view.ts";
import { tableLines, type Column } from "./table.ts";

/** In two lines where that leaves more room for the titles of the clauses. */
const titles = ["Applies", "Open", "Met", "Partly", "Not\nmet", "To\nassess", "N/A", "■", "▲"] as const;

interface Tally {
  clause: string;
  title: string;
  /** The line of a whole document. */
  whole: boolean;
  /** In the order of the columns. */
  counts: Record<
    | "applies"
    | "open"
    | "met"
    | "partly"
    | "not-met"
    | "not-assessed"
    | "not-applicable"
    | "blockers"
    | "warnings",
    number
  >;
}

/** One table over all documents. Counts of status are over the requirements that apply or are undetermined. */
export function requirementSummary(
  evaluation: Evaluation,
  clauseTitle: CheckView["clauseTitle"],
  { paint, width }: Pick<Terminal, "paint" | "width">,
): string[] {
  const tallies: Tally[] = [];
  const documents = [...new Set(evaluation.matrix.map((row) => row.document))];
  for (const document of documents) {
    const own = evaluation.matrix.filter((row) => row.document === document);
    tallies.push({ ...tally(`${document} ${own[0]?.edition ?? ""}`, "", own), whole: true });
    for (const clause of new Set(own.map((row) => topClause(row.clause)))) {
      const inClause = own.filter((row) => topClause(row.clause) === clause);
      tallies.push(tally(`  ${clause.padEnd(4)}`, oneLine(clauseTitle(document, clause)), inClause));
    }
  }
  const applying = evaluation.matrix.filter((row) => row.applicability.state === "applies").length;
  return [
    paint.bold(`One matrix over ${documents.length} documents: ${applying} requirements apply`),
    ...tallyTable(tallies, { paint, width }),
    paint.dim("plumbline matrix shows every requirement with its controls, verification and evidence."),
  ];
}

/** Columns that count nothing are left out; the room that is left goes to the titles of the clauses. */
function tallyTable(
  tallies: readonly Tally[],
  { paint, width }: Pick<Terminal, "paint" | "width">,
): string[] {
  const numbers = tallies.map(({ counts }) => Object.values(counts));
  const used = titles.map((_title, column) => numbers.some((row) => (row[column] ?? 0) > 0));
  const shown = titles.filter((_title, column) => used[column] === true);
  const widths = shown.map((title) =>
    Math.max(
      ...title.split("\n").map((line) => line.length),
      ...numbers.map((row) => String(row[titles.indexOf(title)] ?? 0).length),
    ),
  );
  const room = Math.max(20, width - widths.reduce((sum, one) => sum + one + 2, 0));
  const rows = tallies.map(({ clause, title, whole }, index) => {
    const style = whole ? paint.bold : (text: string): string => text;
    const cells = shown.map((name) => numbers[index]?.[titles.indexOf(name)] ?? 0);
    return [
      style(shorten(`${clause} ${title}`.trimEnd(), room)),
      ...cells.map((count) => (count === 0 ? "·" : style(String(count)))),
    ];
  });
  const columns: readonly Column[] = [
    { title: "Clause" },
    ...shown.map((title) => ({ title, align: "right" as const })),
  ];
  return tableLines(columns, rows, { width, paint });
}

/** Two levels say enough here: 6.3.2 counts under 6.3. */
function topClause(clause: string): string {
  return clause.split(".").slice(0, 2).join(".");
}

function tally(clause: string, title: string, rows: readonly MatrixRow[]): Tally {
  const counts: Tally["counts"] = {
    applies: 0,
    open: 0,
    met: 0,
    partly: 0,
    "not-met": 0,
    "not-assessed": 0,
    "not-applicable": 0,
    blockers: 0,
    warnings: 0,
  };
  for (const row of rows) {
    counts.blockers += row.blockers;
    counts.warnings += row.warnings;
    if (row.applicability.state === "does-not-apply") {
      counts["not-applicable"] += 1;
      continue;
    }
    counts[row.applicability.state === "applies" ? "applies" : "open"] += 1;
    if (isCounted(row.state)) counts[row.state] += 1;
  }
  return { clause, title, whole: false, counts };
}

function isCounted(state: string): state is "met" | "partly" | "not-met" | "not-assessed" | "not-applicable" {
  return ["met", "partly", "not-met", "not-assessed", "not-applicable"].includes(state);
}
