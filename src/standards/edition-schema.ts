/** The layout of an edition file: one JSON file per published edition of a document, in our own words. */
import { z } from "zod";

export const confidenceSchema = z.enum(["verified", "single-source", "recalled"]);

const clauseSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  parent: z.string().nullable().optional(),
  confidence: confidenceSchema.optional(),
  note: z.string().optional(),
});

const sourceSchema = z.strictObject({
  id: z.string().optional(),
  what: z.string(),
  use: z.string().optional(),
});

export const editionBaseShape = {
  $schema: z.string().optional(),
  /** The document as ETSI names it, for example "ETSI EN 303 645". */
  document: z.string(),
  /** The edition as printed, for example "V3.1.3". */
  edition: z.string().regex(/^V\d+\.\d+\.\d+$/),
  /** Month of publication, YYYY-MM. */
  date: z.string().regex(/^\d{4}-\d{2}$/),
  title: z.string(),
  /** "partial" means that requirements are missing or reconstructed; users must see it wherever the edition is used. */
  completeness: z.enum(["complete", "partial"]),
  /** Known limits of this data, shown to users. */
  limits: z.array(z.string()),
  sources: z.array(sourceSchema).min(1),
  clauses: z.array(clauseSchema),
};

const annexConditionSchema = z.strictObject({ id: z.string(), text: z.string(), confidence: confidenceSchema });

export const provisionSchema = z.strictObject({
  id: z.string(),
  clause: z.string(),
  modality: z.enum(["shall", "should"]),
  /** M or R of the status column. */
  obligation: z.enum(["M", "R"]),
  /** The letter C: N/A is allowed when a condition in `refs` does not hold. */
  conditional: z.boolean(),
  /** The letter F: N/A is allowed when the feature in `refs` does not exist. */
  featured: z.boolean(),
  /** Numbers of conditions and letters of features; the provision applies when all of them hold. */
  refs: z.array(z.string()),
  /** The status as the standard prints it, for example "M C F (14) (e)". */
  printedStatus: z.string(),
  title: z.string(),
  statement: z.string(),
  family: z.string(),
  evidenceHints: z.array(z.string()),
  confidence: confidenceSchema,
  refsConfidence: confidenceSchema.optional(),
  note: z.string().optional(),
});

export const provisionsEditionSchema = z.strictObject({
  ...editionBaseShape,
  kind: z.literal("provisions"),
  legend: z.strictObject({
    status: z.record(z.string(), z.string()),
    support: z.record(z.string(), z.string()),
    detail: z.record(z.string(), z.string()),
  }),
  families: z.array(z.strictObject({ id: z.string(), title: z.string() })),
  conditions: z.array(annexConditionSchema),
  features: z.array(annexConditionSchema),
  provisions: z.array(provisionSchema).min(1),
  void: z.array(z.strictObject({ id: z.string(), replacedBy: z.array(z.string()) })),
});

const policySchema = z.strictObject({
  id: z.string(),
  oid: z.string().nullable(),
  name: z.string(),
  purpose: z.string(),
  /** "marker" is a label on requirements (WEB), not a certificate policy a provider can claim on its own. */
  kind: z.enum(["certificate-policy", "marker"]),
  /** Policies whose requirements come with this one, always. */
  includes: z.array(z.string()),
  /** Alternatives of which the provider names one (QNCP-w: OVCP or IVCP). */
  oneOf: z.array(z.array(z.string())),
  /** Policies that come with this one under a condition in words. */
  optional: z.array(z.strictObject({ policy: z.string(), when: z.string() })),
  qscd: z.boolean().optional(),
  confidence: confidenceSchema,
});

/** A "shall apply" reference: the requirement is met by meeting what it points at. */
const incorporationSchema = z.strictObject({
  document: z.string(),
  /** A clause, meaning every requirement in it and below it. */
  clause: z.string().optional(),
  /** Single requirements, by the numbers the citing document prints. */
  ids: z.array(z.string()).optional(),
  /** First and last of a printed range. */
  range: z.tuple([z.string(), z.string()]).optional(),
  /** All requirements of the document that bind this policy. */
  policy: z.string().optional(),
  /** Requirements left out although the reference would cover them. */
  except: z.array(z.string()).optional(),
  /** The edition whose numbering the reference prints, where it differs from the pinned one. */
  numbering: z.string().optional(),
});

const requirementSchema = z.strictObject({
  id: z.string(),
  clause: z.string(),
  component: z.string(),
  modality: z.enum(["shall", "should", "may"]).nullable(),
  /** True where the verb is "shall not" or "should not". */
  prohibition: z.boolean(),
  void: z.boolean(),
  /** For a void id: live ids in its place, inferred. */
  possibleSuccessors: z.array(z.string()).optional(),
  /** Id of the condition under which the requirement applies; null applies always. */
  condition: z.string().nullable(),
  /** The alternatives of a CHOICE requirement. */
  choice: z.array(z.strictObject({ when: z.string().nullable(), then: z.string() })).nullable(),
  /** Effective certificate policies (already expanded); null binds every provider. */
  policies: z.array(z.string()).nullable(),
  markers: z.array(z.string()),
  title: z.string(),
  statement: z.string(),
  items: z.array(z.string()).nullable(),
  notes: z.array(z.string()),
  refersTo: z.array(z.string()),
  incorporates: z.array(incorporationSchema),
  evidenceHints: z.array(z.string()),
  confidence: confidenceSchema,
  /** For reconstructed editions: what the record rests on. */
  basis: z.string().optional(),
  /** The same requirement in a later edition, where known. */
  correspondsTo: z.strictObject({ edition: z.string(), ids: z.array(z.string()) }).optional(),
});

const automatableSchema = z.strictObject({
  requirement: z.string(),
  level: z.string(),
  artefacts: z.array(z.string()),
  policies: z.array(z.string()).nullable(),
  check: z.string(),
  passWhen: z.string().nullable(),
  limits: z.string().nullable(),
  confidence: confidenceSchema,
});

const annexMappingSchema = z.strictObject({
  annex: z.string(),
  instrument: z.string(),
  provision: z.string(),
  subject: z.string(),
  /** References as printed, one per entry. */
  references: z.array(z.string()),
  note: z.string().nullable(),
  confidence: confidenceSchema,
});

export const requirementsEditionSchema = z.strictObject({
  ...editionBaseShape,
  kind: z.literal("requirements"),
  components: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  policies: z.array(policySchema),
  conditions: z.array(z.strictObject({ id: z.string(), text: z.string() })),
  requirements: z.array(requirementSchema).min(1),
  automatable: z.array(automatableSchema),
  annexMappings: z.array(annexMappingSchema),
  definitions: z.array(z.strictObject({ term: z.string(), text: z.string() })).optional(),
});
