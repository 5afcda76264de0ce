/** The clause-to-control matrix as CSV, Markdown, HTML and JSON. */
export { matrixColumns } from "./columns.ts";
export type { MatrixColumn } from "./columns.ts";
export { csvCell, writeMatrixCsv } from "./csv.ts";
export { writeMatrixHtml } from "./html.ts";
export type { MatrixHtmlInput } from "./html.ts";
export { writeMatrixJson } from "./json.ts";
export type { MatrixJsonInput } from "./json.ts";
export { writeMatrixMarkdown } from "./markdown.ts";
