/** What the state of evidence depends on besides the item itself: the day, the files, the subject and the events. */
import type { IsoDate } from "#base/calendar";
import type { Dossier, FileFact } from "#dossier";
import { subjectIdentity, type SubjectIdentity } from "./boundary-match.ts";
import { evidenceConcernedBy, evidenceFor } from "./evidence-index.ts";
import type { GovernanceEvent, ReopeningEvent } from "./validity.ts";

export interface EvidenceContext {
  readonly now: IsoDate;
  readonly files: Readonly<Record<string, FileFact>>;
  readonly subject: SubjectIdentity;
  readonly events: readonly ReopeningEvent[];
}

const noEvents: readonly ReopeningEvent[] = [];
const eventLists = new WeakMap<object, readonly ReopeningEvent[]>();

export function evidenceContext(
  dossier: Dossier,
  on: { readonly now: IsoDate; readonly files: Readonly<Record<string, FileFact>> },
): EvidenceContext {
  return {
    now: on.now,
    files: on.files,
    subject: subjectIdentity(dossier),
    events: reopeningEvents(dossier),
  };
}

/** Events with the evidence they concern; the same list for the same events unless some concern single records. */
function reopeningEvents(dossier: Dossier): readonly ReopeningEvent[] {
  const { events } = dossier.governance;
  if (events === undefined || events.length === 0) return noEvents;
  const known = eventLists.get(events);
  if (known !== undefined) return known;
  const general = events.every((event) => !concernsSomething(event));
  const list = events.map((event, index): ReopeningEvent => {
    const only = concernsSomething(event)
      ? evidenceConcernedBy(event.concerns ?? {}, evidenceFor(dossier))
      : undefined;
    return { kind: event.kind, on: event.on, what: event.what, index, only };
  });
  if (general) eventLists.set(events, list);
  return list;
}

/** An event whose `concerns` names nothing concerns everything. */
function concernsSomething(event: GovernanceEvent): boolean {
  return Object.values(event.concerns ?? {}).some(
    (ids: readonly string[] | undefined) => ids !== undefined && ids.length > 0,
  );
}
