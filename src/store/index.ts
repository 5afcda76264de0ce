/** The store: the only place that touches the file system for dossiers and standards. */
export { loadCrosswalks } from "./crosswalk-files.ts";
export { hashEvidence } from "./hash-evidence.ts";
export { readFolder } from "./read-folder.ts";
export type { FolderContent } from "./read-folder.ts";
export { loadCatalogue, ownStandards, shippedStandards } from "./standards-files.ts";
export type { CatalogueOptions, LoadedCatalogue } from "./standards-files.ts";
export { writeFiles } from "./write-files.ts";
export type { Disk, FileChange } from "./write-files.ts";
export { openDatabase } from "./database/open-database.ts";
export type { DatabaseOptions } from "./database/open-database.ts";
export { openStores } from "./database/open-stores.ts";
export type { OpenStores, StoresOptions } from "./database/open-stores.ts";
export { DatabaseFault } from "./database/database-fault.ts";
export type { DatabaseFaultCode } from "./database/database-fault.ts";
export { randomIds, systemClock } from "./database/clock-and-ids.ts";
export type { AuditFault, AuditFaultKind, AuditVerification } from "./database/audit/verify-audit.ts";
