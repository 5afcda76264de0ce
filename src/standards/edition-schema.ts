/** The layout of an edition file: one JSON file per published edition of a document, in our own words. */
import * as z from "zod";

export const confidenceSchema = z.enum(["verified", "single-source", "recalled"]);

const editionName = z.string().regex(/^V\d+\.\d+\.\d+$/, { error: "must be an edition such as V3.1.3" });

const clauseSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  parent: z.string().nullable().optional(),
  kind: z.enum(["normative", "informative"]).optional(),
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
  edition: editionName,
  /** Month of publication, YYYY-MM. */
  date: z.string().regex(/^\d{4}-\d{2}$/, { error: "must be a month, written YYYY-MM" }),
  title: z.string(),
  supersedes: z.string().optional(),
  url: z.string().optional(),
  /** "partial" means that requirements are missing or reconstructed; users must see it wherever the edition is used. */
  completeness: z.enum(["complete", "partial"]),
  /** Known limits of this data, shown to users. */
  limits: z.array(z.string()),
  /** How to read the data, and facts that belong to no single record. */
  remarks: z.array(z.string()).optional(),
  sources: z.array(sourceSchema).min(1),
  clauses: z.array(clauseSchema),
};

const annexConditionSchema = z.strictObject({
  id: z.string(),
  text: z.string(),
  confidence: confidenceSchema,
});

export const provisionSchema = z.strictObject({
  id: z.string(),
  /** The id as another place of the standard prints it (6.1 for 6-1 in Table B.1). */
  printedAs: z.string().optional(),
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
  /** The status as the standard prints it, with the references, for example "M C F (14, e)". */
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
  oidName: z.string().optional(),
  asn1: z.string().optional(),
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
  /** True where the key must reside in a qualified signature or seal creation device. */
  qscd: z.boolean().optional(),
  subject: z.array(z.string()).optional(),
  intendedUse: z.string().optional(),
  regulationArticles: z.array(z.string()).optional(),
  externalScheme: z.string().optional(),
  /** Where the document defines the identifier, describes the policy and its use. */
  definedIn: z.string().optional(),
  describedIn: z.string().optional(),
  usageClause: z.string().optional(),
  confidence: confidenceSchema,
});

/** A "shall apply" reference: the requirement is met by meeting what it points at. */
const incorporationSchema = z
  .strictObject({
    document: z.string(),
    /** A clause, meaning every requirement in it and below it. */
    clause: z.string().optional(),
    /** Single requirements, by the numbers the citing document prints. */
    ids: z.array(z.string()).min(1).optional(),
    /** First and last of a printed range. */
    range: z.tuple([z.string(), z.string()]).optional(),
    /** All requirements of the document that bind this policy. */
    policy: z.string().optional(),
    /** Requirements left out although the reference would cover them. */
    except: z.array(z.string()).optional(),
    /** The edition whose numbering the reference prints, where it differs from the pinned one. */
    numbering: editionName.optional(),
    /** The part of the named requirement that is meant ("item h)"); absent means all of it. */
    part: z.string().optional(),
    /** The case in which this reference is the one to follow. */
    when: z.string().optional(),
    note: z.string().optional(),
  })
  .refine(
    (one) => [one.clause, one.ids, one.range, one.policy].filter((part) => part !== undefined).length === 1,
    {
      error: "must name exactly one of clause, ids, range and policy",
    },
  );

const choiceSchema = z.strictObject({
  when: z.string().nullable(),
  then: z.string(),
  /** Choices by certificate policy: what is always due, and of which things at least one is. */
  policy: z.string().optional(),
  always: z.string().optional(),
  anyOf: z.array(z.string()).optional(),
  combination: z.string().optional(),
});

