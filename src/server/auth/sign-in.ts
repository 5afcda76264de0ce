/** The ways to sign in, for the API and for the plain pages alike. */
import type { Instant, Person, Session, SignInMethod, Stores } from "#workbench/stored";
import { Refusal, refuse } from "../refusal.ts";
import type { ServerContext } from "../server-context.ts";
import { accountSubject, addressSubject, countTry, forgive, type Subject } from "./lockout.ts";
import { openSession, recordForPerson, type OpenedSession } from "./open-session.ts";
import { finishAuthentication } from "./passkeys.ts";
import { verifyPassword } from "./password.ts";
import { hashSecret } from "./seal.ts";
import { plainRecoveryCode, totpStep } from "./totp.ts";

/** Where a request to sign in comes from. */
export interface Asker {
  readonly address: string;
  readonly device: string;
}

/** One answer for all reasons. */
const failed = "That did not sign you in. Check what you typed; a link counts once and only for a while.";

export function signInFailed(): Refusal {
  return new Refusal("sign-in-failed", failed);
}

/** Counts the try and refuses it when there were too many before. */
export async function tryOrDelay(
  context: ServerContext,
  subjects: readonly Subject[],
  method: string,
): Promise<void> {
  const { work, clock } = context.ports;
  const counted = await work.inTransaction("system", (stores) =>
    countTry(stores.signIn, subjects, clock.now()),
  );
  if (counted.ok) return;
  const seconds = counted.error;
  context.metrics.signIn(method, "delayed");
  throw new Refusal(
    "too-many-requests",
    `After failed tries the next one is taken in ${String(seconds)} seconds.`,
    { headers: { "retry-after": String(seconds) } },
  );
}

function fallen(context: ServerContext, method: string): Refusal {
  context.metrics.signIn(method, "failed");
  context.log.info({ method }, "sign-in failed");
  return signInFailed();
}

/** Local mode: the link that was printed when the server started. */
export async function signInByLink(
  context: ServerContext,
  secret: string,
  asker: Asker,
): Promise<OpenedSession> {
  if (context.settings.mode !== "local") refuse("not-found", "Links sign in on a local server only.");
  const subjects = [addressSubject(asker.address)];
  await tryOrDelay(context, subjects, "link");
  const opened = await context.ports.work.inTransaction("system", async (stores) => {
    if (!(await stores.tokens.useLink(hashSecret(secret), context.ports.clock.now()))) return undefined;
    await forgive(stores.signIn, subjects);
    return openSession(context, stores, {
      personId: localPersonId,
      method: "link",
      strong: true,
      device: asker.device,
    });
  });
  return counted(context, "link", opened);
}

export const localPersonId = "local";
export const localOrganisationId = "local";

export async function signInByPassword(
  context: ServerContext,
  given: { readonly email: string; readonly password: string },
  asker: Asker,
): Promise<OpenedSession> {
  const { work } = context.ports;
  const subjects = [accountSubject(given.email), addressSubject(asker.address)];
  await tryOrDelay(context, subjects, "password");
  const found = await work.inTransaction("system", async (stores) => {
    const person = await stores.organisations.findPersonByEmail(given.email);
    return { person, password: person === undefined ? undefined : await stores.signIn.password(person.id) };
  });
  const right = await verifyPassword(found.password?.hash, given.password);
  const { person } = found;
  if (!right || person === undefined || person.disabledAt !== undefined) throw fallen(context, "password");
  const opened = await work.inTransaction("system", async (stores) => {
    await forgive(stores.signIn, subjects);
    return openSession(context, stores, {
      personId: person.id,
      method: "password",
      strong: false,
      device: asker.device,
    });
  });
  return counted(context, "password", opened);
}

