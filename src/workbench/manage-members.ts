/** Acts: see, invite and remove the members of an organisation, and give them roles. */
import { roles as allRoles, type Actor, type Role } from "#access";
import { addDays } from "#base/calendar";
import { ok } from "#base/result";
import type { ActPorts } from "./act-ports.ts";
import { auditOrganisation } from "./audit-organisation.ts";
import { hashText } from "./hash-text.ts";
import type { Invitation, Member, MemberChange } from "./ports/organisations.ts";
import type { Stores } from "./ports/unit-of-work.ts";
import { inState, invalid, mayIn, notFound, visibleTo, type Answer } from "./refusal.ts";

interface InOrganisation {
  readonly organisationId: string;
}

/** Days for which an invitation can be accepted. */
const invitationDays = 7;

export function listMembers(
  ports: ActPorts,
  actor: Actor,
  { organisationId }: InOrganisation,
): Promise<Answer<readonly Member[]>> {
  return managing(ports, actor, organisationId, "organisation.read", async (stores) =>
    ok(await stores.organisations.members(organisationId)),
  );
}

export function listInvitations(
  ports: ActPorts,
  actor: Actor,
  { organisationId }: InOrganisation,
): Promise<Answer<readonly Invitation[]>> {
  return managing(ports, actor, organisationId, "members.manage", async (stores) =>
    ok(await stores.organisations.invitations(organisationId)),
  );
}

export interface MadeInvitation {
  readonly invitation: Invitation;
  /** For the link that the invited person gets; only its hash is kept, so that it is shown this once. */
  readonly secret: string;
}

export function inviteMember(
  ports: ActPorts,
  actor: Actor,
  command: InOrganisation & { readonly email: string; readonly roles: readonly Role[] },
): Promise<Answer<MadeInvitation>> {
  const { organisationId, roles } = command;
  const email = command.email.trim().toLowerCase();
  return managing(ports, actor, organisationId, "members.manage", async (stores) => {
    const fault = rolesFault(roles);
    if (fault !== undefined) return invalid(fault);
    if (email.length > 254 || !/^[^\s@]+@[^\s@]+$/.test(email)) return invalid("That is no e-mail address.");
    const members = await stores.organisations.members(organisationId);
    if (members.some((one) => one.email === email)) return inState(`${email} is a member already.`);
    const secret = ports.ids.secret();
    const createdAt = ports.clock.now();
    const invitation = {
      id: ports.ids.next(),
      organisationId,
      email,
      roles,
      createdBy: actor.personId,
      createdAt,
      expiresAt: `${addDays(createdAt.slice(0, 10), invitationDays)}${createdAt.slice(10)}`,
    };
    await stores.organisations.invite({ ...invitation, tokenHash: hashText(secret) });
    await auditOrganisation(ports, stores, actor, {
      organisationId,
      action: "member.invite",
      subject: `invitation/${invitation.id}`,
      detail: { email, roles, expiresAt: invitation.expiresAt },
    });
    return ok({ invitation: { ...invitation, acceptedAt: undefined }, secret });
  });
}

export function withdrawInvitation(
  ports: ActPorts,
  actor: Actor,
  command: InOrganisation & { readonly invitationId: string },
): Promise<Answer<undefined>> {
  const { organisationId, invitationId } = command;
  return managing(ports, actor, organisationId, "members.manage", async (stores) => {
    if (!(await stores.organisations.withdrawInvitation(organisationId, invitationId)))
      return notFound("invitation");
    await auditOrganisation(ports, stores, actor, {
      organisationId,
      action: "invitation.withdraw",
      subject: `invitation/${invitationId}`,
    });
    return ok(undefined);
  });
}

export function setRoles(
  ports: ActPorts,
  actor: Actor,
  command: InOrganisation & { readonly personId: string; readonly roles: readonly Role[] },
): Promise<Answer<undefined>> {
  const { organisationId, personId, roles } = command;
  return managing(ports, actor, organisationId, "members.manage", async (stores) => {
    const fault = rolesFault(roles);
    if (fault !== undefined) return invalid(fault);
    const before = (await stores.organisations.members(organisationId)).find((one) => one.id === personId);
    // Nobody is made a member without having accepted an invitation.
    if (before === undefined) return notFound("member");
    const change = memberChange(await stores.organisations.setRoles(organisationId, personId, roles));
    if (!change.ok) return change;
    await auditOrganisation(ports, stores, actor, {
      organisationId,
      action: "member.roles",
      subject: `member/${personId}`,
      detail: { before: before.roles, after: roles },
    });
    return ok(undefined);
  });
}

export function removeMember(
  ports: ActPorts,
  actor: Actor,
  command: InOrganisation & { readonly personId: string },
): Promise<Answer<undefined>> {
  const { organisationId, personId } = command;
  return managing(ports, actor, organisationId, "members.manage", async (stores) => {
    const change = memberChange(await stores.organisations.removeMember(organisationId, personId));
    if (!change.ok) return change;
    await auditOrganisation(ports, stores, actor, {
      organisationId,
      action: "member.remove",
      subject: `member/${personId}`,
    });
    return ok(undefined);
  });
}

async function managing<T>(
  ports: ActPorts,
  actor: Actor,
  organisationId: string,
  action: "organisation.read" | "members.manage",
  work: (stores: Stores) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const right = mayIn(actor, action, organisationId);
  return right.ok ? ports.work.inTransaction(visibleTo(actor), work) : right;
}

function rolesFault(roles: readonly Role[]): string | undefined {
  if (roles.length === 0) return "A member has at least one role.";
  const unknown = roles.find((one) => !allRoles.includes(one));
  if (unknown !== undefined) return `There is no role ${unknown}.`;
  return new Set(roles).size < roles.length ? "A role is named twice." : undefined;
}

function memberChange(change: MemberChange): Answer<undefined> {
  if (change === "not-found") return notFound("member");
  return change === "done" ? ok(undefined) : inState("An organisation keeps at least one admin.");
}
