/** In-memory organisations, audit trail, jobs and tokens of one transaction; jobs and tokens only as far as acts use them. */
import { createHash } from "node:crypto";
import { canonicalJson } from "#base/fingerprint";
import type {
  AuditEvent,
  AuditStore,
  Invitation,
  Job,
  JobStore,
  MemberChange,
  OrganisationStore,
  SignInStore,
  TokenStore,
  Visibility,
} from "#workbench/stored";
import { removeRows, replaceRow, type MemoryState } from "./memory-state.ts";
import { pageOf } from "./pages.ts";

interface Reach {
  readonly state: MemoryState;
  readonly visibility: Visibility;
}

/** An act that reaches for what its transaction may not see is a fault, not a refusal. */
function demand({ visibility }: Reach, organisationId: string): void {
  if (visibility !== "system" && !visibility.includes(organisationId)) {
    throw new Error(`organisation ${organisationId} is out of the reach of this transaction`);
  }
}

function demandSystem({ visibility }: Reach): void {
  if (visibility !== "system") throw new Error("only the system may do this");
}

export function memoryOrganisations(reach: Reach): OrganisationStore {
  const { state, visibility } = reach;
  const seen = (id: string): boolean => visibility === "system" || visibility.includes(id);
  const admins = (id: string): number =>
    state.memberships.filter((one) => one.organisationId === id && one.roles.includes("admin")).length;
  const membership =
    (organisationId: string, personId: string) => (one: { organisationId: string; personId: string }) =>
      one.organisationId === organisationId && one.personId === personId;
  const withoutAdmin = (organisationId: string, personId: string): MemberChange => {
    const row = state.memberships.find(membership(organisationId, personId));
    return row?.roles.includes("admin") === true && admins(organisationId) === 1 ? "last-admin" : "done";
  };
  return {
    create: async (organisation) => {
      if (state.organisations.some((one) => one.id === organisation.id)) return "taken";
      state.organisations.push(organisation);
      return Promise.resolve("created");
    },
    find: async (id) =>
      Promise.resolve(seen(id) ? state.organisations.find((one) => one.id === id) : undefined),
    list: async () => Promise.resolve(state.organisations.filter((one) => seen(one.id))),
    rename: async (id, name) => {
      demand(reach, id);
      const row = state.organisations.find((one) => one.id === id);
      if (row !== undefined) replaceRow(state.organisations, (one) => one.id === id, { ...row, name });
      return Promise.resolve(row !== undefined);
    },
    createPerson: async (person) => {
      if (state.persons.some((one) => one.email === person.email)) return "taken";
      state.persons.push({ ...person, disabledAt: undefined });
      return Promise.resolve("created");
    },
    findPerson: async (id) => Promise.resolve(state.persons.find((one) => one.id === id)),
    findPersonByEmail: async (email) => Promise.resolve(state.persons.find((one) => one.email === email)),
    updatePerson: async (id, change) => {
      const row = state.persons.find((one) => one.id === id);
      if (row !== undefined) replaceRow(state.persons, (one) => one.id === id, { ...row, ...change });
      return Promise.resolve(row === undefined ? "not-found" : "done");
    },
    setDisabled: async (id, disabledAt) => {
      const row = state.persons.find((one) => one.id === id);
      if (row !== undefined) replaceRow(state.persons, (one) => one.id === id, { ...row, disabledAt });
      return Promise.resolve(row !== undefined);
    },
    members: async (organisationId) => {
      const rows = seen(organisationId)
        ? state.memberships.filter((one) => one.organisationId === organisationId)
        : [];
      return Promise.resolve(
        rows.flatMap(({ personId, roles }) => {
          const person = state.persons.find((one) => one.id === personId);
          return person === undefined ? [] : [{ ...person, roles }];
        }),
      );
    },
    membershipsOf: async (personId) => {
      demandSystem(reach);
      return Promise.resolve(state.memberships.filter((one) => one.personId === personId));
    },
    setRoles: async (organisationId, personId, roles) => {
      demand(reach, organisationId);
      if (!state.persons.some((one) => one.id === personId)) return "not-found";
      const change = roles.includes("admin") ? "done" : withoutAdmin(organisationId, personId);
      if (change !== "done") return change;
      replaceRow(state.memberships, membership(organisationId, personId), {
        organisationId,
        personId,
        roles,
      });
      return Promise.resolve("done");
    },
    removeMember: async (organisationId, personId) => {
      demand(reach, organisationId);
      const change = withoutAdmin(organisationId, personId);
      if (change !== "done") return change;
      return Promise.resolve(
        removeRows(state.memberships, membership(organisationId, personId)) ? "done" : "not-found",
      );
    },
    invite: async (invitation) => {
      demand(reach, invitation.organisationId);
      state.invitations.push({ ...invitation, acceptedAt: undefined });
      return Promise.resolve();
    },
    invitations: async (organisationId) => {
      const rows = seen(organisationId)
        ? state.invitations.filter((one) => one.organisationId === organisationId)
        : [];
      return Promise.resolve(rows.map(withoutHash));
    },
    withdrawInvitation: async (organisationId, id) => {
      demand(reach, organisationId);
      return Promise.resolve(
        removeRows(state.invitations, (one) => one.id === id && one.organisationId === organisationId),
      );
    },
    acceptInvitation: async (tokenHash, at) => {
      demandSystem(reach);
      const row = state.invitations.find((one) => one.tokenHash === tokenHash);
      if (row === undefined || row.acceptedAt !== undefined || row.expiresAt <= at) return undefined;
      replaceRow(state.invitations, (one) => one.id === row.id, { ...row, acceptedAt: at });
      return Promise.resolve(withoutHash({ ...row, acceptedAt: at }));
    },
  };
}

