/** The state of an evidence item at a given day, and the coverage it gives. */
import type { IsoDate } from "#base/calendar";

/**
 * fresh, expiring (within 60 days) and undated can be used, all others cannot:
 * expired (validity or review is over), not-yet-valid, reopened (an event called for it to be made again),
 * missing (file not there), altered (hash differs), unreadable, foreign (another product or version).
 */
export type EvidenceState =
  | "fresh"
  | "expiring"
  | "undated"
  | "expired"
  | "not-yet-valid"
  | "reopened"
  | "missing"
  | "altered"
  | "unreadable"
  | "foreign";

export interface EvidenceStatus {
  readonly id: string;
  readonly state: EvidenceState;
  /** True for the states in which the item may count. */
  readonly usable: boolean;
  readonly because: string;
  /** Last day on which the item counts, if one follows from its dates. */
  readonly until: IsoDate | undefined;
}
