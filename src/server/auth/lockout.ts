/** Slows down guessing: each failure of an account or an address makes the next wait longer. */
import { createHash } from "node:crypto";
import { fail, ok, type Result } from "#base/result";
import type { Instant, SignInStore } from "#workbench/stored";

interface Rule {
  /** So many tries are free of delay. */
  readonly free: number;
  readonly firstDelaySeconds: number;
  readonly longestDelaySeconds: number;
  /** Counting begins anew after so long without a failure. */
  readonly forgetSeconds: number;
}

/** An account waits at most a quarter of an hour, so that nobody can be kept out for long by somebody else's failures. */
export const accountRule: Rule = {
  free: 5,
  firstDelaySeconds: 15,
  longestDelaySeconds: 900,
  forgetSeconds: 86_400,
};
/** Many people may share an address. */
export const addressRule: Rule = {
  free: 30,
  firstDelaySeconds: 15,
  longestDelaySeconds: 3600,
  forgetSeconds: 86_400,
};

export interface Subject {
  readonly key: string;
  readonly rule: Rule;
}

/** Names are hashed: the table of failures is no list of accounts. */
export function accountSubject(name: string): Subject {
  return { key: `account:${digest(name)}`, rule: accountRule };
}

export function addressSubject(address: string): Subject {
  return { key: `address:${digest(address)}`, rule: addressRule };
}

function digest(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex").slice(0, 32);
}

/**
 * Counts a try before it is judged, so that many at once do not slip through together. Fails with the seconds to wait, and then
 * nothing is counted; a try that succeeds calls `forgive`.
 */
export async function countTry(
  store: SignInStore,
  subjects: readonly Subject[],
  now: Instant,
): Promise<Result<undefined, number>> {
  for (const { key, rule } of subjects) {
    const before = await store.attempts(key);
    if (before !== undefined && secondsBetween(before.lastAt, now) > rule.forgetSeconds)
      await store.clearFailures(key);
    const failures = await store.addFailure(key, now);
    if (failures === "blocked") {
      const until = (await store.attempts(key))?.blockedUntil ?? now;
      return fail(Math.max(1, secondsBetween(now, until)));
    }
    const delay = delayAfter(failures, rule);
    if (delay > 0) await store.block(key, later(now, delay));
  }
  return ok(undefined);
}

export async function forgive(store: SignInStore, subjects: readonly Subject[]): Promise<void> {
  for (const { key } of subjects) await store.clearFailures(key);
}

export function delayAfter(failures: number, { free, firstDelaySeconds, longestDelaySeconds }: Rule): number {
  if (failures < free) return 0;
  return Math.min(longestDelaySeconds, firstDelaySeconds * 2 ** Math.min(failures - free, 20));
}

export function later(now: Instant, seconds: number): Instant {
  return new Date(Date.parse(now) + seconds * 1000).toISOString();
}

function secondsBetween(from: Instant, to: Instant): number {
  return Math.ceil((Date.parse(to) - Date.parse(from)) / 1000);
}