function withoutHash(row: Invitation & { tokenHash: string }): Invitation {
  const { id, organisationId, email, roles, expiresAt, acceptedAt, createdBy, createdAt } = row;
  return { id, organisationId, email, roles, expiresAt, acceptedAt, createdBy, createdAt };
}

export function memoryAudit({ state }: Reach): AuditStore {
  const of = (organisationId: string): readonly AuditEvent[] =>
    state.events.filter((one) => one.organisationId === organisationId);
  return {
    append: async (event) => {
      const trail = of(event.organisationId);
      const linked = {
        ...event,
        detail: event.detail ?? {},
        seq: trail.length + 1,
        previousHash: trail.at(-1)?.hash ?? "0".repeat(64),
      };
      state.events.push({
        ...linked,
        hash: createHash("sha256").update(canonicalJson(linked)).digest("hex"),
      });
      return Promise.resolve();
    },
    head: async () => Promise.resolve(undefined),
    list: async (organisationId, query = {}) => {
      const { subject } = query;
      const rows = of(organisationId)
        .filter(
          (one) => subject === undefined || one.subject === subject || one.subject.startsWith(`${subject}/`),
        )
        .filter((one) => query.actor === undefined || one.actor === query.actor)
        .filter((one) => query.action === undefined || one.action === query.action);
      return Promise.resolve(pageOf([...rows].reverse(), query));
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- a list that is at hand, given out as the port has it
    async *stream(organisationId, fromSeq = 1) {
      for (const one of of(organisationId)) if (one.seq >= fromSeq) yield one;
    },
  };
}

const notHere = (): never => {
  throw new Error("the doubles do without this; the store's own tests have it");
};

export function memoryJobs({ state }: Reach): JobStore {
  return {
    enqueue: async ({ createdAt, ...job }) => {
      const fresh = {
        dossierId: undefined,
        state: "queued",
        progress: 0,
        message: "",
        result: undefined,
        attempts: 0,
      } as const;
      const row: Job = { ...fresh, ...job, dossierId: job.dossierId, createdAt, updatedAt: createdAt };
      state.jobs.push(row);
      return Promise.resolve();
    },
    find: async (id) => Promise.resolve(state.jobs.find((one) => one.id === id)),
    list: async (query) => Promise.resolve(pageOf(state.jobs, query)),
    take: notHere,
    heartbeat: notHere,
    progress: notHere,
    finish: notHere,
    fail: notHere,
    release: notHere,
    cancel: notHere,
    forgetEnded: notHere,
  };
}

export function memoryTokens(): TokenStore {
  return {
    create: notHere,
    list: notHere,
    findByHash: notHere,
    touch: notHere,
    revoke: notHere,
    putLink: notHere,
    useLink: notHere,
  };
}

/** Sign-in has its own tests; an act that asks for it here is told so. */
export const memorySignIn = new Proxy({}, { get: notHere }) as SignInStore;
