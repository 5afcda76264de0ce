/** The dossier folder: YAML files to a dossier with positions, and back. */
export { applyEdits } from "./apply-edits.ts";
export type { FileEdit } from "./apply-edits.ts";
export { jsonSchemasFor } from "./json-schema.ts";
export type { JsonSchema } from "./json-schema.ts";
export { diffFiles } from "./line-diff.ts";
export { pinnedEditions, readDossierFolder } from "./read.ts";
export { schemaFolder } from "./schema-names.ts";
export { writeDossierFolder } from "./write.ts";
export type { FolderFile, FolderReading } from "./folder-types.ts";
export type { Position } from "./source-file.ts";
