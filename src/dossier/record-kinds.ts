/** The kinds of records a dossier falls into: what each is called, how it is validated and how its key is made. */
import * as z from "zod";
import {
  assessmentFileSchema,
  caseResultSchema,
  externalDecisionSchema,
  groupResultSchema,
  icsVerificationSchema,
} from "./assessment-schema.ts";
import { icsRowSchema, ixitOwnShape, ixitValueSchema, requirementRowSchema } from "./claims-schema.ts";
import { controlSchema, evidenceItemSchema } from "./evidence-schema.ts";
import { reasonedAnswerSchema } from "./field-schemas.ts";
import { findingSchema, governanceSchema, noteSchema } from "./governance-schema.ts";
import { headerSchema } from "./header-schema.ts";
import { scopeSchema } from "./scope-schema.ts";

/** An IXIT entry as a record: fields of the pro forma, and what the supplier adds. */
const ixitEntryRecordSchema = z.strictObject({
  fields: z.record(z.string(), ixitValueSchema).describe("Fields by the name that the pro forma prints."),
  own: z.strictObject(ixitOwnShape).describe("What the supplier adds."),
});

/** A table or document that exists, so that an empty one is not lost; its rows are records of their own. */
const presenceSchema = z.strictObject({});

/**
 * In the order in which a dossier is taken apart. The first group are claims of the Supplier Organization, the second
 * what the Test Laboratory records.
 */
const schemas = {
  header: headerSchema,
  scope: scopeSchema,
  ics: icsRowSchema,
  "requirement-document": presenceSchema,
  requirement: requirementRowSchema,
  "ixit-table": presenceSchema,
  ixit: ixitEntryRecordSchema,
  control: controlSchema,
  evidence: evidenceItemSchema,
  "ics-verification": icsVerificationSchema,
  selection: z.record(z.string(), reasonedAnswerSchema).describe("Answers about one IXIT entry, by trait."),
  case: caseResultSchema,
  group: groupResultSchema,
  "external-decision": z
    .record(z.string(), externalDecisionSchema)
    .describe("Decisions on one item of external evidence, by test group."),
  overall: assessmentFileSchema.shape.overall.unwrap(),
  finding: findingSchema,
  governance: governanceSchema,
  note: noteSchema,
} as const satisfies Record<string, z.ZodType>;

export type RecordKind = keyof typeof schemas;

export const recordKinds = Object.keys(schemas) as readonly RecordKind[];

export function isRecordKind(text: string): text is RecordKind {
  return Object.hasOwn(schemas, text);
}

export function recordSchemaOf(kind: RecordKind): z.ZodType {
  return schemas[kind];
}

/** How the records of a kind are told apart. */
export type KeyForm =
  /** One record per dossier, whose key is `main`. */
  | "single"
  /** The key that the record has in its map. */
  | "plain"
  /** The keys of two maps, joined by a slash. */
  | "joined"
  /** Derived from the body. */
  | "content";

const keyForms: Readonly<Record<RecordKind, KeyForm>> = {
  header: "single",
  scope: "single",
  ics: "plain",
  "requirement-document": "plain",
  requirement: "joined",
  "ixit-table": "plain",
  ixit: "joined",
  control: "plain",
  evidence: "plain",
  "ics-verification": "single",
  selection: "plain",
  case: "plain",
  group: "plain",
  "external-decision": "plain",
  overall: "single",
  finding: "plain",
  governance: "single",
  note: "content",
};

export function keyFormOf(kind: RecordKind): KeyForm {
  return keyForms[kind];
}

/** Key of the records of which a dossier has one. */
export const singleKey = "main";

/** `ETSI EN 319 401/REQ-5-01`; a slash or tilde in the first part is escaped as in a JSON pointer. */
export function joinKey(outer: string, inner: string): string {
  return `${outer.replaceAll("~", "~0").replaceAll("/", "~1")}/${inner}`;
}

/** The two parts of a joined key; undefined for a text that is none. */
export function splitKey(key: string): readonly [outer: string, inner: string] | undefined {
  const slash = key.indexOf("/");
  if (slash < 0) return undefined;
  const outer = key.slice(0, slash);
  if (/~(?![01])/.test(outer)) return undefined;
  return [outer.replaceAll("~1", "/").replaceAll("~0", "~"), key.slice(slash + 1)];
}
