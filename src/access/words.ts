/** The words of rights: roles, parties, scopes of tokens, actions, and where an action takes place. */

export const roles = ["admin", "editor", "assessor", "reviewer", "reader"] as const;
/** What a person is in an organisation. */
export type Role = (typeof roles)[number];

export const partyKinds = ["supplier", "laboratory", "client"] as const;
/** What an organisation is to a dossier. */
export type PartyKind = (typeof partyKinds)[number];

export const scopes = ["read", "claims", "assessment", "admin"] as const;
/** What an API token may be used for; it never adds to what its owner may do. */
export type Scope = (typeof scopes)[number];

export const assessmentModes = ["first-party", "second-party", "third-party"] as const;
/** Who assesses whom, as the header of the dossier declares it. */
export type AssessmentMode = (typeof assessmentModes)[number];

export const organisationActions = [
  "organisation.read",
  "organisation.create",
  "organisation.manage",
  "members.manage",
  "audit.read",
  "dossier.list",
  "dossier.create",
  "evaluations.renew",
] as const;
export type OrganisationAction = (typeof organisationActions)[number];

export const dossierActions = [
  "dossier.read",
  "dossier.export",
  "dossier.report",
  "history.read",
  "claims.write",
  "review.write",
  "assessment.write",
  "finding.write",
  "mode.set",
  "parties.set",
  "dossier.archive",
  "dossier.duplicate",
] as const;
export type DossierAction = (typeof dossierActions)[number];

export type Action = OrganisationAction | DossierAction;

/** Who acts: a person with roles in organisations, perhaps through a token. */
export interface Actor {
  readonly personId: string;
  readonly memberships: readonly { readonly organisationId: string; readonly roles: readonly Role[] }[];
  readonly token?:
    { readonly id: string; readonly organisationId: string; readonly scopes: readonly Scope[] } | undefined;
}

export interface OrganisationSituation {
  readonly organisationId: string;
}

export interface DossierSituation {
  /** Owner of the dossier. Where it has no part of its own it is the supplier. */
  readonly organisationId: string;
  readonly parties: readonly { readonly organisationId: string; readonly party: PartyKind }[];
  readonly mode: AssessmentMode;
  readonly archived: boolean;
}

export type Decision =
  | { readonly allowed: true }
  /** `because` is a sentence for the person who was refused. */
  | { readonly allowed: false; readonly because: string };
