/** Organisations, the people in them, their roles, and invitations. */
import type { Instant } from "./values.ts";

export type Role = "admin" | "editor" | "assessor" | "reviewer" | "reader";

export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Instant;
}

export interface Person {
  readonly id: string;
  /** In lower case; one account per address. */
  readonly email: string;
  readonly name: string;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | undefined;
}

/** A person may hold several roles in an organisation. */
export interface Membership {
  readonly organisationId: string;
  readonly personId: string;
  readonly roles: readonly Role[];
}

export interface Member extends Person {
  readonly roles: readonly Role[];
}

export interface Invitation {
  readonly id: string;
  readonly organisationId: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly expiresAt: Instant;
  readonly acceptedAt: Instant | undefined;
  readonly createdBy: string;
  readonly createdAt: Instant;
}

export interface NewInvitation extends Omit<Invitation, "acceptedAt"> {
  /** SHA-256 of the secret in the link. */
  readonly tokenHash: string;
}

/** `last-admin`: an organisation never loses its last admin. */
export type MemberChange = "done" | "not-found" | "last-admin";

export interface OrganisationStore {
  readonly create: (organisation: Organisation) => Promise<"created" | "taken">;
  readonly find: (id: string) => Promise<Organisation | undefined>;
  /** The organisations of this transaction; all of them in a system transaction. */
  readonly list: () => Promise<readonly Organisation[]>;
  readonly rename: (id: string, name: string) => Promise<boolean>;

  readonly createPerson: (person: Omit<Person, "disabledAt">) => Promise<"created" | "taken">;
  readonly findPerson: (id: string) => Promise<Person | undefined>;
  readonly findPersonByEmail: (email: string) => Promise<Person | undefined>;
  readonly updatePerson: (
    id: string,
    change: { readonly name?: string; readonly email?: string },
  ) => Promise<"done" | "not-found" | "taken">;
  readonly setDisabled: (id: string, at: Instant | undefined) => Promise<boolean>;

  readonly members: (organisationId: string) => Promise<readonly Member[]>;
  /** All memberships of a person; needs a system transaction, since it looks across organisations. */
  readonly membershipsOf: (personId: string) => Promise<readonly Membership[]>;
  /** Adds the person or replaces the roles; roles must not be empty. */
  readonly setRoles: (
    organisationId: string,
    personId: string,
    roles: readonly Role[],
  ) => Promise<MemberChange>;
  readonly removeMember: (organisationId: string, personId: string) => Promise<MemberChange>;

  readonly invite: (invitation: NewInvitation) => Promise<void>;
  readonly invitations: (organisationId: string) => Promise<readonly Invitation[]>;
  readonly withdrawInvitation: (organisationId: string, id: string) => Promise<boolean>;
  /** Needs a system transaction. Marks the invitation as used, once, and returns it; undefined when unknown, used or expired. */
  readonly acceptInvitation: (tokenHash: string, at: Instant) => Promise<Invitation | undefined>;
}
