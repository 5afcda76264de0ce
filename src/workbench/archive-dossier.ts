/** Act: archive a dossier, so that it stays readable and takes no changes, or restore it. */
import type { Actor } from "#access";
import { ok } from "#base/result";
import type { ActPorts } from "./act-ports.ts";
import { loadDossier } from "./load-dossier.ts";
import type { DossierHead } from "./ports/dossiers.ts";
import { actorName, notFound, visibleTo, type Answer } from "./refusal.ts";
import { person } from "./save-changes.ts";

export function archiveDossier(
  ports: ActPorts,
  actor: Actor,
  command: { readonly dossierId: string; readonly archived: boolean },
): Promise<Answer<DossierHead>> {
  const { dossierId, archived } = command;
  return ports.work.inTransaction(visibleTo(actor), async (stores) => {
    const loaded = await loadDossier(ports, stores, actor, dossierId, {
      lock: true,
      action: "dossier.archive",
    });
    if (!loaded.ok) return loaded;
    const { head } = loaded.value;
    // Asking for what is so already changes nothing and leaves no trace.
    if ((head.archivedAt !== undefined) === archived) return ok(head);
    const at = ports.clock.now();
    await (archived ? stores.dossiers.archive(dossierId, at) : stores.dossiers.restore(dossierId, at));
    await stores.audit.append({
      organisationId: head.organisationId,
      at,
      actor: actorName(actor),
      action: archived ? "dossier.archive" : "dossier.restore",
      subject: `dossier/${dossierId}`,
      detail: { revision: head.revision, ...person(actor) },
    });
    const after = await stores.dossiers.find(dossierId);
    return after === undefined ? notFound("dossier") : ok(after);
  });
}
