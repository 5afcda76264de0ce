/** Act: set which organisations take part in a dossier, and as what. */
import type { Actor } from "#access";
import { ok } from "#base/result";
import type { ActPorts } from "./act-ports.ts";
import { loadDossier } from "./load-dossier.ts";
import { partyFault } from "./party-fault.ts";
import type { DossierHead, DossierParty } from "./ports/dossiers.ts";
import { actorName, invalid, notFound, visibleTo, type Answer } from "./refusal.ts";
import { person } from "./save-changes.ts";

export async function setParties(
  ports: ActPorts,
  actor: Actor,
  command: { readonly dossierId: string; readonly parties: readonly DossierParty[] },
): Promise<Answer<DossierHead>> {
  const { dossierId, parties } = command;
  // Parties are organisations that the owner cannot see, so that only the system can tell whether they exist. Asked
  // after the right is known, so that nobody else learns which ids are in use.
  const right = await ports.work.inTransaction(
    visibleTo(actor),
    (stores) => loadDossier(ports, stores, actor, dossierId, { action: "parties.set" }),
    { readOnly: true },
  );
  if (!right.ok) return right;
  const unknown = await unknownOrganisation(ports, parties);
  if (unknown !== undefined) return invalid(`There is no organisation ${unknown}.`);
  return ports.work.inTransaction(visibleTo(actor), async (stores) => {
    const loaded = await loadDossier(ports, stores, actor, dossierId, { lock: true, action: "parties.set" });
    if (!loaded.ok) return loaded;
    const { head, situation } = loaded.value;
    const fault = partyFault(parties, situation.mode, head.organisationId);
    if (fault !== undefined) return invalid(fault);
    const at = ports.clock.now();
    await stores.dossiers.setParties(dossierId, parties, at);
    const named = (list: readonly DossierParty[]): readonly string[] =>
      list.map((one) => `${one.party} ${one.organisationId}`);
    await stores.audit.append({
      organisationId: head.organisationId,
      at,
      actor: actorName(actor),
      action: "dossier.parties",
      subject: `dossier/${dossierId}`,
      detail: {
        before: named(head.parties),
        after: named(parties),
        assessment: situation.mode,
        ...person(actor),
      },
    });
    const after = await stores.dossiers.find(dossierId);
    return after === undefined ? notFound("dossier") : ok(after);
  });
}

function unknownOrganisation(ports: ActPorts, parties: readonly DossierParty[]): Promise<string | undefined> {
  const wanted = [...new Set(parties.map((one) => one.organisationId))];
  return ports.work.inTransaction(
    "system",
    async (stores) => {
      for (const id of wanted) if ((await stores.organisations.find(id)) === undefined) return id;
      return undefined;
    },
    { readOnly: true },
  );
}
