/** Endpoints of sign-in and of one's own account: passwords, second factors, passkeys, sessions. */
import * as z from "zod";
import { roles } from "#access";
import { endpoint } from "./endpoint.ts";
import { emailSchema, idSchema, instantSchema, nameSchema, secretSchema } from "./values.ts";

/** Length only: everything else is judged against the account. */
const passwordSchema = z.string().min(1).max(1000);
const codeSchema = z.string().trim().min(6).max(40);
/** Browsers make these objects; the WebAuthn library reads them with its own checks. */
const ceremonySchema = z.looseObject({
  id: z.string().max(2000),
  rawId: z.string().max(2000),
  type: z.literal("public-key"),
});

const signedInSchema = z.strictObject({
  state: z.enum(["signed-in", "second-factor"]),
  factors: z
    .array(z.enum(["totp", "recovery-code", "passkey"]))
    .optional()
    .describe("second-factor: what may be shown."),
});

const signedIn = {
  status: 200,
  description: "Signed in, or the second factor is awaited. Sets the session cookie.",
  schema: signedInSchema,
} as const;

export const meSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  email: z.string(),
  organisations: z.array(z.strictObject({ id: idSchema, name: z.string(), roles: z.array(z.enum(roles)) })),
  session: z
    .strictObject({ id: idSchema, strong: z.boolean(), provedAt: instantSchema, endsAt: instantSchema })
    .optional(),
  token: z.strictObject({ id: idSchema, organisationId: idSchema, scopes: z.array(z.string()) }).optional(),
  security: z.strictObject({
    password: z.boolean(),
    totp: z.boolean(),
    recoveryCodes: z.number().int(),
    passkeys: z.number().int(),
  }),
});

export const sessionSchema = z.strictObject({
  id: idSchema,
  current: z.boolean(),
  method: z.string(),
  strong: z.boolean(),
  device: z.string(),
  createdAt: instantSchema,
  lastSeenAt: instantSchema,
  endsAt: instantSchema,
});

const passkeySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  createdAt: instantSchema,
  lastUsedAt: instantSchema.optional(),
});

