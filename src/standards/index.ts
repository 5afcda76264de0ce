/** The catalogue of standards: editions, change lists, registry, and look-ups in them. */
export { buildCatalogue } from "./build-catalogue.ts";
export type { CatalogueFile } from "./build-catalogue.ts";
export {
  editionsOf,
  findChangeList,
  findEdition,
  indexProvisions,
  indexRequirements,
  indexTestSpecification,
} from "./catalogue.ts";
export type {
  Catalogue,
  IndexedProvisions,
  IndexedRequirements,
  IndexedTestSpecification,
} from "./catalogue.ts";
export type { Change, ChangeList, EditionRegistry } from "./change-schema.ts";
export { confidenceSchema } from "./edition-schema.ts";
export { explainChanges } from "./explain-changes.ts";
export type { ChangeSummary } from "./explain-changes.ts";
export { pointerTo, schemaFaults } from "./fault.ts";
export type { CatalogueFault, Fault } from "./fault.ts";
export { closePolicies } from "./policies.ts";
export type { PolicyClaim, PolicyClosure } from "./policies.ts";
export { resolveIncorporation, resolveReference } from "./resolve-reference.ts";
export type { Resolution, ResolvedRequirement } from "./resolve-reference.ts";
export { searchCatalogue } from "./search.ts";
export type { SearchHit, SearchOptions } from "./search.ts";
export type {
  AnswerRule,
  CertificatePolicy,
  Edition,
  EditionRef,
  Incorporation,
  IxitFieldSpec,
  IxitTableSpec,
  Provision,
  ProvisionsEdition,
  Requirement,
  RequirementsEdition,
  TestCase,
  TestGroup,
  TestSpecification,
  TestUnit,
  Trait,
} from "./edition.ts";