/** Second factor: a time-based code or a recovery code. The waiting session ends and one that may act begins. */
export async function showCode(
  context: ServerContext,
  waiting: Session,
  given: { readonly code: string; readonly kind: "totp" | "recovery-code" },
  asker: Asker,
): Promise<OpenedSession> {
  const { work, clock } = context.ports;
  const subjects = [accountSubject(`factor ${waiting.personId}`), addressSubject(asker.address)];
  await tryOrDelay(context, subjects, given.kind);
  const opened = await work.inTransaction("system", async (stores) => {
    if (!(await isCode(context, stores, waiting.personId, given, clock.now()))) return undefined;
    await forgive(stores.signIn, subjects);
    await stores.signIn.endSession(waiting.personId, waiting.id);
    if (given.kind === "recovery-code")
      await recordForPerson(stores, waiting.personId, clock.now(), "account.recovery-code");
    return openSession(context, stores, {
      personId: waiting.personId,
      method: waiting.method,
      strong: true,
      device: asker.device,
    });
  });
  return counted(context, given.kind, opened);
}

export async function isCode(
  context: ServerContext,
  stores: Stores,
  personId: string,
  { code, kind }: { readonly code: string; readonly kind: "totp" | "recovery-code" },
  now: Instant,
): Promise<boolean> {
  if (kind === "recovery-code")
    return stores.signIn.useRecoveryCode(personId, context.seal.keyedHash(plainRecoveryCode(code)));
  const record = await stores.signIn.totp(personId);
  const secret = record?.confirmedAt === undefined ? undefined : context.seal.open(record.sealed);
  const step = secret === undefined ? undefined : totpStep(secret, code, now);
  return step !== undefined && (await stores.signIn.useTotpStep(personId, step));
}

/** A passkey that checks its user is two factors in one. It also completes a session that waits for its second factor. */
export async function signInByPasskey(
  context: ServerContext,
  answer: { readonly ceremony: string; readonly response: unknown },
  waiting: Session | undefined,
  asker: Asker,
): Promise<OpenedSession> {
  const subjects = [addressSubject(asker.address)];
  await tryOrDelay(context, subjects, "passkey");
  const opened = await context.ports.work.inTransaction("system", async (stores) => {
    const passkey = await finishAuthentication(context, stores, answer);
    const person =
      passkey === undefined ? undefined : await stores.organisations.findPerson(passkey.personId);
    if (person === undefined || person.disabledAt !== undefined) return undefined;
    if (waiting !== undefined && waiting.personId === person.id)
      await stores.signIn.endSession(person.id, waiting.id);
    await forgive(stores.signIn, subjects);
    return openSession(context, stores, {
      personId: person.id,
      method: "passkey",
      strong: true,
      device: asker.device,
    });
  });
  return counted(context, "passkey", opened);
}

function counted(context: ServerContext, method: string, opened: OpenedSession | undefined): OpenedSession {
  if (opened === undefined) throw fallen(context, method);
  context.metrics.signIn(method, "ok");
  return opened;
}

/** Proof for sensitive acts: the password again, or a code. */
export async function prove(
  context: ServerContext,
  person: Person,
  session: Session,
  given:
    | { readonly password: string }
    | { readonly code: string }
    | { readonly ceremony: string; readonly response: unknown },
  asker: Asker,
): Promise<void> {
  const { work, clock } = context.ports;
  const subjects = [accountSubject(person.email), addressSubject(asker.address)];
  await tryOrDelay(context, subjects, "proof");
  const hashed =
    "password" in given
      ? await work.inTransaction("system", (stores) => stores.signIn.password(person.id))
      : undefined;
  const password = "password" in given && (await verifyPassword(hashed?.hash, given.password));
  const right = await work.inTransaction("system", async (stores) => {
    const shown =
      password ||
      ("code" in given &&
        (await isCode(context, stores, person.id, { code: given.code, kind: "totp" }, clock.now()))) ||
      ("response" in given && (await finishAuthentication(context, stores, given))?.personId === person.id);
    if (!shown) return false;
    await forgive(stores.signIn, subjects);
    await stores.signIn.proveSession(session.id, clock.now());
    return true;
  });
  if (!right) throw fallen(context, "proof");
}

export async function setPassword(
  context: ServerContext,
  stores: Stores,
  personId: string,
  hashed: string,
): Promise<void> {
  const at = context.ports.clock.now();
  await stores.signIn.setPassword(personId, hashed, at);
  await recordForPerson(stores, personId, at, "account.password");
}

export const methodNames: Readonly<Record<SignInMethod, string>> = {
  link: "one-time link",
  password: "password",
  passkey: "passkey",
  oidc: "single sign-on",
  invitation: "invitation",
};
