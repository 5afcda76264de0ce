/** The matrix as one self-contained HTML page. */
import type { MatrixRow } from "#base/matrix";
import type { Evaluation } from "#evaluation";
import { matrixColumns } from "./columns.ts";

export interface MatrixHtmlInput {
  readonly title: string;
  readonly asOf: string;
  readonly editions: Evaluation["editions"];
  readonly rows: readonly MatrixRow[];
}

const shown = [
  "Requirement",
  "Title",
  "Status",
  "Applicability",
  "Claim",
  "Owner",
  "Practice statement",
  "Controls",
  "Control owners",
  "Acceptance criteria",
  "Verification",
  "Test cases",
  "Evidence",
  "State",
  "Findings",
];
const idColumns = ["Requirement", "Test cases", "Findings"];

const style = `:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--line:#c9cfd6;--soft:#f3f5f7;--quiet:#57606a}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ec;--paper:#15191e;--line:#3a424b;--soft:#1f252b;--quiet:#a3adb8}}
body{margin:1.5rem;background:var(--paper);color:var(--ink);font:13px/1.45 system-ui,sans-serif}
h1{font-size:1.4rem;margin:0 0 .25rem}p{color:var(--quiet);margin:0 0 1rem}
table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:600;padding:1.2rem 0 .4rem}
th,td{border-bottom:1px solid var(--line);padding:.35rem .5rem;text-align:left;vertical-align:top}
thead th{background:var(--soft)}.id{font-family:ui-monospace,monospace;white-space:nowrap}
@media print{body{margin:0;font-size:9pt}thead{display:table-header-group}tr{break-inside:avoid}@page{size:A4 landscape;margin:12mm}}`;

export function writeMatrixHtml(input: MatrixHtmlInput): string {
  const columns = matrixColumns.filter((column) => shown.includes(column.title));
  const head = `<thead><tr>${columns.map((column) => `<th scope="col">${column.title}</th>`).join("")}</tr></thead>`;
  const clauses = new Map<string, MatrixRow[]>();
  for (const row of input.rows) {
    const key = `${row.document} ${row.edition} · ${row.clause} ${row.clauseTitle}`;
    clauses.set(key, [...(clauses.get(key) ?? []), row]);
  }
  const tables = [...clauses].map(
    ([caption, rows]) =>
      `<table><caption>${escape(caption)}</caption>${head}<tbody>${rows.map((row) => bodyRow(row, columns)).join("\n")}</tbody></table>`,
  );
  const editions = input.editions
    .map((one) => `${one.document} ${one.edition}${one.completeness === "partial" ? " (partial data)" : ""}`)
    .join(" · ");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(input.title)}: matrix</title><style>${style}</style></head>
<body><main><h1>${escape(input.title)}: clause-to-control matrix</h1>
<p>${escape(editions)} · as of ${escape(input.asOf)}</p>
${tables.join("\n")}
</main></body></html>
`;
}

function bodyRow(row: MatrixRow, columns: typeof matrixColumns): string {
  const cells = columns.map((column) => {
    const text = column.values(row).map(escape).join("<br>");
    if (column.title === "Requirement")
      return `<th scope="row" class="id" id="${escape(row.key)}">${text}</th>`;
    return `<td${idColumns.includes(column.title) ? ' class="id"' : ""}>${text}</td>`;
  });
  return `<tr>${cells.join("")}</tr>`;
}

function escape(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}
