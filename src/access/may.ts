/** Decides whether somebody may do something, and says in words why not. */
import { dossierRules, organisationRules, type DossierRule, type Grant, type Side } from "./rules.ts";
import type {
  Action,
  Actor,
  Decision,
  DossierAction,
  DossierSituation,
  OrganisationAction,
  OrganisationSituation,
  PartyKind,
  Role,
  Scope,
} from "./words.ts";

const allowed: Decision = { allowed: true };

function refused(because: string): Decision {
  return { allowed: false, because };
}

/** Answers for every actor, action and situation. Nothing is allowed without a role in an organisation concerned. */
export function may(actor: Actor, action: OrganisationAction, situation: OrganisationSituation): Decision;
export function may(actor: Actor, action: DossierAction, situation: DossierSituation): Decision;
export function may(
  actor: Actor,
  action: Action,
  situation: OrganisationSituation | DossierSituation,
): Decision {
  return isDossierAction(action)
    ? mayOnDossier(actor, action, situation as DossierSituation)
    : mayInOrganisation(actor, action, situation);
}

function isDossierAction(action: Action): action is DossierAction {
  return Object.hasOwn(dossierRules, action);
}

function mayInOrganisation(
  actor: Actor,
  action: OrganisationAction,
  { organisationId }: OrganisationSituation,
): Decision {
  const rule = organisationRules[action];
  const held = rolesIn(actor, organisationId);
  if (held.length === 0) return refused("You are no member of this organisation.");
  if (!held.some((role) => rule.roles.includes(role))) {
    return refused(
      `You may not ${rule.does}: that takes the role ${orList(rule.roles)}, and you are ${orList(held)}.`,
    );
  }
  return tokenRefusal(actor, organisationId, rule) ?? allowed;
}

function mayOnDossier(actor: Actor, action: DossierAction, situation: DossierSituation): Decision {
  const rule = dossierRules[action];
  const concerned = actor.memberships.filter(
    (one) => one.roles.length > 0 && sidesOf(one.organisationId, situation).length > 0,
  );
  if (concerned.length === 0) return refused("Your organisation has no part in this dossier.");
  if (rule.changes && situation.archived) return refused("The dossier is archived; restore it to change it.");
  const conflict = conflictOfSides(actor, action, situation);
  if (conflict !== undefined) return refused(conflict);
  const granting = concerned.filter((one) =>
    rule.grants.some((grant) => grants(grant, one.roles, sidesOf(one.organisationId, situation), situation)),
  );
  if (granting.length === 0) return refused(whyNotGranted(rule, concerned, situation));
  const refusals = granting.map((one) => tokenRefusal(actor, one.organisationId, rule));
  return refusals.includes(undefined) ? allowed : (refusals[0] ?? allowed);
}

function grants(
  grant: Grant,
  held: readonly Role[],
  sides: readonly Side[],
  { mode }: DossierSituation,
): boolean {
  return (
    sides.includes(grant.side) &&
    held.some((role) => grant.roles.includes(role)) &&
    (grant.modes === undefined || grant.modes.includes(mode))
  );
}

/** The sides on which an organisation stands. Without a part of its own, the owner of a dossier is its supplier. */
function sidesOf(organisationId: string, situation: DossierSituation): readonly Side[] {
  const parts = partsOf(organisationId, situation);
  const owner: readonly Side[] = situation.organisationId === organisationId ? ["owner"] : [];
  const named = parts.filter((one): one is "supplier" | "laboratory" => one !== "client");
  return parts.length === 0 && owner.length === 0 ? [] : ["party", ...owner, ...named];
}

function partsOf(organisationId: string, situation: DossierSituation): readonly PartyKind[] {
  const parts = situation.parties.flatMap((one) =>
    one.organisationId === organisationId ? [one.party] : [],
  );
  return parts.length === 0 && situation.organisationId === organisationId ? ["supplier"] : parts;
}

/**
 * In an assessment by another party nobody stands on both sides, whether through one organisation or through two: who
 * belongs to the supplier sets no laboratory record, and who belongs to the laboratory edits no claim. All memberships
 * count, also those that a token leaves aside.
 */
function conflictOfSides(
  actor: Actor,
  action: DossierAction,
  situation: DossierSituation,
): string | undefined {
  const rule = dossierRules[action];
  if (rule.oneSided !== true) return undefined;
  const parts = new Set(actor.memberships.flatMap((one) => partsOf(one.organisationId, situation)));
  if (situation.mode !== "first-party" && parts.has("supplier") && parts.has("laboratory")) {
    return `You may not ${rule.does}: in a ${situation.mode} assessment nobody can belong to both the supplier and the laboratory.`;
  }
  if (action !== "mode.set") return undefined;
  const suppliers = new Set(
    [situation.organisationId, ...situation.parties.map((one) => one.organisationId)].filter((one) =>
      partsOf(one, situation).includes("supplier"),
    ),
  );
  const independent = situation.parties.some(
    (one) => one.party === "laboratory" && !suppliers.has(one.organisationId),
  );
  return independent
    ? "The mode of assessment cannot change while another organisation is the laboratory of this dossier."
    : undefined;
}

function whyNotGranted(
  rule: DossierRule,
  concerned: Actor["memberships"],
  situation: DossierSituation,
): string {
  const held = [...new Set(concerned.flatMap((one) => one.roles))];
  const sides = new Set(concerned.flatMap((one) => sidesOf(one.organisationId, situation)));
  const here = rule.grants.filter((one) => sides.has(one.side));
  const inMode = here.filter((one) => one.modes === undefined || one.modes.includes(situation.mode));
  if (inMode.length > 0) {
    const wanted = [...new Set(inMode.flatMap((one) => one.roles))];
    return `You may not ${rule.does}: that takes the role ${orList(wanted)}, and you are ${orList(held)}.`;
  }
  const others = orList([
    ...new Set(rule.grants.filter((one) => !here.includes(one)).map((one) => one.side)),
  ]);
  return here.length > 0
    ? `You may not ${rule.does}: in a ${situation.mode} assessment that is for the ${others}.`
    : `You may not ${rule.does}: that is for the ${others} of the dossier.`;
}

/** What a token takes away; undefined where there is none or it suffices. */
function tokenRefusal(
  actor: Actor,
  organisationId: string,
  { scopes }: { readonly scopes: readonly Scope[] },
): Decision | undefined {
  const { token } = actor;
  if (token === undefined) return undefined;
  if (token.organisationId !== organisationId) return refused("The token is for another organisation.");
  if (token.scopes.some((scope) => scopes.includes(scope))) return undefined;
  return refused(`The token lacks the scope ${orList(scopes)}.`);
}

function rolesIn(actor: Actor, organisationId: string): readonly Role[] {
  return [
    ...new Set(actor.memberships.flatMap((one) => (one.organisationId === organisationId ? one.roles : []))),
  ];
}

function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}
