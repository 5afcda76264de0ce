/** The acts: what a person does with a dossier, the same from the command line and from the workbench. */
export { checkDossier } from "./check-dossier.ts";
export type { CheckedDossier, CheckOptions } from "./check-dossier.ts";
export { createRereadingEvaluator } from "./share-unchanged.ts";
export { groupProblems } from "./group-problems.ts";
export type { ProblemGroup } from "./group-problems.ts";
export type { FileChange, FolderContent, FolderPort } from "./ports.ts";
export { countConfidence, reportDossier } from "./report-dossier.ts";
export type { ReportOptions } from "./report-dossier.ts";
export { initDossier, standardsFor } from "./init-dossier.ts";
export type { InitCommand, InitResult } from "./init-dossier.ts";
export { proposeFixes } from "./fix-dossier.ts";
export type { FixChoice, FixProposal } from "./fix-dossier.ts";
export { textFixOf } from "./text-fix.ts";
export type { TextFix } from "./text-fix.ts";
export {
  applyImport,
  attachmentsOfChanges,
  compareWithExisting,
  filesOfImport,
  readImport,
  withHashes,
} from "./import-markdown.ts";
export type { ImportChange, ImportComparison, ImportReading } from "./import-markdown.ts";
