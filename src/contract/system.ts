/** Endpoints of the server itself, jobs, live events, and the standards catalogue. */
import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { jobSchema } from "./job-schema.ts";
import { asOfQuery, idSchema, jsonSchema, pageOf, pageQuery } from "./values.ts";

const jobParams = z.strictObject({ jobId: idSchema });

export const jobEndpoints = {
  startReport: endpoint({
    area: "jobs",
    method: "POST",
    path: "/api/v1/dossiers/{dossierId}/report",
    summary: "Write the report of a dossier as a job",
    details: "It goes on after this request and survives a restart of the server.",
    caller: "session-or-token",
    params: z.strictObject({ dossierId: idSchema }),
    body: z.strictObject({ ...asOfQuery }),
    replies: [
      { status: 202, description: "The job.", schema: jobSchema, headers: { Location: "Where it is." } },
    ],
    problems: ["not-found", "not-allowed"],
  }),
  startEvaluation: endpoint({
    area: "jobs",
    method: "POST",
    path: "/api/v1/organisations/{organisationId}/evaluate",
    summary: "Evaluate all dossiers of an organisation as of today, as a job",
    caller: "session-or-token",
    scopes: ["admin"],
    params: z.strictObject({ organisationId: idSchema }),
    replies: [
      { status: 202, description: "The job.", schema: jobSchema, headers: { Location: "Where it is." } },
    ],
    problems: ["not-found", "not-allowed"],
  }),
  listJobs: endpoint({
    area: "jobs",
    method: "GET",
    path: "/api/v1/jobs",
    summary: "List jobs, newest first",
    caller: "session-or-token",
    query: z.strictObject({
      ...pageQuery,
      dossierId: idSchema.optional(),
      organisationId: idSchema.optional(),
      state: z.enum(["queued", "running", "done", "failed", "cancelled"]).optional(),
    }),
    replies: [{ status: 200, description: "A page of jobs.", schema: pageOf(jobSchema) }],
    problems: [],
  }),
  readJob: endpoint({
    area: "jobs",
    method: "GET",
    path: "/api/v1/jobs/{jobId}",
    summary: "Read how far a job is",
    caller: "session-or-token",
    params: jobParams,
    replies: [{ status: 200, description: "The job.", schema: jobSchema }],
    problems: ["not-found"],
  }),
  downloadJobFile: endpoint({
    area: "jobs",
    method: "GET",
    path: "/api/v1/jobs/{jobId}/file",
    summary: "Download what a job made",
    caller: "session-or-token",
    params: jobParams,
    replies: [
      { status: 200, description: "The file, as an attachment.", mediaType: "application/octet-stream" },
    ],
    problems: ["not-found", "conflict"],
  }),
  cancelJob: endpoint({
    area: "jobs",
    method: "POST",
    path: "/api/v1/jobs/{jobId}/cancel",
    summary: "Cancel a job",
    caller: "session-or-token",
    params: jobParams,
    replies: [{ status: 200, description: "The job.", schema: jobSchema }],
    problems: ["not-found", "conflict", "not-allowed"],
  }),
  followEvents: endpoint({
    area: "events",
    method: "GET",
    path: "/api/v1/events",
    summary: "Follow changes of dossiers and jobs as they happen",
    details:
      "Server-sent events: `dossier` ({dossierId, revision}), `job` ({jobId, state, progress}), and `resync` where events were missed: read again what you show. Last-Event-ID takes up where a connection broke.",
    caller: "session-or-token",
    query: z.strictObject({ dossierId: idSchema.optional().describe("Only of this dossier.") }),
    headers: { "Last-Event-ID": "Id of the last event seen." },
    replies: [{ status: 200, description: "A stream that stays open.", mediaType: "text/event-stream" }],
    problems: ["not-found", "too-many-requests"],
  }),
} as const;

const editionFactsSchema = z.strictObject({
  document: z.string(),
  edition: z.string(),
  date: z.string(),
  title: z.string(),
  kind: z.enum(["provisions", "requirements", "test-specification"]),
  completeness: z.enum(["complete", "partial"]),
  confidence: z.strictObject({ verified: z.number(), "single-source": z.number(), recalled: z.number() }),
  status: z.string().optional().describe("Status in the registry of editions."),
  supersededBy: z.string().optional(),
});

const editionParams = z.strictObject({
  document: z.string().min(1).max(100).describe("For example `ETSI EN 303 645`."),
  edition: z.string().min(1).max(40).describe("For example `V3.1.3`."),
});

