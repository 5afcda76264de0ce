/** Endpoints of what the engine says about a dossier: problems, plan, verdicts, matrix, report. */
import * as z from "zod";
import { dossierParams, evaluationSummarySchema } from "./dossiers.ts";
import { endpoint } from "./endpoint.ts";
import { asOfQuery, daySchema } from "./values.ts";

const text = z.string();
const pathSchema = z.array(z.union([z.string(), z.number()])).describe("Path of the value in the dossier.");
const editionSchema = z.strictObject({
  document: text,
  edition: text,
  completeness: z.enum(["complete", "partial"]),
});
const applicabilitySchema = z.strictObject({
  state: z.enum(["applies", "does-not-apply", "undetermined"]),
  because: z.array(text),
  open: z.array(text),
});

const editSchema = z.union([
  z.strictObject({ op: z.literal("set"), path: pathSchema, value: z.unknown() }),
  z.strictObject({ op: z.literal("remove"), path: pathSchema }),
  z.strictObject({ op: z.literal("rename"), path: pathSchema, to: text }),
]);

export const problemSchema = z.strictObject({
  code: text,
  severity: z.enum(["blocker", "warning", "note"]),
  message: text,
  cites: z.array(z.strictObject({ document: text, edition: text, clause: text })),
  at: pathSchema,
  record: z.strictObject({ kind: text, key: text }).optional().describe("The record that holds the value."),
  remedy: text,
  subject: text.optional(),
  near: text.optional(),
  fix: z.strictObject({ title: text, safe: z.boolean(), edits: z.array(editSchema) }).optional(),
});

const readinessSchema = z.strictObject({
  phases: z.array(
    z.strictObject({
      number: z.number(),
      title: text,
      role: text,
      state: z.enum(["done", "open", "blocked"]),
      items: z.array(
        z.strictObject({
          title: text,
          state: z.enum(["done", "open", "blocked"]),
          because: text,
          codes: z.array(text),
          blockers: z.number(),
          warnings: z.number(),
        }),
      ),
    }),
  ),
  current: z.number().optional(),
  blockers: z.number(),
  warnings: z.number(),
  notes: z.number(),
  conclusion: text,
});

const reasonSchema = z.strictObject({ text, at: pathSchema.optional() });
const verdictSchema = z.enum(["PASS", "FAIL", "INCONCLUSIVE"]);
const outcomeSchema = z.enum(["PASS", "FAIL", "INCONCLUSIVE", "not-tested"]);

const verdictReportSchema = z.strictObject({
  groups: z.array(
    z.strictObject({
      id: text,
      provision: text,
      outcome: outcomeSchema,
      stated: text.optional(),
      because: z.array(reasonSchema),
      cases: z.array(
        z.strictObject({
          id: text,
          outcome: outcomeSchema,
          stated: text.optional(),
          because: z.array(reasonSchema),
          runs: z.array(
            z.strictObject({
              unit: text,
              key: text,
              indication: z.enum(["met", "not-met", "missing"]),
              inherited: z.boolean(),
              because: reasonSchema,
            }),
          ),
        }),
      ),
      external: z.array(text),
      provisional: verdictSchema.optional(),
    }),
  ),
  overall: z.strictObject({
    outcome: verdictSchema,
    because: z.array(reasonSchema),
    ics: z.strictObject({ result: z.enum(["valid", "invalid", "open"]), because: z.array(reasonSchema) }),
    stated: text.optional(),
    counts: z.record(text, z.number()),
  }),
});

const questionSchema = z.strictObject({
  entry: text,
  table: text,
  trait: text,
  question: text,
  fields: z.array(text),
});

const planSchema = z.strictObject({
  specification: z.strictObject({ document: text, edition: text }).optional(),
  groups: z.array(
    z.strictObject({
      id: text,
      provision: text,
      title: text,
      assessable: z.enum(["yes", "no", "open"]),
      because: text,
      cases: z.array(
        z.strictObject({
          id: text,
          type: text,
          purpose: text,
          units: z.array(
            z.strictObject({
              key: text,
              label: text,
              kind: z.enum(["conceptual", "functional"]),
              action: text,
              check: text,
              forEach: text.nullable(),
              runs: z.array(
                z.strictObject({
                  key: text,
                  table: text.optional(),
                  selected: z.enum(["yes", "open"]),
                  questions: z.array(questionSchema),
                  inherits: z.array(z.strictObject({ unit: text, key: text })),
                }),
              ),
              tableMissing: z.boolean(),
              inputs: z.array(z.strictObject({ ixit: text, field: text.nullable() })),
            }),
          ),
        }),
      ),
    }),
  ),
  questions: z.array(questionSchema),
  counts: z.strictObject({ groups: z.number(), cases: z.number(), units: z.number(), runs: z.number() }),
});

const matrixRowSchema = z.strictObject({
  key: text,
  document: text,
  edition: text,
  clause: text,
  clauseTitle: text,
  id: text,
  title: text,
  modality: text,
  status: text,
  applicability: applicabilitySchema,
  claim: text,
  owner: text.optional(),
  practiceStatement: z.array(text),
  controls: z.array(
    z.strictObject({
      id: text,
      title: text,
      owner: text.optional(),
      acceptance: z.array(text),
      verification: z.array(text),
    }),
  ),
  testCases: z.array(text),
  evidence: z.array(z.strictObject({ id: text, title: text, state: text })),
  state: text,
  stateBecause: text,
  findings: z.array(text),
  blockers: z.number(),
  warnings: z.number(),
});

