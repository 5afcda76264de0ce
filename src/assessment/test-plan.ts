/** Derives the test plan from ICS and IXIT: group → case → unit × entry, only what the ICS makes assessable. */
import type { IcsRow } from "#dossier";
import type { TestCase, TestGroup, TestUnit } from "#standards";
import { traitContext } from "./answers.ts";
import type { AssessmentContext } from "./context.ts";
import { groupDependencies, reusedUnits } from "./group-dependencies.ts";
import { entriesOf, entryOf, fieldOf, namedEntries } from "./ixit-content.ts";
import type { PlannedGroup, PlannedRun, PlannedUnit, SelectionQuestion, TestPlan } from "./plan-types.ts";
import { decideDemands, type TraitContext, type TraitDemand } from "./traits.ts";

/** The key of a unit that runs once. */
export const runsOnce = "once";

export function deriveTestPlan(context: AssessmentContext): TestPlan {
  const { tests } = context;
  const traits = traitContext(context);
  if (tests === undefined || traits === undefined) {
    return {
      specification: undefined,
      groups: [],
      questions: [],
      counts: { groups: 0, cases: 0, units: 0, runs: 0 },
    };
  }
  const groups = tests.edition.groups.map((group) => plannedGroup(context, traits, group));
  return context.memo("plan", groups, () => assemble(tests.edition, groups));
}

function plannedGroup(context: AssessmentContext, traits: TraitContext, group: TestGroup): PlannedGroup {
  const { dossier } = context;
  const row = Object.hasOwn(dossier.ics, group.provision) ? dossier.ics[group.provision] : undefined;
  const { tables } = groupDependencies(traits.tests, group);
  const inputs = [
    row?.support,
    traits.tests,
    traits.entries,
    dossier.assessment.selections,
    ...tables.map((table) => (Object.hasOwn(dossier.ixit, table) ? dossier.ixit[table] : undefined)),
  ];
  return context.memo(`plan ${group.id}`, inputs, () => planGroup(traits, group, row));
}

function planGroup(traits: TraitContext, group: TestGroup, row: IcsRow | undefined): PlannedGroup {
  const shared = { id: group.id, provision: group.provision, title: group.title };
  if (row?.support === "N" || row?.support === "N/A") {
    return {
      ...shared,
      assessable: "no",
      because: `${group.provision} is claimed ${row.support}; its group is not executed`,
      cases: [],
    };
  }
  const open = row?.support === undefined;
  return {
    ...shared,
    assessable: open ? "open" : "yes",
    because: open
      ? `the ICS makes no claim for ${group.provision} yet; listed as it would be assessed if claimed Y`
      : `${group.provision} is claimed Y`,
    cases: group.cases.map((testCase) => ({
      id: testCase.id,
      testCase,
      units: testCase.units.map((unit) => planUnit(traits, testCase, unit)),
    })),
  };
}

export function unitKind(testCase: TestCase, unit: TestUnit): "conceptual" | "functional" {
  if (testCase.type !== "conceptual/functional") return testCase.type;
  return unit.action.startsWith("functional") || unit.action === "perform" ? "functional" : "conceptual";
}

/** What of a planned unit does not depend on the dossier; made once per unit of the specification. */
interface UnitFacts {
  readonly key: string;
  readonly kind: "conceptual" | "functional";
  /** Each table that the unit runs over, with the demands of its selector. */
  readonly tables: readonly { readonly table: string; readonly demands: readonly TraitDemand[] }[];
}

const unitFacts = new WeakMap<TestUnit, UnitFacts>();

function factsOf(traits: TraitContext, testCase: TestCase, unit: TestUnit): UnitFacts {
  const known = unitFacts.get(unit);
  if (known !== undefined) return known;
  const names = unit.forEach === null ? [] : [unit.forEach, ...(unit.forEachAlso ?? [])];
  // A selector in words only, without traits, cannot be decided: every entry is listed and the tester chooses.
  const tables = names.map((table) => ({
    table,
    demands: (unit.where ?? []).filter((demand) => traits.tests.traitById.get(demand.trait)?.ixit === table),
  }));
  const facts = { key: `${testCase.id} ${unit.label}`, kind: unitKind(testCase, unit), tables };
  unitFacts.set(unit, facts);
  return facts;
}

