/** How people come to have an account: the first one by a printed link, all others by invitation. */
import type { Invitation, Person, Stores } from "#workbench/stored";
import { Refusal, refuse } from "../refusal.ts";
import type { ServerContext } from "../server-context.ts";
import { addressSubject, forgive } from "./lockout.ts";
import type { OidcIdentity } from "./oidc.ts";
import { openSession, recordForPerson, type OpenedSession } from "./open-session.ts";
import { hashPassword, passwordFaults } from "./password.ts";
import { hashSecret } from "./seal.ts";
import { setPassword, signInFailed, tryOrDelay, type Asker } from "./sign-in.ts";

/** Refuses a weak password with its faults, before a link is used up. */
export function checkPassword(password: string, own: readonly string[]): void {
  const faults = passwordFaults(password, own);
  if (faults.length === 0) return;
  throw new Refusal("invalid", faults.join(" "), {
    faults: faults.map((message) => ({ in: "body", pointer: "/password", message })),
  });
}

export interface SetUpCommand {
  readonly token: string;
  readonly organisation: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** The first account of a shared server: admin of the first organisation. */
export async function setUp(
  context: ServerContext,
  command: SetUpCommand,
  asker: Asker,
): Promise<OpenedSession> {
  const { ports, settings } = context;
  if (settings.mode !== "shared") refuse("not-found", "A local server needs no accounts.");
  checkPassword(command.password, [command.email, command.name, command.organisation]);
  const subjects = [addressSubject(asker.address)];
  await tryOrDelay(context, subjects, "set-up");
  const hashed = await hashPassword(command.password);
  const opened = await ports.work.inTransaction("system", async (stores) => {
    const at = ports.clock.now();
    if (!(await stores.tokens.useLink(hashSecret(command.token), at))) return undefined;
    const organisationId = ports.ids.next();
    await stores.organisations.create({ id: organisationId, name: command.organisation, createdAt: at });
    const person = await createPerson(context, stores, command);
    await stores.organisations.setRoles(organisationId, person.id, ["admin"]);
    await stores.audit.append({
      organisationId,
      at,
      actor: person.id,
      action: "organisation.create",
      subject: `organisation/${organisationId}`,
      detail: { name: command.organisation },
    });
    await setPassword(context, stores, person.id, hashed);
    await forgive(stores.signIn, subjects);
    return openSession(context, stores, {
      personId: person.id,
      method: "link",
      strong: false,
      device: asker.device,
    });
  });
  if (opened === undefined) throw signInFailed();
  return opened;
}

/** Whether nobody has an account yet. */
export function isUnclaimed(context: Pick<ServerContext, "ports">): Promise<boolean> {
  return context.ports.work.inTransaction("system", async (stores) => {
    for (const one of await stores.organisations.list()) {
      if ((await stores.organisations.members(one.id)).length > 0) return false;
    }
    return true;
  });
}

export interface InvitedCommand {
  readonly token: string;
  readonly name?: string | undefined;
  readonly password?: string | undefined;
}

/** Accepts an invitation as a new person with a password. Who has an account signs in first and uses the act of the workbench. */
export async function acceptInvitation(
  context: ServerContext,
  command: InvitedCommand,
  asker: Asker,
): Promise<OpenedSession> {
  const { ports } = context;
  const subjects = [addressSubject(asker.address)];
  await tryOrDelay(context, subjects, "invitation");
  const { name, password } = command;
  if (name === undefined || password === undefined)
    return refuse("bad-request", "A new account needs name and password; with an account, sign in first.");
  checkPassword(password, [name]);
  const hashed = await hashPassword(password);
  return ports.work.inTransaction("system", async (stores) => {
    const invitation = await stores.organisations.acceptInvitation(
      hashSecret(command.token),
      ports.clock.now(),
    );
    // Thrown, so that the use of the link is taken back with the rest.
    if (invitation === undefined) throw signInFailed();
    checkPassword(password, [name, invitation.email]);
    const known = await stores.organisations.findPersonByEmail(invitation.email);
    // An invitation proves nothing about an account that is there already.
    if (known !== undefined)
      return refuse(
        "conflict",
        "There is an account with this address: sign in first, then open the invitation again.",
      );
    const person = await createPerson(context, stores, { email: invitation.email, name });
    await join(context, stores, invitation, person);
    await setPassword(context, stores, person.id, hashed);
    await forgive(stores.signIn, subjects);
    return openSession(context, stores, {
      personId: person.id,
      method: "invitation",
      strong: false,
      device: asker.device,
    });
  });
}

/** Signs in whom the identity provider vouches for: a known identity, a verified address, or somebody invited. */
export async function signInByOidc(
  context: ServerContext,
  identity: OidcIdentity,
  asker: Asker,
): Promise<OpenedSession> {
  const { ports } = context;
  const opened = await ports.work.inTransaction("system", async (stores) => {
    const person = await personOf(context, stores, identity);
    if (person === undefined || person.disabledAt !== undefined) return undefined;
    return openSession(context, stores, {
      personId: person.id,
      method: "oidc",
      strong: identity.strong,
      device: asker.device,
    });
  });
  context.metrics.signIn("oidc", opened === undefined ? "failed" : "ok");
  if (opened === undefined)
    throw new Refusal(
      "sign-in-failed",
      "You have no account here yet; ask an admin for an invitation and open its link first.",
    );
  return opened;
}

async function personOf(
  context: ServerContext,
  stores: Stores,
  identity: OidcIdentity,
): Promise<Person | undefined> {
  const { issuer, subject, email, invitation: token } = identity;
  const at = context.ports.clock.now();
  const known = await stores.signIn.personOfIdentity(issuer, subject);
  let person = known === undefined ? undefined : await stores.organisations.findPerson(known);
  if (known === undefined && email !== undefined)
    person = await stores.organisations.findPersonByEmail(email);
  const invitation =
    token === undefined ? undefined : await stores.organisations.acceptInvitation(hashSecret(token), at);
  if (invitation !== undefined) {
    // The address of the invitation need not be the one at the provider, but it must not be somebody else's account.
    if (
      person === undefined &&
      (await stores.organisations.findPersonByEmail(invitation.email)) !== undefined
    )
      return undefined;
    person ??= await createPerson(context, stores, {
      email: email ?? invitation.email,
      name: identity.name ?? invitation.email,
    });
    await join(context, stores, invitation, person);
  }
  if (person === undefined) return undefined;
  if (known === undefined) {
    await stores.signIn.addIdentity(issuer, subject, person.id, at);
    await recordForPerson(stores, person.id, at, "account.identity", { issuer });
  }
  return person;
}

async function createPerson(
  context: ServerContext,
  stores: Stores,
  { email, name }: { readonly email: string; readonly name: string },
): Promise<Person> {
  const person = {
    id: context.ports.ids.next(),
    email: email.toLowerCase(),
    name,
    createdAt: context.ports.clock.now(),
  };
  if ((await stores.organisations.createPerson(person)) === "taken")
    refuse("conflict", "There is an account with this address: sign in.");
  return { ...person, disabledAt: undefined };
}

async function join(
  context: ServerContext,
  stores: Stores,
  { id, organisationId, roles }: Invitation,
  person: Person,
): Promise<void> {
  const memberships = await stores.organisations.membershipsOf(person.id);
  const before = memberships.find((one) => one.organisationId === organisationId)?.roles ?? [];
  const after = [...new Set([...before, ...roles])];
  await stores.organisations.setRoles(organisationId, person.id, after);
  await stores.audit.append({
    organisationId,
    at: context.ports.clock.now(),
    actor: person.id,
    action: "invitation.accept",
    subject: `person/${person.id}`,
    detail: { invitation: id, roles: after },
  });
}
