/** The layout of the crosswalk to the EU Radio Equipment Directive and EN 18031. */
import * as z from "zod";
import { citedShape, crosswalkBaseShape, relationsSchema } from "./shared-schema.ts";

const legalBasisSchema = z.array(
  z.strictObject({
    id: z.string(),
    reference: z.string(),
    aim: z.string(),
    equipment: z.string(),
    standard: z.string(),
    ...citedShape,
  }),
);

const exclusionsSchema = z.array(
  z.strictObject({
    text: z.string(),
    ...citedShape,
  }),
);

const keyDatesSchema = z.array(
  z.strictObject({
    date: z.string(),
    event: z.string(),
    ...citedShape,
  }),
);

const harmonisationSchema = z.strictObject({
  decision: z.string(),
  restrictions: z.array(
    z.strictObject({
      id: z.string(),
      parts: z.array(z.string()),
      text: z.string(),
      effect: z.string(),
      ...citedShape,
      clauses: z.array(z.string()).optional(),
      requirements: z.array(z.string()).optional(),
    }),
  ),
  clauseToRequirement: z.string(),
  routes: z.string(),
  laterAmendments: z.string(),
  ...citedShape,
});

const whenTheCraAppliesSchema = z.strictObject({
  text: z.string(),
  ...citedShape,
});

const familiesSchema = z.array(
  z.strictObject({
    family: z.string(),
    name: z.string(),
    parts: z.array(z.string()),
    requirements: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        parts: z.array(z.string()),
        mappings: relationsSchema,
        note: z.string().optional(),
      }),
    ),
    unmapped: z.string().nullable(),
    ...citedShape,
  }),
);

const familyPartMatrixSchema = z.strictObject({
  "EN 18031-1": z.array(z.string()),
  "EN 18031-2": z.array(z.string()),
  "EN 18031-3": z.array(z.string()),
  ...citedShape,
});

/** Provisions for which the other side asks for nothing. */
const en303645WithoutCounterpartSchema = z.strictObject({
  text: z.string(),
  provisions: z.array(z.string()),
  ...citedShape,
});

export const euRedSchema = z.strictObject({
  ...crosswalkBaseShape,
  id: z.literal("eu-red"),
  legalBasis: legalBasisSchema,
  exclusions: exclusionsSchema,
  keyDates: keyDatesSchema,
  harmonisation: harmonisationSchema,
  whenTheCraApplies: whenTheCraAppliesSchema,
  families: familiesSchema,
  familyPartMatrix: familyPartMatrixSchema,
  en303645WithoutCounterpart: en303645WithoutCounterpartSchema,
});
