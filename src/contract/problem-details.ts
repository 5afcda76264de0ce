/** Errors as RFC 9457 problem details: one register of types, each with its status and what it means. */
import * as z from "zod";

interface ProblemTypeInfo {
  readonly status: number;
  readonly title: string;
  readonly meaning: string;
}

export const problemTypes = {
  "bad-request": {
    status: 400,
    title: "The request cannot be read",
    meaning:
      "The path, query, headers or body do not have the form of this endpoint; `faults` names each place.",
  },
  "not-signed-in": {
    status: 401,
    title: "Sign in first",
    meaning: "The request carries no valid session cookie and no valid token.",
  },
  "token-refused": {
    status: 401,
    title: "The token is not accepted",
    meaning: "The token is unknown, expired or revoked, or its owner may no longer sign in.",
  },
  "second-factor-needed": {
    status: 401,
    title: "Show the second factor",
    meaning: "The password was right; the session can do nothing else before the second factor is shown.",
  },
  "sign-in-failed": {
    status: 401,
    title: "That did not sign you in",
    meaning: "The same answer for every reason, so that nobody learns which accounts exist.",
  },
  "proof-needed": {
    status: 403,
    title: "Prove again who you are",
    meaning: "The act asks for a proof of the last minutes: POST /api/v1/sign-in/proof.",
  },
  "not-allowed": {
    status: 403,
    title: "You may not do that",
    meaning: "The rights of the person or token do not reach that far; `detail` says why.",
  },
  "forged-request": {
    status: 403,
    title: "The request may be forged",
    meaning:
      "A change with a session cookie needs the header X-Plumbline-Request: 1 and must come from this server's own pages.",
  },
  "not-found": {
    status: 404,
    title: "There is no such thing",
    meaning: "It does not exist, or it is out of sight for you.",
  },
  "method-not-allowed": {
    status: 405,
    title: "This method is not offered here",
    meaning: "The header Allow lists those that are.",
  },
  conflict: {
    status: 409,
    title: "The present state does not allow that",
    meaning: "For example the id is taken, the job has ended, or the organisation would lose its last admin.",
  },
  "version-conflict": {
    status: 412,
    title: "Somebody else was faster",
    meaning: "The record is not at the version named by If-Match; `wanted` and `current` show both sides.",
  },
  "too-large": {
    status: 413,
    title: "That is too large",
    meaning: "The body is over the limit of this endpoint, which `detail` names.",
  },
  "unsupported-media-type": {
    status: 415,
    title: "This media type is not taken here",
    meaning: "`detail` names those that are.",
  },
  misdirected: {
    status: 421,
    title: "Not under this name",
    meaning: "The Host header names another server than this one is set up as (PLUMBLINE_URL).",
  },
  invalid: {
    status: 422,
    title: "The content is not sound",
    meaning: "It was understood, and it breaks rules of the dossier; `faults` or `problems` name each.",
  },
  "precondition-required": {
    status: 428,
    title: "Say which version you saw",
    meaning: "Writing needs If-Match with the ETag that was read, or If-None-Match: * for something new.",
  },
  "too-many-requests": {
    status: 429,
    title: "Too many requests",
    meaning: "Retry-After says how many seconds to wait.",
  },
  internal: {
    status: 500,
    title: "Something went wrong here",
    meaning: "A fault of the server; `id` finds it in the log.",
  },
  unavailable: {
    status: 503,
    title: "Not available now",
    meaning: "The database or a service that is needed is away; try again later.",
  },
  "storage-full": {
    status: 507,
    title: "No room left",
    meaning: "The disk of the server is full; nothing was written.",
  },
} as const satisfies Record<string, ProblemTypeInfo>;

export type ProblemType = keyof typeof problemTypes;

export const problemTypeNames = Object.keys(problemTypes) as readonly ProblemType[];

/** The URI of a type; it is a name and leads nowhere. */
export function problemTypeUri(type: ProblemType): string {
  return `urn:plumbline:problem:${type}`;
}

export const faultSchema = z.strictObject({
  in: z.enum(["path", "query", "header", "body"]),
  pointer: z.string().describe("JSON pointer into the body, or the name of the parameter or header."),
  message: z.string(),
});

export type RequestFault = z.infer<typeof faultSchema>;

export const problemDetailsSchema = z
  .strictObject({
    type: z.string().describe("urn:plumbline:problem:…"),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional().describe("One sentence about this very case."),
    id: z.string().describe("Id of the request, which is in the log too."),
    faults: z.array(faultSchema).optional(),
    problems: z.array(z.unknown()).optional().describe("Problems of the dossier, as /problems lists them."),
    wanted: z.unknown().optional().describe("version-conflict: what the request would have written."),
    current: z.unknown().optional().describe("version-conflict: what is there; null when it was removed."),
    currentVersion: z
      .number()
      .int()
      .optional()
      .describe("version-conflict: version that the next write must name."),
  })
  .describe("RFC 9457 problem details.");

export type ProblemDetails = z.infer<typeof problemDetailsSchema>;
