/** The layout of a change list: what became of every requirement from one edition to the next. */
import * as z from "zod";
import { confidenceSchema } from "./edition-schema.ts";

export const changeListSchema = z.strictObject({
  $schema: z.string().optional(),
  kind: z.literal("changes"),
  document: z.string(),
  from: z.string(),
  to: z.string(),
  sources: z.array(z.string()),
  remarks: z.array(z.string()),
  kinds: z.record(z.string(), z.string()),
  structure: z.array(z.strictObject({ subject: z.string(), change: z.string() })),
  changes: z.array(
    z.strictObject({
      /** Id in the earlier edition; null for a new requirement. */
      from: z.string().nullable(),
      /** Ids in the later edition; empty for a withdrawn requirement. */
      to: z.array(z.string()),
      kind: z.enum([
        "unchanged",
        "reworded",
        "renumbered",
        "split",
        "new",
        "withdrawn",
        "status-changed",
        "undetermined",
      ]),
      alsoChanged: z.array(z.string()),
      /** What to look at again, in our words. */
      note: z.string(),
      statusFrom: z.string().nullable(),
      statusTo: z.record(z.string(), z.string()),
      /** Whether the earlier edition is known to hold it, where that edition is a reconstruction. */
      existence: z.enum(["established", "inferred", "not-established"]).optional(),
      basis: z.string().optional(),
      confidence: confidenceSchema,
    }),
  ),
});

export type ChangeList = z.infer<typeof changeListSchema>;
export type Change = ChangeList["changes"][number];

export const editionRegistrySchema = z.strictObject({
  $schema: z.string().optional(),
  kind: z.literal("registry"),
  title: z.string(),
  compiled: z.string(),
  evidenceUpTo: z.string(),
  caution: z.string(),
  statusVocabulary: z.record(z.string(), z.string()),
  /** How addresses that no source showed were built. */
  urlPattern: z.strictObject({
    pattern: z.string(),
    range: z.string(),
    part: z.string(),
    stage: z.string(),
    note: z.string(),
  }),
  fields: z.record(z.string(), z.string()),
  documents: z.array(
    z.strictObject({
      document: z.string(),
      title: z.string(),
      scope: z.string(),
      family: z.string(),
      currentEdition: z.strictObject({
        version: z.string(),
        date: z.string().nullable(),
        confidence: confidenceSchema,
      }),
      editions: z.array(
        z.strictObject({
          version: z.string(),
          date: z.string().nullable(),
          status: z.enum(["published", "superseded", "withdrawn", "draft"]),
          /** The name it was published under, where that differs. */
          publishedAs: z.string().optional(),
          supersedes: z.string().nullable(),
          supersededBy: z.string().nullable(),
          alignedTo: z.string().nullable(),
          url: z.string(),
          urlSeenInSource: z.boolean(),
          whatChanged: z.string().nullable(),
          sources: z.array(z.string()),
          confidence: confidenceSchema,
          note: z.string().optional(),
        }),
      ),
      note: z.string().optional(),
    }),
  ),
  legalReferences: z.array(
    z.strictObject({
      act: z.string(),
      about: z.string(),
      fixes: z.array(z.string()),
      caution: z.string().nullable(),
      sources: z.array(z.string()),
      confidence: confidenceSchema,
    }),
  ),
  sources: z.array(z.strictObject({ id: z.string(), what: z.string(), gives: z.string() })),
});

export type EditionRegistry = z.infer<typeof editionRegistrySchema>;