export function planUnit(traits: TraitContext, testCase: TestCase, unit: TestUnit): PlannedUnit {
  const { key, kind, tables } = factsOf(traits, testCase, unit);
  if (tables.length === 0) {
    const runs = [plannedRun(traits, unit, runsOnce, undefined, noQuestions)];
    return { key, unit, kind, inputs: unit.uses, tableMissing: false, runs };
  }
  const runs: PlannedRun[] = [];
  let tableMissing = true;
  for (const { table, demands } of tables) {
    const entries = entriesOf(traits.tables, table);
    if (entries.length > 0) tableMissing = false;
    for (const [id] of entries) {
      const { answer, open } = decideDemands(traits, table, id, demands);
      if (answer === "no") continue;
      const questions =
        open.length === 0 ? noQuestions : open.map((trait) => question(traits, table, id, trait));
      runs.push(plannedRun(traits, unit, id, table, questions));
    }
  }
  return { key, unit, kind, inputs: unit.uses, tableMissing, runs };
}

const noQuestions: readonly SelectionQuestion[] = [];
const noInheritance: PlannedRun["inherits"] = [];

function question(traits: TraitContext, table: string, entry: string, traitId: string): SelectionQuestion {
  const key = `${entry}\n${traitId}`;
  const known = traits.questions.get(key);
  if (known !== undefined) return known;
  const trait = traits.tests.traitById.get(traitId);
  const made = {
    entry,
    table,
    trait: traitId,
    question: trait?.question ?? traitId,
    fields: trait?.fields ?? [],
  };
  traits.questions.set(key, made);
  return made;
}

function plannedRun(
  traits: TraitContext,
  unit: TestUnit,
  key: string,
  table: string | undefined,
  questions: readonly SelectionQuestion[],
): PlannedRun {
  return {
    key,
    table,
    selected: questions.length === 0 ? "yes" : "open",
    questions,
    inherits: unit.action === "apply" ? inheritedRuns(traits, unit, key, table) : noInheritance,
  };
}

/** The runs of reused units that speak about the same entry, or about entries that this entry refers to. */
function inheritedRuns(
  traits: TraitContext,
  unit: TestUnit,
  key: string,
  table: string | undefined,
): PlannedRun["inherits"] {
  return reusedUnits(traits.tests, unit).flatMap(({ caseId, unit: reused }) => {
    const unitKey = `${caseId} ${reused.label}`;
    if (reused.forEach === null) return [{ unit: unitKey, key: runsOnce }];
    if (reused.forEach === table) return [{ unit: unitKey, key }];
    const targets =
      table === undefined
        ? entriesOf(traits.tables, reused.forEach).map(([id]) => id)
        : referredEntries(traits, table, key, reused.forEach);
    return targets.map((id) => ({ unit: unitKey, key: id }));
  });
}

function referredEntries(traits: TraitContext, table: string, id: string, target: string): readonly string[] {
  const spec = traits.tests.tableById.get(table);
  const entry = entryOf(traits.tables, table, id);
  const found = new Set<string>();
  for (const field of spec?.fields ?? []) {
    if (!(field.references ?? []).includes(target)) continue;
    for (const named of namedEntries(fieldOf(entry, field.name), traits.entries)) {
      if (traits.entries.tablesOf.get(named)?.includes(target)) found.add(named);
    }
  }
  return [...found];
}

function assemble(
  specification: { readonly document: string; readonly edition: string },
  groups: readonly PlannedGroup[],
): TestPlan {
  const questions = new Map<string, SelectionQuestion>();
  let cases = 0;
  let units = 0;
  let runs = 0;
  let listed = 0;
  for (const group of groups) {
    if (group.cases.length > 0) listed += 1;
    for (const testCase of group.cases) {
      cases += 1;
      for (const unit of testCase.units) {
        units += 1;
        for (const run of unit.runs) {
          runs += 1;
          for (const one of run.questions) questions.set(`${one.entry}\n${one.trait}`, one);
        }
      }
    }
  }
  return {
    specification: { document: specification.document, edition: specification.edition },
    groups,
    questions: [...questions.values()],
    counts: { groups: listed, cases, units, runs },
  };
}