const requirementSchema = z.strictObject({
  key: text,
  edition: z.strictObject({ document: text, edition: text }),
  title: text,
  applicability: applicabilitySchema,
  status: text,
  stated: text.optional(),
  because: z.array(text),
  incorporates: z.array(text),
  unresolved: z.array(text),
  evidence: z.array(text),
  controls: z.array(text),
  findings: z.array(text),
});

/** What every answer of the engine says about itself. */
const frame = { dossierId: text, revision: z.number().int(), asOf: daySchema } as const;

const query = z.strictObject({ ...asOfQuery });
const etag = { ETag: "Revision of the dossier and day of the evaluation." };

export const resultEndpoints = {
  readEvaluation: endpoint({
    area: "results",
    method: "GET",
    path: "/api/v1/dossiers/{dossierId}/evaluation",
    summary: "Evaluate a dossier: readiness, applicability, requirements and evidence states",
    caller: "session-or-token",
    params: dossierParams,
    query,
    replies: [
      {
        status: 200,
        description: "The evaluation without its long lists, which have endpoints of their own.",
        headers: etag,
        schema: z.strictObject({
          ...frame,
          editions: z.array(editionSchema),
          summary: evaluationSummarySchema,
          readiness: readinessSchema,
          applicability: z.record(text, applicabilitySchema),
          requirements: z.array(requirementSchema),
          evidence: z.array(
            z.strictObject({
              id: text,
              state: text,
              usable: z.boolean(),
              because: text,
              until: daySchema.optional(),
            }),
          ),
        }),
      },
    ],
    problems: ["not-found", "invalid"],
  }),
  readProblems: endpoint({
    area: "results",
    method: "GET",
    path: "/api/v1/dossiers/{dossierId}/problems",
    summary: "List the problems of a dossier: what is missing, inconsistent, stale or overstated",
    caller: "session-or-token",
    params: dossierParams,
    query: z.strictObject({
      ...asOfQuery,
      severity: z.enum(["blocker", "warning", "note"]).optional(),
      code: z.string().max(100).optional(),
      subject: z.string().max(200).optional().describe("Provision, requirement key or test group."),
    }),
    replies: [
      {
        status: 200,
        description: "Problems in the order of the engine.",
        headers: etag,
        schema: z.strictObject({
          ...frame,
          counts: z.strictObject({ blocker: z.number(), warning: z.number(), note: z.number() }),
          items: z.array(problemSchema),
        }),
      },
    ],
    problems: ["not-found", "invalid"],
  }),
  readPlan: endpoint({
    area: "results",
    method: "GET",
    path: "/api/v1/dossiers/{dossierId}/plan",
    summary: "Read the test plan: group, case, unit × IXIT entry",
    caller: "session-or-token",
    params: dossierParams,
    query,
    replies: [
      {
        status: 200,
        description: "Empty for trust services.",
        headers: etag,
        schema: z.strictObject({ ...frame, plan: planSchema }),
      },
    ],
    problems: ["not-found", "invalid"],
  }),
  readVerdicts: endpoint({
    area: "results",
    method: "GET",
    path: "/api/v1/dossiers/{dossierId}/verdicts",
    summary: "Read the verdicts and what decided them",
    caller: "session-or-token",
    params: dossierParams,
    query,
    replies: [
      {
        status: 200,
        description: "`verdicts` is absent for trust services.",
        headers: etag,
        schema: z.strictObject({ ...frame, verdicts: verdictReportSchema.optional() }),
      },
    ],
    problems: ["not-found", "invalid"],
  }),
  readMatrix: endpoint({
    area: "results",
    method: "GET",
    path: "/api/v1/dossiers/{dossierId}/matrix",
    summary: "Read the clause-to-control matrix as JSON or CSV",
    caller: "session-or-token",
    params: dossierParams,
    query: z.strictObject({ ...asOfQuery, format: z.enum(["json", "csv"]).optional() }),
    replies: [
      {
        status: 200,
        description: "The matrix as JSON.",
        headers: etag,
        schema: z.strictObject({
          ...frame,
          editions: z.array(editionSchema),
          rows: z.array(matrixRowSchema),
        }),
      },
      { status: 200, description: "The matrix as CSV, with `format=csv`.", mediaType: "text/csv" },
    ],
    problems: ["not-found", "invalid"],
  }),
  readReport: endpoint({
    area: "results",
    method: "GET",
    path: "/api/v1/dossiers/{dossierId}/report",
    summary: "Read the report as one HTML file",
    caller: "session-or-token",
    params: dossierParams,
    query: z.strictObject({ ...asOfQuery, download: z.enum(["true", "false"]).optional() }),
    replies: [{ status: 200, description: "The report; it needs no network.", mediaType: "text/html" }],
    problems: ["not-found", "invalid"],
  }),
} as const;
