/** Judges items of evidence: the one place that decides whether an item may count on a given day. */
import { addDays, daysBetween, type IsoDate } from "#base/calendar";
import type { Dossier, EvidenceItem, FileFact } from "#dossier";
import { matchBoundary } from "./boundary-match.ts";
import { evidenceContext, type EvidenceContext } from "./evidence-context.ts";
import { isWebLink, pathFault } from "./evidence-path.ts";
import type { EvidenceState, EvidenceStatus } from "./evidence-status.ts";
import { factDate, validityOn } from "./validity.ts";

/** How long before its end an item is called expiring. */
export const expiringWithinDays = 60;

/**
 * The state of one item. What makes an item unusable is looked at first and in this order: its file, its boundary,
 * its dates and events; so no usable state can hide a fault.
 */
export function evidenceStatus(item: EvidenceItem, id: string, context: EvidenceContext): EvidenceStatus {
  const validity = validityOn(item, id, context.now, context.events);
  const { until } = validity;
  const answer = (state: EvidenceState, usable: boolean, because: string): EvidenceStatus => {
    return { id, state, usable, because, until };
  };
  const fault = fileFault(item, ownFact(context.files, id));
  if (fault !== undefined) return answer(fault.state, false, fault.because);
  const boundary = matchBoundary(item, context.subject);
  if (boundary.fit === "none") return answer("foreign", false, boundary.because);
  if (validity.state !== "usable") return answer(validity.state, false, validity.because);
  if (until !== undefined) {
    const days = daysLeft(context.now, until);
    if (days <= expiringWithinDays) {
      const day = addDays(until, 1);
      return answer(
        "expiring",
        true,
        `turns unusable ${inDays(days)}, on ${day}, because ${validity.because}`,
      );
    }
  }
  if (factDate(item) === undefined) {
    return answer("undated", true, "it records neither when it was made nor when it was collected");
  }
  return answer("fresh", true, validity.because);
}

/** Days from `now` to the first day on which an item no longer counts. */
export function daysLeft(now: IsoDate, until: IsoDate): number {
  return daysBetween(now, until) + 1;
}

export function inDays(days: number): string {
  return days === 1 ? "tomorrow" : `in ${String(days)} days`;
}

interface FileFault {
  readonly state: "missing" | "altered" | "unreadable";
  readonly because: string;
}

/** What is wrong with the file behind an item; an item that shows nothing counts as missing. */
export function fileFault(item: EvidenceItem, fact: FileFact | undefined): FileFault | undefined {
  if (item.file === undefined) {
    if (item.link === undefined) return { state: "missing", because: "it names neither a file nor a link" };
    if (isWebLink(item.link)) return undefined;
    return {
      state: "missing",
      because: `it has no file, and its link ${item.link} is not an http or https address`,
    };
  }
  const path = pathFault(item.file);
  if (path !== undefined && path !== "uses backslashes") {
    return { state: "unreadable", because: `its path ${item.file} ${path}` };
  }
  if (fact === undefined || fact.state === "missing") {
    return { state: "missing", because: `the file ${item.file} is not there` };
  }
  if (fact.state === "unreadable") {
    return { state: "unreadable", because: `the file ${item.file} cannot be read: ${fact.why}` };
  }
  if (item.sha256 !== undefined && item.sha256 !== fact.sha256) {
    return {
      state: "altered",
      because: `the file ${item.file} is not the one that was recorded: its SHA-256 differs`,
    };
  }
  return undefined;
}

/** A dossier may call an item "constructor"; only own members are facts. */
function ownFact(files: Readonly<Record<string, FileFact>>, id: string): FileFact | undefined {
  return Object.hasOwn(files, id) ? files[id] : undefined;
}

interface KnownStatus {
  readonly id: string;
  readonly now: IsoDate;
  readonly fact: FileFact | undefined;
  readonly subject: EvidenceContext["subject"];
  readonly events: EvidenceContext["events"] | undefined;
  readonly status: EvidenceStatus;
}

const knownStatuses = new WeakMap<EvidenceItem, KnownStatus>();
const knownMaps = new WeakMap<Dossier["evidence"], ReadonlyMap<string, EvidenceStatus>>();

/**
 * The state of every item of the dossier. An item whose inputs are the same objects as last time keeps its status,
 * and when no status changed the map is the same object too, so that what rests on it need not be worked out again.
 */
export function allEvidenceStatuses(
  dossier: Dossier,
  on: { readonly now: IsoDate; readonly files: Readonly<Record<string, FileFact>> },
): ReadonlyMap<string, EvidenceStatus> {
  const context = evidenceContext(dossier, on);
  const before = knownMaps.get(dossier.evidence);
  const statuses = new Map<string, EvidenceStatus>();
  let same = before !== undefined;
  for (const [id, item] of Object.entries(dossier.evidence)) {
    const status = knownStatus(item, id, context);
    statuses.set(id, status);
    if (same && before?.get(id) !== status) same = false;
  }
  if (same && before !== undefined) return before;
  knownMaps.set(dossier.evidence, statuses);
  return statuses;
}

function knownStatus(item: EvidenceItem, id: string, context: EvidenceContext): EvidenceStatus {
  const fact = ownFact(context.files, id);
  const events = item.reopenedBy === undefined ? undefined : context.events;
  const known = knownStatuses.get(item);
  if (
    known !== undefined &&
    known.id === id &&
    known.now === context.now &&
    known.fact === fact &&
    known.subject === context.subject &&
    known.events === events
  ) {
    return known.status;
  }
  const status = evidenceStatus(item, id, context);
  knownStatuses.set(item, { id, now: context.now, fact, subject: context.subject, events, status });
  return status;
}
