/** Endpoints of records: read, write with optimistic concurrency, remove, history. */
import * as z from "zod";
import { recordKinds, type RecordKind } from "#dossier";
import { endpoint } from "./endpoint.ts";
import { idSchema, instantSchema, jsonSchema, pageOf, pageQuery } from "./values.ts";

const kinds = recordKinds as readonly [RecordKind, ...RecordKind[]];

const recordParams = z.strictObject({
  dossierId: idSchema,
  kind: z.enum(kinds),
  key: z
    .string()
    .min(1)
    .max(400)
    .describe("Key of the record, percent-encoded: `ETSI%20EN%20319%20401%2FREQ-5-01`."),
});

export const recordSchema = z.strictObject({
  kind: z.enum(kinds),
  key: z.string(),
  position: z.number().int().describe("Place among the records of its kind."),
  version: z.number().int(),
  revision: z.number().int().describe("Revision of the dossier in which this version was written."),
  updatedAt: instantSchema,
  updatedBy: z.string(),
  body: jsonSchema,
});

export const recordVersionSchema = z.strictObject({
  kind: z.enum(kinds),
  key: z.string(),
  version: z.number().int(),
  revision: z.number().int(),
  position: z.number().int(),
  at: instantSchema,
  by: z.string(),
  body: jsonSchema.optional().describe("Absent: the record was removed."),
});

const ifMatch = {
  "If-Match": "ETag of the version that was read.",
  "If-None-Match": "`*` to write only what is not there yet.",
};

export const recordEndpoints = {
  listRecords: endpoint({
    area: "records",
    method: "GET",
    path: "/api/v1/dossiers/{dossierId}/records",
    summary: "List the records of a dossier, all of one revision",
    caller: "session-or-token",
    params: z.strictObject({ dossierId: idSchema }),
    query: z.strictObject({
      kind: z.enum(kinds).optional(),
      revision: z.coerce
        .number()
        .int()
        .min(0)
        .max(Number.MAX_SAFE_INTEGER)
        .optional()
        .describe("As they were at this revision."),
    }),
    replies: [
      {
        status: 200,
        description: "Records in the order kind, position, key.",
        schema: z.strictObject({ revision: z.number().int(), items: z.array(recordSchema) }),
        headers: { ETag: "Revision of the dossier." },
      },
    ],
    problems: ["not-found"],
  }),
  readRecord: endpoint({
    area: "records",
    method: "GET",
    path: "/api/v1/dossiers/{dossierId}/records/{kind}/{key}",
    summary: "Read a record",
    caller: "session-or-token",
    params: recordParams,
    headers: { "If-None-Match": "ETag that you have; answers 304 when it is still the same." },
    replies: [
      {
        status: 200,
        description: "The record.",
        schema: recordSchema,
        headers: { ETag: "Version of the record." },
      },
      { status: 304, description: "Unchanged." },
    ],
    problems: ["not-found"],
  }),
  writeRecord: endpoint({
    area: "records",
    method: "PUT",
    path: "/api/v1/dossiers/{dossierId}/records/{kind}/{key}",
    summary: "Write a record",
    details: "Needs If-Match, or If-None-Match: * for a new record. A conflict answers with both sides.",
    caller: "session-or-token",
    scopes: ["claims", "assessment"],
    params: recordParams,
    headers: ifMatch,
    body: z.strictObject({ body: jsonSchema, position: z.number().int().min(0).max(1_000_000).optional() }),
    replies: [
      {
        status: 200,
        description: "The record as it is now.",
        schema: recordSchema,
        headers: { ETag: "New version." },
      },
      {
        status: 201,
        description: "The new record.",
        schema: recordSchema,
        headers: { ETag: "New version." },
      },
    ],
    problems: ["not-found", "not-allowed", "invalid", "precondition-required", "version-conflict"],
  }),
  removeRecord: endpoint({
    area: "records",
    method: "DELETE",
    path: "/api/v1/dossiers/{dossierId}/records/{kind}/{key}",
    summary: "Remove a record; its history stays",
    caller: "session-or-token",
    scopes: ["claims", "assessment"],
    params: recordParams,
    headers: { "If-Match": "ETag of the version that was read." },
    replies: [{ status: 204, description: "Removed." }],
    problems: ["not-found", "not-allowed", "invalid", "precondition-required", "version-conflict"],
  }),
  readRecordHistory: endpoint({
    area: "records",
    method: "GET",
    path: "/api/v1/dossiers/{dossierId}/records/{kind}/{key}/history",
    summary: "List the versions of a record, newest first",
    caller: "session-or-token",
    params: recordParams,
    query: z.strictObject({ ...pageQuery }),
    replies: [{ status: 200, description: "A page of versions.", schema: pageOf(recordVersionSchema) }],
    problems: ["not-found"],
  }),
  listChanges: endpoint({
    area: "records",
    method: "GET",
    path: "/api/v1/dossiers/{dossierId}/changes",
    summary: "List the latest changes of a dossier, or those since a revision",
    caller: "session-or-token",
    params: z.strictObject({ dossierId: idSchema }),
    query: z.strictObject({
      ...pageQuery,
      since: z.coerce
        .number()
        .int()
        .min(0)
        .max(Number.MAX_SAFE_INTEGER)
        .optional()
        .describe("Revision; the changes after it, oldest first."),
    }),
    replies: [{ status: 200, description: "A page of versions.", schema: pageOf(recordVersionSchema) }],
    problems: ["not-found"],
  }),
} as const;
