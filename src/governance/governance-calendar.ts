/** Everything in a dossier that has a day: audits, reviews, verifications, renewals, actions, records, planned events. */
import { addDuration, daysBetween, parseDuration, type IsoDate } from "#base/calendar";
import type { DossierPath } from "#base/path";
import type { Dossier, EvidenceItem, Finding, Governance } from "#dossier";

export type CalendarKind =
  | NonNullable<Governance["cadence"]>[string]["kind"]
  | "verification"
  | "evidence-end"
  | "action-due"
  | "record-due"
  | "event";

export interface CalendarEntry {
  readonly on: IsoDate;
  readonly kind: CalendarKind;
  /** What is to be done or ends on that day, without a full stop. */
  readonly title: string;
  readonly owner: string | undefined;
  /** Days from today; negative when the day has passed. */
  readonly inDays: number;
  readonly overdue: boolean;
  /** The value that the day comes from. */
  readonly at: DossierPath;
}

type Dated = Pick<CalendarEntry, "on" | "kind" | "title" | "owner" | "at">;

/**
 * All days in order, passed ones first: what is overdue stays in the calendar until it is done. Past events are left out, and so
 * is what was never done and therefore has no day yet.
 */
export function governanceCalendar(dossier: Dossier, now: IsoDate): readonly CalendarEntry[] {
  const dated = [
    ...cadenceDays(dossier.governance),
    ...verificationDays(dossier),
    ...Object.entries(dossier.evidence).flatMap(([id, item]) => evidenceDays(id, item)),
    ...Object.entries(dossier.findings).flatMap(([id, finding]) => actionDays(id, finding)),
    ...recordDays(dossier),
    ...eventDays(dossier.governance, now),
  ];
  return dated
    .map((one) => ({ ...one, inDays: daysBetween(now, one.on), overdue: one.on < now }))
    .sort((a, b) => compare(a.on, b.on) || compare(a.kind, b.kind) || compare(a.title, b.title));
}

function next(lastDone: IsoDate | undefined, every: string | undefined): IsoDate | undefined {
  const period = every === undefined ? undefined : parseDuration(every);
  return lastDone === undefined || period === undefined ? undefined : addDuration(lastDone, period);
}

function cadenceDays({ cadence }: Governance): Dated[] {
  return Object.entries(cadence ?? {}).flatMap(([key, one]) => {
    const on = next(one.lastDone, one.every);
    const at = ["governance", "cadence", key, "lastDone"];
    return on === undefined ? [] : [{ on, kind: one.kind, title: one.title, owner: one.owner, at }];
  });
}

function verificationDays({ controls }: Dossier): Dated[] {
  return Object.entries(controls).flatMap(([id, control]) =>
    (control.verification ?? []).flatMap(({ every, lastDone, what }, index): Dated[] => {
      const on = next(lastDone, every);
      const at = ["controls", id, "verification", index, "lastDone"];
      const title = `Verify control ${id} (${control.title}): ${what}`;
      return on === undefined ? [] : [{ on, kind: "verification", title, owner: control.owner, at }];
    }),
  );
}

/** The end of validity and the next review are two days: the first asks for a new item, the second for a look at it. */
function evidenceDays(id: string, item: EvidenceItem): Dated[] {
  const days: Dated[] = [];
  const { owner } = item;
  if (item.validUntil !== undefined) {
    const title = `Evidence ${id} (${item.title}) is valid until this day`;
    days.push({
      on: item.validUntil,
      kind: "evidence-end",
      title,
      owner,
      at: ["evidence", id, "validUntil"],
    });
  }
  const review = next(item.reviewedOn ?? item.madeOn ?? item.collectedOn, item.reviewEvery);
  if (review !== undefined) {
    const title = `Review evidence ${id} (${item.title})`;
    days.push({ on: review, kind: "evidence-review", title, owner, at: ["evidence", id, "reviewEvery"] });
  }
  return days;
}

function actionDays(id: string, finding: Finding): Dated[] {
  return (finding.actions ?? []).flatMap((action, index): Dated[] => {
    if (action.due === undefined || action.doneOn !== undefined) return [];
    const at = ["findings", id, "actions", index, "due"];
    const title = `${action.what} (finding ${id})`;
    return [{ on: action.due, kind: "action-due", title, owner: action.owner ?? finding.owner, at }];
  });
}

interface Steward {
  readonly owner?: string | undefined;
  readonly due?: IsoDate | undefined;
  readonly review?: string | undefined;
}

/** Days by which records must be complete; a reviewed record and a closed finding are. */
function recordDays(dossier: Dossier): Dated[] {
  const days: Dated[] = [];
  const add = (what: string, steward: Steward, at: DossierPath): void => {
    if (steward.due === undefined || steward.review === "reviewed") return;
    days.push({
      on: steward.due,
      kind: "record-due",
      title: `${what} is to be complete`,
      owner: steward.owner,
      at: [...at, "due"],
    });
  };
  for (const [id, row] of Object.entries(dossier.ics)) add(`ICS row ${id}`, row, ["ics", id]);
  for (const [document, rows] of Object.entries(dossier.requirements)) {
    for (const [id, row] of Object.entries(rows))
      add(`Requirement ${id}`, row, ["requirements", document, id]);
  }
  for (const [table, entries] of Object.entries(dossier.ixit)) {
    for (const [id, entry] of Object.entries(entries))
      add(`IXIT entry ${id}`, entry.own, ["ixit", table, id]);
  }
  for (const [id, control] of Object.entries(dossier.controls))
    add(`Control ${id}`, control, ["controls", id]);
  for (const [id, item] of Object.entries(dossier.evidence)) add(`Evidence ${id}`, item, ["evidence", id]);
  for (const [id, finding] of Object.entries(dossier.findings)) {
    if (finding.state !== "done" && finding.state !== "verified")
      add(`Finding ${id}`, finding, ["findings", id]);
  }
  return days;
}

function eventDays({ events }: Governance, now: IsoDate): Dated[] {
  return (events ?? []).flatMap((event, index): Dated[] => {
    if (event.on < now) return [];
    const at = ["governance", "events", index, "on"];
    return [{ on: event.on, kind: "event", title: event.what, owner: undefined, at }];
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
