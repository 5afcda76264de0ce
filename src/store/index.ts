/** The store: the only place that touches the file system for dossiers and standards. */
export { loadCrosswalks } from "./crosswalk-files.ts";
export { hashEvidence } from "./hash-evidence.ts";
export { readFolder } from "./read-folder.ts";
export type { FolderContent } from "./read-folder.ts";
export { loadCatalogue, ownStandards, shippedStandards } from "./standards-files.ts";
export type { CatalogueOptions, LoadedCatalogue } from "./standards-files.ts";
export { writeFiles } from "./write-files.ts";
export type { Disk, FileChange } from "./write-files.ts";
