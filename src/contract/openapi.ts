/** The OpenAPI 3.1 document, built from the schemas that the server checks requests with. */
import * as z from "zod";
import { areaTitles, endpointOf, operationIds, type OperationId } from "./endpoints.ts";
import type { Endpoint, Reply } from "./endpoint.ts";
import { problemDetailsSchema, problemTypes, type ProblemType } from "./problem-details.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

export interface OpenApiInfo {
  readonly version: string;
  readonly url: string;
}

export function openApiDocument({ version, url }: OpenApiInfo): JsonObject {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const id of operationIds) {
    const one = endpointOf(id);
    (paths[one.path] ??= {})[one.method.toLowerCase()] = operation(id, one);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Plumbline",
      version,
      summary: "Conformance workbench for ETSI cybersecurity standards.",
      description:
        "Errors are RFC 9457 problem details. Changes with a session cookie need the header X-Plumbline-Request: 1. Lists are paged by cursor. Writes of records need If-Match.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url }],
    tags: Object.entries(areaTitles).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: { Problem: jsonSchemaOf(problemDetailsSchema, "output") },
      responses: Object.fromEntries(
        Object.entries(problemTypes).map(([type, info]) => [
          type,
          {
            description: `${info.title}. ${info.meaning}`,
            content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
          },
        ]),
      ),
      securitySchemes: {
        session: {
          type: "apiKey",
          in: "cookie",
          name: "plumbline_session",
          description: "Session cookie; over HTTPS its name begins with __Host-.",
        },
        token: { type: "http", scheme: "bearer", description: "API token." },
      },
    },
  };
}

function operation(id: OperationId, one: Endpoint): JsonObject {
  const description = [
    one.details,
    one.scopes === undefined ? undefined : `A token needs the scope ${one.scopes.join(" or ")}.`,
  ]
    .filter((part) => part !== undefined)
    .join(" ");
  return {
    operationId: id,
    tags: [one.area],
    summary: one.summary,
    ...(description === "" ? {} : { description }),
    security: securityOf(one),
    ...(parameters(one).length === 0 ? {} : { parameters: parameters(one) }),
    ...requestBody(one),
    responses: responses(one),
  };
}

function securityOf({ caller }: Endpoint): readonly JsonObject[] {
  if (caller === "anyone") return [];
  return caller === "session" ? [{ session: [] }] : [{ session: [] }, { token: [] }];
}

function parameters(one: Endpoint): readonly JsonObject[] {
  return [
    ...fromObject(one.params, "path"),
    ...fromObject(one.query, "query"),
    ...Object.entries(one.headers ?? {}).map(([name, description]) => ({
      name,
      in: "header",
      description,
      schema: { type: "string" },
    })),
  ];
}

function fromObject(schema: z.ZodObject | undefined, place: "path" | "query"): readonly JsonObject[] {
  if (schema === undefined) return [];
  return Object.entries(schema.shape).map(([name, member]) => {
    const { description, ...json } = jsonSchemaOf(member as z.ZodType, "input");
    const required = place === "path" || !(member as z.ZodType).safeParse(undefined).success;
    return { name, in: place, required, ...(description === undefined ? {} : { description }), schema: json };
  });
}

function requestBody(one: Endpoint): JsonObject {
  if (one.binary !== undefined) {
    const content = Object.fromEntries(one.binary.mediaTypes.map((type) => [type, {}]));
    return { requestBody: { required: true, content } };
  }
  if (one.body === undefined) return {};
  return {
    requestBody: {
      required: true,
      content: { "application/json": { schema: jsonSchemaOf(one.body, "input") } },
    },
  };
}

function responses(one: Endpoint): JsonObject {
  const own: Record<string, JsonObject> = {};
  for (const reply of one.replies) {
    const status = String(reply.status);
    const before = own[status];
    const now = response(reply);
    own[status] =
      before === undefined
        ? now
        : {
            ...before,
            description: `${String(before["description"])} ${reply.description}`,
            content: { ...(before["content"] as JsonObject), ...(now["content"] as JsonObject) },
          };
  }
  const byStatus = new Map<number, ProblemType[]>();
  for (const type of problemsOf(one)) {
    const { status } = problemTypes[type];
    byStatus.set(status, [...(byStatus.get(status) ?? []), type]);
  }
  for (const [status, types] of byStatus) {
    const [only] = types;
    if (own[String(status)] !== undefined) continue;
    own[String(status)] =
      types.length === 1 && only !== undefined
        ? { $ref: `#/components/responses/${only}` }
        : {
            description: types.map((type) => problemTypes[type].title).join(", or: "),
            content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
          };
  }
  return own;
}

/** Those of the endpoint, and those that follow from who may call it and what it takes. */
export function problemsOf(one: Endpoint): readonly ProblemType[] {
  const types = new Set<ProblemType>(one.problems);
  types.add("too-many-requests").add("internal").add("unavailable");
  if (one.params !== undefined || one.query !== undefined || one.body !== undefined) types.add("bad-request");
  if (one.caller !== "anyone") types.add("not-signed-in").add("second-factor-needed");
  if (one.caller === "session-or-token") types.add("token-refused");
  if (one.method !== "GET") types.add("forged-request");
  if (one.scopes !== undefined) types.add("not-allowed");
  return [...types];
}

function response({ description, schema, mediaType, headers }: Reply): JsonObject {
  const content =
    schema !== undefined
      ? { "application/json": { schema: jsonSchemaOf(schema, "output") } }
      : mediaType === undefined
        ? undefined
        : {
            [mediaType]:
              mediaType === "application/octet-stream" || mediaType === "application/zip"
                ? {}
                : { schema: { type: "string" } },
          };
  return {
    description,
    ...(headers === undefined
      ? {}
      : {
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, text]) => [
              name,
              { description: text, schema: { type: "string" } },
            ]),
          ),
        }),
    ...(content === undefined ? {} : { content }),
  };
}

function jsonSchemaOf(schema: z.ZodType, io: "input" | "output"): Record<string, unknown> {
  const json = z.toJSONSchema(schema, { io, reused: "inline", cycles: "ref", unrepresentable: "any" });
  // The document as a whole says which dialect it uses.
  return Object.fromEntries(Object.entries(json).filter(([name]) => name !== "$schema"));
}
