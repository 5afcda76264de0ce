/** The catalogue: every edition, change list and the registry, indexed for look-up. */
import type { Change, ChangeList, EditionRegistry } from "./change-schema.ts";
import type {
  Edition,
  EditionRef,
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

/** Everything known about standards. Plain data plus look-ups; built once by `buildCatalogue`. */
export interface Catalogue {
  readonly editions: readonly Edition[];
  readonly changeLists: readonly ChangeList[];
  readonly registry: EditionRegistry | undefined;
}

/** A provisions edition with its look-ups. */
export interface IndexedProvisions {
  readonly edition: ProvisionsEdition;
  readonly byId: ReadonlyMap<string, Provision>;
  readonly voidById: ReadonlyMap<string, readonly string[]>;
  /** Text of each condition number and feature letter. */
  readonly refText: ReadonlyMap<string, string>;
}

/** A requirements edition with its look-ups. */
export interface IndexedRequirements {
  readonly edition: RequirementsEdition;
  readonly byId: ReadonlyMap<string, Requirement>;
  readonly conditionText: ReadonlyMap<string, string>;
}

/** A test specification with its look-ups. */
export interface IndexedTestSpecification {
  readonly edition: TestSpecification;
  readonly tableById: ReadonlyMap<string, IxitTableSpec>;
  readonly groupById: ReadonlyMap<string, TestGroup>;
  readonly groupByProvision: ReadonlyMap<string, TestGroup>;
  readonly caseById: ReadonlyMap<string, { readonly group: TestGroup; readonly testCase: TestCase }>;
  /** Key: case id, space, unit label ("5.1-1-2 a"). */
  readonly unitByKey: ReadonlyMap<string, { readonly testCase: TestCase; readonly unit: TestUnit }>;
  readonly traitById: ReadonlyMap<string, Trait>;
}

export function findEdition(catalogue: Catalogue, ref: EditionRef): Edition | undefined {
  return catalogue.editions.find((one) => one.document === ref.document && one.edition === ref.edition);
}

export function editionsOf(catalogue: Catalogue, document: string): readonly Edition[] {
  return catalogue.editions.filter((one) => one.document === document);
}

const provisionIndexes = new WeakMap<ProvisionsEdition, IndexedProvisions>();
const requirementIndexes = new WeakMap<RequirementsEdition, IndexedRequirements>();
const testIndexes = new WeakMap<TestSpecification, IndexedTestSpecification>();

/** The look-ups of a provisions edition; computed once per edition object. */
export function indexProvisions(edition: ProvisionsEdition): IndexedProvisions {
  const known = provisionIndexes.get(edition);
  if (known !== undefined) return known;
  const index: IndexedProvisions = {
    edition,
    byId: new Map(edition.provisions.map((one) => [one.id, one])),
    voidById: new Map(edition.void.map((one) => [one.id, one.replacedBy])),
    refText: new Map([...edition.conditions, ...edition.features].map((one) => [one.id, one.text])),
  };
  provisionIndexes.set(edition, index);
  return index;
}

export function indexRequirements(edition: RequirementsEdition): IndexedRequirements {
  const known = requirementIndexes.get(edition);
  if (known !== undefined) return known;
  const index: IndexedRequirements = {
    edition,
    byId: new Map(edition.requirements.map((one) => [one.id, one])),
    conditionText: new Map(edition.conditions.map((one) => [one.id, one.text])),
  };
  requirementIndexes.set(edition, index);
  return index;
}

export function indexTestSpecification(edition: TestSpecification): IndexedTestSpecification {
  const known = testIndexes.get(edition);
  if (known !== undefined) return known;
  const cases = edition.groups.flatMap((group) => group.cases.map((testCase) => ({ group, testCase })));
  const index: IndexedTestSpecification = {
    edition,
    tableById: new Map(edition.ixit.map((one) => [one.id, one])),
    groupById: new Map(edition.groups.map((one) => [one.id, one])),
    groupByProvision: new Map(edition.groups.map((one) => [one.provision, one])),
    caseById: new Map(cases.map((one) => [one.testCase.id, one])),
    unitByKey: new Map(
      cases.flatMap(({ testCase }) =>
        testCase.units.map((unit) => [`${testCase.id} ${unit.label}`, { testCase, unit }] as const),
      ),
    ),
    traitById: new Map(edition.traits.map((one) => [one.id, one])),
  };
  testIndexes.set(edition, index);
  return index;
}

/** The change list from one edition to another of the same document, if the catalogue holds it. */
export function findChangeList(
  catalogue: Catalogue,
  document: string,
  from: string,
  to: string,
): ChangeList | undefined {
  return catalogue.changeLists.find((one) => one.document === document && one.from === from && one.to === to);
}

export type { Change };
