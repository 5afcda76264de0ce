/** Rights: who may do what to which dossier, as a table and a total function over it. */
export { may } from "./may.ts";
export { writingAction } from "./rules.ts";
export { assessmentModes, dossierActions, organisationActions, partyKinds, roles, scopes } from "./words.ts";
export type {
  Action,
  Actor,
  AssessmentMode,
  Decision,
  DossierAction,
  DossierSituation,
  OrganisationAction,
  OrganisationSituation,
  PartyKind,
  Role,
  Scope,
} from "./words.ts";
