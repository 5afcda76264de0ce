/** Evidence files: list, upload, download with ranges, take away. */
import { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import { attachEvidence, detachEvidence, listEvidence, openEvidence } from "#workbench/stored";
import { expectedVersion, recordTag, taken } from "../answers.ts";
import type { Handlers, Sent } from "../bind.ts";
import { fileHeaders } from "../file-reply.ts";
import { refuse } from "../refusal.ts";
import type { ServerContext } from "../server-context.ts";
import { tellDossier } from "../tell.ts";
import { contentOf } from "../upload.ts";
import { evidenceShape } from "./shapes.ts";

export function evidenceHandlers(
  context: ServerContext,
): Handlers<"listEvidenceFiles" | "downloadEvidence" | "removeEvidence"> {
  const { ports } = context;
  return {
    listEvidenceFiles: async ({ identity: { actor }, params }) => {
      const links = taken(await listEvidence(ports, actor, params));
      return { json: { items: links.map(evidenceShape) } };
    },
    downloadEvidence: async ({ identity: { actor }, params, request }): Promise<Sent> => {
      const link = taken(await listEvidence(ports, actor, params)).find(
        (one) => one.evidenceId === params.evidenceId,
      );
      if (link === undefined)
        return refuse("not-found", "There is no such evidence file, or you cannot see it.");
      const { bytes } = link;
      const range = rangeOf(request, bytes);
      const { content } = taken(await openEvidence(ports, actor, { ...params, range }));
      const headers = {
        ...fileHeaders(link.name),
        "accept-ranges": "bytes",
        etag: `"${link.sha256}"`,
        "repr-digest": `sha-256=:${Buffer.from(link.sha256, "hex").toString("base64")}:`,
      };
      // What the uploader said the file is does not decide what a browser does with it.
      const mediaType = "application/octet-stream";
      if (range === undefined)
        return {
          content: Readable.from(content),
          mediaType,
          headers: { ...headers, "content-length": String(bytes) },
        };
      return {
        status: 206,
        content: Readable.from(content),
        mediaType,
        headers: {
          ...headers,
          "content-range": `bytes ${String(range.start)}-${String(range.end)}/${String(bytes)}`,
          "content-length": String(range.end - range.start + 1),
        },
      };
    },
    removeEvidence: async ({ identity: { actor }, params, request }) => {
      taken(await detachEvidence(ports, actor, { ...params, expected: expectedOrAny(request) }));
      await tellDossier(context, actor, params.dossierId);
      return { none: true, status: 204 };
    },
  };
}

export function uploadHandlers(context: ServerContext): Handlers<"uploadEvidence"> {
  const { ports, settings } = context;
  return {
    uploadEvidence: async ({ identity: { actor }, params, query, request }) => {
      const content = contentOf(request, settings.limits.evidenceBytes);
      const attached = taken(
        await attachEvidence(ports, actor, {
          ...params,
          expected: expectedOrAny(request),
          name: query.name,
          mediaType: (request.headers["content-type"] ?? "application/octet-stream").slice(0, 200),
          content,
          maxBytes: settings.limits.evidenceBytes,
        }),
      );
      await tellDossier(context, actor, params.dossierId);
      return { json: evidenceShape(attached.link), headers: { etag: recordTag(attached.version) } };
    },
  };
}

function expectedOrAny(request: FastifyRequest): number | "any" {
  return request.headers["if-match"] === undefined ? "any" : expectedVersion(request.headers, "v");
}

/** One range of bytes; anything else is answered with the whole file, as RFC 9110 allows. */
function rangeOf(
  request: FastifyRequest,
  bytes: number,
): { readonly start: number; readonly end: number } | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(request.headers.range ?? "");
  if (match === null || bytes === 0) return undefined;
  const [, from = "", to = ""] = match;
  if (from === "" && to === "") return undefined;
  const start = from === "" ? Math.max(0, bytes - Number(to)) : Number(from);
  const end = from === "" || to === "" ? bytes - 1 : Math.min(Number(to), bytes - 1);
  if (start > end || start >= bytes) {
    return refuse("bad-request", `The range lies outside of the file, which has ${String(bytes)} bytes.`, {
      faults: [{ in: "header", pointer: "Range", message: "lies outside of the file" }],
    });
  }
  return { start, end };
}
