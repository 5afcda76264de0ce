/** A clock that goes one second further at each look, and ids that count. */
import type { Clock, Ids } from "#workbench/stored";

export function fixedClock(day: string): Clock {
  let seconds = 0;
  return {
    now: () => {
      seconds += 1;
      const two = (number: number): string => String(number).padStart(2, "0");
      return `${day}T${two(8 + Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.000Z`;
    },
    today: () => day,
  };
}

export function countingIds(): Ids & { readonly secrets: () => readonly string[] } {
  let count = 0;
  const secrets: string[] = [];
  return {
    next: () => {
      count += 1;
      return `id-${String(count)}`;
    },
    secret: () => {
      count += 1;
      const secret = `secret-${String(count)}-${"s".repeat(30)}`;
      secrets.push(secret);
      return secret;
    },
    secrets: () => secrets,
  };
}
