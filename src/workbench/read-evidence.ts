/** Act: list the evidence files of a dossier, and open the content of one. */
import type { Actor } from "#access";
import { ok } from "#base/result";
import type { ActPorts } from "./act-ports.ts";
import { loadDossier } from "./load-dossier.ts";
import type { EvidenceLink } from "./ports/evidence.ts";
import { notFound, visibleTo, type Answer } from "./refusal.ts";

export function listEvidence(
  ports: ActPorts,
  actor: Actor,
  command: { readonly dossierId: string },
): Promise<Answer<readonly EvidenceLink[]>> {
  return ports.work.inTransaction(
    visibleTo(actor),
    async (stores) => {
      const loaded = await loadDossier(ports, stores, actor, command.dossierId);
      return loaded.ok ? ok(await stores.evidence.list(command.dossierId)) : loaded;
    },
    { readOnly: true },
  );
}

export interface OpenedEvidence {
  readonly link: EvidenceLink;
  /** Of the whole file, also where only a part was asked for. */
  readonly bytes: number;
  readonly content: AsyncIterable<Uint8Array>;
}

export async function openEvidence(
  ports: ActPorts,
  actor: Actor,
  command: {
    readonly dossierId: string;
    readonly evidenceId: string;
    /** `end` is inclusive. */
    readonly range?: { readonly start: number; readonly end: number } | undefined;
  },
): Promise<Answer<OpenedEvidence>> {
  const { dossierId, evidenceId, range } = command;
  const found = await ports.work.inTransaction(
    visibleTo(actor),
    async (stores) => {
      const loaded = await loadDossier(ports, stores, actor, dossierId);
      if (!loaded.ok) return loaded;
      const link = await stores.evidence.find(dossierId, evidenceId);
      return link === undefined ? notFound("evidence file") : ok(link);
    },
    { readOnly: true },
  );
  if (!found.ok) return found;
  const blob = await ports.blobs.get(found.value.sha256, range);
  if (blob === undefined) return notFound("evidence file");
  return ok({ link: found.value, bytes: found.value.bytes, content: blob.content });
}
