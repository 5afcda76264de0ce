/** Organisations, members, invitations, API tokens and the audit trail. */
import type { Actor, Role } from "#access";
import {
  createOrganisation,
  createToken,
  inviteMember,
  listInvitations,
  listMembers,
  listOrganisations,
  listTokens,
  readAudit,
  removeMember,
  renameOrganisation,
  revokeToken,
  setRoles,
  verifyAudit,
  withdrawInvitation,
  type Organisation,
} from "#workbench/stored";
import { recentlyProved } from "../auth/identity.ts";
import { ownOrigin } from "../auth/origin.ts";
import { taken } from "../answers.ts";
import type { Handlers } from "../bind.ts";
import { refuse } from "../refusal.ts";
import type { ServerContext } from "../server-context.ts";
import { invitationShape, memberShape, tokenShape } from "./shapes.ts";

type Ids =
  | "listOrganisations"
  | "createOrganisation"
  | "readOrganisation"
  | "renameOrganisation"
  | "listMembers"
  | "setMemberRoles"
  | "removeMember"
  | "listInvitations"
  | "invite"
  | "withdrawInvitation"
  | "listTokens"
  | "createToken"
  | "revokeToken"
  | "listAudit"
  | "verifyAudit";

export function organisationHandlers(context: ServerContext): Handlers<Ids> {
  return { ...ownHandlers(context), ...memberHandlers(context), ...tokenHandlers(context) };
}

function ownHandlers(
  context: ServerContext,
): Handlers<"listOrganisations" | "createOrganisation" | "readOrganisation" | "renameOrganisation"> {
  const { ports } = context;
  return {
    listOrganisations: async ({ identity: { actor } }) => {
      const found = taken(await listOrganisations(ports, actor));
      return { json: { items: found.map((one) => organisationShape(one, rolesIn(actor, one.id))) } };
    },
    createOrganisation: async ({ identity, body }) => {
      const made = taken(await createOrganisation(ports, identity.actor, body));
      return {
        json: organisationShape(made, ["admin"]),
        status: 201,
        headers: { location: `/api/v1/organisations/${made.id}` },
      };
    },
    readOrganisation: async ({ identity: { actor }, params }) => {
      const found = taken(await listOrganisations(ports, actor)).find(
        (one) => one.id === params.organisationId,
      );
      if (found === undefined)
        return refuse("not-found", "There is no such organisation, or you cannot see it.");
      return { json: organisationShape(found, rolesIn(actor, found.id)) };
    },
    renameOrganisation: async ({ identity: { actor }, params, body }) => {
      const renamed = taken(await renameOrganisation(ports, actor, { ...params, ...body }));
      return { json: organisationShape(renamed, rolesIn(actor, renamed.id)) };
    },
  };
}

function memberHandlers(
  context: ServerContext,
): Handlers<
  "listMembers" | "setMemberRoles" | "removeMember" | "listInvitations" | "invite" | "withdrawInvitation"
> {
  const { ports } = context;
  const members = async (actor: Actor, organisationId: string) => ({
    json: { items: taken(await listMembers(ports, actor, { organisationId })).map(memberShape) },
  });
  return {
    listMembers: ({ identity: { actor }, params }) => members(actor, params.organisationId),
    setMemberRoles: async ({ identity, params, body }) => {
      recentlyProved(context, identity);
      taken(await setRoles(ports, identity.actor, { ...params, ...body }));
      return members(identity.actor, params.organisationId);
    },
    removeMember: async ({ identity, params }) => {
      recentlyProved(context, identity);
      taken(await removeMember(ports, identity.actor, params));
      return { none: true, status: 204 };
    },
    listInvitations: async ({ identity: { actor }, params }) => ({
      json: { items: taken(await listInvitations(ports, actor, params)).map(invitationShape) },
    }),
    invite: async ({ identity, params, body, request }) => {
      recentlyProved(context, identity);
      const { invitation, secret } = taken(await inviteMember(ports, identity.actor, { ...params, ...body }));
      const link = `${ownOrigin(context.settings, request)}/join/${secret}`;
      return { json: { ...invitationShape(invitation), link }, status: 201 };
    },
    withdrawInvitation: async ({ identity: { actor }, params }) => {
      taken(await withdrawInvitation(ports, actor, params));
      return { none: true, status: 204 };
    },
  };
}

function tokenHandlers(
  context: ServerContext,
): Handlers<"listTokens" | "createToken" | "revokeToken" | "listAudit" | "verifyAudit"> {
  const { ports } = context;
  return {
    listTokens: async ({ identity: { actor }, params }) => ({
      json: { items: taken(await listTokens(ports, actor, params)).map(tokenShape) },
    }),
    createToken: async ({ identity, params, body }) => {
      recentlyProved(context, identity);
      const { token, secret } = taken(await createToken(ports, identity.actor, { ...params, ...body }));
      return { json: { ...tokenShape(token), token: secret }, status: 201 };
    },
    revokeToken: async ({ identity: { actor }, params }) => {
      taken(await revokeToken(ports, actor, params));
      return { none: true, status: 204 };
    },
    listAudit: async ({ identity: { actor }, params, query }) => {
      const page = taken(await readAudit(ports, actor, { ...params, ...query }));
      const items = page.items.map(({ seq, at, actor: by, action, subject, detail, previousHash, hash }) => ({
        seq,
        at,
        actor: by,
        action,
        subject,
        detail,
        previousHash,
        hash,
      }));
      return { json: { items, next: page.next } };
    },
    verifyAudit: async ({ identity: { actor }, params }) => {
      const { intact, events, faults } = taken(await verifyAudit(ports, context.auditCheck, actor, params));
      return { json: { intact, events, faults } };
    },
  };
}

function organisationShape({ id, name, createdAt }: Organisation, roles: readonly Role[]) {
  return { id, name, createdAt, roles };
}

function rolesIn(actor: Actor, organisationId: string): readonly Role[] {
  return actor.memberships.find((one) => one.organisationId === organisationId)?.roles ?? [];
}