export const standardEndpoints = {
  listStandards: endpoint({
    area: "standards",
    method: "GET",
    path: "/api/v1/standards",
    summary: "List the editions of the catalogue",
    caller: "session-or-token",
    replies: [
      {
        status: 200,
        description: "Editions with their limits.",
        schema: z.strictObject({ items: z.array(editionFactsSchema) }),
      },
    ],
    problems: [],
  }),
  searchStandards: endpoint({
    area: "standards",
    method: "GET",
    path: "/api/v1/standards/search",
    summary: "Search provisions, requirements, test groups and IXIT tables",
    caller: "session-or-token",
    query: z.strictObject({
      q: z.string().trim().min(1).max(200),
      document: z.string().max(100).optional(),
      edition: z.string().max(40).optional(),
      limit: z.coerce.number().int().min(1).max(200).optional(),
    }),
    replies: [
      {
        status: 200,
        description: "The best hits first.",
        schema: z.strictObject({
          items: z.array(
            z.strictObject({
              document: z.string(),
              edition: z.string(),
              kind: z.string(),
              id: z.string(),
              clause: z.string(),
              title: z.string(),
              excerpt: z.string(),
              confidence: z.string(),
            }),
          ),
        }),
      },
    ],
    problems: [],
  }),
  readEdition: endpoint({
    area: "standards",
    method: "GET",
    path: "/api/v1/standards/{document}/{edition}",
    summary: "Read an edition: clauses, limits, ids",
    caller: "session-or-token",
    params: editionParams,
    replies: [
      {
        status: 200,
        description:
          "The edition. Texts are our own paraphrases; only the document published by ETSI is authoritative.",
        schema: editionFactsSchema.extend({
          limits: z.array(z.string()),
          clauses: z.array(jsonSchema),
          ids: z.array(z.strictObject({ id: z.string(), title: z.string() })),
        }),
      },
    ],
    problems: ["not-found"],
  }),
  readStandardItem: endpoint({
    area: "standards",
    method: "GET",
    path: "/api/v1/standards/{document}/{edition}/{itemId}",
    summary: "Read a provision, requirement, test group or IXIT table",
    caller: "session-or-token",
    params: editionParams.extend({ itemId: z.string().min(1).max(100) }),
    replies: [
      {
        status: 200,
        description: "The entry of the catalogue.",
        schema: z.strictObject({
          document: z.string(),
          edition: z.string(),
          id: z.string(),
          item: jsonSchema,
        }),
      },
    ],
    problems: ["not-found"],
  }),
} as const;

export const systemEndpoints = {
  readServer: endpoint({
    area: "system",
    method: "GET",
    path: "/api/v1/server",
    summary: "Read version, mode and ways to sign in",
    caller: "anyone",
    replies: [
      {
        status: 200,
        description: "What a client needs before sign-in.",
        schema: z.strictObject({
          name: z.literal("plumbline"),
          version: z.string(),
          mode: z.enum(["local", "shared"]),
          signIn: z.strictObject({
            link: z.boolean(),
            password: z.boolean(),
            passkey: z.boolean(),
            oidc: z.string().optional().describe("Name of the identity provider."),
          }),
        }),
      },
    ],
    problems: [],
  }),
  readOpenApi: endpoint({
    area: "system",
    method: "GET",
    path: "/api/v1/openapi.json",
    summary: "Read this description as an OpenAPI document",
    caller: "anyone",
    replies: [{ status: 200, description: "The OpenAPI document.", mediaType: "application/json" }],
    problems: [],
  }),
  readReference: endpoint({
    area: "system",
    method: "GET",
    path: "/api/v1/reference",
    summary: "Read this description as a page",
    caller: "anyone",
    replies: [{ status: 200, description: "The page.", mediaType: "text/html" }],
    problems: [],
  }),
  readHealth: endpoint({
    area: "system",
    method: "GET",
    path: "/healthz",
    summary: "Ask whether the process lives",
    caller: "anyone",
    replies: [{ status: 200, description: "It does.", schema: z.strictObject({ status: z.literal("ok") }) }],
    problems: [],
  }),
  readReadiness: endpoint({
    area: "system",
    method: "GET",
    path: "/readyz",
    summary: "Ask whether the server can work: database there, migrations done",
    caller: "anyone",
    replies: [
      {
        status: 200,
        description: "Ready.",
        schema: z.strictObject({ status: z.literal("ready"), checks: z.record(z.string(), z.string()) }),
      },
      {
        status: 503,
        description: "Not ready.",
        schema: z.strictObject({ status: z.literal("not-ready"), checks: z.record(z.string(), z.string()) }),
      },
    ],
    problems: [],
  }),
  readMetrics: endpoint({
    area: "system",
    method: "GET",
    path: "/metrics",
    summary: "Read metrics for Prometheus",
    details: "From this machine, or with the token in PLUMBLINE_METRICS_TOKEN.",
    caller: "anyone",
    replies: [{ status: 200, description: "Metrics.", mediaType: "text/plain" }],
    problems: ["not-allowed"],
  }),
} as const;
