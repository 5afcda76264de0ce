/** The one place where what went wrong becomes a reply: RFC 9457 problem details, and nothing of the inside. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { problemTypes, problemTypeUri, type ProblemType } from "#contract";
import { Refusal, type RefusalParts } from "./refusal.ts";

interface KnownRoute {
  readonly method: string;
  readonly pattern: RegExp;
}

/** Must come before the routes, so that it learns of them. */
export function addErrorReplies(app: FastifyInstance): void {
  const routes: KnownRoute[] = [];
  app.addHook("onRoute", ({ method, url }) => {
    const pattern = new RegExp(
      `^${url.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/:[A-Za-z]+/g, "[^/]+")}$`,
    );
    for (const one of [method].flat()) routes.push({ method: one, pattern });
  });
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const refusal = error instanceof Refusal ? error : refusalOf(error);
    if (problemTypes[refusal.type].status >= 500) request.log.error({ err: error }, "request failed");
    return sendRefusal(request, reply, refusal);
  });
  app.setNotFoundHandler((request, reply) => sendRefusal(request, reply, notFound(routes, request)));
}

export function sendRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  { type, detail, parts }: Refusal,
): FastifyReply {
  const { headers = {}, ...members } = parts;
  const { status, title } = problemTypes[type];
  for (const [name, value] of Object.entries(headers)) void reply.header(name, value);
  if (status === 401) void reply.header("www-authenticate", 'Bearer realm="plumbline"');
  return reply
    .code(status)
    .type("application/problem+json; charset=utf-8")
    .header("cache-control", "no-store")
    .send(JSON.stringify({ type: problemTypeUri(type), title, status, detail, id: request.id, ...members }));
}

function notFound(routes: readonly KnownRoute[], request: FastifyRequest): Refusal {
  const path = request.url.split("?")[0] ?? "";
  const methods = [
    ...new Set(routes.filter((one) => one.pattern.test(path)).map((one) => one.method)),
  ].sort();
  return methods.length === 0
    ? new Refusal("not-found", "There is nothing under this path.")
    : new Refusal("method-not-allowed", `This path takes ${methods.join(", ")}.`, {
        headers: { allow: methods.join(", ") },
      });
}

/** What Fastify, the database or the disk report, as a refusal; everything else is a fault of the server. */
function refusalOf(error: FastifyError): Refusal {
  // Not every error has a code, whatever the type says.
  const code = (error as { readonly code?: unknown }).code;
  const known =
    (typeof code === "string" ? byCode[code] : undefined) ??
    causeCodes(error)
      .map((one) => byCode[one])
      .find((one) => one !== undefined);
  if (known !== undefined) return new Refusal(...known);
  if (causeCodes(error).some(isDatabaseAway))
    return new Refusal("unavailable", "The database does not answer; try again in a moment.", {
      headers: { "retry-after": "5" },
    });
  const status = error.statusCode ?? 500;
  // Messages of Fastify about 4xx name parts of the request and nothing of the inside.
  if (typeof code === "string" && code.startsWith("FST_") && status >= 400 && status < 500)
    return new Refusal(
      status === 413 ? "too-large" : status === 415 ? "unsupported-media-type" : "bad-request",
      error.message,
    );
  return new Refusal("internal", "The fault is in the log under the id of this reply.");
}

/** Codes of what lies behind an error, so that a full disk is named as such whoever noticed it. */
function causeCodes(error: unknown): readonly string[] {
  const codes: string[] = [];
  let one: unknown = error;
  for (let depth = 0; depth < 5 && typeof one === "object" && one !== null; depth += 1) {
    const { code, cause } = one as { readonly code?: unknown; readonly cause?: unknown };
    if (typeof code === "string") codes.push(code);
    one = cause;
  }
  return codes;
}

const byCode: Readonly<Record<string, readonly [ProblemType, string, RefusalParts?]>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ["unsupported-media-type", "Send application/json."],
  FST_ERR_CTP_EMPTY_JSON_BODY: ["bad-request", "The body is empty."],
  FST_ERR_CTP_BODY_TOO_LARGE: ["too-large", "The body is over the limit of this endpoint."],
  FST_ERR_CTP_INVALID_JSON_BODY: ["bad-request", "The body is not JSON."],
  ENOSPC: ["storage-full", "The disk of the server is full; nothing was written."],
  EDQUOT: ["storage-full", "The disk quota of the server is used up; nothing was written."],
  "unstorable-text": ["bad-request", "A text holds a NUL character, which cannot be kept."],
  unreachable: [
    "unavailable",
    "The database does not answer; try again in a moment.",
    { headers: { "retry-after": "5" } },
  ],
  closed: ["unavailable", "The server is shutting down.", { headers: { "retry-after": "5" } }],
  timeout: [
    "unavailable",
    "The database took too long for this request.",
    { headers: { "retry-after": "5" } },
  ],
  "disk-full": ["storage-full", "The disk of the server is full; nothing was written."],
  full: ["storage-full", "There is no room for files left on the server; nothing was written."],
  "53100": ["storage-full", "The disk of the database is full; nothing was written."],
  "57014": ["unavailable", "The database took too long for this request."],
};

/** Codes of connections that broke or never came about, and of a server that shuts down (SQLSTATE classes 08, 53 and 57P). */
function isDatabaseAway(code: string): boolean {
  return (
    [
      "ECONNREFUSED",
      "ECONNRESET",
      "ENOTFOUND",
      "ETIMEDOUT",
      "EPIPE",
      "EAI_AGAIN",
      "UND_ERR_CONNECT_TIMEOUT",
    ].includes(code) || /^(08|53|57P)/.test(code)
  );
}
