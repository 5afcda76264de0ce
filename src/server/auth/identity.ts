/** Who sends a request: a person by session cookie, or a token that a person made. */
import type { FastifyRequest } from "fastify";
import { scopes, type Actor, type Scope } from "#access";
import type { ApiToken, Instant, Person, Session, Stores } from "#workbench/stored";
import { Refusal } from "../refusal.ts";
import type { ServerContext } from "../server-context.ts";
import { later } from "./lockout.ts";
import { hashSecret } from "./seal.ts";
import { readSessionCookie } from "./session-cookie.ts";

export interface Identity {
  readonly person: Person;
  readonly actor: Actor;
  /** Undefined for tokens. */
  readonly session: Session | undefined;
  readonly token: ApiToken | undefined;
}

export const sessionRules = {
  local: { idleSeconds: 14 * 86_400, longestSeconds: 30 * 86_400 },
  shared: { idleSeconds: 8 * 3600, longestSeconds: 7 * 86_400 },
  /** A session that waits for its second factor. */
  pendingSeconds: 600,
  /** Proof of identity that sensitive acts ask for. */
  proofSeconds: 900,
} as const;

/** Uses of sessions and tokens are noted at most this often. */
const noteSeconds = 60;

/** The identity behind a request; undefined without cookie and token. Throws a refusal for those that are not good any more. */
export async function identify(
  context: ServerContext,
  request: FastifyRequest,
): Promise<Identity | undefined> {
  const { authorization } = request.headers;
  const now = context.ports.clock.now();
  if (authorization !== undefined) {
    const secret = /^Bearer ([A-Za-z0-9._-]{8,300})$/i.exec(authorization)?.[1];
    if (secret === undefined)
      throw new Refusal("token-refused", "The header Authorization takes Bearer and a token.");
    return context.ports.work.inTransaction("system", (stores) => byToken(stores, secret, now));
  }
  const cookie = readSessionCookie(context, request);
  if (cookie === undefined) return undefined;
  return context.ports.work.inTransaction("system", (stores) => bySession(context, stores, cookie, now));
}

async function byToken(stores: Stores, secret: string, now: Instant): Promise<Identity> {
  const token = await stores.tokens.findByHash(hashSecret(secret));
  if (token === undefined) throw new Refusal("token-refused", "There is no such token.");
  if (token.revokedAt !== undefined) throw new Refusal("token-refused", "The token was revoked.");
  if (token.expiresAt !== undefined && token.expiresAt <= now)
    throw new Refusal("token-refused", "The token has expired.");
  const person = await stores.organisations.findPerson(token.personId);
  if (person === undefined || person.disabledAt !== undefined)
    throw new Refusal("token-refused", "The owner of the token may no longer sign in.");
  const memberships = await stores.organisations.membershipsOf(person.id);
  if (!memberships.some((one) => one.organisationId === token.organisationId)) {
    throw new Refusal("token-refused", "The owner of the token is no member of its organisation any more.");
  }
  if (token.lastUsedAt === undefined || later(token.lastUsedAt, noteSeconds) < now)
    await stores.tokens.touch(token.id, now);
  const held = scopes.filter((scope): scope is Scope => token.scopes.includes(scope));
  return {
    person,
    session: undefined,
    token,
    actor: {
      personId: person.id,
      memberships,
      token: { id: token.id, organisationId: token.organisationId, scopes: held },
    },
  };
}

async function bySession(
  context: ServerContext,
  stores: Stores,
  cookie: string,
  now: Instant,
): Promise<Identity | undefined> {
  const session = await stores.signIn.findSession(hashSecret(cookie), now);
  if (session === undefined) return undefined;
  const person = await stores.organisations.findPerson(session.personId);
  if (person === undefined || person.disabledAt !== undefined) return undefined;
  if (session.stage === "signed-in" && later(session.lastSeenAt, noteSeconds) < now) {
    await stores.signIn.touchSession(
      session.id,
      now,
      later(now, sessionRules[context.settings.mode].idleSeconds),
    );
  }
  const memberships = await stores.organisations.membershipsOf(person.id);
  return { person, session, token: undefined, actor: { personId: person.id, memberships } };
}

/** The identity, or the refusal that says what is missing; sessions that wait for the second factor count as not signed in. */
export function signedIn(identity: Identity | undefined): Identity {
  if (identity === undefined) throw new Refusal("not-signed-in");
  if (identity.session?.stage === "second-factor") throw new Refusal("second-factor-needed");
  return identity;
}

/** The session of somebody who proved a short while ago who they are. Local mode has nothing to prove with but the link. */
export function recentlyProved(context: ServerContext, identity: Identity): Session {
  const { session } = identity;
  if (session === undefined) throw new Refusal("not-signed-in", "A token cannot do this; sign in.");
  if (
    context.settings.mode === "shared" &&
    later(session.provedAt, sessionRules.proofSeconds) < context.ports.clock.now()
  ) {
    throw new Refusal("proof-needed", "Prove again who you are: POST /api/v1/sign-in/proof.");
  }
  return session;
}
