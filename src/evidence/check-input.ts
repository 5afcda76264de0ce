/** What the checks of evidence are given: the dossier, the pinned editions, the day, the files and the states of all items. */
import type { IsoDate } from "#base/calendar";
import type { Dossier, FileFact } from "#dossier";
import type { EvidenceStatus } from "./evidence-status.ts";
import type { StandardsLookup } from "./record-lookup.ts";

export interface EvidenceCheckInput {
  readonly dossier: Dossier;
  readonly standards: StandardsLookup;
  readonly now: IsoDate;
  readonly files: Readonly<Record<string, FileFact>>;
  /** From `allEvidenceStatuses` for the same day and files. */
  readonly statuses: ReadonlyMap<string, EvidenceStatus>;
}
