/** Acts: see the organisations one belongs to, found another, rename one. */
import { may, type Actor } from "#access";
import { ok } from "#base/result";
import type { ActPorts } from "./act-ports.ts";
import { auditOrganisation } from "./audit-organisation.ts";
import type { Organisation } from "./ports/organisations.ts";
import { forbidden, inState, invalid, mayIn, notFound, visibleTo, type Answer } from "./refusal.ts";

export async function listOrganisations(
  ports: ActPorts,
  actor: Actor,
): Promise<Answer<readonly Organisation[]>> {
  const found = await ports.work.inTransaction(visibleTo(actor), (stores) => stores.organisations.list(), {
    readOnly: true,
  });
  return ok(found.filter((one) => may(actor, "organisation.read", { organisationId: one.id }).allowed));
}

/** For somebody who is an admin elsewhere; the founder is the first admin. */
export async function createOrganisation(
  ports: ActPorts,
  actor: Actor,
  command: { readonly name: string },
): Promise<Answer<Organisation>> {
  const decisions = actor.memberships.map((one) => may(actor, "organisation.create", one));
  const refusal = decisions.find((one) => !one.allowed);
  if (!decisions.some((one) => one.allowed)) {
    return forbidden(refusal?.allowed === false ? refusal.because : "You belong to no organisation.");
  }
  const name = command.name.trim();
  if (nameFault(name)) return invalid("An organisation needs a name of up to 200 characters.");
  const organisation = { id: ports.ids.next(), name, createdAt: ports.clock.now() };
  return ports.work.inTransaction("system", async (stores) => {
    if ((await stores.organisations.create(organisation)) === "taken")
      return inState("The id is taken; try again.");
    await stores.organisations.setRoles(organisation.id, actor.personId, ["admin"]);
    await auditOrganisation(ports, stores, actor, {
      organisationId: organisation.id,
      action: "organisation.create",
      subject: `organisation/${organisation.id}`,
      detail: { name },
    });
    return ok(organisation);
  });
}

export async function renameOrganisation(
  ports: ActPorts,
  actor: Actor,
  command: { readonly organisationId: string; readonly name: string },
): Promise<Answer<Organisation>> {
  const { organisationId } = command;
  const right = mayIn(actor, "organisation.manage", organisationId);
  if (!right.ok) return right;
  const name = command.name.trim();
  if (nameFault(name)) return invalid("An organisation needs a name of up to 200 characters.");
  return ports.work.inTransaction(visibleTo(actor), async (stores) => {
    const before = await stores.organisations.find(organisationId);
    if (before === undefined) return notFound("organisation");
    await stores.organisations.rename(organisationId, name);
    await auditOrganisation(ports, stores, actor, {
      organisationId,
      action: "organisation.rename",
      subject: `organisation/${organisationId}`,
      detail: { before: before.name, after: name },
    });
    return ok({ ...before, name });
  });
}

function nameFault(name: string): boolean {
  return name === "" || name.length > 200 || /\p{Cc}/u.test(name);
}