export const signInEndpoints = {
  signInByLink: endpoint({
    area: "sign-in",
    method: "POST",
    path: "/api/v1/sign-in/link",
    summary: "Sign in with the one-time link that the server printed",
    caller: "anyone",
    changes: true,
    body: z.strictObject({ token: secretSchema }),
    replies: [signedIn],
    problems: ["sign-in-failed"],
  }),
  signInByPassword: endpoint({
    area: "sign-in",
    method: "POST",
    path: "/api/v1/sign-in/password",
    summary: "Sign in with e-mail address and password",
    caller: "anyone",
    body: z.strictObject({ email: emailSchema, password: passwordSchema }),
    replies: [signedIn],
    problems: ["sign-in-failed"],
  }),
  showTotp: endpoint({
    area: "sign-in",
    method: "POST",
    path: "/api/v1/sign-in/totp",
    summary: "Show the time-based code as second factor",
    caller: "anyone",
    body: z.strictObject({ code: codeSchema }),
    replies: [signedIn],
    problems: ["sign-in-failed"],
  }),
  showRecoveryCode: endpoint({
    area: "sign-in",
    method: "POST",
    path: "/api/v1/sign-in/recovery-code",
    summary: "Show a recovery code as second factor; each counts once",
    caller: "anyone",
    body: z.strictObject({ code: codeSchema }),
    replies: [signedIn],
    problems: ["sign-in-failed"],
  }),
  beginPasskeySignIn: endpoint({
    area: "sign-in",
    method: "POST",
    path: "/api/v1/sign-in/passkey/options",
    summary: "Begin a sign-in with a passkey",
    caller: "anyone",
    replies: [
      {
        status: 200,
        description: "Options for `navigator.credentials.get`.",
        schema: z.strictObject({ ceremony: z.string(), options: z.unknown() }),
      },
    ],
    problems: ["not-found"],
  }),
  signInByPasskey: endpoint({
    area: "sign-in",
    method: "POST",
    path: "/api/v1/sign-in/passkey",
    summary: "Sign in with a passkey",
    caller: "anyone",
    body: z.strictObject({ ceremony: secretSchema, response: ceremonySchema }),
    replies: [signedIn],
    problems: ["sign-in-failed"],
  }),
  beginOidc: endpoint({
    area: "sign-in",
    method: "GET",
    path: "/api/v1/sign-in/oidc",
    summary: "Begin a sign-in with the organisation's identity provider",
    caller: "anyone",
    replies: [{ status: 303, description: "To the provider." }],
    problems: ["not-found", "unavailable"],
  }),
  finishOidc: endpoint({
    area: "sign-in",
    method: "GET",
    path: "/api/v1/sign-in/oidc/callback",
    summary: "Where the identity provider sends the browser back to",
    caller: "anyone",
    query: z.looseObject({
      state: z.string().max(500).optional(),
      code: z.string().max(4000).optional(),
      error: z.string().max(500).optional(),
    }),
    replies: [{ status: 303, description: "To the first page, signed in." }],
    problems: ["not-found", "sign-in-failed", "unavailable"],
  }),
  setUp: endpoint({
    area: "sign-in",
    method: "POST",
    path: "/api/v1/sign-in/set-up",
    summary: "Create the first account of a shared server, with the link it printed",
    caller: "anyone",
    body: z.strictObject({
      token: secretSchema,
      organisation: nameSchema,
      email: emailSchema,
      name: nameSchema,
      password: passwordSchema,
    }),
    replies: [signedIn],
    problems: ["sign-in-failed", "invalid", "conflict"],
  }),
  acceptInvitation: endpoint({
    area: "sign-in",
    method: "POST",
    path: "/api/v1/sign-in/invitation",
    summary: "Accept an invitation",
    details:
      "A new person gives name and password. Somebody with an account signs in first and sends the token alone.",
    caller: "anyone",
    body: z.strictObject({
      token: secretSchema,
      name: nameSchema.optional(),
      password: passwordSchema.optional(),
    }),
    replies: [signedIn],
    problems: ["sign-in-failed", "invalid", "conflict"],
  }),
  prove: endpoint({
    area: "sign-in",
    method: "POST",
    path: "/api/v1/sign-in/proof",
    summary: "Prove again who you are, before sensitive acts",
    caller: "session",
    body: z.union([
      z.strictObject({ password: passwordSchema }),
      z.strictObject({ code: codeSchema }),
      z.strictObject({ ceremony: secretSchema, response: ceremonySchema }),
    ]),
    replies: [{ status: 204, description: "Proved." }],
    problems: ["sign-in-failed"],
  }),
  signOut: endpoint({
    area: "sign-in",
    method: "POST",
    path: "/api/v1/sign-out",
    summary: "Sign out: the session ends on the server",
    caller: "session",
    replies: [{ status: 204, description: "Signed out." }],
    problems: [],
  }),
} as const;

