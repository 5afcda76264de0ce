/** What the Test Laboratory records: ICS verification, results of test units, verdicts and decisions. */
import * as z from "zod";
import { dateSchema, markdownSchema, reasonedAnswerSchema } from "./field-schemas.ts";

export const verdictSchema = z.enum(["PASS", "FAIL", "INCONCLUSIVE"]);

const artefactSchema = z.strictObject({
  evidence: z.string().describe("Id of the evidence item."),
  pointer: z.string().optional().describe("Frame, request, page or line inside the artefact."),
});

const testedDutSchema = z.strictObject({
  model: z.string().optional(),
  hardware: z.string().optional(),
  software: z.string().optional(),
});

/**
 * What was found for one test unit on one IXIT entry (or once).
 * met / not-met: the check came out so. missing: something needed was not there (IXIT, tool, access).
 * pending, retry: work still to do. set-up-broken: the test set-up failed, which says nothing about the DUT.
 */
export const indicationSchema = z.enum(["met", "not-met", "missing", "pending", "retry", "set-up-broken"]);

export const unitResultSchema = z.strictObject({
  indication: indicationSchema.optional(),
  /** Marking found in another document where it is none of the values above. */
  stated: z.string().optional(),
  observation: markdownSchema.optional(),
  expected: markdownSchema.optional(),
  actual: markdownSchema.optional(),
  cause: z
    .enum(["product", "documentation", "set-up"])
    .optional()
    .describe("For not-met: what the failure is due to."),
  alternative: reasonedAnswerSchema
    .optional()
    .describe("Where the pass criterion has an alternative: whether it was examined and holds."),
  tool: z.strictObject({ name: z.string(), version: z.string().optional() }).optional(),
  method: markdownSchema.optional(),
  conditions: z.string().optional().describe("Test conditions and set-up."),
  tester: z.string().optional(),
  at: z.string().optional().describe("Day, or day and time, of the test (ISO 8601)."),
  dut: testedDutSchema.optional(),
  artefacts: z.array(artefactSchema).optional(),
  claim: z.string().optional().describe("Fingerprint of the IXIT entry as it was when tested."),
});

export const caseResultSchema = z.strictObject({
  verdict: verdictSchema.optional(),
  /** Verdict found in another document where it is none of the three. */
  statedVerdict: z.string().optional(),
  reason: markdownSchema.optional(),
  tester: z.string().optional(),
  date: dateSchema.optional(),
  dut: testedDutSchema.optional(),
  units: z
    .record(z.string(), z.record(z.string(), unitResultSchema))
    .optional()
    .describe("By unit label, then by IXIT entry id, or `once` for a unit that runs once."),
});

export const groupResultSchema = z.strictObject({
  verdict: verdictSchema.optional(),
  statedVerdict: z.string().optional(),
  reason: markdownSchema.optional(),
});

const rowVerificationSchema = z.strictObject({
  accepted: z.enum(["yes", "no"]),
  because: markdownSchema.optional(),
});

export const icsVerificationSchema = z.strictObject({
  result: z.enum(["valid", "invalid", "open"]),
  by: z.string().optional(),
  on: dateSchema.optional(),
  because: markdownSchema.optional(),
  rows: z.record(z.string(), rowVerificationSchema).optional(),
});

/** The laboratory's decision on one item of external evidence for one group (TS 103 701 clause 4.7). */
export const externalDecisionSchema = z.strictObject({
  decision: z.enum(["accepted", "partly", "rejected"]),
  units: z.array(z.string()).optional().describe("For partly: the units covered."),
  conditions: z.record(z.string(), reasonedAnswerSchema).optional().describe("EE-1 to EE-6."),
  by: z.string().optional(),
  on: dateSchema.optional(),
  because: markdownSchema.optional(),
});

export const assessmentFileSchema = z.strictObject({
  icsVerification: icsVerificationSchema.optional(),
  selections: z
    .record(z.string(), z.record(z.string(), reasonedAnswerSchema))
    .optional()
    .describe("Answers to questions about IXIT entries: by entry id, then by trait."),
  cases: z.record(z.string(), caseResultSchema).optional(),
  groups: z.record(z.string(), groupResultSchema).optional(),
  externalEvidence: z
    .record(z.string(), z.record(z.string(), externalDecisionSchema))
    .optional()
    .describe("By evidence id, then by test group."),
  overall: z
    .strictObject({
      verdict: verdictSchema.optional(),
      by: z.string().optional(),
      on: dateSchema.optional(),
      reason: markdownSchema.optional(),
    })
    .optional(),
});
