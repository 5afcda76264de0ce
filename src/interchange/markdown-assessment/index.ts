/** Import of assessments written as Markdown: IXIT files, ICS tables and test-group files become a dossier. */
export { accountFor } from "./account-for.ts";
export type { Account } from "./account-for.ts";
export { compareImport, mergeImport } from "./compare-import.ts";
export type { ImportChange } from "./compare-import.ts";
export { readMarkdownAssessment } from "./read-markdown-assessment.ts";
export type {
  Attachment,
  Disposition,
  ImportCounts,
  ImportFile,
  ImportLimits,
  ImportOptions,
  ImportReading,
  ListingItem,
  TraceItem,
} from "./reading-types.ts";
