/** The matrix as CSV (RFC 4180) that a spreadsheet can open without running anything. */
import type { MatrixRow } from "#base/matrix";
import { matrixColumns } from "./columns.ts";

/** Line ends are CRLF as the RFC has them; several values of a cell stand on lines of their own. */
export function writeMatrixCsv(rows: readonly MatrixRow[]): string {
  const lines = [
    matrixColumns.map((column) => column.title),
    ...rows.map((row) => matrixColumns.map((column) => column.values(row).join("\n"))),
  ];
  return lines.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}

/**
 * A cell that a spreadsheet would take for a formula gets a leading apostrophe (OWASP, CSV injection). A cell
 * of several lines is looked at line by line, since some programs split it.
 */
export function csvCell(value: string): string {
  const harmless = value.replace(/(^|\r\n|\n|\r)(?=[=+\-@\t])/g, "$1'").replace(/^\r/, "'\r");
  return /[",\r\n]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
}
