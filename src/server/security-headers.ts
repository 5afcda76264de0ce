/** Headers that keep browsers from doing with our replies what nobody asked for. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { isOwnHost } from "./auth/origin.ts";
import { Refusal } from "./refusal.ts";
import type { Settings } from "./settings.ts";

/** For replies that are no pages: nothing may be loaded or run. */
export const apiPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/** For our pages: own style sheet and forms; no script at all. */
export const pagePolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/** For the report, which carries its style inside: a sandbox without scripts. */
export const reportPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox allow-popups";
/** For files of others: they are downloaded, and where a browser shows one all the same, nothing in it runs. */
export const filePolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** Probes come to the address of the machine, not to the public name. */
const probes: ReadonlySet<string> = new Set(["/healthz", "/readyz", "/metrics"]);

export function addSecurityHeaders(app: FastifyInstance, settings: Settings): void {
  app.addHook("onRequest", async (request, reply) => {
    void reply.headers(headersFor(settings));
    if (!probes.has(pathOf(request)) && !isOwnHost(settings, request.host)) {
      throw new Refusal("misdirected", "This server is not reached under that name.");
    }
  });
}

export function headersFor({ url }: Pick<Settings, "url">): Readonly<Record<string, string>> {
  return {
    "content-security-policy": apiPolicy,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    // Not no-referrer: forms of our own pages would then come without their origin.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ...(url?.startsWith("https://") === true ? { "strict-transport-security": "max-age=31536000" } : {}),
  };
}

function pathOf(request: FastifyRequest): string {
  return request.url.split("?")[0] ?? "";
}
