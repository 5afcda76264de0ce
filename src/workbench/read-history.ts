/** Act: read who changed which record of a dossier, when, and to what. */
import type { Actor } from "#access";
import type { Result } from "#base/result";
import type { ActPorts } from "./act-ports.ts";
import { loadDossier } from "./load-dossier.ts";
import type { RecordName, RecordStore, RecordVersion } from "./ports/records.ts";
import type { BadCursor, Page, PageRequest } from "./ports/values.ts";
import { invalid, visibleTo, type Answer } from "./refusal.ts";

type Versions = Result<Page<RecordVersion>, BadCursor>;

/** All versions of one record, newest first. */
export function readHistory(
  ports: ActPorts,
  actor: Actor,
  command: RecordName & PageRequest & { readonly dossierId: string },
): Promise<Answer<Page<RecordVersion>>> {
  const { dossierId, kind, key, ...page } = command;
  return reading(ports, actor, dossierId, (records) => records.history(dossierId, { kind, key }, page));
}

/** The latest changes of a dossier, newest first; or, where `since` is a revision, those after it, oldest first. */
export function readChanges(
  ports: ActPorts,
  actor: Actor,
  command: PageRequest & { readonly dossierId: string; readonly since?: number | undefined },
): Promise<Answer<Page<RecordVersion>>> {
  const { dossierId, since, ...page } = command;
  return reading(ports, actor, dossierId, (records) =>
    since === undefined
      ? records.recentChanges(dossierId, page)
      : records.changesSince(dossierId, since, page),
  );
}

function reading(
  ports: ActPorts,
  actor: Actor,
  dossierId: string,
  read: (records: RecordStore) => Promise<Versions>,
): Promise<Answer<Page<RecordVersion>>> {
  return ports.work.inTransaction(
    visibleTo(actor),
    async (stores) => {
      const loaded = await loadDossier(ports, stores, actor, dossierId, { action: "history.read" });
      if (!loaded.ok) return loaded;
      const page = await read(stores.records);
      return page.ok ? page : invalid("The list cannot go on from there; begin it again.");
    },
    { readOnly: true },
  );
}
