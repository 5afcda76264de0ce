/** Endpoints of organisations: members and roles, invitations, API tokens, audit trail. */
import * as z from "zod";
import { roles, scopes } from "#access";
import { endpoint } from "./endpoint.ts";
import { emailSchema, idSchema, instantSchema, jsonSchema, nameSchema, pageOf, pageQuery } from "./values.ts";

const organisationParams = z.strictObject({ organisationId: idSchema });
const rolesSchema = z.array(z.enum(roles)).min(1).max(5);

export const organisationSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  createdAt: instantSchema,
  roles: z.array(z.enum(roles)).describe("Your roles in it."),
});

export const memberSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  email: z.string(),
  roles: z.array(z.enum(roles)),
  disabledAt: instantSchema.optional(),
});

export const invitationSchema = z.strictObject({
  id: idSchema,
  email: z.string(),
  roles: z.array(z.enum(roles)),
  expiresAt: instantSchema,
  acceptedAt: instantSchema.optional(),
  createdAt: instantSchema,
});

export const tokenSchema = z.strictObject({
  id: idSchema,
  personId: idSchema,
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  expiresAt: instantSchema.optional(),
  lastUsedAt: instantSchema.optional(),
  revokedAt: instantSchema.optional(),
  createdAt: instantSchema,
});

export const auditEventSchema = z.strictObject({
  seq: z.number().int(),
  at: instantSchema,
  actor: z.string().describe("Person id, `token:<id>` or `system`."),
  action: z.string(),
  subject: z.string(),
  detail: jsonSchema,
  previousHash: z.string(),
  hash: z.string(),
});

