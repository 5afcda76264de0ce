/** What the plan of a test group depends on: IXIT tables and reused cases, found once per specification. */
import type { IndexedTestSpecification, IxitTableSpec, TestGroup, TestUnit, Trait } from "#standards";

export interface GroupDependencies {
  /** IXIT tables whose content the group's runs and verdicts depend on. */
  readonly tables: readonly string[];
  /** Test cases whose results count: the group's own and all reused ones. */
  readonly cases: readonly string[];
}

const known = new WeakMap<TestGroup, GroupDependencies>();

export function groupDependencies(tests: IndexedTestSpecification, group: TestGroup): GroupDependencies {
  const cached = known.get(group);
  if (cached !== undefined) return cached;
  const tables = new Set<string>();
  const cases = new Set<string>();
  const addUnit = (unit: TestUnit): void => {
    if (unit.forEach !== null) tables.add(unit.forEach);
    for (const table of unit.forEachAlso ?? []) tables.add(table);
    for (const use of unit.uses) tables.add(use.ixit);
    for (const demand of unit.where ?? []) addTraitTables(tests, demand.trait, tables);
    for (const reused of unit.action === "apply" ? reusedUnits(tests, unit) : [])
      addCase(reused.caseId, reused.unit);
  };
  const addCase = (caseId: string, unit: TestUnit): void => {
    cases.add(caseId);
    addUnit(unit);
  };
  for (const testCase of group.cases) for (const unit of testCase.units) addCase(testCase.id, unit);
  const result = { tables: [...tables], cases: [...cases] };
  known.set(group, result);
  return result;
}

const knownConditions = new WeakMap<IxitTableSpec, readonly string[]>();

/** IXIT tables on whose content it depends whether a conditional field of the table is needed. */
export function conditionTables(tests: IndexedTestSpecification, table: IxitTableSpec): readonly string[] {
  const cached = knownConditions.get(table);
  if (cached !== undefined) return cached;
  const tables = new Set<string>();
  for (const field of table.fields) {
    for (const { trait } of field.neededWhen ?? []) addTraitTables(tests, trait, tables);
  }
  const result = [...tables];
  knownConditions.set(table, result);
  return result;
}

/** Adds the tables that are read to decide a trait, through the traits it rests on. */
function addTraitTables(
  tests: IndexedTestSpecification,
  id: string,
  tables: Set<string>,
  seen: Set<string> = new Set<string>(),
): void {
  const trait = tests.traitById.get(id);
  if (trait === undefined || seen.has(id)) return;
  seen.add(id);
  tables.add(trait.ixit);
  for (const other of trait.impliedBy ?? []) addTraitTables(tests, other, tables, seen);
  for (const next of traitReach(trait)) {
    tables.add(next.table);
    if (next.trait !== undefined) addTraitTables(tests, next.trait, tables, seen);
  }
}

function traitReach(trait: Trait): readonly { readonly table: string; readonly trait: string | undefined }[] {
  const rule = trait.rule;
  if (rule?.by === "referenced-by") return [{ table: rule.table, trait: rule.where?.trait }];
  if (rule?.by === "refers-to") return [{ table: rule.table, trait: rule.trait }];
  return [];
}

export interface ReusedUnit {
  readonly caseId: string;
  readonly unit: TestUnit;
}

/** The units behind `reuses`: a whole case ("5.5-1-1") or a single unit ("5.3-9-1 a"). */
export function reusedUnits(tests: IndexedTestSpecification, unit: TestUnit): readonly ReusedUnit[] {
  return (unit.reuses ?? []).flatMap((reference) => {
    const single = tests.unitByKey.get(reference);
    if (single !== undefined) return [{ caseId: single.testCase.id, unit: single.unit }];
    const whole = tests.caseById.get(reference);
    return whole === undefined
      ? []
      : whole.testCase.units.map((one) => ({ caseId: whole.testCase.id, unit: one }));
  });
}
