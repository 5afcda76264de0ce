/** Every role × action × part × mode, with the answers written out by hand. */
import { describe, expect, it } from "vitest";
import { may } from "./may.ts";
import {
  dossierActions,
  organisationActions,
  roles,
  type Actor,
  type AssessmentMode,
  type DossierAction,
  type DossierSituation,
  type OrganisationAction,
  type PartyKind,
  type Role,
} from "./words.ts";

const everyone = "admin editor assessor reviewer reader";

/** Who may, in the organisation of which they are members. */
const inOrganisation: Readonly<Record<OrganisationAction, string>> = {
  "organisation.read": everyone,
  "organisation.create": "admin",
  "organisation.manage": "admin",
  "members.manage": "admin",
  "audit.read": "admin",
  "dossier.list": everyone,
  "dossier.create": "admin editor",
  "evaluations.renew": "admin",
};

/** What the actor's organisation is to the dossier. */
const standings = {
  "owner, no part named": { owner: true, parts: [] },
  "owner and supplier": { owner: true, parts: ["supplier"] },
  "owner and laboratory": { owner: true, parts: ["laboratory"] },
  "owner and client": { owner: true, parts: ["client"] },
  "owner, supplier and laboratory": { owner: true, parts: ["supplier", "laboratory"] },
  supplier: { owner: false, parts: ["supplier"] },
  laboratory: { owner: false, parts: ["laboratory"] },
  client: { owner: false, parts: ["client"] },
  "supplier and laboratory": { owner: false, parts: ["supplier", "laboratory"] },
  none: { owner: false, parts: [] },
} as const satisfies Record<string, { readonly owner: boolean; readonly parts: readonly PartyKind[] }>;

type Standing = keyof typeof standings;

/** For each action and standing: who may in a first-party assessment, and who in one by a second or third party. */
const onDossier: Readonly<
  Record<DossierAction, Readonly<Record<Standing, readonly [first: string, other: string]>>>
