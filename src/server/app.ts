/** The HTTP application: Fastify with everything that is the same for all routes, and the routes. */
import { randomUUID } from "node:crypto";
import cookie from "@fastify/cookie";
import rateLimit from "@fastify/rate-limit";
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from "fastify";
import { createOidcClient } from "./auth/oidc.ts";
import { addErrorReplies } from "./error-reply.ts";
import { addPages } from "./pages/pages.ts";
import { Refusal } from "./refusal.ts";
import { addRoutes } from "./routes/routes.ts";
import { addSecurityHeaders } from "./security-headers.ts";
import type { ServerContext } from "./server-context.ts";

export interface AppOptions {
  /** Checks JSON replies against the contract; for tests. */
  readonly checkReplies?: boolean;
  /** Told of each route; for tests. */
  readonly onRoute?: (route: { readonly method: string | string[]; readonly url: string }) => void;
}

export async function buildApp(context: ServerContext, options: AppOptions = {}): Promise<FastifyInstance> {
  const { settings } = context;
  // By its plain type, so that Fastify does not make one of its own out of it.
  const loggerInstance: FastifyBaseLogger = context.log;
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "id" }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: settings.trustedProxies.length === 0 ? false : [...settings.trustedProxies],
    bodyLimit: settings.limits.jsonBytes,
    // A body that trickles in is given up; large uploads have the time of their own.
    connectionTimeout: 120_000,
    keepAliveTimeout: 10_000,
    requestTimeout: 600_000,
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 2500 },
    onProtoPoisoning: "error",
    onConstructorPoisoning: "error",
  });
  if (options.onRoute !== undefined) app.addHook("onRoute", options.onRoute);
  app.removeContentTypeParser("text/plain");
  addErrorReplies(app);
  addSecurityHeaders(app, settings);
  addObservation(app, context);
  await app.register(cookie);
  await app.register(rateLimit, {
    global: true,
    max: settings.limits.requestsPerMinute,
    timeWindow: 60_000,
    allowList: (request) => request.url === "/healthz" || request.url === "/readyz",
    errorResponseBuilder: (_request, { ttl }) =>
      new Refusal("too-many-requests", `Wait ${String(Math.ceil(ttl / 1000))} seconds.`),
  });
  const oidc = createOidcClient(context);
  addRoutes(app, { context, oidc, checkReplies: options.checkReplies === true });
  addPages(app, { context, oidc });
  return app;
}

/** One line in the log and one observation per request. Paths can hold names and secrets, so the route stands there instead. */
function addObservation(app: FastifyInstance, context: ServerContext): void {
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    const facts = { method: request.method, route, status: reply.statusCode };
    context.metrics.request({ ...facts, seconds: reply.elapsedTime / 1000 });
    request.log.info({ ...facts, ms: Math.round(reply.elapsedTime) }, "request");
  });
}
