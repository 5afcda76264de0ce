/** The server about itself: version and ways to sign in, description of the API, health, readiness, metrics. */
import { timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { openApiDocument } from "#contract";
import { hashSecret } from "../auth/seal.ts";
import { ownOrigin } from "../auth/origin.ts";
import { passkeySite } from "../auth/passkeys.ts";
import type { Handlers } from "../bind.ts";
import { referencePage } from "../pages/reference.ts";
import { refuse } from "../refusal.ts";
import { pagePolicy } from "../security-headers.ts";
import type { ServerContext } from "../server-context.ts";

type Ids = "readServer" | "readOpenApi" | "readReference" | "readHealth" | "readReadiness" | "readMetrics";

export function systemHandlers(context: ServerContext): Handlers<Ids> {
  const { settings, version } = context;
  const shared = settings.mode === "shared";
  return {
    readServer: () => ({
      json: {
        name: "plumbline",
        version,
        mode: settings.mode,
        signIn: {
          link: !shared,
          password: shared,
          passkey: passkeySite(context) !== undefined,
          oidc: settings.oidc?.name,
        },
      },
    }),
    readOpenApi: ({ request }) => ({
      content: JSON.stringify(openApiDocument({ version, url: ownOrigin(settings, request) }), null, 1),
      mediaType: "application/json; charset=utf-8",
      headers: { "cache-control": "no-cache" },
    }),
    readReference: () => ({
      content: referencePage(version),
      mediaType: "text/html; charset=utf-8",
      headers: { "content-security-policy": pagePolicy, "cache-control": "no-cache" },
    }),
    readHealth: () => ({ json: { status: "ok" } }),
    readReadiness: async () => {
      const checks = await readinessOf(context);
      const ready = Object.values(checks).every((one) => one === "ok");
      return { json: { status: ready ? "ready" : "not-ready", checks }, status: ready ? 200 : 503 };
    },
    readMetrics: async ({ request }) => {
      if (!mayReadMetrics(context, request))
        refuse("not-allowed", "Metrics are for this machine, or for the bearer of PLUMBLINE_METRICS_TOKEN.");
      return {
        content: await context.metrics.registry.metrics(),
        mediaType: context.metrics.registry.contentType,
      };
    },
  };
}

const answerMs = 3000;

/** The database answers, and its schema is that of this program: the server does not start on another one. */
async function readinessOf({ database, log }: ServerContext): Promise<Readonly<Record<string, string>>> {
  if (database === undefined) return { database: "ok" };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error("no answer in time"));
    }, answerMs);
  });
  try {
    await Promise.race([database.query("SELECT 1 AS one"), late]);
    return { database: "ok" };
  } catch (error) {
    log.warn({ err: error }, "the database does not answer");
    return { database: "away" };
  } finally {
    clearTimeout(timer);
  }
}

function mayReadMetrics({ settings }: ServerContext, request: FastifyRequest): boolean {
  const { authorization } = request.headers;
  if (settings.metricsToken !== undefined && authorization !== undefined) {
    // Hashes have one length, which the comparison needs and which tells nothing.
    return timingSafeEqual(
      Buffer.from(hashSecret(authorization)),
      Buffer.from(hashSecret(`Bearer ${settings.metricsToken}`)),
    );
  }
  // Through a proxy on this machine everybody comes from this machine.
  const forwarded =
    request.headers["x-forwarded-for"] ?? request.headers["forwarded"] ?? request.headers["x-real-ip"];
  const address = request.socket.remoteAddress ?? "";
  return forwarded === undefined && /^(127\.|::1$|::ffff:127\.)/.test(address);
}
