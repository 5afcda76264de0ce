/** Findings with corrective actions, and the cadence of governance. */
import * as z from "zod";
import {
  dateSchema,
  durationSchema,
  markdownSchema,
  stewardshipShape,
  supportsSchema,
} from "./field-schemas.ts";
import { triggerKindSchema } from "./evidence-schema.ts";

export const findingSchema = z.strictObject({
  title: z.string(),
  kind: z.enum(["nonconformity", "gap", "observation"]),
  grade: z.enum(["major", "minor"]).optional(),
  concerns: supportsSchema.describe("What the finding is about."),
  description: markdownSchema.optional(),
  foundOn: dateSchema.optional(),
  foundBy: z.string().optional(),
  cause: markdownSchema.optional(),
  state: z.enum(["open", "in-work", "done", "verified"]),
  actions: z
    .array(
      z.strictObject({
        what: z.string(),
        owner: z.string().optional(),
        due: dateSchema.optional(),
        doneOn: dateSchema.optional(),
        evidence: z.array(z.string()).optional(),
        effective: reasonedEffectSchema().optional(),
      }),
    )
    .optional(),
  notes: markdownSchema.optional(),
  ...stewardshipShape,
});

function reasonedEffectSchema() {
  return z
    .strictObject({
      answer: z.enum(["yes", "no"]),
      on: dateSchema.optional(),
      because: markdownSchema.optional(),
    })
    .describe("Whether the action worked, checked afterwards.");
}

export const governanceSchema = z.strictObject({
  cadence: z
    .record(
      z.string(),
      z.strictObject({
        kind: z.enum([
          "internal-audit",
          "management-review",
          "corrective-action",
          "evidence-review",
          "drill",
        ]),
        title: z.string(),
        every: durationSchema,
        lastDone: dateSchema.optional(),
        owner: z.string().optional(),
        evidence: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  events: z
    .array(
      z.strictObject({
        kind: triggerKindSchema,
        on: dateSchema,
        what: z.string(),
        concerns: supportsSchema.optional(),
      }),
    )
    .optional()
    .describe("Releases, supplier changes, incidents and edition changes that happened."),
});

const lineSchema = z
  .number()
  .int({ error: "must be a whole number" })
  .positive({ error: "must be 1 or more: lines are counted from 1" });

/** Text that an import did not understand, kept so that nothing is lost. */
export const noteSchema = z.strictObject({
  source: z.string(),
  line: lineSchema,
  endLine: lineSchema.optional(),
  about: z.string().optional().describe("Record the text seems to belong to."),
  why: z.string().optional(),
  text: z.string(),
});
