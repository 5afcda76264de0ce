/** Laws of rights, for any combination of memberships, parts, modes and tokens; and the sentences of refusals. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { may } from "./may.ts";
import { writingAction } from "./rules.ts";
import {
  assessmentModes,
  dossierActions,
  organisationActions,
  partyKinds,
  roles,
  scopes,
  type Actor,
  type DossierSituation,
} from "./words.ts";

const organisation = fc.constantFrom("a", "b", "c");
const memberships = fc.array(
  fc.record({
    organisationId: organisation,
    roles: fc.uniqueArray(fc.constantFrom(...roles), { maxLength: 3 }),
  }),
  { maxLength: 3 },
);
const person: fc.Arbitrary<Actor> = fc.record({ personId: fc.constant("p"), memberships });
const dossier: fc.Arbitrary<DossierSituation> = fc.record({
  organisationId: organisation,
  parties: fc.array(fc.record({ organisationId: organisation, party: fc.constantFrom(...partyKinds) }), {
    maxLength: 4,
  }),
  mode: fc.constantFrom(...assessmentModes),
  archived: fc.boolean(),
});
const action = fc.constantFrom(...dossierActions);
const scopeSet = fc.uniqueArray(fc.constantFrom(...scopes));
const runs = { numRuns: 3000 };

const hasRole = (actor: Actor, wanted: string): boolean =>
  actor.memberships.some((one) => one.roles.some((role) => role === wanted));

describe("laws", () => {
  it("an assessor never edits claims", () => {
    fc.assert(
      fc.property(person, dossier, (actor, situation) => {
        fc.pre(!hasRole(actor, "admin") && !hasRole(actor, "editor"));
        expect(may(actor, "claims.write", situation).allowed).toBe(false);
      }),
      runs,
    );
  });
  it("a member of the supplier sets no laboratory record in an assessment by another party", () => {
    fc.assert(
      fc.property(person, dossier, scopeSet, (actor, situation, held) => {
        fc.pre(situation.mode !== "first-party");
        const supplies = (id: string): boolean =>
          situation.parties.some((one) => one.organisationId === id && one.party === "supplier") ||
          (id === situation.organisationId && situation.parties.every((one) => one.organisationId !== id));
        fc.pre(actor.memberships.some((one) => supplies(one.organisationId)));
        expect(may(actor, "assessment.write", situation).allowed).toBe(false);
        for (const organisationId of ["a", "b", "c"]) {
          const token = { id: "t", organisationId, scopes: held };
          expect(may({ ...actor, token }, "assessment.write", situation).allowed).toBe(false);
        }
      }),
      runs,
    );
  });
  it("a member of the laboratory edits no claim in an assessment by another party", () => {
    fc.assert(
      fc.property(person, dossier, (actor, situation) => {
        fc.pre(situation.mode !== "first-party");
        const tests = new Set(
          situation.parties.filter((one) => one.party === "laboratory").map((one) => one.organisationId),
        );
        fc.pre(actor.memberships.some((one) => tests.has(one.organisationId)));
        expect(may(actor, "claims.write", situation).allowed).toBe(false);
      }),
      runs,
    );
  });
  it("a narrower token never allows more, and no token allows more than its owner may", () => {
    fc.assert(
      fc.property(
        person,
        dossier,
        action,
        organisation,
        scopeSet,
        scopeSet,
        (actor, situation, what, organisationId, narrow, more) => {
          const withScopes = (held: typeof narrow): Actor => ({
            ...actor,
            token: { id: "t", organisationId, scopes: held },
          });
          const narrower = may(withScopes(narrow), what, situation).allowed;
          const wider = may(withScopes([...narrow, ...more]), what, situation).allowed;
          const owner = may(actor, what, situation).allowed;
          expect([!narrower || wider, !wider || owner]).toEqual([true, true]);
        },
      ),
      runs,
    );
  });
  it("the same holds in organisations", () => {
    fc.assert(
      fc.property(
        person,
        fc.constantFrom(...organisationActions),
        organisation,
        organisation,
        scopeSet,
        (actor, what, where, of, held) => {
          const token = { id: "t", organisationId: of, scopes: held };
          const through = may({ ...actor, token }, what, { organisationId: where }).allowed;
          expect(!through || may(actor, what, { organisationId: where }).allowed).toBe(true);
        },
      ),
      runs,
    );
  });
  it("nothing is allowed without a role in an organisation concerned", () => {
    fc.assert(
      fc.property(dossier, action, (situation, what) => {
        const stranger: Actor = { personId: "p", memberships: [{ organisationId: "z", roles: [...roles] }] };
        const roleless: Actor = {
          personId: "p",
          memberships: [{ organisationId: situation.organisationId, roles: [] }],
        };
        for (const actor of [stranger, roleless, { personId: "p", memberships: [] }]) {
          expect(may(actor, what, situation).allowed).toBe(false);
          for (const other of organisationActions) {
            expect(may(actor, other, situation).allowed).toBe(false);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
  it("an archived dossier is changed by nobody, but can be read and restored", () => {
    fc.assert(
      fc.property(person, dossier, action, (actor, situation, what) => {
        const archived = may(actor, what, { ...situation, archived: true }).allowed;
        const reads = [
          "dossier.read",
          "dossier.export",
          "dossier.report",
          "history.read",
          "dossier.archive",
          "dossier.duplicate",
        ];
        const open = may(actor, what, { ...situation, archived: false }).allowed;
        expect(archived).toBe(reads.includes(what) && open);
      }),
      runs,
    );
  });
  it("a second role or membership on the same side never takes away", () => {
    fc.assert(
      fc.property(
        dossier,
        action,
        fc.constantFrom(...roles),
        fc.constantFrom(...roles),
        (situation, what, one, two) => {
          const as = (...held: (typeof one)[]): Actor => ({
            personId: "p",
            memberships: [{ organisationId: "a", roles: held }],
          });
          expect(!may(as(one), what, situation).allowed || may(as(one, two), what, situation).allowed).toBe(
            true,
          );
        },
      ),
      runs,
    );
  });
});

describe("refusals say why", () => {
  const situation: DossierSituation = {
    organisationId: "a",
    parties: [{ organisationId: "b", party: "laboratory" }],
    mode: "third-party",
    archived: false,
  };
  const member = (
    organisationId: string,
    ...held: Actor["memberships"][number]["roles"][number][]
  ): Actor => ({
    personId: "p",
    memberships: [{ organisationId, roles: held }],
  });
  const why = (...[actor, what, where]: Parameters<typeof decide>): string => {
    const decision = decide(actor, what, where);
    return decision.allowed ? "allowed" : decision.because;
  };
  const decide = (actor: Actor, what: (typeof dossierActions)[number], where: DossierSituation = situation) =>
    may(actor, what, where);

  it("by role, side, mode, token and state", () => {
    expect(why(member("a", "reader"), "claims.write")).toBe(
      "You may not edit claims: that takes the role admin or editor, and you are reader.",
    );
    expect(why(member("b", "assessor"), "claims.write")).toBe(
      "You may not edit claims: that is for the supplier of the dossier.",
    );
    expect(why(member("a", "admin"), "assessment.write")).toBe(
      "You may not set records of the assessment: in a third-party assessment that is for the laboratory.",
    );
    expect(why(member("c", "admin"), "dossier.read")).toBe("Your organisation has no part in this dossier.");
    expect(why(member("a", "editor"), "claims.write", { ...situation, archived: true })).toBe(
      "The dossier is archived; restore it to change it.",
    );
    expect(
      why(
        { ...member("a", "editor"), token: { id: "t", organisationId: "a", scopes: ["read"] } },
        "claims.write",
      ),
    ).toBe("The token lacks the scope claims.");
    expect(
      why(
        { ...member("a", "editor"), token: { id: "t", organisationId: "b", scopes: ["claims"] } },
        "claims.write",
      ),
    ).toBe("The token is for another organisation.");
    const both: Actor = {
      personId: "p",
      memberships: [
        { organisationId: "a", roles: ["editor"] },
        { organisationId: "b", roles: ["assessor"] },
      ],
    };
    expect(why(both, "assessment.write")).toBe(
      "You may not set records of the assessment: in a third-party assessment nobody can belong to both the supplier and the laboratory.",
    );
    expect(why(member("a", "admin"), "mode.set")).toBe(
      "The mode of assessment cannot change while another organisation is the laboratory of this dossier.",
    );
  });
  it("one person of one organisation may do both in a first-party assessment", () => {
    const alone: DossierSituation = { ...situation, parties: [], mode: "first-party" };
    const person = member("a", "editor", "assessor");
    expect([why(person, "claims.write", alone), why(person, "assessment.write", alone)]).toEqual([
      "allowed",
      "allowed",
    ]);
  });
});

it("records of the assessment are the laboratory's, findings both sides', all others claims", () => {
  expect(Object.entries(writingAction).filter(([, one]) => one !== "claims.write")).toEqual([
    ["ics-verification", "assessment.write"],
    ["selection", "assessment.write"],
    ["case", "assessment.write"],
    ["group", "assessment.write"],
    ["external-decision", "assessment.write"],
    ["overall", "assessment.write"],
    ["finding", "finding.write"],
  ]);
});
