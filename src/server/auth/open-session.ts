/** Opens a session after some proof of identity, always with a new secret. */
import type { Instant, Session, SignInMethod, Stores } from "#workbench/stored";
import type { ServerContext } from "../server-context.ts";
import { sessionRules } from "./identity.ts";
import { later } from "./lockout.ts";
import { hashSecret } from "./seal.ts";

export interface OpenedSession {
  /** For the cookie; nowhere else. */
  readonly secret: string;
  readonly session: Session;
  readonly maxAgeSeconds: number;
  /** Not empty when the second factor is awaited. */
  readonly factors: readonly ("totp" | "recovery-code" | "passkey")[];
}

export interface SessionRequest {
  readonly personId: string;
  readonly method: SignInMethod;
  /** Two factors were shown, or a passkey that checked its user. */
  readonly strong: boolean;
  readonly device: string;
}

/** A session that may act; or, for people with a second factor who showed but one, a session that may only show it. */
export async function openSession(
  context: ServerContext,
  stores: Stores,
  request: SessionRequest,
): Promise<OpenedSession> {
  const { ports, settings } = context;
  const now = ports.clock.now();
  const factors = request.strong ? [] : await secondFactors(stores, request.personId);
  const rules = sessionRules[settings.mode];
  const seconds = factors.length > 0 ? sessionRules.pendingSeconds : rules.longestSeconds;
  const secret = ports.ids.secret();
  const session: Session = {
    id: ports.ids.next(),
    personId: request.personId,
    stage: factors.length > 0 ? "second-factor" : "signed-in",
    method: request.method,
    strong: request.strong,
    createdAt: now,
    provedAt: now,
    lastSeenAt: now,
    idleUntil: later(now, Math.min(seconds, rules.idleSeconds)),
    endsAt: later(now, seconds),
    device: request.device,
  };
  await stores.signIn.putSession({ ...session, tokenHash: hashSecret(secret) });
  if (session.stage === "signed-in")
    await recordForPerson(stores, session.personId, now, "session.open", {
      method: request.method,
      strong: request.strong,
    });
  return { secret, session, maxAgeSeconds: seconds, factors };
}

async function secondFactors(stores: Stores, personId: string): Promise<OpenedSession["factors"]> {
  const totp = await stores.signIn.totp(personId);
  if (totp?.confirmedAt === undefined) return [];
  const passkeys = await stores.signIn.passkeys(personId);
  return passkeys.length === 0 ? ["totp", "recovery-code"] : ["totp", "recovery-code", "passkey"];
}

/** What a person does with the own account stands in the trail of each organisation that the person belongs to. */
export async function recordForPerson(
  stores: Stores,
  personId: string,
  at: Instant,
  action: string,
  detail: Readonly<Record<string, string | number | boolean>> = {},
): Promise<void> {
  const memberships = await stores.organisations.membershipsOf(personId);
  for (const organisationId of new Set(memberships.map((one) => one.organisationId))) {
    await stores.audit.append({
      organisationId,
      at,
      actor: personId,
      action,
      subject: `person/${personId}`,
      detail,
    });
  }
}

/** Browser and system in short words, so that a person knows a session again; not the whole header. */
export function deviceOf(userAgent: string | undefined): string {
  const text = userAgent ?? "";
  const browser = /Edg\//.test(text)
    ? "Edge"
    : /Firefox\//.test(text)
      ? "Firefox"
      : /Chrome\//.test(text)
        ? "Chrome"
        : /Safari\//.test(text)
          ? "Safari"
          : /curl\//.test(text)
            ? "curl"
            : "a program";
  const system = /Windows/.test(text)
    ? "Windows"
    : /Android/.test(text)
      ? "Android"
      : /iPhone|iPad/.test(text)
        ? "iOS"
        : /Mac OS X/.test(text)
          ? "macOS"
          : /Linux/.test(text)
            ? "Linux"
            : undefined;
  return system === undefined ? browser : `${browser} on ${system}`;
}
