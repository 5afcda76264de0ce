/** The layout of the files of a dossier folder that wrap their records in a named map or list. */
import * as z from "zod";
import { icsRowSchema, ixitOwnShape, ixitValueSchema, requirementRowSchema } from "./claims-schema.ts";
import { controlSchema, evidenceItemSchema } from "./evidence-schema.ts";
import { findingSchema, noteSchema } from "./governance-schema.ts";

export const icsFileSchema = z.strictObject({
  rows: z.record(z.string(), icsRowSchema).optional().describe("One row per provision, by provision id."),
});

export const requirementsFileSchema = z.strictObject({
  document: z.string().describe("The document whose requirements these are, for example ETSI EN 319 401."),
  rows: z.record(z.string(), requirementRowSchema).optional().describe("One row per requirement, by its id."),
});

/** An IXIT entry of a table that no pinned test specification defines: any field, plus our own keys. */
export const ixitEntrySchema = z.object(ixitOwnShape).catchall(ixitValueSchema);

export const ixitFileSchema = z.strictObject({
  table: z.string().describe("The IXIT table, for example 1-AuthMech."),
  entries: z
    .record(z.string(), ixitEntrySchema)
    .optional()
    .describe("Entries by their ID, for tables that list several."),
  fields: ixitEntrySchema
    .optional()
    .describe("The fields of a table that is a single record, for example 4-Conf."),
});

export const controlsFileSchema = z.strictObject({
  controls: z.record(z.string(), controlSchema).optional().describe("Controls by their id."),
});

export const evidenceFileSchema = z.strictObject({
  items: z.record(z.string(), evidenceItemSchema).optional().describe("Evidence items by their id."),
});

export const findingsFileSchema = z.strictObject({
  findings: z.record(z.string(), findingSchema).optional().describe("Findings by their id."),
});

export const notesFileSchema = z.strictObject({
  notes: z.array(noteSchema).optional().describe("Imported text that found no place in a record."),
});
