/** Sign-in by link, password, codes, passkey and identity provider; sign-out. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { acceptInvitation as acceptAsMember } from "#workbench/stored";
import type { Session } from "#workbench/stored";
import { acceptInvitation, setUp, signInByOidc } from "../auth/join.ts";
import type { OidcClient } from "../auth/oidc.ts";
import { deviceOf, recordForPerson, type OpenedSession } from "../auth/open-session.ts";
import { beginAuthentication } from "../auth/passkeys.ts";
import {
  clearSessionCookie,
  oidcCookieFlags,
  oidcCookieName,
  setSessionCookie,
} from "../auth/session-cookie.ts";
import {
  prove,
  showCode,
  signInByLink,
  signInByPasskey,
  signInByPassword,
  signInFailed,
  type Asker,
} from "../auth/sign-in.ts";
import type { Identity } from "../auth/identity.ts";
import { taken } from "../answers.ts";
import type { Handlers, Sent } from "../bind.ts";
import { refuse } from "../refusal.ts";
import type { ServerContext } from "../server-context.ts";

type Ids =
  | "signInByLink"
  | "signInByPassword"
  | "showTotp"
  | "showRecoveryCode"
  | "beginPasskeySignIn"
  | "signInByPasskey"
  | "beginOidc"
  | "finishOidc"
  | "setUp"
  | "acceptInvitation"
  | "prove"
  | "signOut";

export function signInHandlers(context: ServerContext, oidc: OidcClient | undefined): Handlers<Ids> {
  const { ports } = context;
  const opened = (reply: FastifyReply, session: OpenedSession): Sent => {
    setSessionCookie(context, reply, session.secret, session.maxAgeSeconds);
    const waiting = session.factors.length > 0;
    return { json: waiting ? { state: "second-factor", factors: session.factors } : { state: "signed-in" } };
  };
  return {
    signInByLink: async ({ body, request, reply }) =>
      opened(reply, await signInByLink(context, body.token, askerOf(request))),
    signInByPassword: async ({ body, request, reply }) => {
      onlyShared(context);
      return opened(reply, await signInByPassword(context, body, askerOf(request)));
    },
    showTotp: async ({ body, identity, request, reply }) =>
      opened(
        reply,
        await showCode(
          context,
          waitingSession(identity),
          { code: body.code, kind: "totp" },
          askerOf(request),
        ),
      ),
    showRecoveryCode: async ({ body, identity, request, reply }) =>
      opened(
        reply,
        await showCode(
          context,
          waitingSession(identity),
          { code: body.code, kind: "recovery-code" },
          askerOf(request),
        ),
      ),
    beginPasskeySignIn: async () => ({
      json: await ports.work.inTransaction("system", (stores) => beginAuthentication(context, stores)),
    }),
    signInByPasskey: async ({ body, identity, request, reply }) => {
      const waiting = identity?.session?.stage === "second-factor" ? identity.session : undefined;
      return opened(reply, await signInByPasskey(context, body, waiting, askerOf(request)));
    },
    beginOidc: async ({ reply }) => {
      const location = await leaveForProvider(context, reply, withProvider(oidc), undefined);
      return { none: true, status: 303, headers: { location } };
    },
    finishOidc: async ({ request, reply }) => {
      const client = withProvider(oidc);
      const secret = request.cookies[oidcCookieName(context)];
      void reply.clearCookie(oidcCookieName(context), { path: "/" });
      const callback = new URL(request.url, "http://localhost");
      const identity =
        secret === undefined || secret.length > 200 ? undefined : await client.finish(callback, secret);
      if (identity === undefined) throw signInFailed();
      const session = await signInByOidc(context, identity, askerOf(request));
      setSessionCookie(context, reply, session.secret, session.maxAgeSeconds);
      return {
        none: true,
        status: 303,
        headers: { location: session.factors.length > 0 ? "/sign-in/second-factor" : "/" },
      };
    },
    setUp: async ({ body, request, reply }) => opened(reply, await setUp(context, body, askerOf(request))),
    acceptInvitation: async ({ body, identity, request, reply }) => {
      onlyShared(context);
      if (identity?.session?.stage === "signed-in") {
        taken(await acceptAsMember(ports, { personId: identity.person.id, secret: body.token }));
        return { json: { state: "signed-in" } };
      }
      const session = await acceptInvitation(context, body, askerOf(request));
      return opened(reply, session);
    },
    prove: async ({ body, identity, request }) => {
      onlyShared(context);
      const { person, session } = identity;
      if (session === undefined) return refuse("not-signed-in");
      await prove(context, person, session, body, askerOf(request));
      return { none: true, status: 204 };
    },
    signOut: async ({ identity, reply }) => {
      await signOut(context, identity, reply);
      return { none: true, status: 204 };
    },
  };
}

export async function signOut(
  { ports, settings }: ServerContext,
  { person, session }: Identity,
  reply: FastifyReply,
): Promise<void> {
  if (session === undefined) return;
  await ports.work.inTransaction("system", async (stores) => {
    await stores.signIn.endSession(person.id, session.id);
    await recordForPerson(stores, person.id, ports.clock.now(), "session.end");
  });
  clearSessionCookie({ settings }, reply);
}

/** Where a request to sign in comes from. */
export function askerOf(request: FastifyRequest): Asker {
  return { address: request.ip, device: deviceOf(request.headers["user-agent"]) };
}

/** Where to send the browser; its cookie ties the way back to it. */
export async function leaveForProvider(
  context: ServerContext,
  reply: FastifyReply,
  client: OidcClient,
  invitation: string | undefined,
): Promise<string> {
  const { location, secret } = await client.begin(invitation);
  void reply.setCookie(oidcCookieName(context), secret, oidcCookieFlags(context));
  return location;
}

export function withProvider(oidc: OidcClient | undefined): OidcClient {
  return oidc ?? refuse("not-found", "No identity provider is set up.");
}

/** The session that waits for its second factor. */
export function waitingSession(identity: Identity | undefined): Session {
  const session = identity?.session;
  if (session?.stage !== "second-factor") throw signInFailed();
  return session;
}

function onlyShared({ settings }: ServerContext): void {
  if (settings.mode !== "shared")
    refuse("not-found", "A local server has no accounts; it signs in by the link that it prints.");
}
