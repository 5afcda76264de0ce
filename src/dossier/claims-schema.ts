/** What is claimed: ICS rows, requirement rows and IXIT entries. */
import * as z from "zod";
import { dateSchema, markdownSchema, reasonedAnswerSchema, stewardshipShape } from "./field-schemas.ts";

/** One row of the ICS (EN 303 645 Annex B, Table B.1). Reference and status come from the catalogue. */
export const icsRowSchema = z.strictObject({
  support: z.enum(["Y", "N", "N/A"]).optional(),
  detail: markdownSchema
    .optional()
    .describe("Y: the measures. N: why not possible or appropriate. N/A: why it does not apply."),
  justification: markdownSchema
    .optional()
    .describe("For a recommendation not fulfilled or not applicable: the recorded reason (provision 5.0-1)."),
  /** Only where another document states it; compared with the catalogue, never used. */
  statedStatus: z.string().optional(),
  evidence: z.array(z.string()).optional(),
  externalEvidence: z
    .array(z.string())
    .optional()
    .describe("External evidence announced for this provision."),
  notes: markdownSchema.optional(),
  ...stewardshipShape,
});

export const requirementStatusSchema = z.enum(["met", "partly", "not-met", "not-applicable", "not-assessed"]);

/** One row for a requirement of EN 319 401, 411-1 or 411-2. */
export const requirementRowSchema = z.strictObject({
  status: requirementStatusSchema.optional(),
  detail: markdownSchema.optional().describe("How the requirement is met, or what is missing."),
  justification: markdownSchema
    .optional()
    .describe("Why it does not apply, or why a recommendation is not followed."),
  condition: reasonedAnswerSchema
    .optional()
    .describe("For this requirement alone, where its condition is not answered in scope.yaml."),
  choice: z.string().optional().describe("The alternative taken, where the requirement offers some."),
  practiceStatement: z.array(z.string()).optional().describe("Sections of the practice statement."),
  evidence: z.array(z.string()).optional(),
  assessedBy: z.string().optional(),
  assessedOn: dateSchema.optional(),
  notes: markdownSchema.optional(),
  ...stewardshipShape,
});

/**
 * A value of an IXIT field: Markdown text, or for lists and references a list of words or ids.
 * An empty list says "none" on purpose.
 */
export const ixitValueSchema = z.union([z.string(), z.array(z.string()), z.boolean()]);

/** Keys of an IXIT entry that are ours and not fields of the pro forma. */
export const ixitOwnKeys = ["additional", "notes", "owner", "due", "review"] as const;

export const ixitOwnShape = {
  additional: z
    .record(z.string(), ixitValueSchema)
    .optional()
    .describe("The supplier's own fields, beyond the pro forma."),
  notes: markdownSchema.optional(),
  ...stewardshipShape,
};

export const ixitOwnSchema = z.object(ixitOwnShape);
