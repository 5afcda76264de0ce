/** Endpoints of evidence files: list, upload, download, remove. */
import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { idSchema, instantSchema } from "./values.ts";

const fileParams = z.strictObject({
  dossierId: idSchema,
  evidenceId: z.string().min(1).max(300).describe("Key of the evidence record."),
});

export const evidenceFileSchema = z.strictObject({
  evidenceId: z.string(),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  createdAt: instantSchema,
  createdBy: z.string(),
});

export const evidenceEndpoints = {
  listEvidenceFiles: endpoint({
    area: "evidence",
    method: "GET",
    path: "/api/v1/dossiers/{dossierId}/evidence",
    summary: "List the evidence files of a dossier",
    caller: "session-or-token",
    params: z.strictObject({ dossierId: idSchema }),
    replies: [
      {
        status: 200,
        description: "The files.",
        schema: z.strictObject({ items: z.array(evidenceFileSchema) }),
      },
    ],
    problems: ["not-found"],
  }),
  uploadEvidence: endpoint({
    area: "evidence",
    method: "PUT",
    path: "/api/v1/dossiers/{dossierId}/evidence/{evidenceId}/file",
    summary: "Upload the file of an evidence item",
    details:
      "The body is the file as it is; its media type is the Content-Type. The evidence record must exist; it gets the path and hash of the file. With If-Match, only at the version of the record that was seen.",
    caller: "session-or-token",
    scopes: ["claims"],
    params: fileParams,
    headers: { "If-Match": "ETag of the evidence record." },
    query: z.strictObject({ name: z.string().min(1).max(200).describe("File name, without folders.") }),
    binary: { mediaTypes: ["*/*"], maxBytes: "evidence" },
    replies: [
      {
        status: 200,
        description: "What was kept.",
        schema: evidenceFileSchema,
        headers: { ETag: "New version of the evidence record." },
      },
    ],
    problems: ["not-found", "not-allowed", "invalid", "too-large", "storage-full", "version-conflict"],
  }),
  downloadEvidence: endpoint({
    area: "evidence",
    method: "GET",
    path: "/api/v1/dossiers/{dossierId}/evidence/{evidenceId}/file",
    summary: "Download the file of an evidence item",
    details: "Always as an attachment, with a policy that lets nothing in it run. Ranges are answered.",
    caller: "session-or-token",
    params: fileParams,
    headers: { Range: "`bytes=0-1023`: one range." },
    replies: [
      {
        status: 200,
        description: "The file.",
        mediaType: "application/octet-stream",
        headers: { "Repr-Digest": "SHA-256 of the file." },
      },
      { status: 206, description: "The range.", mediaType: "application/octet-stream" },
    ],
    problems: ["not-found"],
  }),
  removeEvidence: endpoint({
    area: "evidence",
    method: "DELETE",
    path: "/api/v1/dossiers/{dossierId}/evidence/{evidenceId}/file",
    summary: "Take the file away from an evidence item",
    caller: "session-or-token",
    scopes: ["claims"],
    params: fileParams,
    headers: { "If-Match": "ETag of the evidence record." },
    replies: [{ status: 204, description: "Taken away." }],
    problems: ["not-found", "not-allowed", "version-conflict"],
  }),
} as const;
