/** The catalogue of standards: editions, change lists, registry, and look-ups in them. */
export { buildCatalogue } from "./build-catalogue.ts";
export type { CatalogueFile, CatalogueFault } from "./build-catalogue.ts";
export {
  editionsOf,
  findChangeList,
  findEdition,
  indexProvisions,
  indexRequirements,
  indexTestSpecification,
} from "./catalogue.ts";
export type { Catalogue, IndexedProvisions, IndexedRequirements, IndexedTestSpecification } from "./catalogue.ts";
export type { Change, ChangeList, EditionRegistry } from "./change-schema.ts";
export { closePolicies } from "./policies.ts";
export type { PolicyClosure } from "./policies.ts";
export { resolveIncorporation } from "./resolve-reference.ts";
export { searchCatalogue } from "./search.ts";
export type { SearchHit } from "./search.ts";
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
