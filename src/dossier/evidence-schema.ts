/** Evidence items and controls: what is done, who answers for it and what shows it. */
import * as z from "zod";
import {
  dateSchema,
  durationSchema,
  markdownSchema,
  stewardshipShape,
  supportsSchema,
} from "./field-schemas.ts";

export const evidenceTypeSchema = z.enum([
  "policy",
  "procedure",
  "configuration",
  "log",
  "test-report",
  "capture",
  "scan",
  "sbom",
  "photo",
  "training-record",
  "drill",
  "corrective-action",
  "certificate",
  "document",
  "record",
]);

export const triggerKindSchema = z.enum(["release", "supplier-change", "incident", "edition-change"]);

/** What an item of evidence is really about. */
export const boundarySchema = z.strictObject({
  product: z.string().optional(),
  hardware: z.string().optional(),
  software: z.string().optional().describe("Software version the evidence is about."),
  component: z.string().optional().describe("Set when it is about a part only."),
  componentVersion: z.string().optional(),
  limits: markdownSchema.optional().describe("Visible limitations."),
});

/** A certificate or third-party evaluation of the product or a part (TS 103 701 clause 4.7). */
export const externalSchema = z.strictObject({
  scheme: z.string(),
  reportId: z.string().optional(),
  body: z.string().optional().describe("Who evaluated."),
  covers: z.strictObject({
    groups: z.array(z.string()).optional(),
    units: z.array(z.string()).optional().describe("Single units, for example 5.4-1-2 a."),
  }),
  claim: markdownSchema.optional().describe("What the evaluation showed, in its own terms."),
});

export const evidenceItemSchema = z.strictObject({
  title: z.string(),
  type: evidenceTypeSchema,
  file: z.string().optional().describe("Path inside the dossier folder, with forward slashes."),
  link: z.string().optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: "must be 64 lower-case hexadecimal digits" })
    .optional(),
  issuer: z.string().optional(),
  version: z.string().optional(),
  madeOn: dateSchema.optional().describe("When the fact was established."),
  collectedOn: dateSchema.optional(),
  validFrom: dateSchema.optional(),
  validUntil: dateSchema.optional(),
  reviewedOn: dateSchema.optional(),
  reviewEvery: durationSchema.optional(),
  reopenedBy: z
    .array(triggerKindSchema)
    .optional()
    .describe("Events after which the item must be made again."),
  boundary: boundarySchema.optional(),
  supports: supportsSchema.optional(),
  external: externalSchema.optional(),
  confidential: z.boolean().optional(),
  notes: markdownSchema.optional(),
  ...stewardshipShape,
});

export const verificationSchema = z.strictObject({
  kind: z.enum(["test-case", "inspection", "tool-run", "drill", "review", "interview"]),
  what: z.string().describe("A test case id, or what is done and looked at."),
  every: durationSchema.optional(),
  lastDone: dateSchema.optional(),
});

export const controlSchema = z.strictObject({
  title: z.string(),
  statement: markdownSchema,
  requirements: z
    .array(z.string())
    .min(1)
    .describe("Provisions (5.1-1) or requirements as DOCUMENT/ID (EN 319 401/REQ-5-01)."),
  acceptance: z.array(z.string()).optional().describe("Acceptance criteria, each one checkable."),
  verification: z.array(verificationSchema).optional(),
  evidence: z.array(z.string()).optional(),
  notes: markdownSchema.optional(),
  ...stewardshipShape,
});
