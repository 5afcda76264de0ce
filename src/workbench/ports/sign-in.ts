/** How people prove who they are: passwords, second factors, sessions. Secrets are kept hashed or sealed, never as they are. */
import type { Instant } from "./values.ts";

export interface PasswordRecord {
  /** In the PHC format, with algorithm and parameters. */
  readonly hash: string;
  readonly setAt: Instant;
}

/** A shared secret for time-based codes (RFC 6238). */
export interface TotpRecord {
  /** The secret, sealed by the server's key. */
  readonly sealed: string;
  /** Undefined until the person showed a code once; only then it counts. */
  readonly confirmedAt: Instant | undefined;
}

/** A passkey (WebAuthn credential); the public key is no secret. */
export interface Passkey {
  /** Credential id, base64url. */
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | undefined;
}

/** `second-factor`: the password was right, and nothing more may be done before the second factor is. */
export type SessionStage = "second-factor" | "signed-in";

export type SignInMethod = "link" | "password" | "passkey" | "oidc" | "invitation";

export interface Session {
  /** Names the session in lists; worthless to whoever wants to use it. */
  readonly id: string;
  readonly personId: string;
  readonly stage: SessionStage;
  readonly method: SignInMethod;
  /** Whether two factors, or a passkey that checked its user, stood behind the sign-in. */
  readonly strong: boolean;
  readonly createdAt: Instant;
  /** When the person last proved who they are; sensitive acts ask for a recent proof. */
  readonly provedAt: Instant;
  readonly lastSeenAt: Instant;
  /** The session ends then without use, and at `endsAt` in any case. */
  readonly idleUntil: Instant;
  readonly endsAt: Instant;
  /** Browser and system in short words. */
  readonly device: string;
}

export interface NewSession extends Session {
  /** SHA-256 of the cookie's value, in hexadecimal digits. */
  readonly tokenHash: string;
}

export interface Attempts {
  readonly failures: number;
  readonly blockedUntil: Instant | undefined;
  readonly lastAt: Instant;
}

/** Needs a system transaction, because people are not the property of one organisation. */
export interface SignInStore {
  readonly password: (personId: string) => Promise<PasswordRecord | undefined>;
  readonly setPassword: (personId: string, hash: string, at: Instant) => Promise<void>;

  readonly totp: (personId: string) => Promise<TotpRecord | undefined>;
  /** Puts a new secret in place, unconfirmed. */
  readonly putTotp: (personId: string, sealed: string) => Promise<void>;
  readonly confirmTotp: (personId: string, at: Instant) => Promise<boolean>;
  readonly removeTotp: (personId: string) => Promise<boolean>;
  /** True when no code of this or a later time step was used before: a code counts once. */
  readonly useTotpStep: (personId: string, step: number) => Promise<boolean>;
  /** Replaces all codes. */
  readonly putRecoveryCodes: (personId: string, codeHashes: readonly string[]) => Promise<void>;
  /** True once for each code. */
  readonly useRecoveryCode: (personId: string, codeHash: string) => Promise<boolean>;
  readonly countRecoveryCodes: (personId: string) => Promise<number>;

  readonly passkeys: (personId: string) => Promise<readonly Passkey[]>;
  readonly passkey: (id: string) => Promise<Passkey | undefined>;
  /** False when the credential is known already. */
  readonly addPasskey: (passkey: Passkey) => Promise<boolean>;
  readonly passkeyUsed: (id: string, counter: number, at: Instant) => Promise<void>;
  readonly removePasskey: (personId: string, id: string) => Promise<boolean>;

  readonly personOfIdentity: (issuer: string, subject: string) => Promise<string | undefined>;
  /** False when the identity belongs to someone already. */
  readonly addIdentity: (issuer: string, subject: string, personId: string, at: Instant) => Promise<boolean>;

  readonly putSession: (session: NewSession) => Promise<void>;
  /** Ended and unknown sessions alike are undefined. */
  readonly findSession: (tokenHash: string, at: Instant) => Promise<Session | undefined>;
  readonly touchSession: (id: string, at: Instant, idleUntil: Instant) => Promise<void>;
  /** Notes a fresh proof of who the person is. */
  readonly proveSession: (id: string, at: Instant) => Promise<void>;
  /** Sessions of a person that have not ended, newest first. */
  readonly sessions: (personId: string, at: Instant) => Promise<readonly Session[]>;
  readonly endSession: (personId: string, id: string) => Promise<boolean>;
  /** Ends all sessions of the person but one; returns how many. */
  readonly endSessions: (personId: string, exceptId?: string) => Promise<number>;
  /** Deletes sessions, challenges and counters that ended before the instant. */
  readonly forgetEnded: (before: Instant) => Promise<void>;

  /** What the server must remember between two requests of a sign-in: a passkey challenge, the state of an OIDC request. */
  readonly putChallenge: (challenge: {
    readonly tokenHash: string;
    readonly purpose: string;
    readonly data: string;
    readonly expiresAt: Instant;
  }) => Promise<void>;
  /** The data, once. */
  readonly takeChallenge: (tokenHash: string, purpose: string, at: Instant) => Promise<string | undefined>;

  readonly attempts: (key: string) => Promise<Attempts | undefined>;
  /** Adds a failure and returns the number so far, unless the key is blocked. Of many at once each sees those before. */
  readonly addFailure: (key: string, at: Instant) => Promise<number | "blocked">;
  readonly block: (key: string, until: Instant) => Promise<void>;
  readonly clearFailures: (key: string) => Promise<void>;
}
