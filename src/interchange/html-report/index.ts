/** The report: one self-contained HTML file with everything a dossier shows. */
export { writeHtmlReport } from "./write.ts";
