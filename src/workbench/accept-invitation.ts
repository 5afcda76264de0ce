/** Act: become a member of the organisation that sent an invitation, once and only for the address it was sent to. */
import { ok } from "#base/result";
import type { ActPorts } from "./act-ports.ts";
import { hashText } from "./hash-text.ts";
import type { Membership } from "./ports/organisations.ts";
import { forbidden, inState, notFound, type Answer } from "./refusal.ts";

export function acceptInvitation(
  ports: ActPorts,
  command: { readonly personId: string; readonly secret: string },
): Promise<Answer<Membership>> {
  const { personId, secret } = command;
  return ports.work.inTransaction("system", async (stores) => {
    const at = ports.clock.now();
    const accepted = await stores.organisations.acceptInvitation(hashText(secret), at);
    // One answer for all reasons, so that guessing teaches nothing.
    if (accepted === undefined)
      return inState("The invitation is unknown, used, withdrawn or expired; ask for another.");
    const person = await stores.organisations.findPerson(personId);
    if (person === undefined || person.disabledAt !== undefined) return notFound("account");
    // A failed answer takes the use of the invitation back.
    if (person.email !== accepted.email) return forbidden("The invitation was sent to another address.");
    const { organisationId } = accepted;
    const members = await stores.organisations.members(organisationId);
    const before = members.find((one) => one.id === personId)?.roles ?? [];
    const roles = [...new Set([...before, ...accepted.roles])];
    await stores.organisations.setRoles(organisationId, personId, roles);
    await stores.audit.append({
      organisationId,
      at,
      actor: personId,
      action: "invitation.accept",
      subject: `member/${personId}`,
      detail: { invitation: accepted.id, invitedBy: accepted.createdBy, roles },
    });
    return ok({ organisationId, personId, roles });
  });
}
