/** Passkeys (WebAuthn), by the SimpleWebAuthn library. */
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from "@simplewebauthn/server";
import type { Passkey, Person, Stores } from "#workbench/stored";
import { refuse } from "../refusal.ts";
import type { ServerContext } from "../server-context.ts";
import { later } from "./lockout.ts";
import { hashSecret } from "./seal.ts";

const ceremonySeconds = 300;

/** Passkeys are bound to the name under which the server is reached; an address of numbers has none. */
export function passkeySite({
  settings,
}: Pick<ServerContext, "settings">): { readonly id: string; readonly origin: string } | undefined {
  if (settings.mode !== "shared" || settings.url === undefined) return undefined;
  const { hostname, origin } = new URL(settings.url);
  return /^[\d.]+$|:/.test(hostname) ? undefined : { id: hostname, origin };
}

function siteOrRefuse(context: ServerContext): { readonly id: string; readonly origin: string } {
  return (
    passkeySite(context) ??
    refuse("not-found", "This server offers no passkeys: it needs shared mode and a host name.")
  );
}

export interface Ceremony<T> {
  readonly ceremony: string;
  readonly options: T;
}

/** What the server sent out is remembered under a secret that the client brings back; it counts once. */
async function remember(
  context: ServerContext,
  stores: Stores,
  purpose: string,
  challenge: string,
): Promise<string> {
  const secret = context.ports.ids.secret();
  await stores.signIn.putChallenge({
    tokenHash: hashSecret(secret),
    purpose,
    data: challenge,
    expiresAt: later(context.ports.clock.now(), ceremonySeconds),
  });
  return secret;
}

export async function beginRegistration(
  context: ServerContext,
  stores: Stores,
  person: Person,
): Promise<Ceremony<PublicKeyCredentialCreationOptionsJSON>> {
  const site = siteOrRefuse(context);
  const known = await stores.signIn.passkeys(person.id);
  const options = await generateRegistrationOptions({
    rpName: "Plumbline",
    rpID: site.id,
    userID: new TextEncoder().encode(person.id),
    userName: person.email,
    userDisplayName: person.name,
    attestationType: "none",
    excludeCredentials: known.map((one) => ({ id: one.id, transports: transportsOf(one) })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  return {
    ceremony: await remember(context, stores, `passkey.add.${person.id}`, options.challenge),
    options,
  };
}

export interface RegistrationAnswer {
  readonly ceremony: string;
  readonly name: string;
  readonly response: unknown;
}

export async function finishRegistration(
  context: ServerContext,
  stores: Stores,
  person: Person,
  answer: RegistrationAnswer,
): Promise<Passkey> {
  const site = siteOrRefuse(context);
  const now = context.ports.clock.now();
  const challenge = await stores.signIn.takeChallenge(
    hashSecret(answer.ceremony),
    `passkey.add.${person.id}`,
    now,
  );
  if (challenge === undefined) refuse("sign-in-failed", "Begin again: the time for this is over.");
  const verified = await verifyRegistrationResponse({
    response: answer.response as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    requireUserVerification: true,
  }).catch(() => undefined);
  const credential = verified?.registrationInfo?.credential;
  if (verified?.verified !== true || credential === undefined)
    refuse("sign-in-failed", "The passkey could not be verified.");
  const passkey: Passkey = {
    id: credential.id,
    personId: person.id,
    name: answer.name,
    publicKey: Buffer.from(credential.publicKey).toString("base64url"),
    counter: credential.counter,
    transports: credential.transports ?? [],
    createdAt: now,
    lastUsedAt: undefined,
  };
  if (!(await stores.signIn.addPasskey(passkey))) refuse("conflict", "This passkey is known already.");
  return passkey;
}

export async function beginAuthentication(
  context: ServerContext,
  stores: Stores,
): Promise<Ceremony<PublicKeyCredentialRequestOptionsJSON>> {
  const site = siteOrRefuse(context);
  // Nobody is named: the browser offers what it has, and the server says nothing about accounts.
  const options = await generateAuthenticationOptions({ rpID: site.id, userVerification: "required" });
  return { ceremony: await remember(context, stores, "passkey.use", options.challenge), options };
}

/** The passkey that was shown, after its use was noted; undefined when it does not hold. */
export async function finishAuthentication(
  context: ServerContext,
  stores: Stores,
  answer: { readonly ceremony: string; readonly response: unknown },
): Promise<Passkey | undefined> {
  const site = siteOrRefuse(context);
  const now = context.ports.clock.now();
  const challenge = await stores.signIn.takeChallenge(hashSecret(answer.ceremony), "passkey.use", now);
  const response = answer.response as AuthenticationResponseJSON;
  const passkey = challenge === undefined ? undefined : await stores.signIn.passkey(response.id);
  if (challenge === undefined || passkey === undefined) return undefined;
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    requireUserVerification: true,
    credential: {
      id: passkey.id,
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64url")),
      counter: passkey.counter,
      transports: transportsOf(passkey),
    },
  }).catch(() => undefined);
  if (verified?.verified !== true) return undefined;
  await stores.signIn.passkeyUsed(passkey.id, verified.authenticationInfo.newCounter, now);
  return passkey;
}

const knownTransports: ReadonlySet<string> = new Set([
  "ble",
  "cable",
  "hybrid",
  "internal",
  "nfc",
  "smart-card",
  "usb",
]);

function transportsOf({ transports }: Passkey): AuthenticatorTransport[] {
  return transports.filter((one): one is AuthenticatorTransport => knownTransports.has(one));
}
