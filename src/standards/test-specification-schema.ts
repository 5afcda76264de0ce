/** The layout of a test specification (ETSI TS 103 701): IXIT tables, test groups, cases, units and verdict rules. */
import * as z from "zod";
import { confidenceSchema, editionBaseShape } from "./edition-schema.ts";

export const ixitFieldSchema = z.strictObject({
  name: z.string(),
  description: z.string(),
  format: z.enum(["identifier", "text", "list", "yes-no", "reference", "date"]),
  /** Words of the pro forma under which the field is needed; null means always. */
  condition: z.string().nullable(),
  /** Traits that decide the condition: the field is needed when all of them have the given answer. */
  neededWhen: z.array(z.strictObject({ trait: z.string(), is: z.boolean() })).optional(),
  /** For a condition about the device: Annex B conditions or features that decide it, all with the given answer. */
  neededWhenRef: z.array(z.strictObject({ ref: z.string(), is: z.boolean() })).optional(),
  /** For references: the tables whose entries can be named. */
  references: z.array(z.string()).optional(),
  /** For lists with fixed words. */
  vocabulary: z.array(z.string()).optional(),
  /** Only where it differs from the confidence of the table. */
  confidence: confidenceSchema.optional(),
});

const ixitTableSchema = z.strictObject({
  id: z.string(),
  number: z.number().int(),
  abbreviation: z.string(),
  title: z.string(),
  /** True for a table with entries, false for a single record. */
  repeating: z.boolean(),
  purpose: z.string(),
  fields: z.array(ixitFieldSchema).min(1),
  confidence: confidenceSchema,
  note: z.string().optional(),
});

/**
 * How a trait of an IXIT entry can be read off its fields. Anything that these rules cannot decide becomes a
 * question to the tester.
 */
const traitRuleSchema = z.discriminatedUnion("by", [
  /** The field begins with yes or no. */
  z.strictObject({ by: z.literal("yes-no"), field: z.string() }),
  /** The field is a list (or text made only of the vocabulary) that contains one of the words. */
  z.strictObject({ by: z.literal("includes"), field: z.string(), words: z.array(z.string()).min(1) }),
  /** The text starts with one of these words (yes) or one of those (no). */
  z.strictObject({
    by: z.literal("starts-with"),
    field: z.string(),
    yes: z.array(z.string()),
    no: z.array(z.string()),
  }),
  /** The reference field names at least one entry (yes) or is an explicit empty list (no). */
  z.strictObject({ by: z.literal("names-an-entry"), field: z.string() }),
  /** Some entry of `table` names this entry in `field`, optionally only entries with a trait. */
  z.strictObject({
    by: z.literal("referenced-by"),
    table: z.string(),
    field: z.string(),
    where: z.strictObject({ trait: z.string(), is: z.boolean() }).optional(),
  }),
  /** A reference field of this entry names an entry of `table` that has the trait. */
  z.strictObject({
    by: z.literal("refers-to"),
    field: z.string(),
    table: z.string(),
    trait: z.string(),
  }),
  /** The field is filled with something other than "none" or "not applicable". */
  z.strictObject({ by: z.literal("filled"), field: z.string() }),
]);

const traitSchema = z.strictObject({
  id: z.string(),
  ixit: z.string(),
  /** The question put to the tester when the rule cannot decide. */
  question: z.string(),
  /** Fields that hold the answer. */
  fields: z.array(z.string()),
  rule: traitRuleSchema.nullable(),
  /** True where the rule can only show that the trait holds; a "no" of the rule leaves the question open. */
  onlyConfirms: z.boolean().optional(),
  /** Traits of the same table each of which shows that this one holds too; their absence shows nothing. */
  impliedBy: z.array(z.string()).optional(),
});

const useSchema = z.strictObject({ ixit: z.string(), field: z.string().nullable() });

const testUnitSchema = z.strictObject({
  label: z.string(),
  action: z.enum(["assess", "check", "functional-assess", "functional-check", "perform", "apply"]),
  check: z.string(),
  /** IXIT table over whose entries the unit runs; null runs once. */
  forEach: z.string().nullable(),
  forEachAlso: z.array(z.string()).optional(),
  forEachImplied: z.boolean().optional(),
  /** Words that narrow the entries. */
  selector: z.string().nullable(),
  /**
   * The selector as traits, all of which must have the given answer; empty when it takes every entry, absent when it
   * is not about IXIT entries. With `forEachAlso`, a trait concerns only the entries of its own table.
   */
  where: z.array(z.strictObject({ trait: z.string(), is: z.boolean() })).optional(),
  /** Units or cases of other groups that an "apply" unit runs. */
  reuses: z.array(z.string()).optional(),
  /** What this unit demands on top of the reused units; its result is then never inherited. */
  beyondReuse: z.string().optional(),
  uses: z.array(useSchema),
  evidence: z.array(z.string()),
  page: z.number().int().nullable(),
  note: z.string().optional(),
});

const testCaseSchema = z.strictObject({
  id: z.string(),
  type: z.enum(["conceptual", "functional", "conceptual/functional"]),
  purpose: z.string(),
  units: z.array(testUnitSchema).min(1),
  passWhen: z.string(),
  failWhen: z.string(),
  /** An alternative inside the pass criterion that saves a case whose main condition is not met. */
  alternative: z.strictObject({ units: z.array(z.string()), text: z.string() }).optional(),
  /** True where one conforming entry is enough ("at least one mechanism"). */
  oneEntryIsEnough: z.boolean().optional(),
  verdictBasis: z.string(),
  verdictConfidence: confidenceSchema,
});

