/** The clause-to-control matrix as CSV, Markdown, HTML and JSON. */
export { csvCell, writeMatrixCsv } from "./csv.ts";
export { writeMatrixHtml } from "./html.ts";
export { writeMatrixJson } from "./json.ts";
export { writeMatrixMarkdown } from "./markdown.ts";
