/** The combined matrix of a trust service in short: one line per document and clause for the claimed policies. */
import type { MatrixRow } from "#base/matrix";
import type { Evaluation } from "#evaluation";
import type { Terminal } from "../terminal.ts";
import { oneLine, shorten } from "../text-width.ts";
import type { CheckView } from "./check-view.ts";
import { tableLines, type Column } from "./table.ts";

const columns: readonly Column[] = [
  { title: "Clause" },
  { title: "Applies", align: "right" },
  { title: "Open", align: "right" },
  { title: "Met", align: "right" },
  { title: "Partly", align: "right" },
  { title: "Not met", align: "right" },
  { title: "To assess", align: "right" },
  { title: "N/A", align: "right" },
  { title: "■", align: "right" },
  { title: "▲", align: "right" },
];
/** What the columns of numbers take, with their gaps; the rest is for clause and title. */
const widthOfNumbers = 74;

interface Tally {
  clause: string;
  title: string;
  counts: Record<"applies" | "open" | "met" | "partly" | "not-met" | "not-assessed" | "not-applicable" | "blockers" | "warnings", number>;
}

/** One table over all documents. Counts of status are over the requirements that apply or are undetermined. */
export function requirementSummary(
  evaluation: Evaluation,
  clauseTitle: CheckView["clauseTitle"],
  { paint, width }: Pick<Terminal, "paint" | "width">,
): string[] {
  const room = Math.max(16, width - widthOfNumbers);
  const rows: string[][] = [];
  const documents = [...new Set(evaluation.matrix.map((row) => row.document))];
  for (const document of documents) {
    const own = evaluation.matrix.filter((row) => row.document === document);
    const total = tally(document, "", own);
    rows.push(cells({ ...total, clause: `${document} ${own[0]?.edition ?? ""}` }, paint.bold));
    const clauses = [...new Set(own.map((row) => topClause(row.clause)))];
    for (const clause of clauses) {
      const inClause = own.filter((row) => topClause(row.clause) === clause);
      const title = shorten(oneLine(clauseTitle(document, clause)), room);
      rows.push(cells(tally(`  ${clause.padEnd(4)}`, title, inClause), (text) => text));
    }
  }
  const applying = evaluation.matrix.filter((row) => row.applicability.state === "applies").length;
  const head = `One matrix over ${documents.length} documents: ${applying} requirements apply`;
  return [
    paint.bold(head),
    ...tableLines(columns, rows, { width, paint }),
    paint.dim("plumbline matrix shows every requirement with its controls, verification and evidence."),
  ];
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
  return { clause, title, counts };
}

function isCounted(state: string): state is "met" | "partly" | "not-met" | "not-assessed" | "not-applicable" {
  return ["met", "partly", "not-met", "not-assessed", "not-applicable"].includes(state);
}

function cells({ clause, title, counts }: Tally, style: (text: string) => string): string[] {
  const number = (count: number): string => (count === 0 ? "·" : style(String(count)));
  return [
    style(title === "" ? clause : `${clause} ${title}`),
    number(counts.applies),
    number(counts.open),
    number(counts.met),
    number(counts.partly),
    number(counts["not-met"]),
    number(counts["not-assessed"]),
    number(counts["not-applicable"]),
    number(counts.blockers),
    number(counts.warnings),
  ];
}
