/** The layout of the crosswalk to the EU Cyber Resilience Act. */
import * as z from "zod";
import { citedShape, coverageSchema, crosswalkBaseShape, relationsSchema } from "./shared-schema.ts";

const legalTextSchema = z.strictObject({
  citation: z.string(),
  celex: z.string(),
  eli: z.string(),
  readWith: z.array(
    z.strictObject({
      act: z.string(),
      ...citedShape,
    }),
  ),
  notAdoptedAsOf: z.strictObject({
    date: z.string(),
    items: z.array(z.string()),
    ...citedShape,
  }),
});

const keyDatesSchema = z.array(
  z.strictObject({
    date: z.string(),
    event: z.string(),
    reference: z.string(),
    ...citedShape,
  }),
);

const scopeSchema = z.strictObject({
  covers: z.string(),
  reference: z.string(),
  ...citedShape,
  exclusions: z.array(
    z.strictObject({
      id: z.string(),
      text: z.string(),
      reference: z.string(),
    }),
  ),
  notExcluded: z.string(),
});

const productClassesSchema = z.strictObject({
  note: z.string(),
  importantClassI: z.array(
    z.strictObject({
      n: z.number().int(),
      name: z.string(),
    }),
  ),
  importantClassII: z.array(z.string()),
  critical: z.array(z.string()),
  likelyForConsumerIot: z.array(z.number().int()),
  conformityRoutes: z.array(
    z.strictObject({
      class: z.string(),
      route: z.string(),
    }),
  ),
  reference: z.string(),
  ...citedShape,
});

const harmonisedStandardsSchema = z.strictObject({
  status: z.string(),
  request: z.string(),
  drafts: z.array(z.string()),
  asOf: z.string(),
  recheck: z.string(),
  ...citedShape,
});

const craRequirementSchema = z.strictObject({
  id: z.string(),
  reference: z.string(),
  title: z.string(),
  requirement: z.string(),
  ...citedShape,
  coverage: coverageSchema,
  mappings: relationsSchema,
  /** What EN 303 645 evidence leaves open. */
  gap: z.string(),
});

const annexISchema = z.strictObject({
  partI: z.array(craRequirementSchema),
  partII: z.array(craRequirementSchema),
});

const manufacturerDutiesSchema = z.array(craRequirementSchema);

const reportingSchema = z.strictObject({
  reference: z.string(),
  appliesFrom: z.string(),
  recipients: z.string(),
  platform: z.strictObject({
    url: z.string(),
    notes: z.array(z.string()),
    ...citedShape,
  }),
  tracks: z.array(
    z.strictObject({
      id: z.string(),
      trigger: z.string(),
      reference: z.string(),
      stages: z.array(
        z.strictObject({
          stage: z.string(),
          deadline: z.string(),
          clockStart: z.string(),
          content: z.array(z.string()),
          waivedIf: z.string().optional(),
        }),
      ),
    }),
  ),
  intermediateReport: z.string(),
  informUsers: z.string(),
  awareness: z.strictObject({
    text: z.string(),
    ...citedShape,
  }),
  fineRelief: z.strictObject({
    text: z.string(),
    reference: z.string(),
    ...citedShape,
  }),
  ...citedShape,
});

const supportPeriodSchema = z.strictObject({
  rule: z.string(),
  takeIntoAccount: z.array(z.string()),
  mayTakeIntoAccount: z.array(z.string()),
  record: z.string(),
  related: z.array(z.string()),
  reference: z.string(),
  ...citedShape,
});

const annexIISchema = z.strictObject({
  reference: z.string(),
  delivery: z.string(),
  items: z.array(
    z.strictObject({
      id: z.string(),
      reference: z.string(),
      item: z.string(),
      ...citedShape,
      mappings: relationsSchema,
      gap: z.string(),
    }),
  ),
});

const annexVSchema = z.strictObject({
  title: z.string(),
  reference: z.string(),
  mustContain: z.array(
    z.strictObject({
      n: z.number().int(),
      text: z.string(),
    }),
  ),
  note: z.string(),
  ...citedShape,
});

const annexVISchema = z.strictObject({
  title: z.string(),
  mustContain: z.array(z.string()),
  reference: z.string(),
  ...citedShape,
});

const annexVIISchema = z.strictObject({
  title: z.string(),
  reference: z.string(),
  mustContain: z.array(
    z.strictObject({
      n: z.string(),
      text: z.string(),
    }),
  ),
  retention: z.string(),
  whereEn303645EvidenceFits: z.array(z.string()),
  ...citedShape,
});

const rolesSchema = z.array(
  z.strictObject({
    role: z.string(),
    summary: z.string(),
  }),
);

const penaltiesSchema = z.array(
  z.strictObject({
    for: z.string(),
    max: z.string(),
    reference: z.string(),
  }),
);

const slipsSeenElsewhereSchema = z.array(
  z.strictObject({
    claim: z.string(),
    correction: z.string(),
    seenIn: z.string(),
  }),
);

export const euCraSchema = z.strictObject({
  ...crosswalkBaseShape,
  id: z.literal("eu-cra"),
  legalText: legalTextSchema,
  keyDates: keyDatesSchema,
  scope: scopeSchema,
  productClasses: productClassesSchema,
  harmonisedStandards: harmonisedStandardsSchema,
  annexI: annexISchema,
  manufacturerDuties: manufacturerDutiesSchema,
  reporting: reportingSchema,
  supportPeriod: supportPeriodSchema,
  annexII: annexIISchema,
  annexV: annexVSchema,
  annexVI: annexVISchema,
  annexVII: annexVIISchema,
  roles: rolesSchema,
  penalties: penaltiesSchema,
  slipsSeenElsewhere: slipsSeenElsewhereSchema,
});
