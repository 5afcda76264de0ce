/** Small schemas that several records share. */
import * as z from "zod";
import { isIsoDate, parseDuration } from "#base/calendar";

export const dateSchema = z
  .string()
  .refine(isIsoDate, { error: "must be a day that exists, written YYYY-MM-DD" })
  .meta({ description: "A day, written YYYY-MM-DD.", pattern: "^\\d{4}-\\d{2}-\\d{2}$" });

export const durationSchema = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, {
    error:
      "must be an ISO 8601 duration in days or longer, for example P3M for three months or P1Y for a year",
  })
  .meta({
    description: "An ISO 8601 duration: P3M is three months, P1Y a year.",
    pattern: "^P(?=\\d)(?:\\d+Y)?(?:\\d+M)?(?:\\d+W)?(?:\\d+D)?$",
  });

export const idSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:+-]*$/, {
  error: "must start with a letter or digit and use only letters, digits and . _ : + -",
});

export const markdownSchema = z.string().describe("Text, Markdown allowed.");

export const answerSchema = z.enum(["yes", "no", "unknown"]);

/** The answer to a condition, feature or trait, with the reason for it. */
export const reasonedAnswerSchema = z.strictObject({
  answer: answerSchema,
  because: markdownSchema.optional().describe("Why this is the answer for this subject."),
});

/** Where a record stands in the organisation's own review. */
export const reviewSchema = z.enum(["draft", "in-review", "reviewed"]);

/** Who answers for a record and until when it must be complete. */
export const stewardshipShape = {
  owner: z.string().optional().describe("Person or role that answers for this record."),
  due: dateSchema.optional(),
  review: reviewSchema.optional(),
};

/** Links to other records of the dossier. */
export const supportsSchema = z.strictObject({
  provisions: z.array(z.string()).optional().describe("Provisions of EN 303 645, for example 5.1-1."),
  requirements: z
    .array(z.string())
    .optional()
    .describe("Requirements as DOCUMENT/ID, for example EN 319 401/REQ-5-01."),
  groups: z.array(z.string()).optional().describe("Test groups of TS 103 701."),
  cases: z.array(z.string()).optional().describe("Test cases of TS 103 701, for example 5.1-1-2."),
  controls: z.array(z.string()).optional(),
  ixit: z.array(z.string()).optional().describe("IXIT entries by id."),
});