export const organisationEndpoints = {
  listOrganisations: endpoint({
    area: "organisations",
    method: "GET",
    path: "/api/v1/organisations",
    summary: "List your organisations",
    caller: "session-or-token",
    replies: [
      {
        status: 200,
        description: "Your organisations.",
        schema: z.strictObject({ items: z.array(organisationSchema) }),
      },
    ],
    problems: [],
  }),
  createOrganisation: endpoint({
    area: "organisations",
    method: "POST",
    path: "/api/v1/organisations",
    summary: "Create an organisation, for example a Test Laboratory",
    details: "Admins of an organisation may create another one and become its admin.",
    caller: "session",
    body: z.strictObject({ name: nameSchema }),
    replies: [
      {
        status: 201,
        description: "The new organisation.",
        schema: organisationSchema,
        headers: { Location: "Where it is." },
      },
    ],
    problems: ["not-allowed", "conflict"],
  }),
  readOrganisation: endpoint({
    area: "organisations",
    method: "GET",
    path: "/api/v1/organisations/{organisationId}",
    summary: "Read an organisation",
    caller: "session-or-token",
    params: organisationParams,
    replies: [{ status: 200, description: "The organisation.", schema: organisationSchema }],
    problems: ["not-found"],
  }),
  renameOrganisation: endpoint({
    area: "organisations",
    method: "PATCH",
    path: "/api/v1/organisations/{organisationId}",
    summary: "Rename an organisation",
    caller: "session-or-token",
    scopes: ["admin"],
    params: organisationParams,
    body: z.strictObject({ name: nameSchema }),
    replies: [{ status: 200, description: "The organisation.", schema: organisationSchema }],
    problems: ["not-found", "not-allowed"],
  }),
  listMembers: endpoint({
    area: "organisations",
    method: "GET",
    path: "/api/v1/organisations/{organisationId}/members",
    summary: "List the members of an organisation with their roles",
    caller: "session-or-token",
    params: organisationParams,
    replies: [
      { status: 200, description: "The members.", schema: z.strictObject({ items: z.array(memberSchema) }) },
    ],
    problems: ["not-found", "not-allowed"],
  }),
  setMemberRoles: endpoint({
    area: "organisations",
    method: "PUT",
    path: "/api/v1/organisations/{organisationId}/members/{personId}",
    summary: "Set the roles of a member",
    caller: "session",
    params: z.strictObject({ organisationId: idSchema, personId: idSchema }),
    body: z.strictObject({ roles: rolesSchema }),
    replies: [
      { status: 200, description: "The members.", schema: z.strictObject({ items: z.array(memberSchema) }) },
    ],
    problems: ["not-found", "not-allowed", "conflict", "proof-needed"],
  }),
  removeMember: endpoint({
    area: "organisations",
    method: "DELETE",
    path: "/api/v1/organisations/{organisationId}/members/{personId}",
    summary: "Remove a member",
    caller: "session",
    params: z.strictObject({ organisationId: idSchema, personId: idSchema }),
    replies: [{ status: 204, description: "Removed." }],
    problems: ["not-found", "not-allowed", "conflict", "proof-needed"],
  }),
  listInvitations: endpoint({
    area: "organisations",
    method: "GET",
    path: "/api/v1/organisations/{organisationId}/invitations",
    summary: "List invitations",
    caller: "session-or-token",
    scopes: ["admin"],
    params: organisationParams,
    replies: [
      {
        status: 200,
        description: "Invitations.",
        schema: z.strictObject({ items: z.array(invitationSchema) }),
      },
    ],
    problems: ["not-found", "not-allowed"],
  }),
  invite: endpoint({
    area: "organisations",
    method: "POST",
    path: "/api/v1/organisations/{organisationId}/invitations",
    summary: "Invite somebody",
    details: "The answer holds the link once; hand it over yourself, the server sends no mail.",
    caller: "session",
    params: organisationParams,
    body: z.strictObject({ email: emailSchema, roles: rolesSchema }),
    replies: [
      {
        status: 201,
        description: "The invitation with its link.",
        schema: invitationSchema.extend({ link: z.string() }),
      },
    ],
    problems: ["not-found", "not-allowed", "conflict", "proof-needed"],
  }),
  withdrawInvitation: endpoint({
    area: "organisations",
    method: "DELETE",
    path: "/api/v1/organisations/{organisationId}/invitations/{invitationId}",
    summary: "Withdraw an invitation",
    caller: "session",
    params: z.strictObject({ organisationId: idSchema, invitationId: idSchema }),
    replies: [{ status: 204, description: "Withdrawn." }],
    problems: ["not-found", "not-allowed"],
  }),
  listTokens: endpoint({
    area: "tokens",
    method: "GET",
    path: "/api/v1/organisations/{organisationId}/tokens",
    summary: "List API tokens: your own, or all for an admin",
    caller: "session",
    params: organisationParams,
    replies: [
      {
        status: 200,
        description: "Tokens without their secrets.",
        schema: z.strictObject({ items: z.array(tokenSchema) }),
      },
    ],
    problems: ["not-found"],
  }),
  createToken: endpoint({
    area: "tokens",
    method: "POST",
    path: "/api/v1/organisations/{organisationId}/tokens",
    summary: "Create an API token",
    details:
      "The token is shown in this answer and never again. It never can do more than its owner. It expires after a year at the latest.",
    caller: "session",
    params: organisationParams,
    body: z.strictObject({
      name: nameSchema,
      scopes: z.array(z.enum(scopes)).min(1).max(4),
      days: z
        .number()
        .int()
        .min(1)
        .max(366)
        .optional()
        .describe("Valid for so many days; 90 where it is left out."),
    }),
    replies: [{ status: 201, description: "The token.", schema: tokenSchema.extend({ token: z.string() }) }],
    problems: ["not-found", "not-allowed", "proof-needed"],
  }),
  revokeToken: endpoint({
    area: "tokens",
    method: "DELETE",
    path: "/api/v1/organisations/{organisationId}/tokens/{tokenId}",
    summary: "Revoke an API token",
    caller: "session",
    params: z.strictObject({ organisationId: idSchema, tokenId: idSchema }),
    replies: [{ status: 204, description: "Revoked." }],
    problems: ["not-found", "not-allowed"],
  }),
  listAudit: endpoint({
    area: "audit",
    method: "GET",
    path: "/api/v1/organisations/{organisationId}/audit",
    summary: "List the audit trail, newest first",
    caller: "session-or-token",
    scopes: ["admin"],
    params: organisationParams,
    query: z.strictObject({
      ...pageQuery,
      subject: z
        .string()
        .max(500)
        .optional()
        .describe("Only what happened to this, or below it: `dossier/<id>`."),
      actor: z.string().max(200).optional(),
      action: z.string().max(100).optional(),
    }),
    replies: [{ status: 200, description: "A page of events.", schema: pageOf(auditEventSchema) }],
    problems: ["not-found", "not-allowed"],
  }),
  verifyAudit: endpoint({
    area: "audit",
    method: "POST",
    path: "/api/v1/organisations/{organisationId}/audit/verify",
    summary: "Verify the audit trail: chain, signed head and the count kept outside",
    caller: "session-or-token",
    scopes: ["admin"],
    params: organisationParams,
    replies: [
      {
        status: 200,
        description: "Whether it holds, and what does not.",
        schema: z.strictObject({
          intact: z.boolean(),
          events: z.number().int(),
          faults: z.array(z.strictObject({ seq: z.number().int().optional(), message: z.string() })),
        }),
      },
    ],
    problems: ["not-found", "not-allowed"],
    changes: true,
  }),
} as const;
