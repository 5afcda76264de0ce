/** The matrix as a Markdown table per clause. */
import type { MatrixRow } from "#base/matrix";
import { applicabilityWord } from "./columns.ts";

const columns: readonly { readonly title: string; cell(row: MatrixRow): string }[] = [
  { title: "Requirement", cell: (row) => code(row.id) },
  { title: "Title", cell: (row) => plain(row.title) },
  { title: "Status", cell: (row) => plain(row.status) },
  { title: "Applicability", cell: applicabilityWord },
  { title: "Claim", cell: (row) => plain(row.claim) },
  { title: "Owner", cell: (row) => plain(row.owner ?? "") },
  {
    title: "Controls",
    cell: (row) => many(row.controls.map((one) => `${code(one.id)} ${plain(one.title)}`)),
  },
  { title: "Acceptance", cell: (row) => many(row.controls.flatMap((one) => one.acceptance.map(plain))) },
  {
    title: "Verification",
    cell: (row) =>
      many([...row.controls.flatMap((one) => one.verification.map(plain)), ...row.testCases.map(code)]),
  },
  { title: "Evidence", cell: (row) => many(row.evidence.map((one) => `${code(one.id)} ${one.state}`)) },
  { title: "State", cell: (row) => plain(row.state) },
];

export function writeMatrixMarkdown(rows: readonly MatrixRow[]): string {
  const parts: string[] = ["# Clause-to-control matrix"];
  let document = "";
  let clause = "";
  for (const row of rows) {
    if (row.document !== document) {
      document = row.document;
      clause = "";
      parts.push("", `## ${plain(row.document)} ${plain(row.edition)}`);
    }
    if (row.clause !== clause) {
      clause = row.clause;
      parts.push("", `### ${plain(row.clause)} ${plain(row.clauseTitle)}`.trimEnd(), "");
      parts.push(`| ${columns.map((column) => column.title).join(" | ")} |`);
      parts.push(`|${columns.map(() => " --- ").join("|")}|`);
    }
    parts.push(`| ${columns.map((column) => column.cell(row)).join(" | ")} |`);
  }
  return `${parts.join("\n")}\n`;
}

/** Text that Markdown shows as it is. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_{}[\]<>|#]/g, (character) => `\\${character}`);
}

/** An id in code; a backtick or bar inside it cannot end the cell. */
function code(text: string): string {
  return /[`|\n]/.test(text) ? plain(text) : `\`${text}\``;
}

function many(values: readonly string[]): string {
  return values.join("<br>");
}
