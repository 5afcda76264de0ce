/** The table of rights: which role on which side of a dossier may do what, and which token scopes suffice. */
import type { RecordKind } from "#dossier";
import type { AssessmentMode, DossierAction, OrganisationAction, PartyKind, Role, Scope } from "./words.ts";

/** `party`: whoever has any part in the dossier. `owner`: the organisation that keeps it. */
export type Side = "party" | "owner" | Exclude<PartyKind, "client">;

export interface Grant {
  readonly side: Side;
  readonly roles: readonly Role[];
  /** All modes where it is left out. */
  readonly modes?: readonly AssessmentMode[];
}

export interface DossierRule {
  /** What the action is, as words behind "may not". */
  readonly does: string;
  readonly grants: readonly Grant[];
  /** Any one of them suffices. */
  readonly scopes: readonly Scope[];
  /** Refused while the dossier is archived. */
  readonly changes: boolean;
  /** Refused to people who stand on both sides of an assessment by another party. */
  readonly oneSided?: true;
}

export interface OrganisationRule {
  readonly does: string;
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
}

const everyone: readonly Role[] = ["admin", "editor", "assessor", "reviewer", "reader"];
const anyScope: readonly Scope[] = ["read", "claims", "assessment", "admin"];

export const organisationRules: Readonly<Record<OrganisationAction, OrganisationRule>> = {
  "organisation.read": { does: "see this organisation", roles: everyone, scopes: anyScope },
  "organisation.create": { does: "found another organisation", roles: ["admin"], scopes: ["admin"] },
  "organisation.manage": { does: "change this organisation", roles: ["admin"], scopes: ["admin"] },
  "members.manage": { does: "manage the members of this organisation", roles: ["admin"], scopes: ["admin"] },
  "audit.read": { does: "read the audit trail of this organisation", roles: ["admin"], scopes: ["admin"] },
  "dossier.list": { does: "list dossiers", roles: everyone, scopes: anyScope },
  "dossier.create": { does: "create dossiers", roles: ["admin", "editor"], scopes: ["claims"] },
  "evaluations.renew": { does: "have all dossiers evaluated again", roles: ["admin"], scopes: ["admin"] },
};

const reading = { grants: [{ side: "party", roles: everyone }], scopes: anyScope, changes: false } as const;

export const dossierRules: Readonly<Record<DossierAction, DossierRule>> = {
  "dossier.read": { does: "read this dossier", ...reading },
  "dossier.export": { does: "export this dossier", ...reading },
  "dossier.report": { does: "write reports of this dossier", ...reading },
  "history.read": { does: "read the history of this dossier", ...reading },
  "claims.write": {
    does: "edit claims",
    grants: [{ side: "supplier", roles: ["admin", "editor"] }],
    scopes: ["claims"],
    changes: true,
    oneSided: true,
  },
  "review.write": {
    does: "set review states and comments",
    grants: [{ side: "supplier", roles: ["admin", "editor", "reviewer"] }],
    scopes: ["claims"],
    changes: true,
    oneSided: true,
  },
  "assessment.write": {
    does: "set records of the assessment",
    grants: [
      { side: "laboratory", roles: ["admin", "assessor"] },
      // A declared first-party assessment: the supplier assesses itself, and every report says so.
      { side: "supplier", roles: ["admin", "assessor"], modes: ["first-party"] },
    ],
    scopes: ["assessment"],
    changes: true,
    oneSided: true,
  },
  "finding.write": {
    does: "write findings",
    grants: [
      { side: "supplier", roles: ["admin", "editor", "assessor"] },
      { side: "laboratory", roles: ["admin", "assessor"] },
    ],
    scopes: ["claims", "assessment"],
    changes: true,
  },
  "mode.set": {
    does: "change by which party the dossier is assessed",
    grants: [{ side: "supplier", roles: ["admin"] }],
    scopes: ["admin"],
    changes: true,
    oneSided: true,
  },
  "parties.set": {
    does: "set the parties of this dossier",
    grants: [{ side: "owner", roles: ["admin"] }],
    scopes: ["admin"],
    changes: true,
  },
  "dossier.archive": {
    does: "archive or restore this dossier",
    grants: [{ side: "owner", roles: ["admin"] }],
    scopes: ["admin"],
    changes: false,
  },
  "dossier.duplicate": {
    does: "duplicate this dossier",
    grants: [{ side: "owner", roles: ["admin", "editor"] }],
    scopes: ["claims"],
    changes: false,
  },
};

/** The right that writing a record of a kind needs. */
export const writingAction: Readonly<
  Record<RecordKind, "claims.write" | "assessment.write" | "finding.write">
> = {
  header: "claims.write",
  scope: "claims.write",
  ics: "claims.write",
  "requirement-document": "claims.write",
  requirement: "claims.write",
  "ixit-table": "claims.write",
  ixit: "claims.write",
  control: "claims.write",
  evidence: "claims.write",
  "ics-verification": "assessment.write",
  selection: "assessment.write",
  case: "assessment.write",
  group: "assessment.write",
  "external-decision": "assessment.write",
  overall: "assessment.write",
  finding: "finding.write",
  governance: "claims.write",
  note: "claims.write",
};
