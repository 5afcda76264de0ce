/** Act: open a dossier with all its records, and say what the reader may do with it. */
import { dossierActions, may, type Actor, type AssessmentMode, type DossierAction } from "#access";
import { ok } from "#base/result";
import type { ActPorts } from "./act-ports.ts";
import { loadDossier } from "./load-dossier.ts";
import type { DossierHead } from "./ports/dossiers.ts";
import type { RecordName, StoredRecord } from "./ports/records.ts";
import { notFound, visibleTo, type Answer } from "./refusal.ts";

export interface OpenedDossier {
  readonly head: DossierHead;
  readonly mode: AssessmentMode;
  /** Of the records; earlier than that of the head where an earlier one was asked for. */
  readonly revision: number;
  readonly records: readonly StoredRecord[];
  readonly mayDo: readonly DossierAction[];
}

export function openDossier(
  ports: ActPorts,
  actor: Actor,
  command: { readonly dossierId: string; readonly revision?: number | undefined },
): Promise<Answer<OpenedDossier>> {
  const { dossierId, revision } = command;
  return ports.work.inTransaction(
    visibleTo(actor),
    async (stores) => {
      const loaded = await loadDossier(ports, stores, actor, dossierId);
      if (!loaded.ok) return loaded;
      const { head, situation, records } = loaded.value;
      const common = {
        head,
        mode: situation.mode,
        mayDo: dossierActions.filter((action) => may(actor, action, situation).allowed),
      };
      if (records !== undefined && (revision === undefined || revision === head.revision)) {
        return ok({ ...common, revision: head.revision, records });
      }
      const set =
        revision === undefined || revision === head.revision
          ? await stores.records.readAll(dossierId)
          : await stores.records.readAllAt(dossierId, revision);
      if (set === undefined) return notFound("revision of this dossier");
      if (set.revision === loaded.value.revision)
        ports.memory.keep(dossierId, { ...loaded.value, records: set.records });
      return ok({ ...common, revision: set.revision, records: set.records });
    },
    { readOnly: true },
  );
}

/** One record with its version. */
export function readRecord(
  ports: ActPorts,
  actor: Actor,
  command: RecordName & { readonly dossierId: string },
): Promise<Answer<StoredRecord>> {
  const { dossierId, kind, key } = command;
  return ports.work.inTransaction(
    visibleTo(actor),
    async (stores) => {
      const loaded = await loadDossier(ports, stores, actor, dossierId);
      if (!loaded.ok) return loaded;
      const record = await stores.records.read(dossierId, { kind, key });
      return record === undefined ? notFound("record") : ok(record);
    },
    { readOnly: true },
  );
}