> = {
  "dossier.read": {
    "owner, no part named": [everyone, everyone],
    "owner and supplier": [everyone, everyone],
    "owner and laboratory": [everyone, everyone],
    "owner and client": [everyone, everyone],
    "owner, supplier and laboratory": [everyone, everyone],
    supplier: [everyone, everyone],
    laboratory: [everyone, everyone],
    client: [everyone, everyone],
    "supplier and laboratory": [everyone, everyone],
    none: ["", ""],
  },
  "dossier.export": {
    "owner, no part named": [everyone, everyone],
    "owner and supplier": [everyone, everyone],
    "owner and laboratory": [everyone, everyone],
    "owner and client": [everyone, everyone],
    "owner, supplier and laboratory": [everyone, everyone],
    supplier: [everyone, everyone],
    laboratory: [everyone, everyone],
    client: [everyone, everyone],
    "supplier and laboratory": [everyone, everyone],
    none: ["", ""],
  },
  "dossier.report": {
    "owner, no part named": [everyone, everyone],
    "owner and supplier": [everyone, everyone],
    "owner and laboratory": [everyone, everyone],
    "owner and client": [everyone, everyone],
    "owner, supplier and laboratory": [everyone, everyone],
    supplier: [everyone, everyone],
    laboratory: [everyone, everyone],
    client: [everyone, everyone],
    "supplier and laboratory": [everyone, everyone],
    none: ["", ""],
  },
  "history.read": {
    "owner, no part named": [everyone, everyone],
    "owner and supplier": [everyone, everyone],
    "owner and laboratory": [everyone, everyone],
    "owner and client": [everyone, everyone],
    "owner, supplier and laboratory": [everyone, everyone],
    supplier: [everyone, everyone],
    laboratory: [everyone, everyone],
    client: [everyone, everyone],
    "supplier and laboratory": [everyone, everyone],
    none: ["", ""],
  },
  "claims.write": {
    "owner, no part named": ["admin editor", "admin editor"],
    "owner and supplier": ["admin editor", "admin editor"],
    "owner and laboratory": ["", ""],
    "owner and client": ["", ""],
    "owner, supplier and laboratory": ["admin editor", ""],
    supplier: ["admin editor", "admin editor"],
    laboratory: ["", ""],
    client: ["", ""],
    "supplier and laboratory": ["admin editor", ""],
    none: ["", ""],
  },
  "review.write": {
    "owner, no part named": ["admin editor reviewer", "admin editor reviewer"],
    "owner and supplier": ["admin editor reviewer", "admin editor reviewer"],
    "owner and laboratory": ["", ""],
    "owner and client": ["", ""],
    "owner, supplier and laboratory": ["admin editor reviewer", ""],
    supplier: ["admin editor reviewer", "admin editor reviewer"],
    laboratory: ["", ""],
    client: ["", ""],
    "supplier and laboratory": ["admin editor reviewer", ""],
    none: ["", ""],
  },
  "assessment.write": {
    "owner, no part named": ["admin assessor", ""],
    "owner and supplier": ["admin assessor", ""],
    "owner and laboratory": ["admin assessor", "admin assessor"],
    "owner and client": ["", ""],
    "owner, supplier and laboratory": ["admin assessor", ""],
    supplier: ["admin assessor", ""],
    laboratory: ["admin assessor", "admin assessor"],
    client: ["", ""],
    "supplier and laboratory": ["admin assessor", ""],
    none: ["", ""],
  },
  "finding.write": {
    "owner, no part named": ["admin editor assessor", "admin editor assessor"],
    "owner and supplier": ["admin editor assessor", "admin editor assessor"],
    "owner and laboratory": ["admin assessor", "admin assessor"],
    "owner and client": ["", ""],
    "owner, supplier and laboratory": ["admin editor assessor", "admin editor assessor"],
    supplier: ["admin editor assessor", "admin editor assessor"],
    laboratory: ["admin assessor", "admin assessor"],
    client: ["", ""],
    "supplier and laboratory": ["admin editor assessor", "admin editor assessor"],
    none: ["", ""],
  },
  "mode.set": {
    "owner, no part named": ["admin", "admin"],
    "owner and supplier": ["admin", "admin"],
    "owner and laboratory": ["", ""],
    "owner and client": ["", ""],
    "owner, supplier and laboratory": ["admin", ""],
    supplier: ["admin", "admin"],
    laboratory: ["", ""],
    client: ["", ""],
    "supplier and laboratory": ["admin", ""],
    none: ["", ""],
  },
  "parties.set": {
    "owner, no part named": ["admin", "admin"],
    "owner and supplier": ["admin", "admin"],
    "owner and laboratory": ["admin", "admin"],
    "owner and client": ["admin", "admin"],
    "owner, supplier and laboratory": ["admin", "admin"],
    supplier: ["", ""],
    laboratory: ["", ""],
    client: ["", ""],
    "supplier and laboratory": ["", ""],
    none: ["", ""],
  },
  "dossier.archive": {
    "owner, no part named": ["admin", "admin"],
    "owner and supplier": ["admin", "admin"],
    "owner and laboratory": ["admin", "admin"],
    "owner and client": ["admin", "admin"],
    "owner, supplier and laboratory": ["admin", "admin"],
    supplier: ["", ""],
    laboratory: ["", ""],
    client: ["", ""],
    "supplier and laboratory": ["", ""],
    none: ["", ""],
  },
  "dossier.duplicate": {
    "owner, no part named": ["admin editor", "admin editor"],
    "owner and supplier": ["admin editor", "admin editor"],
    "owner and laboratory": ["admin editor", "admin editor"],
    "owner and client": ["admin editor", "admin editor"],
    "owner, supplier and laboratory": ["admin editor", "admin editor"],
    supplier: ["", ""],
    laboratory: ["", ""],
    client: ["", ""],
    "supplier and laboratory": ["", ""],
    none: ["", ""],
  },
};

const modes: readonly (readonly [AssessmentMode, 0 | 1])[] = [
  ["first-party", 0],
  ["second-party", 1],
  ["third-party", 1],
];

function situationOf(standing: Standing, mode: AssessmentMode): DossierSituation {
  const { owner, parts } = standings[standing];
  return {
    organisationId: owner ? "ours" : "owner",
    parties: parts.map((party) => ({ organisationId: "ours", party })),
    mode,
    archived: false,
  };
}

function person(...held: readonly Role[]): Actor {
  return { personId: "p", memberships: [{ organisationId: "ours", roles: held }] };
}

describe("the table is the answer", () => {
  it.each(organisationActions)("in an organisation: %s", (action) => {
    const expected = inOrganisation[action].split(" ");
    for (const role of roles) {
      expect(may(person(role), action, { organisationId: "ours" }).allowed, role).toBe(
        expected.includes(role),
      );
      expect(may(person(role), action, { organisationId: "theirs" }).allowed, role).toBe(false);
    }
  });
  it.each(dossierActions)("on a dossier: %s", (action) => {
    for (const standing of Object.keys(standings) as Standing[]) {
      for (const [mode, column] of modes) {
        const expected = onDossier[action][standing][column].split(" ");
        for (const role of roles) {
          const decision = may(person(role), action, situationOf(standing, mode));
          expect(decision.allowed, `${role} as ${standing}, ${mode}`).toBe(expected.includes(role));
          if (!decision.allowed) expect(decision.because).toMatch(/^[A-Z].{15,}\.$/);
        }
      }
    }
  });
});