const requirementSchema = z.strictObject({
  id: z.string(),
  printedAs: z.string().optional(),
  clause: z.string(),
  component: z.string(),
  modality: z.enum(["shall", "should", "may"]).nullable(),
  /** Where one requirement holds a second modal verb. */
  secondaryModality: z.enum(["shall", "should", "may"]).optional(),
  /** True where the verb is "shall not" or "should not". */
  prohibition: z.boolean(),
  void: z.boolean(),
  /** For a void id: live ids in its place, inferred. */
  possibleSuccessors: z.array(z.string()).optional(),
  /** Id of the condition under which the requirement applies; null applies always. */
  condition: z.string().nullable(),
  /** When parts of the requirement apply; the requirement itself is not excused by it. */
  conditionOfParts: z.string().optional(),
  /** The alternatives of a CHOICE requirement. */
  choice: z.array(choiceSchema).nullable(),
  /** Certificate policies it binds, by the convention in `policySets`; null binds every provider. */
  policies: z.array(z.string()).nullable(),
  /** The policy marking as printed. */
  policyMarkers: z.array(z.string()).optional(),
  marking: z.string().optional(),
  /** CONDITIONAL and CHOICE as printed. */
  markers: z.array(z.string()),
  title: z.string(),
  statement: z.string(),
  /** The lettered items of the statement, each with its letter. */
  items: z.array(z.string()).nullable(),
  itemsRelation: z.enum(["and", "or"]).optional(),
  notes: z.array(z.string()),
  /** Something odd in the wording, carried over as printed. */
  textAnomaly: z.string().optional(),
  refersTo: z.array(z.string()),
  incorporates: z.array(incorporationSchema),
  evidenceHints: z.array(z.string()),
  confidence: confidenceSchema,
  /** Ids of further sources that agree. */
  corroboratedBy: z.array(z.string()).optional(),
  /** For reconstructed editions: what the record rests on. */
  basis: z.string().optional(),
  reconstruction: z
    .strictObject({
      wordingFrom: z.string(),
      idVerified: z.boolean(),
      alternativeIds: z.array(z.string()),
      citedIn: z.string().nullable(),
    })
    .optional(),
  /** The same requirement in a later edition, where known. */
  correspondsTo: z.strictObject({ edition: editionName, ids: z.array(z.string()) }).optional(),
});

const automatableSchema = z.strictObject({
  requirement: z.string(),
  level: z.enum(["full", "partial", "assisted", "longitudinal", "indicator", "informational"]),
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
  /** Ids and "clause N" of this document, or of the document named before them; one per entry. */
  references: z.array(z.string()),
  /** The print, where the entries in `references` do not show it. */
  printed: z.string().nullable(),
  note: z.string().nullable(),
  confidence: confidenceSchema,
});

const annexSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  status: z.enum(["normative", "informative"]),
  basis: z.string().optional(),
  caution: z.string().optional(),
  content: z.string().optional(),
});

const notationSchema = z.strictObject({
  identifier: z.string(),
  marks: z.array(z.strictObject({ mark: z.string(), meaning: z.string() })),
  void: z.string().optional(),
});

const disclosureStatementSchema = z.strictObject({
  annex: z.string(),
  informative: z.boolean(),
  statements: z.array(
    z.strictObject({ type: z.string(), description: z.string(), specific: z.string().nullable() }),
  ),
});

export const requirementsEditionSchema = z.strictObject({
  ...editionBaseShape,
  kind: z.literal("requirements"),
  externalReferences: z
    .array(
      z.strictObject({
        id: z.string(),
        reference: z.string(),
        what: z.string().optional(),
        kind: z.enum(["normative", "informative"]).optional(),
      }),
    )
    .optional(),
  notation: notationSchema.optional(),
  fieldNotes: z.record(z.string(), z.string()).optional(),
  /** What the values of `basis` mean in a reconstructed edition. */
  basisKey: z.record(z.string(), z.string()).optional(),
  components: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  /** The edition whose requirement numbers this document prints when it names another document. */
  citedNumbering: z.array(z.strictObject({ document: z.string(), edition: editionName })).optional(),
  /**
   * "effective": `policies` of a requirement already lists the policies that take it over from another policy, so
   * that `includes` must not be followed again. "as-marked" (also when absent): it lists what the marking names.
   */
  policySets: z.enum(["effective", "as-marked"]).optional(),
  policies: z.array(policySchema),
  conditions: z.array(z.strictObject({ id: z.string(), text: z.string() })),
  requirements: z.array(requirementSchema).min(1),
  /** Places where a reconstruction could not be settled. */
  unresolved: z
    .array(
      z.strictObject({
        printed: z.string(),
        laterEdition: editionName,
        laterIds: z.array(z.string()),
        explanation: z.string(),
      }),
    )
    .optional(),
  automatable: z.array(automatableSchema),
  annexes: z.array(annexSchema).optional(),
  annexMappings: z.array(annexMappingSchema),
  definitions: z.array(z.strictObject({ term: z.string(), text: z.string() })).optional(),
  /** The model PKI disclosure statement. */
  disclosureStatement: disclosureStatementSchema.optional(),
});