const testGroupSchema = z.strictObject({
  id: z.string(),
  provision: z.string(),
  tsClause: z.string(),
  tsClauseInferred: z.boolean().optional(),
  title: z.string(),
  objective: z.string(),
  ixit: z.array(z.string()),
  cases: z.array(testCaseSchema).min(1),
  confidence: confidenceSchema,
});

/** IXIT content that decides an Annex B condition or feature, whatever the supplier answered. */
const answerRuleSchema = z.strictObject({
  /** Number or letter of the condition or feature in the assessed edition. */
  ref: z.string(),
  answer: z.enum(["yes", "no"]),
  table: z.string(),
  /** The rule fires when some entry has all these traits (none listed: when the table has an entry). */
  someEntryWith: z.array(z.strictObject({ trait: z.string(), is: z.boolean() })),
  because: z.string(),
});

const specificationSourceSchema = z.strictObject({
  id: z.string().optional(),
  what: z.string(),
  use: z.string().optional(),
  /** How far the source can be relied on, in words. */
  weight: z.string().optional(),
});

export const testSpecificationSchema = z.strictObject({
  ...editionBaseShape,
  kind: z.literal("test-specification"),
  sources: z.array(specificationSourceSchema).min(1),
  assesses: z.strictObject({ document: z.string(), edition: z.string() }),
  conventions: z.array(
    z.strictObject({ topic: z.string(), text: z.string(), confidence: confidenceSchema.optional() }),
  ),
  dutIdentification: z.array(
    z.strictObject({
      section: z.string(),
      field: z.string(),
      description: z.string(),
      format: z.string(),
      origin: z.string(),
      confidence: confidenceSchema,
    }),
  ),
  icsRules: z.array(z.strictObject({ id: z.string(), rule: z.string(), confidence: confidenceSchema })),
  /** What the support letters and the printed statuses mean, and where the ICS comes from. */
  icsLegend: z
    .strictObject({
      source: z.string(),
      support: z.array(
        z.strictObject({ value: z.string(), meaning: z.string(), confidence: confidenceSchema }),
      ),
      statuses: z.array(z.strictObject({ status: z.string(), meaning: z.string() })),
      statusesConfidence: confidenceSchema,
    })
    .optional(),
  icsVerification: z.strictObject({
    role: z.string().optional(),
    checks: z.array(z.string()),
    result: z.string(),
    confidence: confidenceSchema,
  }),
  ixit: z.array(ixitTableSchema).min(1),
  traits: z.array(traitSchema),
  provisionIxit: z.array(
    z.strictObject({
      provision: z.string(),
      needs: z.array(z.strictObject({ ixit: z.string(), fields: z.array(z.string()) })),
      confidence: confidenceSchema,
      note: z.string().optional(),
    }),
  ),
  groups: z.array(testGroupSchema).min(1),
  answerRules: z.array(answerRuleSchema),
  /** Which IXITs each confirmation of a single-record table stands for (4-Conf). */
  confirmations: z.array(z.strictObject({ ixit: z.string(), field: z.string(), confirms: z.string() })),
  phases: z.array(
    z.strictObject({
      number: z.number().int(),
      title: z.string(),
      role: z.string(),
      inputs: z.array(z.string()),
      activities: z.array(z.string()),
      outputs: z.array(z.string()),
      confidence: confidenceSchema,
    }),
  ),
  verdictRules: z.strictObject({
    basis: z.string(),
    confidence: confidenceSchema,
    openPoint: z.string(),
    /** The only verdicts there are. */
    values: z.array(z.enum(["PASS", "FAIL", "INCONCLUSIVE"])).optional(),
    /** Strongest first. */
    precedence: z.array(z.enum(["PASS", "FAIL", "INCONCLUSIVE"])).optional(),
    levels: z.array(
      z.strictObject({
        level: z.enum([
          "unit",
          "case",
          "group",
          "overall",
          "not-tested",
          "insufficient-ixit",
          "empty-selection",
        ]),
        rule: z.string(),
        /** When the level comes to each verdict. */
        outcomes: z.strictObject({ PASS: z.string(), FAIL: z.string(), INCONCLUSIVE: z.string() }).optional(),
        /** The same as steps, of which the first that fits decides. */
        steps: z
          .array(z.strictObject({ if: z.string(), then: z.enum(["PASS", "FAIL", "INCONCLUSIVE"]) }))
          .optional(),
        confidence: confidenceSchema,
      }),
    ),
  }),
  externalEvidence: z.strictObject({
    clause: z.string(),
    purpose: z.string().optional(),
    effect: z.string(),
    effectConfidence: confidenceSchema.optional(),
    typicalUse: z.array(z.string()).optional(),
    typicalUseConfidence: confidenceSchema.optional(),
    conditions: z.array(
      z.strictObject({ id: z.string(), condition: z.string(), confidence: confidenceSchema }),
    ),
    confidence: confidenceSchema,
  }),
  schemeAmendments: z.array(
    z.strictObject({
      id: z.string(),
      edition: z.string(),
      date: z.string(),
      appliesTo: z.string(),
      content: z.array(z.string()),
      confidence: confidenceSchema,
    }),
  ),
});
