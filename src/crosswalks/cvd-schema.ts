/** The layout of the facts on coordinated vulnerability disclosure: policies, security.txt, advisories, clocks. */
import * as z from "zod";
import { confidenceSchema } from "#standards";
import { citedShape, crosswalkBaseShape } from "./shared-schema.ts";

const en303645Schema = z.strictObject({
  clause: z.string(),
  provisions: z.array(
    z.strictObject({
      id: z.string(),
      modality: z.enum(["shall", "should"]),
      status: z.string(),
      meaning: z.string(),
      ...citedShape,
    }),
  ),
  policyMustContain: z.array(
    z.strictObject({
      n: z.number().int(),
      field: z.string(),
      text: z.string(),
    }),
  ),
  numbersSet: z.boolean(),
  numbersNote: z.string(),
  relatedProvisions: z.array(z.string()),
  notRequired: z.array(z.string()),
  goodPractice: z.array(z.string()),
  ...citedShape,
});

const isoStandardsSchema = z.array(
  z.strictObject({
    id: z.string(),
    title: z.string(),
    role: z.string(),
    clauses: z.array(
      z.strictObject({
        n: z.string(),
        title: z.string(),
      }),
    ),
    ...citedShape,
  }),
);

const securityTxtSchema = z.strictObject({
  reference: z.string(),
  fields: z.array(
    z.strictObject({
      name: z.string(),
      required: z.boolean(),
      cardinality: z.string(),
      rules: z.array(z.string()),
    }),
  ),
  fileRules: z.array(
    z.strictObject({
      id: z.string(),
      text: z.string(),
    }),
  ),
  lintErrors: z.array(z.string()),
  lintWarnings: z.array(z.string()),
  relationToLaw: z.string(),
  ...citedShape,
});

const csafSchema = z.strictObject({
  version: z.string(),
  status: z.string(),
  next: z.strictObject({
    version: z.string(),
    status: z.string(),
    adds: z.array(z.string()),
    ...citedShape,
  }),
  profiles: z.array(
    z.strictObject({
      n: z.number().int(),
      name: z.string(),
      category: z.string(),
      use: z.string(),
    }),
  ),
  baseRequiredFields: z.array(z.string()),
  publisherCategories: z.array(z.string()),
  fileName: z.string(),
  roles: z.array(
    z.strictObject({
      name: z.string(),
      needs: z.string(),
    }),
  ),
  discovery: z.array(z.string()),
  scores: z.string(),
  useForCra: z.string(),
  ...citedShape,
});

const cvssSchema = z.strictObject({
  versions: z.array(
    z.strictObject({
      version: z.string(),
      published: z.string(),
      confidence: confidenceSchema,
      note: z.string().optional(),
    }),
  ),
  vectorPrefixes: z.record(z.string(), z.string()),
  rules: z.array(z.string()),
  relationToLaw: z.string(),
  ...citedShape,
});

const craReportingSchema = z.strictObject({
  seeFile: z.string(),
  appliesFrom: z.string(),
  clocks: z.array(
    z.strictObject({
      track: z.string(),
      stages: z.array(
        z.strictObject({
          stage: z.string(),
          max: z.string(),
          from: z.string(),
        }),
      ),
    }),
  ),
  commonMistakes: z.array(z.string()),
  disclosurePolicyDuty: z.string(),
  ...citedShape,
});

const pstiContentSchema = z.strictObject({
  seeFile: z.string(),
  mustPublish: z.array(z.string()),
  conditions: z.array(z.string()),
  deemedBy: z.array(z.string()),
  appliesFrom: z.string(),
  ...citedShape,
});

/** Deadlines; `binding` is true only where a law sets them. */
const timeTargetsSchema = z.array(
  z.strictObject({
    id: z.string(),
    what: z.string(),
    value: z.string(),
    source: z.string(),
    binding: z.boolean(),
    ...citedShape,
  }),
);

const guidanceSchema = z.array(
  z.strictObject({
    id: z.string(),
    title: z.string(),
    published: z.string(),
    content: z.string(),
    ...citedShape,
  }),
);

export const cvdSchema = z.strictObject({
  ...crosswalkBaseShape,
  id: z.literal("cvd"),
  en303645: en303645Schema,
  isoStandards: isoStandardsSchema,
  securityTxt: securityTxtSchema,
  csaf: csafSchema,
  cvss: cvssSchema,
  craReporting: craReportingSchema,
  pstiContent: pstiContentSchema,
  timeTargets: timeTargetsSchema,
  guidance: guidanceSchema,
});
