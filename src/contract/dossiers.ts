/** Endpoints of dossiers as wholes: list, create, copy, archive, parties, import and export. */
import * as z from "zod";
import { assessmentModes, partyKinds } from "#access";
import { endpoint } from "./endpoint.ts";
import { jobSchema } from "./job-schema.ts";
import { daySchema, idSchema, instantSchema, jsonSchema, nameSchema, pageOf, pageQuery } from "./values.ts";

export const dossierParams = z.strictObject({ dossierId: idSchema });

const kindSchema = z.enum(["product", "trust-service"]);

const partySchema = z.strictObject({ organisationId: idSchema, party: z.enum(partyKinds) });

export const evaluationSummarySchema = z.strictObject({
  blockers: z.number(),
  warnings: z.number(),
  notes: z.number(),
  currentPhase: z
    .number()
    .nullable()
    .describe("First phase of the readiness gate that is not done; null when all are."),
  phasesDone: z.number().optional(),
  phases: z.number().optional(),
  conclusion: z.string(),
  verdict: z.string().optional(),
  staleEvidence: z.number().optional(),
});

const headShape = {
  id: idSchema,
  organisationId: idSchema.describe("Owner."),
  name: z.string(),
  kind: kindSchema,
  release: z.string().optional(),
  revision: z.number().int().describe("Rises by one with each change of records."),
  archivedAt: instantSchema.optional(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  parties: z.array(partySchema),
} as const;

export const dossierHeadSchema = z.strictObject(headShape);

export const dossierSummarySchema = z.strictObject({
  ...headShape,
  organisationName: z.string(),
  evaluation: z
    .strictObject({ revision: z.number().int(), asOf: daySchema, summary: evaluationSummarySchema })
    .optional()
    .describe(
      "The newest kept evaluation; it is of the present state when its revision is that of the dossier.",
    ),
});

export const dossierOverviewSchema = z.strictObject({
  ...headShape,
  organisationName: z.string(),
  mode: z.enum(assessmentModes),
  evaluation: z.strictObject({ asOf: daySchema, summary: evaluationSummarySchema }).optional(),
  records: z.record(z.string(), z.number()).describe("Number of records by kind."),
  mayDo: z.array(z.string()).describe("What you may do with this dossier."),
});

const changedReply = {
  status: 200,
  description: "The dossier after the change.",
  schema: dossierHeadSchema,
} as const;

export const importReportSchema = z.strictObject({
  dossierId: idSchema.optional().describe("Absent for a new dossier in a dry run."),
  revision: z.number().int().optional().describe("Absent in a dry run."),
  refusal: z.string().optional().describe("Why it would not be imported as it is."),
  files: z.number().int(),
  records: z.number().int().describe("Records that the folder holds."),
  changes: z.array(
    z.strictObject({
      change: z.enum(["added", "changed", "moved", "removed"]),
      kind: z.string(),
      key: z.string(),
    }),
  ),
  leftOut: z
    .array(z.strictObject({ kind: z.string(), key: z.string() }))
    .describe("Records that you may not write."),
  evidence: z.strictObject({
    linked: z.number().int(),
    missing: z.array(z.string()).describe("Files that items name and the folder does not hold."),
    unnamed: z.array(z.string()).describe("Files that no item names."),
  }),
  problems: z.array(jsonSchema).describe("Problems of reading, with file and line."),
});

const importQuery = {
  dryRun: z.enum(["true", "false"]).optional().describe("Says what would change and writes nothing."),
  despiteProblems: z
    .enum(["true", "false"])
    .optional()
    .describe("Also where files could be read only in part; the rest is lost."),
  leaveOut: z
    .enum(["true", "false"])
    .optional()
    .describe("Leaves out records that you may not write, instead of refusing all."),
} as const;

const importReplies = [
  {
    status: 202,
    description: "The import goes on as a job, whose result is the report.",
    schema: jobSchema,
    headers: { Location: "Where the job is." },
  },
  { status: 200, description: "Report of a dry run.", schema: importReportSchema },
] as const;

export const dossierEndpoints = {
  listDossiers: endpoint({
    area: "dossiers",
    method: "GET",
    path: "/api/v1/dossiers",
    summary: "List the dossiers that you can see",
    details: "Own dossiers of your organisations and those they are party to, each with its kept evaluation.",
    caller: "session-or-token",
    query: z.strictObject({
      ...pageQuery,
      asOf: daySchema.optional(),
      order: z.enum(["name", "updated", "created"]).optional(),
      archived: z.enum(["without", "only", "with"]).optional(),
      search: z.string().max(200).optional().describe("Part of the name or release."),
      kind: kindSchema.optional(),
      ownedBy: idSchema.optional(),
    }),
    replies: [{ status: 200, description: "A page of dossiers.", schema: pageOf(dossierSummarySchema) }],
    problems: [],
  }),
  createDossier: endpoint({
    area: "dossiers",
    method: "POST",
    path: "/api/v1/dossiers",
    summary: "Create a dossier",
    details:
      "With the rows and tables that the newest editions ask for. To bring a dossier folder, use the import.",
    caller: "session-or-token",
    scopes: ["claims"],
    body: z.strictObject({
      organisationId: idSchema,
      name: nameSchema,
      kind: kindSchema,
      release: nameSchema.optional(),
      parties: z.array(partySchema).max(50).optional(),
    }),
    replies: [
      {
        status: 201,
        description: "The new dossier.",
        schema: dossierHeadSchema,
        headers: { Location: "Where it is." },
      },
    ],
    problems: ["not-allowed", "conflict", "invalid"],
  }),
  readDossier: endpoint({
    area: "dossiers",
    method: "GET",
    path: "/api/v1/dossiers/{dossierId}",
    summary: "Read the overview of a dossier",
    caller: "session-or-token",
    params: dossierParams,
    replies: [
      {
        status: 200,
        description: "Head, readiness, counts, and what you may do.",
        schema: dossierOverviewSchema,
        headers: { ETag: "Revision of the dossier." },
      },
    ],
    problems: ["not-found"],
  }),
  changeDossier: endpoint({
    area: "dossiers",
    method: "PATCH",
    path: "/api/v1/dossiers/{dossierId}",
    summary: "Rename a dossier or its release",
    caller: "session-or-token",
    scopes: ["claims"],
    params: dossierParams,
    body: z.strictObject({ name: nameSchema.optional(), release: nameSchema.nullable().optional() }),
    replies: [changedReply],
    problems: ["not-found", "not-allowed"],
  }),
  duplicateDossier: endpoint({
    area: "dossiers",
    method: "POST",
    path: "/api/v1/dossiers/{dossierId}/duplicate",
    summary: "Copy a dossier, for example for the next release",
    caller: "session-or-token",
    scopes: ["claims"],
    params: dossierParams,
    body: z.strictObject({ name: nameSchema, release: nameSchema.optional() }),
    replies: [
      {
        status: 201,
        description: "The copy.",
        schema: dossierHeadSchema,
        headers: { Location: "Where it is." },
      },
    ],
    problems: ["not-found", "not-allowed", "conflict"],
  }),
  archiveDossier: endpoint({
    area: "dossiers",
    method: "POST",
    path: "/api/v1/dossiers/{dossierId}/archive",
    summary: "Archive a dossier: it stays readable and takes no changes",
    caller: "session-or-token",
    scopes: ["admin"],
    params: dossierParams,
    replies: [changedReply],
    problems: ["not-found", "not-allowed"],
  }),
  restoreDossier: endpoint({
    area: "dossiers",
    method: "POST",
    path: "/api/v1/dossiers/{dossierId}/restore",
    summary: "Take a dossier out of the archive",
    caller: "session-or-token",
    scopes: ["admin"],
    params: dossierParams,
    replies: [changedReply],
    problems: ["not-found", "not-allowed"],
  }),
  setParties: endpoint({
    area: "dossiers",
    method: "PUT",
    path: "/api/v1/dossiers/{dossierId}/parties",
    summary: "Set the parties of a dossier: supplier, laboratory, clients",
    caller: "session-or-token",
    scopes: ["admin"],
    params: dossierParams,
    body: z.strictObject({ parties: z.array(partySchema).max(50) }),
    replies: [changedReply],
    problems: ["not-found", "not-allowed", "invalid"],
  }),
  importDossier: endpoint({
    area: "dossiers",
    method: "POST",
    path: "/api/v1/dossiers/import",
    summary: "Import a dossier folder as a new dossier",
    details: "The body is a ZIP file of the folder.",
    caller: "session-or-token",
    scopes: ["claims"],
    query: z.strictObject({ organisationId: idSchema, ...importQuery }),
    binary: { mediaTypes: ["application/zip"], maxBytes: "import" },
    replies: importReplies,
    problems: ["not-allowed", "conflict", "invalid", "too-large", "unsupported-media-type", "storage-full"],
  }),
  replaceDossier: endpoint({
    area: "dossiers",
    method: "PUT",
    path: "/api/v1/dossiers/{dossierId}/import",
    summary: "Replace the records of a dossier by those of a folder",
    details:
      "The body is a ZIP file of the folder. Needs If-Match with the ETag of the dossier; the history keeps what was there.",
    caller: "session-or-token",
    scopes: ["claims", "assessment"],
    params: dossierParams,
    query: z.strictObject({ ...importQuery }),
    headers: { "If-Match": "ETag of the dossier." },
    binary: { mediaTypes: ["application/zip"], maxBytes: "import" },
    replies: importReplies,
    problems: [
      "not-found",
      "not-allowed",
      "invalid",
      "too-large",
      "unsupported-media-type",
      "precondition-required",
      "version-conflict",
      "storage-full",
    ],
  }),
  exportDossier: endpoint({
    area: "dossiers",
    method: "GET",
    path: "/api/v1/dossiers/{dossierId}/export",
    summary: "Export a dossier as the ZIP file of a folder",
    caller: "session-or-token",
    params: dossierParams,
    replies: [
      { status: 200, description: "The folder, with its evidence files.", mediaType: "application/zip" },
    ],
    problems: ["not-found"],
  }),
} as const;
