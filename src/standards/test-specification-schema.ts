/** The layout of a test specification (ETSI TS 103 701): IXIT tables, test groups, cases, units and verdict rules. */
import { z } from "zod";
import { confidenceSchema, editionBaseShape } from "./edition-schema.ts";

export const ixitFieldSchema = z.strictObject({
  name: z.string(),
  description: z.string(),
  format: z.enum(["identifier", "text", "list", "yes-no", "reference", "date"]),
  /** Words of the pro forma under which the field is needed; null means always. */
  condition: z.string().nullable(),
  /** Traits that decide the condition: the field is needed when all of them have the given answer. */
  neededWhen: z.array(z.strictObject({ trait: z.string(), is: z.boolean() })).optional(),
  /** For references: the tables whose entries can be named. */
  references: z.array(z.string()).optional(),
  /** For lists with fixed words. */
  vocabulary: z.array(z.string()).optional(),
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
  /** The selector as traits, all of which must have the given answer; absent when the selector is not about IXIT entries. */
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

export const testSpecificationSchema = z.strictObject({
  ...editionBaseShape,
  kind: z.literal("test-specification"),
  assesses: z.strictObject({ document: z.string(), edition: z.string() }),
  conventions: z.array(z.strictObject({ topic: z.string(), text: z.string() })),
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
  icsVerification: z.strictObject({
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
    levels: z.array(
      z.strictObject({
        level: z.enum(["unit", "case", "group", "overall", "not-tested", "insufficient-ixit", "empty-selection"]),
        rule: z.string(),
        confidence: confidenceSchema,
      }),
    ),
  }),
  externalEvidence: z.strictObject({
    clause: z.string(),
    effect: z.string(),
    conditions: z.array(z.strictObject({ id: z.string(), condition: z.string(), confidence: confidenceSchema })),
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
