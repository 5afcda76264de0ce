/** What turns unusable until a day, in order, what it carries, and the fewest items to renew. */
import { addDays, type IsoDate } from "#base/calendar";
import type { Dossier } from "#dossier";
import { evidenceContext } from "./evidence-context.ts";
import { evidenceFor, type CarriedRecords } from "./evidence-index.ts";
import { allEvidenceStatuses, evidenceStatus } from "./judge-evidence.ts";
import { smallestCover } from "./smallest-cover.ts";
import type { FileFact } from "#dossier";

export interface Lapse {
  readonly id: string;
  readonly title: string;
  /** Last day on which the item counts. */
  readonly until: IsoDate;
  /** First day on which it no longer does. */
  readonly on: IsoDate;
  readonly because: string;
  readonly owner: string | undefined;
  readonly carries: CarriedRecords;
}

export interface Forecast {
  readonly from: IsoDate;
  readonly until: IsoDate;
  /** Items usable today that no longer are on the last day, by day and then by id. */
  readonly lapses: readonly Lapse[];
  /** Records left without any usable evidence on the last day, of those that have some today. */
  readonly uncovered: readonly string[];
  /** The fewest items whose renewal leaves none of them uncovered. */
  readonly renew: readonly string[];
  /** False where the list to renew may not be the smallest. */
  readonly smallest: boolean;
}

const nothing: CarriedRecords = {
  provisions: [],
  requirements: [],
  groups: [],
  cases: [],
  controls: [],
  ixit: [],
};

/**
 * Looks ahead from `now` to `until` (both included), with the files as they are now and the events as they are recorded.
 * An item with a gap inside the span (a review in the future that comes too late) counts as lapsing.
 */
export function forecast(
  dossier: Dossier,
  on: { readonly now: IsoDate; readonly files: Readonly<Record<string, FileFact>> },
  until: IsoDate,
): Forecast {
  const index = evidenceFor(dossier);
  const today = allEvidenceStatuses(dossier, on);
  const lastDay = evidenceContext(dossier, { ...on, now: until });
  const lapses: Lapse[] = [];
  const lasting = new Set<string>();
  for (const [id, item] of Object.entries(dossier.evidence)) {
    const status = today.get(id);
    if (status?.until !== undefined && status.usable && status.until < until) {
      lapses.push({
        id,
        title: item.title,
        until: status.until,
        on: addDays(status.until, 1),
        because: evidenceStatus(item, id, { ...lastDay, now: addDays(status.until, 1) }).because,
        owner: item.owner,
        carries: index.carriedBy.get(id) ?? nothing,
      });
    } else if (evidenceStatus(item, id, lastDay).usable) lasting.add(id);
  }
  lapses.sort((a, b) => compare(a.on, b.on) || compare(a.id, b.id));
  const atRisk = recordsAtRisk(lapses, lasting, dossier);
  const cover = smallestCover(atRisk);
  return {
    from: on.now,
    until,
    lapses,
    uncovered: [...atRisk.keys()],
    renew: cover.items,
    smallest: cover.smallest,
  };
}

/** Records that only lapsing items carry, with these items. */
function recordsAtRisk(
  lapses: readonly Lapse[],
  lasting: ReadonlySet<string>,
  dossier: Dossier,
): ReadonlyMap<string, readonly string[]> {
  const index = evidenceFor(dossier);
  const lapsing = new Set(lapses.map((one) => one.id));
  const atRisk = new Map<string, readonly string[]>();
  const look = (what: string, lists: ReadonlyMap<string, readonly string[]>): void => {
    for (const [key, ids] of lists) {
      if (ids.some((id) => lasting.has(id))) continue;
      const candidates = ids.filter((id) => lapsing.has(id));
      if (candidates.length > 0) atRisk.set(`${what} ${key}`, candidates);
    }
  };
  look("provision", index.byProvision);
  look("requirement", index.byRequirement);
  look("test case", index.byCase);
  look("control", index.byControl);
  look("IXIT entry", index.byIxit);
  return atRisk;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
