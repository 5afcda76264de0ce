/** Time-based codes (RFC 6238) and the recovery codes that stand in for them. */
import { randomInt } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import type { Instant } from "#workbench/stored";

const period = 30;

function totpOf(secret: string, account: string): TOTP {
  return new TOTP({
    issuer: "Plumbline",
    label: account,
    algorithm: "SHA1",
    digits: 6,
    period,
    secret: Secret.fromBase32(secret),
  });
}

export interface TotpSetUp {
  readonly secret: string;
  /** For the QR code of an authenticator. */
  readonly uri: string;
}

export function newTotp(account: string): TotpSetUp {
  const secret = new Secret({ size: 20 }).base32;
  return { secret, uri: totpOf(secret, account).toString() };
}

/** The time step whose code this is, one step of clock difference allowed; undefined for a wrong code. */
export function totpStep(secret: string, code: string, now: Instant): number | undefined {
  const timestamp = Date.parse(now);
  const token = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return undefined;
  const delta = totpOf(secret, "account").validate({ token, window: 1, timestamp });
  return delta === null ? undefined : Math.floor(timestamp / 1000 / period) + delta;
}

/** Without letters and digits that look alike. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/** Ten codes of 49 bits each. */
export function newRecoveryCodes(): readonly string[] {
  const letters = (count: number): string =>
    Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join("");
  return Array.from({ length: 10 }, () => `${letters(5)}-${letters(5)}`);
}

export function plainRecoveryCode(code: string): string {
  return code.toLowerCase().replace(/[^a-z0-9]/g, "");
}
