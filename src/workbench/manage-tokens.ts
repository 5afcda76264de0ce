/** Acts: make, list and revoke API tokens; a token never can do more than the person who made it. */
import { may, scopes as allScopes, type Actor, type Scope } from "#access";
import { addDays } from "#base/calendar";
import { ok } from "#base/result";
import type { ActPorts } from "./act-ports.ts";
import { auditOrganisation } from "./audit-organisation.ts";
import { hashText } from "./hash-text.ts";
import type { ApiToken } from "./ports/tokens.ts";
import { forbidden, invalid, mayIn, notFound, visibleTo, type Answer } from "./refusal.ts";

interface InOrganisation {
  readonly organisationId: string;
}

/** So that tokens are known by sight, also to scanners for leaked secrets. */
export const tokenPrefix = "plumbline_";
const longestDays = 366;
const usualDays = 90;

/** Those of the person; all of the organisation for an admin. */
export async function listTokens(
  ports: ActPorts,
  actor: Actor,
  { organisationId }: InOrganisation,
): Promise<Answer<readonly ApiToken[]>> {
  const right = mayIn(actor, "organisation.read", organisationId);
  if (!right.ok) return right;
  const all = may(actor, "organisation.manage", { organisationId }).allowed;
  return ports.work.inTransaction(
    visibleTo(actor),
    async (stores) => ok(await stores.tokens.list(organisationId, all ? undefined : actor.personId)),
    { readOnly: true },
  );
}

export interface MadeToken {
  readonly token: ApiToken;
  /** Shown this once; only its hash is kept. */
  readonly secret: string;
}

export async function createToken(
  ports: ActPorts,
  actor: Actor,
  command: InOrganisation & {
    readonly name: string;
    readonly scopes: readonly Scope[];
    readonly days?: number | undefined;
  },
): Promise<Answer<MadeToken>> {
  const { organisationId } = command;
  const right = mayIn(actor, "organisation.read", organisationId);
  if (!right.ok) return right;
  if (actor.token !== undefined) return forbidden("A token cannot make tokens.");
  const days = command.days ?? usualDays;
  if (!Number.isInteger(days) || days < 1 || days > longestDays)
    return invalid(`A token is valid for 1 to ${String(longestDays)} days.`);
  const scopes = allScopes.filter((one) => command.scopes.includes(one));
  if (scopes.length === 0) return invalid("A token needs a scope.");
  const createdAt = ports.clock.now();
  const secret = `${tokenPrefix}${ports.ids.secret()}`;
  const token = {
    id: ports.ids.next(),
    organisationId,
    personId: actor.personId,
    name: command.name,
    scopes,
    expiresAt: `${addDays(createdAt.slice(0, 10), days)}${createdAt.slice(10)}`,
    createdAt,
  };
  return ports.work.inTransaction(visibleTo(actor), async (stores) => {
    await stores.tokens.create({ ...token, tokenHash: hashText(secret) });
    await auditOrganisation(ports, stores, actor, {
      organisationId,
      action: "token.create",
      subject: `token/${token.id}`,
      detail: { name: token.name, scopes, expiresAt: token.expiresAt },
    });
    return ok({ token: { ...token, lastUsedAt: undefined, revokedAt: undefined }, secret });
  });
}

/** One's own, or any of the organisation for an admin. */
export async function revokeToken(
  ports: ActPorts,
  actor: Actor,
  command: InOrganisation & { readonly tokenId: string },
): Promise<Answer<undefined>> {
  const { organisationId, tokenId } = command;
  const right = mayIn(actor, "organisation.read", organisationId);
  if (!right.ok) return right;
  const all = may(actor, "organisation.manage", { organisationId }).allowed;
  return ports.work.inTransaction(visibleTo(actor), async (stores) => {
    const own = await stores.tokens.list(organisationId, all ? undefined : actor.personId);
    if (!own.some((one) => one.id === tokenId)) return notFound("token");
    await stores.tokens.revoke(organisationId, tokenId, ports.clock.now());
    await auditOrganisation(ports, stores, actor, {
      organisationId,
      action: "token.revoke",
      subject: `token/${tokenId}`,
    });
    return ok(undefined);
  });
}
