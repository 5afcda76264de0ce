/** The layout of the notes on other schemes and baselines. */
import * as z from "zod";
import { citedShape, crosswalkBaseShape, relationsSchema } from "./shared-schema.ts";

const schemesSchema = z.array(
  z.strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    status: z.string(),
    relation: z.string(),
    mappingBasis: z.string().optional(),
    familyMapping: z.array(
      z.strictObject({
        family: z.string(),
        title: z.string(),
        mappings: relationsSchema,
      }),
    ),
    ...citedShape,
    levels: z
      .array(
        z.strictObject({
          level: z.number().int(),
          name: z.string(),
          provisions: z.array(z.string()),
          homeGatewayAdds: z.array(z.string()),
        }),
      )
      .optional(),
    levelsNote: z.string().optional(),
    selection: z
      .strictObject({
        provisions: z.array(z.string()),
        note: z.string(),
        ...citedShape,
      })
      .optional(),
    seeAlso: z.string().optional(),
  }),
);

export const otherSchemesSchema = z.strictObject({
  ...crosswalkBaseShape,
  id: z.literal("other-schemes"),
  schemes: schemesSchema,
});
