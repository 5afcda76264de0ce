/** Act: take the file away from an evidence item; the item and its history stay. */
import type { Actor } from "#access";
import { ok } from "#base/result";
import type { ActPorts } from "./act-ports.ts";
import { hashBody } from "./hash-text.ts";
import { leaveOut } from "./leave-out.ts";
import { loadDossier } from "./load-dossier.ts";
import { notFound, visibleTo, type Answer } from "./refusal.ts";
import { saveChanges } from "./save-changes.ts";

export async function detachEvidence(
  ports: ActPorts,
  actor: Actor,
  command: { readonly dossierId: string; readonly evidenceId: string; readonly expected: number | "any" },
): Promise<Answer<{ readonly revision: number }>> {
  const { dossierId, evidenceId, expected } = command;
  const done = await ports.work.inTransaction(visibleTo(actor), async (stores) => {
    const loaded = await loadDossier(ports, stores, actor, dossierId, { lock: true, action: "claims.write" });
    if (!loaded.ok) return loaded;
    const link = await stores.evidence.find(dossierId, evidenceId);
    const items = loaded.value.dossier.evidence;
    const before = Object.hasOwn(items, evidenceId) ? items[evidenceId] : undefined;
    if (link === undefined || before === undefined) return notFound("evidence file");
    const body = leaveOut(before, "file", "sha256");
    await stores.evidence.unlink(dossierId, evidenceId);
    return saveChanges(
      { ports, stores, actor, loaded: loaded.value },
      {
        writes: [{ kind: "evidence", key: evidenceId, body, expected }],
        relinked: true,
        action: "evidence.detach",
        subject: `evidence/${evidenceId}`,
        detail: { sha256: link.sha256, bodySha256: hashBody(body) },
      },
    );
  });
  if (!done.ok) return done;
  ports.memory.keep(dossierId, done.value.state);
  return ok({ revision: done.value.revision });
}
