/** Time and chance, which acts never take from the machine themselves. */
import type { IsoDate } from "#base/calendar";
import type { Instant } from "./values.ts";

export interface Clock {
  readonly now: () => Instant;
  /** The calendar day in UTC. */
  readonly today: () => IsoDate;
}

export interface Ids {
  /** A new id that no other row has; sorts roughly by time of creation. */
  readonly next: () => string;
  /** A secret of 256 bits as URL-safe text, for links and tokens. Only its hash is ever stored. */
  readonly secret: () => string;
}
