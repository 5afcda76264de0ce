/** Binds endpoints of the contract to handlers: reads and checks the request, finds out who asks, and sends the reply. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  endpoints,
  type Endpoint,
  type Endpoints,
  type InputOf,
  type OperationId,
  type RequestFault,
} from "#contract";
import { identify, signedIn, type Identity } from "./auth/identity.ts";
import { isForged, ownOrigin } from "./auth/origin.ts";
import { Refusal } from "./refusal.ts";
import type { ServerContext } from "./server-context.ts";

/** What a handler gives: JSON for the first reply of the endpoint, another status, or a stream. */
export type Sent =
  | { readonly json: unknown; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly none: true; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  | {
      readonly content: NodeJS.ReadableStream | string;
      readonly mediaType: string;
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The handler writes to the socket itself. */
  | "hijacked";

export interface Call<E extends Endpoint> extends InputOf<E> {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Undefined only where anyone may call. */
  readonly identity: E["caller"] extends "anyone" ? Identity | undefined : Identity;
}

export type Handler<E extends Endpoint> = (call: Call<E>) => Promise<Sent> | Sent;

export type Handlers<Ids extends OperationId> = { readonly [Id in Ids]: Handler<Endpoints[Id]> };

/** What each Fastify route carries, so that hooks and tests know which endpoint it is. */
declare module "fastify" {
  interface FastifyContextConfig {
    readonly operationId?: OperationId;
    readonly page?: string;
  }
}

export interface BindOptions {
  /** Checks JSON replies against the contract; for tests. */
  readonly checkReplies: boolean;
}

export function bind<Ids extends OperationId>(
  app: FastifyInstance,
  context: ServerContext,
  handlers: Handlers<Ids>,
  options: BindOptions,
): void {
  for (const id of Object.keys(handlers) as Ids[]) {
    const one: Endpoint = endpoints[id];
    const handler = handlers[id] as unknown as Handler<Endpoint>;
    app.route({
      method: one.method,
      url: one.path.replace(/\{(\w+)\}/g, ":$1"),
      bodyLimit: bodyLimit(context, one),
      exposeHeadRoute: one.method === "GET" && one.area !== "sign-in" && one.area !== "events",
      config: {
        operationId: id,
        ...(one.area === "sign-in" && one.method === "POST"
          ? { rateLimit: { max: context.settings.limits.signInsPerMinute, timeWindow: 60_000 } }
          : {}),
      },
      handler: async (request, reply) => {
        guard(context, one, request);
        const input = readInput(one, request);
        const identity =
          one.caller === "anyone"
            ? await whoPerhapsAsks(context, one, request)
            : await whoAsks(context, one, request);
        const sent = await handler({ ...input, request, reply, identity: identity as Identity });
        return send(one, reply, sent, options);
      },
    });
  }
}

function bodyLimit({ settings }: ServerContext, one: Endpoint): number {
  if (one.binary === undefined) return settings.limits.jsonBytes;
  return one.binary.maxBytes === "import" ? settings.limits.importBytes : settings.limits.evidenceBytes;
}

/** Refuses changes that another site may have made the browser send. Tokens do not come by themselves, so they need no guard. */
function guard({ settings }: ServerContext, one: Endpoint, request: FastifyRequest): void {
  if (one.method === "GET" || request.headers.authorization !== undefined) return;
  const marks = {
    origin: request.headers.origin,
    fetchSite: text(request.headers["sec-fetch-site"]),
    custom: text(request.headers["x-plumbline-request"]),
  };
  if (isForged("api", ownOrigin(settings, request), marks)) {
    throw new Refusal(
      "forged-request",
      "Send the header X-Plumbline-Request: 1, from a page of this server.",
    );
  }
}

async function whoAsks(context: ServerContext, one: Endpoint, request: FastifyRequest): Promise<Identity> {
  const identity = signedIn(await identify(context, request));
  const { token } = identity.actor;
  if (token === undefined) return identity;
  if (one.caller === "session")
    throw new Refusal("not-allowed", "This takes a session; a token cannot do it.");
  if (one.scopes !== undefined && !one.scopes.some((scope) => token.scopes.includes(scope))) {
    throw new Refusal("not-allowed", `The token lacks the scope ${one.scopes.join(" or ")}.`);
  }
  return identity;
}

/** Sign-in may go on from a session that waits; a broken token or cookie is no reason to refuse there. Nothing else looks. */
async function whoPerhapsAsks(
  context: ServerContext,
  one: Endpoint,
  request: FastifyRequest,
): Promise<Identity | undefined> {
  if (
    one.area !== "sign-in" ||
    request.headers.cookie === undefined ||
    request.headers.authorization !== undefined
  )
    return undefined;
  try {
    return await identify(context, request);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function readInput(one: Endpoint, request: FastifyRequest): InputOf<Endpoint> {
  const faults: RequestFault[] = [];
  const read = (place: RequestFault["in"], value: unknown): never => {
    const schema = place === "path" ? one.params : place === "query" ? one.query : one.body;
    if (schema === undefined) return undefined as never;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data as never;
    for (const issue of parsed.error.issues.slice(0, 50)) {
      if (issue.code === "unrecognized_keys") {
        faults.push(
          ...issue.keys.slice(0, 20).map((key) => ({
            in: place,
            pointer: pointer(place, [...issue.path, key.slice(0, 60)]),
            message: "is not known here",
          })),
        );
      } else faults.push({ in: place, pointer: pointer(place, issue.path), message: issue.message });
    }
    return undefined as never;
  };
  const input = {
    params: read("path", request.params),
    query: read("query", request.query),
    body: one.body === undefined ? (undefined as never) : read("body", request.body ?? undefined),
  };
  if (faults.length > 0)
    throw new Refusal("bad-request", "The request does not have the form of this endpoint.", { faults });
  return input;
}

function pointer(place: RequestFault["in"], path: readonly PropertyKey[]): string {
  const steps = path.map(String);
  return place === "body"
    ? steps.map((one) => `/${one.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")
    : steps.join(".");
}

function send(one: Endpoint, reply: FastifyReply, sent: Sent, options: BindOptions): FastifyReply {
  if (sent === "hijacked") return reply;
  const [first] = one.replies;
  const status = sent.status ?? first.status;
  void reply.code(status);
  if (!reply.hasHeader("cache-control")) void reply.header("cache-control", "no-store");
  for (const [name, value] of Object.entries(sent.headers ?? {})) void reply.header(name, value);
  if ("none" in sent) return reply.send();
  if ("content" in sent) return reply.type(sent.mediaType).send(sent.content);
  const text = JSON.stringify(sent.json);
  if (options.checkReplies) checkReply(one, status, text);
  return reply.type("application/json; charset=utf-8").send(text);
}

/** The contract holds for what goes out as well; an endpoint that says more or less than it promises fails its tests. */
function checkReply(one: Endpoint, status: number, text: string): void {
  const promised = one.replies.find((reply) => reply.status === status && reply.schema !== undefined);
  if (promised?.schema === undefined)
    throw new Error(
      `${one.method} ${one.path} answers ${String(status)} with JSON, which the contract does not have`,
    );
  const parsed = promised.schema.safeParse(JSON.parse(text));
  if (!parsed.success)
    throw new Error(
      `${one.method} ${one.path} breaks its contract: ${JSON.stringify(parsed.error.issues.slice(0, 5))}`,
    );
}

function text(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(",") : value;
}
