/** From when until when an item of evidence counts, by its dates, its reviews and the events that reopen it. */
import { addDays, addDuration, parseDuration, type IsoDate } from "#base/calendar";
import type { EvidenceItem, Governance } from "#dossier";

export type TriggerKind = NonNullable<EvidenceItem["reopenedBy"]>[number];

/** An event of governance.yaml, with the items it can reopen. */
export interface ReopeningEvent {
  readonly kind: TriggerKind;
  readonly on: IsoDate;
  readonly what: string;
  /** Place in governance.events. */
  readonly index: number;
  /** Ids of the items that support what the event concerns; undefined when it concerns everything. */
  readonly only: ReadonlySet<string> | undefined;
}

export interface Validity {
  readonly state: "usable" | "not-yet-valid" | "expired" | "reopened";
  /** One clause without a full stop. */
  readonly because: string;
  /** Last day on which the item counts, when one follows from its dates. */
  readonly until: IsoDate | undefined;
  /** The event that reopened the item; undefined unless `state` is "reopened". */
  readonly event: ReopeningEvent | undefined;
}

export type GovernanceEvent = NonNullable<Governance["events"]>[number];

interface Limit {
  readonly until: IsoDate;
  readonly why: string;
}

/**
 * The validity of an item on the day `now`. An item does not count before it was made, nor before it was
 * collected; it never counts again once its validity or review is over or an event reopened it.
 */
export function validityOn(
  item: EvidenceItem,
  id: string,
  now: IsoDate,
  events: readonly ReopeningEvent[],
): Validity {
  const event = reopeningEvent(item, id, events);
  const review = reviewLimit(item, now);
  const limits: Limit[] = [];
  if (item.validUntil !== undefined)
    limits.push({ until: item.validUntil, why: `it is valid until ${item.validUntil}` });
  if (review !== undefined && review !== "not-yet") limits.push(review);
  const passed = limits.find((limit) => limit.until < now);
  if (event !== undefined) {
    limits.push({
      until: addDays(event.on, -1),
      why: `the ${triggerWords[event.kind]} of ${event.on} reopens it`,
    });
  }
  const limit = earliest(limits);
  const answer = (state: Validity["state"], because: string): Validity => {
    return { state, because, until: limit?.until, event: state === "reopened" ? event : undefined };
  };
  const start = startOf(item);
  if (start !== undefined && now < start.on) return answer("not-yet-valid", start.why);
  if (passed !== undefined) return answer("expired", passed.why);
  if (review === "not-yet") {
    return answer("not-yet-valid", `the review that keeps it valid is dated ${item.reviewedOn ?? ""}`);
  }
  if (event !== undefined && event.on <= now) {
    return answer(
      "reopened",
      `the ${triggerWords[event.kind]} of ${event.on} (${event.what}) calls for it to be made again`,
    );
  }
  return answer("usable", limit === undefined ? "no end of its validity is recorded" : limit.why);
}

/** How texts name the kinds of events. */
export const triggerWords: Readonly<Record<TriggerKind, string>> = {
  release: "release",
  "supplier-change": "supplier change",
  incident: "incident",
  "edition-change": "change of edition",
};

/** The day on which the fact was established, as far as the record tells. */
export function factDate(item: EvidenceItem): IsoDate | undefined {
  return item.madeOn ?? item.collectedOn;
}

/**
 * The earliest event that calls for the item to be made again: of a kind it lists, concerning it, on or after the day it was
 * made. An undated item cannot show that it is younger than an event, so every such event reopens it.
 */
export function reopeningEvent(
  item: EvidenceItem,
  id: string,
  events: readonly ReopeningEvent[],
): ReopeningEvent | undefined {
  const kinds = item.reopenedBy;
  if (kinds === undefined || kinds.length === 0) return undefined;
  const made = factDate(item);
  let first: ReopeningEvent | undefined;
  for (const event of events) {
    if (!kinds.includes(event.kind) || (made !== undefined && event.on < made)) continue;
    if (event.only !== undefined && !event.only.has(id)) continue;
    if (first === undefined || event.on < first.on) first = event;
  }
  return first;
}

function startOf(item: EvidenceItem): { readonly on: IsoDate; readonly why: string } | undefined {
  let start: { on: IsoDate; why: string } | undefined;
  const consider = (on: IsoDate | undefined, why: string): void => {
    if (on !== undefined && (start === undefined || on > start.on)) start = { on, why: `${why} ${on}` };
  };
  consider(item.madeOn, "it was made on");
  consider(item.collectedOn, "it was collected on");
  consider(item.validFrom, "it is valid from");
  return start;
}

/**
 * Until when the last review keeps the item valid. A review dated after `now` has not happened yet: until then
 * the date of the fact counts, and where that is too long ago the item is "not-yet" reviewed.
 */
function reviewLimit(item: EvidenceItem, now: IsoDate): Limit | "not-yet" | undefined {
  if (item.reviewEvery === undefined) return undefined;
  const period = parseDuration(item.reviewEvery) ?? { years: 0, months: 0, weeks: 0, days: 0 };
  const due = (from: IsoDate): Limit => {
    const until = addDuration(from, period);
    return { until, why: `its review is due on ${until} (${item.reviewEvery ?? ""} after ${from})` };
  };
  const made = factDate(item);
  const reviewed = item.reviewedOn;
  if (reviewed === undefined) return made === undefined ? undefined : due(made);
  if (reviewed <= now) return due(reviewed);
  if (made === undefined) return "not-yet";
  const before = due(made);
  if (before.until < now) return "not-yet";
  return before.until < addDays(reviewed, -1) ? before : due(reviewed);
}

function earliest(limits: readonly Limit[]): Limit | undefined {
  let first: Limit | undefined;
  for (const limit of limits) if (first === undefined || limit.until < first.until) first = limit;
  return first;
}
