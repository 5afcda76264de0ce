/** One's own account: name, password, second factors, passkeys, sessions. */
import type { Person } from "#workbench/stored";
import { visibleTo, type Stores } from "#workbench/stored";
import { recentlyProved, type Identity } from "../auth/identity.ts";
import { checkPassword } from "../auth/join.ts";
import { accountSubject, addressSubject, forgive } from "../auth/lockout.ts";
import { recordForPerson } from "../auth/open-session.ts";
import { beginRegistration, finishRegistration } from "../auth/passkeys.ts";
import { hashPassword, verifyPassword } from "../auth/password.ts";
import { methodNames, setPassword, signInFailed, tryOrDelay } from "../auth/sign-in.ts";
import { newRecoveryCodes, newTotp, plainRecoveryCode, totpStep } from "../auth/totp.ts";
import type { Handlers } from "../bind.ts";
import { refuse } from "../refusal.ts";
import type { ServerContext } from "../server-context.ts";
import { askerOf } from "./sign-in.ts";

type Ids =
  | "readMe"
  | "changeMe"
  | "changePassword"
  | "beginTotp"
  | "confirmTotp"
  | "removeTotp"
  | "renewRecoveryCodes"
  | "listPasskeys"
  | "beginPasskey"
  | "addPasskey"
  | "removePasskey"
  | "listSessions"
  | "endSession"
  | "endOtherSessions";

export function accountHandlers(context: ServerContext): Handlers<Ids> {
  return {
    ...selfHandlers(context),
    ...totpHandlers(context),
    ...passkeyHandlers(context),
    ...sessionHandlers(context),
  };
}

function selfHandlers(context: ServerContext): Handlers<"readMe" | "changeMe" | "changePassword"> {
  const { ports } = context;
  return {
    readMe: async ({ identity }) => ({ json: await meShape(context, identity) }),
    changeMe: async ({ identity, body }) => {
      await system(context, async (stores) => {
        await stores.organisations.updatePerson(identity.person.id, { name: body.name });
        await recordForPerson(stores, identity.person.id, ports.clock.now(), "account.rename");
      });
      return {
        json: await meShape(context, { ...identity, person: { ...identity.person, name: body.name } }),
      };
    },
    changePassword: async ({ identity: { person, session }, body, request }) => {
      onlyAccounts(context);
      const subjects = [accountSubject(person.email), addressSubject(askerOf(request).address)];
      await tryOrDelay(context, subjects, "password change");
      const before = await system(context, (stores) => stores.signIn.password(person.id));
      if (!(await verifyPassword(before?.hash, body.current))) throw signInFailed();
      // The proof held, whatever becomes of the new password.
      await system(context, (stores) => forgive(stores.signIn, subjects));
      checkPassword(body.password, [person.email, person.name]);
      const hashed = await hashPassword(body.password);
      await system(context, async (stores) => {
        await setPassword(context, stores, person.id, hashed);
        await stores.signIn.endSessions(person.id, session?.id);
      });
      return { none: true, status: 204 };
    },
  };
}

function totpHandlers(
  context: ServerContext,
): Handlers<"beginTotp" | "confirmTotp" | "removeTotp" | "renewRecoveryCodes"> {
  const { ports, seal } = context;
  const freshCodes = async (stores: Stores, person: Person): Promise<readonly string[]> => {
    const codes = newRecoveryCodes();
    await stores.signIn.putRecoveryCodes(
      person.id,
      codes.map((one) => seal.keyedHash(plainRecoveryCode(one))),
    );
    return codes;
  };
  return {
    beginTotp: async ({ identity }) => {
      onlyAccounts(context);
      recentlyProved(context, identity);
      const { person } = identity;
      const { secret, uri } = newTotp(person.email);
      await system(context, async (stores) => {
        const known = await stores.signIn.totp(person.id);
        if (known?.confirmedAt !== undefined)
          refuse("conflict", "Time-based codes are set up; remove them first.");
        await stores.signIn.putTotp(person.id, seal.seal(secret));
      });
      return { json: { secret, uri } };
    },
    confirmTotp: async ({ identity: { person }, body, request }) => {
      onlyAccounts(context);
      const subjects = [accountSubject(`set-up ${person.id}`), addressSubject(askerOf(request).address)];
      await tryOrDelay(context, subjects, "totp set-up");
      const codes = await system(context, async (stores) => {
        const record = await stores.signIn.totp(person.id);
        if (record === undefined) return refuse("not-found", "Begin to set up time-based codes first.");
        if (record.confirmedAt !== undefined)
          return refuse("conflict", "Time-based codes are set up already.");
        const secret = seal.open(record.sealed);
        const step = secret === undefined ? undefined : totpStep(secret, body.code, ports.clock.now());
        if (step === undefined || !(await stores.signIn.useTotpStep(person.id, step))) return undefined;
        await stores.signIn.confirmTotp(person.id, ports.clock.now());
        await recordForPerson(stores, person.id, ports.clock.now(), "account.totp");
        await forgive(stores.signIn, subjects);
        return freshCodes(stores, person);
      });
      if (codes === undefined) throw signInFailed();
      return { json: { recoveryCodes: codes } };
    },
    removeTotp: async ({ identity }) => {
      onlyAccounts(context);
      recentlyProved(context, identity);
      await system(context, async (stores) => {
        if (!(await stores.signIn.removeTotp(identity.person.id)))
          refuse("not-found", "Time-based codes are not set up.");
        await recordForPerson(stores, identity.person.id, ports.clock.now(), "account.totp-removed");
      });
      return { none: true, status: 204 };
    },
    renewRecoveryCodes: async ({ identity }) => {
      onlyAccounts(context);
      recentlyProved(context, identity);
      const codes = await system(context, async (stores) => {
        const record = await stores.signIn.totp(identity.person.id);
        if (record?.confirmedAt === undefined)
          return refuse("not-found", "Recovery codes stand in for time-based codes, which are not set up.");
        await recordForPerson(stores, identity.person.id, ports.clock.now(), "account.recovery-codes");
        return freshCodes(stores, identity.person);
      });
      return { json: { recoveryCodes: codes } };
    },
  };
}

