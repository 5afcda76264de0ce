/** The layout of a crosswalk that anyone can add without code: external requirements with relations to provisions. */
import * as z from "zod";
import { citedShape, coverageSchema, crosswalkBaseShape, relationsSchema } from "./shared-schema.ts";

export const plainCrosswalkSchema = z.strictObject({
  ...crosswalkBaseShape,
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, { error: "must be lower case words joined by hyphens" }),
  requirements: z
    .array(
      z.strictObject({
        id: z.string(),
        reference: z.string().optional(),
        title: z.string(),
        requirement: z.string(),
        ...citedShape,
        coverage: coverageSchema.optional(),
        mappings: relationsSchema,
        gap: z.string().optional(),
      }),
    )
    .min(1),
});
