/** API tokens and one-time sign-in links; only hashes of the secrets are kept. */
import type { Instant } from "./values.ts";

export interface ApiToken {
  readonly id: string;
  readonly organisationId: string;
  readonly personId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Instant | undefined;
  readonly lastUsedAt: Instant | undefined;
  readonly revokedAt: Instant | undefined;
  readonly createdAt: Instant;
}

export interface NewApiToken extends Omit<ApiToken, "lastUsedAt" | "revokedAt"> {
  /** SHA-256 of the token in hexadecimal digits. */
  readonly tokenHash: string;
}

export interface TokenStore {
  readonly create: (token: NewApiToken) => Promise<void>;
  readonly list: (organisationId: string, personId?: string) => Promise<readonly ApiToken[]>;
  /** Needs a system transaction. Returns expired and revoked tokens too: the caller says why it refuses. */
  readonly findByHash: (tokenHash: string) => Promise<ApiToken | undefined>;
  /** Notes the use, at most once a minute. */
  readonly touch: (id: string, at: Instant) => Promise<void>;
  readonly revoke: (organisationId: string, id: string, at: Instant) => Promise<boolean>;

  readonly putLink: (tokenHash: string, expiresAt: Instant) => Promise<void>;
  /** True once, and only before the link expires. */
  readonly useLink: (tokenHash: string, at: Instant) => Promise<boolean>;
}