function passkeyHandlers(
  context: ServerContext,
): Handlers<"listPasskeys" | "beginPasskey" | "addPasskey" | "removePasskey"> {
  const { ports } = context;
  return {
    listPasskeys: async ({ identity }) => {
      const passkeys = await system(context, (stores) => stores.signIn.passkeys(identity.person.id));
      return {
        json: {
          items: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt, lastUsedAt })),
        },
      };
    },
    beginPasskey: async ({ identity }) => {
      onlyAccounts(context);
      recentlyProved(context, identity);
      return { json: await system(context, (stores) => beginRegistration(context, stores, identity.person)) };
    },
    addPasskey: async ({ identity, body }) => {
      onlyAccounts(context);
      recentlyProved(context, identity);
      const { id, name, createdAt } = await system(context, async (stores) => {
        const passkey = await finishRegistration(context, stores, identity.person, body);
        await recordForPerson(stores, identity.person.id, ports.clock.now(), "account.passkey", {
          name: passkey.name,
        });
        return passkey;
      });
      return { json: { id, name, createdAt }, status: 201 };
    },
    removePasskey: async ({ identity, params }) => {
      onlyAccounts(context);
      recentlyProved(context, identity);
      await system(context, async (stores) => {
        if (!(await stores.signIn.removePasskey(identity.person.id, params.passkeyId)))
          refuse("not-found", "There is no such passkey.");
        await recordForPerson(stores, identity.person.id, ports.clock.now(), "account.passkey-removed");
      });
      return { none: true, status: 204 };
    },
  };
}

function sessionHandlers(
  context: ServerContext,
): Handlers<"listSessions" | "endSession" | "endOtherSessions"> {
  const { ports } = context;
  return {
    listSessions: async ({ identity: { person, session } }) => {
      const found = await system(context, (stores) => stores.signIn.sessions(person.id, ports.clock.now()));
      return {
        json: {
          items: found.map(({ id, method, strong, device, createdAt, lastSeenAt, endsAt }) => ({
            id,
            current: id === session?.id,
            method: methodNames[method],
            strong,
            device,
            createdAt,
            lastSeenAt,
            endsAt,
          })),
        },
      };
    },
    endSession: async ({ identity: { person }, params }) => {
      await system(context, async (stores) => {
        if (!(await stores.signIn.endSession(person.id, params.sessionId)))
          refuse("not-found", "There is no such session.");
        await recordForPerson(stores, person.id, ports.clock.now(), "session.end");
      });
      return { none: true, status: 204 };
    },
    endOtherSessions: async ({ identity: { person, session } }) => {
      const ended = await system(context, async (stores) => {
        const count = await stores.signIn.endSessions(person.id, session?.id);
        await recordForPerson(stores, person.id, ports.clock.now(), "session.end-others", { count });
        return count;
      });
      return { json: { ended } };
    },
  };
}

async function meShape(context: ServerContext, { person, session, token, actor }: Identity) {
  const organisations = await context.ports.work.inTransaction(
    visibleTo(actor),
    (stores) => stores.organisations.list(),
    { readOnly: true },
  );
  const security = await system(context, async (stores) => ({
    password: (await stores.signIn.password(person.id)) !== undefined,
    totp: (await stores.signIn.totp(person.id))?.confirmedAt !== undefined,
    recoveryCodes: await stores.signIn.countRecoveryCodes(person.id),
    passkeys: (await stores.signIn.passkeys(person.id)).length,
  }));
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    organisations: actor.memberships.flatMap(({ organisationId, roles }) => {
      const found = organisations.find((one) => one.id === organisationId);
      return found === undefined ? [] : [{ id: organisationId, name: found.name, roles }];
    }),
    ...(session === undefined
      ? {}
      : {
          session: {
            id: session.id,
            strong: session.strong,
            provedAt: session.provedAt,
            endsAt: session.endsAt,
          },
        }),
    ...(token === undefined
      ? {}
      : { token: { id: token.id, organisationId: token.organisationId, scopes: token.scopes } }),
    security,
  };
}

function system<T>({ ports }: ServerContext, work: (stores: Stores) => Promise<T>): Promise<T> {
  return ports.work.inTransaction("system", work);
}

function onlyAccounts({ settings }: ServerContext): void {
  if (settings.mode !== "shared") refuse("not-found", "A local server has no accounts.");
}
