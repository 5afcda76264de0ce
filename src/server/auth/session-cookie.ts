/** The cookie that carries a session. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ServerContext } from "../server-context.ts";

type Where = Pick<ServerContext, "settings">;

/** `__Host-` binds a cookie to this very host over TLS; on plain loopback the port keeps servers apart, as cookies do not. */
export function sessionCookieName({ settings }: Where): string {
  return isSecure({ settings }) ? "__Host-plumbline" : `plumbline_${String(settings.port)}`;
}

export function isSecure({ settings }: Where): boolean {
  return settings.url?.startsWith("https://") === true;
}

export function readSessionCookie(context: Where, request: FastifyRequest): string | undefined {
  const value = request.cookies[sessionCookieName(context)];
  return value === undefined || value === "" || value.length > 200 ? undefined : value;
}

export function setSessionCookie(
  context: Where,
  reply: FastifyReply,
  secret: string,
  maxAgeSeconds: number,
): void {
  void reply.setCookie(sessionCookieName(context), secret, { ...flags(context), maxAge: maxAgeSeconds });
}

export function clearSessionCookie(context: Where, reply: FastifyReply): void {
  void reply.clearCookie(sessionCookieName(context), flags(context));
}

/** Lax, because the way back from an identity provider comes from another site; changes have a guard of their own. */
function flags(context: Where) {
  return { path: "/", httpOnly: true, sameSite: "lax", secure: isSecure(context) } as const;
}

/** The cookie that ties the way back from the identity provider to the browser that set out. */
export function oidcCookieName(context: Where): string {
  return `${sessionCookieName(context)}_oidc`;
}

export function oidcCookieFlags(context: Where) {
  return { ...flags(context), maxAge: 600 } as const;
}