export const accountEndpoints = {
  readMe: endpoint({
    area: "account",
    method: "GET",
    path: "/api/v1/me",
    summary: "Read who you are here, and what stands behind your sign-in",
    caller: "session-or-token",
    replies: [{ status: 200, description: "You.", schema: meSchema }],
    problems: [],
  }),
  changeMe: endpoint({
    area: "account",
    method: "PATCH",
    path: "/api/v1/me",
    summary: "Change your name",
    caller: "session",
    body: z.strictObject({ name: nameSchema }),
    replies: [{ status: 200, description: "You.", schema: meSchema }],
    problems: [],
  }),
  changePassword: endpoint({
    area: "account",
    method: "PUT",
    path: "/api/v1/me/password",
    summary: "Change your password; all other sessions end",
    caller: "session",
    body: z.strictObject({ current: passwordSchema, password: passwordSchema }),
    replies: [{ status: 204, description: "Changed." }],
    problems: ["sign-in-failed", "invalid", "not-found"],
  }),
  beginTotp: endpoint({
    area: "account",
    method: "POST",
    path: "/api/v1/me/totp",
    summary: "Begin to set up time-based codes; the secret is shown once",
    caller: "session",
    replies: [
      {
        status: 200,
        description: "The secret.",
        schema: z.strictObject({ secret: z.string(), uri: z.string() }),
      },
    ],
    problems: ["proof-needed", "not-found", "conflict"],
  }),
  confirmTotp: endpoint({
    area: "account",
    method: "POST",
    path: "/api/v1/me/totp/confirm",
    summary: "Confirm the set-up with a code; answers with recovery codes, shown once",
    caller: "session",
    body: z.strictObject({ code: codeSchema }),
    replies: [
      {
        status: 200,
        description: "Recovery codes.",
        schema: z.strictObject({ recoveryCodes: z.array(z.string()) }),
      },
    ],
    problems: ["sign-in-failed", "not-found", "conflict"],
  }),
  removeTotp: endpoint({
    area: "account",
    method: "DELETE",
    path: "/api/v1/me/totp",
    summary: "Stop using time-based codes",
    caller: "session",
    replies: [{ status: 204, description: "Removed." }],
    problems: ["proof-needed", "not-found"],
  }),
  renewRecoveryCodes: endpoint({
    area: "account",
    method: "POST",
    path: "/api/v1/me/recovery-codes",
    summary: "Make new recovery codes; the old ones end",
    caller: "session",
    replies: [
      {
        status: 200,
        description: "Recovery codes.",
        schema: z.strictObject({ recoveryCodes: z.array(z.string()) }),
      },
    ],
    problems: ["proof-needed", "not-found"],
  }),
  listPasskeys: endpoint({
    area: "account",
    method: "GET",
    path: "/api/v1/me/passkeys",
    summary: "List your passkeys",
    caller: "session",
    replies: [
      {
        status: 200,
        description: "Your passkeys.",
        schema: z.strictObject({ items: z.array(passkeySchema) }),
      },
    ],
    problems: [],
  }),
  beginPasskey: endpoint({
    area: "account",
    method: "POST",
    path: "/api/v1/me/passkeys/options",
    summary: "Begin to add a passkey",
    caller: "session",
    replies: [
      {
        status: 200,
        description: "Options for `navigator.credentials.create`.",
        schema: z.strictObject({ ceremony: z.string(), options: z.unknown() }),
      },
    ],
    problems: ["proof-needed", "not-found"],
  }),
  addPasskey: endpoint({
    area: "account",
    method: "POST",
    path: "/api/v1/me/passkeys",
    summary: "Add a passkey",
    caller: "session",
    body: z.strictObject({ ceremony: secretSchema, name: nameSchema, response: ceremonySchema }),
    replies: [{ status: 201, description: "The passkey.", schema: passkeySchema }],
    problems: ["sign-in-failed", "proof-needed", "conflict", "not-found"],
  }),
  removePasskey: endpoint({
    area: "account",
    method: "DELETE",
    path: "/api/v1/me/passkeys/{passkeyId}",
    summary: "Remove a passkey",
    caller: "session",
    params: z.strictObject({ passkeyId: z.string().min(1).max(2000) }),
    replies: [{ status: 204, description: "Removed." }],
    problems: ["proof-needed", "not-found"],
  }),
  listSessions: endpoint({
    area: "account",
    method: "GET",
    path: "/api/v1/sessions",
    summary: "List your sessions",
    caller: "session",
    replies: [
      {
        status: 200,
        description: "Your sessions.",
        schema: z.strictObject({ items: z.array(sessionSchema) }),
      },
    ],
    problems: [],
  }),
  endSession: endpoint({
    area: "account",
    method: "DELETE",
    path: "/api/v1/sessions/{sessionId}",
    summary: "End a session",
    caller: "session",
    params: z.strictObject({ sessionId: idSchema }),
    replies: [{ status: 204, description: "Ended." }],
    problems: ["not-found"],
  }),
  endOtherSessions: endpoint({
    area: "account",
    method: "DELETE",
    path: "/api/v1/sessions",
    summary: "End all your other sessions",
    caller: "session",
    replies: [
      { status: 200, description: "How many ended.", schema: z.strictObject({ ended: z.number().int() }) },
    ],
    problems: [],
  }),
} as const;
