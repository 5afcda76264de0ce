/** Under which names this server is reached, and whether a request comes from its own pages. */
import type { FastifyRequest } from "fastify";
import { isLoopback, type Settings } from "../settings.ts";

type Where = Pick<Settings, "mode" | "url">;

/** True for the host names that this server answers to; a page that was led here under another name (DNS rebinding) is refused. */
export function isOwnHost({ mode, url }: Where, host: string): boolean {
  if (url !== undefined && new URL(url).host === host.toLowerCase()) return true;
  if (mode === "shared" && url !== undefined && !isLoopback(new URL(url).hostname)) return false;
  const name = /^(?:\[([0-9a-f:]+)\]|([^:[\]]+))(?::\d{1,5})?$/i.exec(host);
  return name !== null && isLoopback((name[1] ?? name[2] ?? "").toLowerCase());
}

/** Origin of the pages that this request's host serves. */
export function ownOrigin({ url }: Where, request: Pick<FastifyRequest, "protocol" | "host">): string {
  return url ?? `${request.protocol}://${request.host}`;
}

export interface Marks {
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly custom: string | undefined;
}

/**
 * Guard against forged requests. Requests of our own scripts carry a header that other sites cannot set without asking; forms of
 * our own pages have none and must show that they come from here.
 */
export function isForged(kind: "api" | "form", own: string, { origin, fetchSite, custom }: Marks): boolean {
  if (fetchSite !== undefined && fetchSite !== "same-origin" && fetchSite !== "none") return true;
  if (origin !== undefined && origin !== own) return true;
  if (kind === "api") return custom !== "1";
  return origin === undefined && fetchSite !== "same-origin";
}
