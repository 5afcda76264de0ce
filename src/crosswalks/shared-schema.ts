/** What all crosswalk files share: caveat, the model of relations, confidence and sources. */
import * as z from "zod";
import { confidenceSchema } from "#standards";

/** Every statement says how sure it is and which sources it rests on. */
export const citedShape = {
  confidence: confidenceSchema,
  sources: z.array(z.string()),
};

export const coverageSchema = z.enum(["good", "partial", "weak", "none"]);

/**
 * From the external requirement to a provision. "equal" is no word here: whether two texts of different makers ask
 * for the same thing is for them to say.
 */
export const relationSchema = z.strictObject({
  provision: z.string(),
  modality: z.enum(["shall", "should"]),
  relation: z.enum(["subset-of", "superset-of", "intersects", "no-relationship"], {
    error: "must be subset-of, superset-of, intersects or no-relationship; a crosswalk never claims equality",
  }),
  /** Size of the shared ground, seen from the external requirement. */
  overlap: z.enum(["high", "medium", "low", "none"]),
  rationale: z.string(),
  ...citedShape,
});

export const relationsSchema = z.array(relationSchema);

export const crosswalkBaseShape = {
  $schema: z.string().optional(),
  kind: z.literal("crosswalk"),
  title: z.string(),
  asOf: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { error: "must be a day, written YYYY-MM-DD" }),
  /** Shown wherever the crosswalk is used. */
  caveat: z.string().min(1),
  /** The edition whose provisions the relations name. */
  evidenceStandard: z.strictObject({ document: z.string(), edition: z.string(), date: z.string() }),
  relationModel: z
    .strictObject({
      vocabulary: z.string(),
      direction: z.string(),
      terms: z.record(z.string(), z.string()),
      overlap: z.string(),
      modality: z.string(),
    })
    .optional(),
  confidenceTerms: z.record(z.string(), z.string()),
  coverageTerms: z.record(z.string(), z.string()).optional(),
  sources: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      kind: z.string(),
      locator: z.string(),
      read: z.string(),
    }),
  ),
};
