/** The layout of the crosswalk to the UK PSTI regime. */
import * as z from "zod";
import { confidenceSchema } from "#standards";
import { citedShape, crosswalkBaseShape, relationsSchema } from "./shared-schema.ts";

const instrumentsSchema = z.array(
  z.strictObject({
    name: z.string(),
    role: z.string(),
    ...citedShape,
    made: z.string().optional(),
    inForce: z.string().optional(),
  }),
);

const startDateSchema = z.strictObject({
  date: z.string(),
  meaning: z.string(),
  ...citedShape,
});

const scopeSchema = z.strictObject({
  products: z.array(
    z.strictObject({
      id: z.string(),
      text: z.string(),
      ...citedShape,
    }),
  ),
  marketTest: z.string(),
  territory: z.string(),
  ...citedShape,
  exceptions: z.array(
    z.strictObject({
      id: z.string(),
      text: z.string(),
      ...citedShape,
    }),
  ),
});

/** The law names an earlier edition of EN 303 645 than the one assessed. */
const editionWarningSchema = z.strictObject({
  statement: z.string(),
  differences: z.array(
    z.strictObject({
      provision: z.string(),
      v2_1_1: z.string(),
      v3_1_3: z.string(),
      consequence: z.string(),
    }),
  ),
  /** What a report may say, and what it must not. */
  toolRule: z.string(),
  ...citedShape,
});

const requirementsSchema = z.array(
  z.strictObject({
    id: z.string(),
    legalReference: z.string(),
    title: z.string(),
    appliesTo: z.array(z.string()),
    requires: z.array(z.string()),
    notCounted: z.array(z.string()),
    ...citedShape,
    mappings: relationsSchema,
    gap: z.string(),
    deemedCompliance: z.array(z.string()),
    notes: z.array(z.string()).optional(),
  }),
);

/** Ways in which the law itself takes a requirement as complied with. */
const deemedComplianceRoutesSchema = z.array(
  z.strictObject({
    id: z.string(),
    requirement: z.string(),
    legalReference: z.string(),
    standard: z.string(),
    provisions: z.array(z.string()).optional(),
    condition: z.string(),
    ...citedShape,
    paragraphs: z.array(z.string()).optional(),
    note: z.string().optional(),
  }),
);

const statementOfComplianceSchema = z.strictObject({
  legalReference: z.string(),
  duty: z.string(),
  mustContain: z.array(
    z.strictObject({
      n: z.number().int(),
      field: z.string(),
      text: z.string(),
      confidence: confidenceSchema,
    }),
  ),
  whenAStandardIsReliedOn: z.strictObject({
    text: z.string(),
    legalReference: z.string(),
    example: z.string(),
    confidence: confidenceSchema,
  }),
  accompaniment: z.string(),
  retention: z.strictObject({
    manufacturer: z.string(),
    importer: z.string(),
    distributor: z.string(),
    ...citedShape,
  }),
  ...citedShape,
});

const dutiesSchema = z.array(
  z.strictObject({
    role: z.string(),
    includes: z.string(),
    items: z.array(z.string()),
    ...citedShape,
  }),
);

const enforcementSchema = z.strictObject({
  authority: z.string(),
  notices: z.array(z.string()),
  monetaryPenalty: z.strictObject({
    maximum: z.string(),
    daily: z.string(),
    ...citedShape,
  }),
  other: z.array(z.string()),
  criminal: z.string(),
  ...citedShape,
});

const notRequiredSchema = z.strictObject({
  items: z.array(z.string()),
  ...citedShape,
});

export const ukPstiSchema = z.strictObject({
  ...crosswalkBaseShape,
  id: z.literal("uk-psti"),
  instruments: instrumentsSchema,
  startDate: startDateSchema,
  scope: scopeSchema,
  editionWarning: editionWarningSchema,
  requirements: requirementsSchema,
  deemedComplianceRoutes: deemedComplianceRoutesSchema,
  statementOfCompliance: statementOfComplianceSchema,
  duties: dutiesSchema,
  enforcement: enforcementSchema,
  notRequired: notRequiredSchema,
});
