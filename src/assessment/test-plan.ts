/** Derives the test plan from ICS and IXIT: group → case → unit × entry, only what the ICS makes assessable. */
import type { IcsRow } from "#dossier";
import type { TestCase, TestGroup, TestUnit } from "#standards";
import { traitContext } from "./answers.ts";
import type { AssessmentContext } from "./context.ts";
import { groupDependencies, reusedUnits } from "./group-dependencies.ts";
import { entriesOf, entryOf, fieldOf, namedEntries } from "./ixit-content.ts";
import type { PlannedGroup, PlannedRun, PlannedUnit, SelectionQuestion, TestPlan } from "./plan-types.ts";
import { decideDemands, type TraitContext } from "./traits.ts";

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

export function planUnit(traits: TraitContext, testCase: TestCase, unit: TestUnit): PlannedUnit {
  const key = `${testCase.id} ${unit.label}`;
  const tables = unit.forEach === null ? [] : [unit.forEach, ...(unit.forEachAlso ?? [])];
  const shared = {
    key,
    unit,
    kind: unitKind(testCase, unit),
    inputs: unit.uses.map((use) => ({ ixit: use.ixit, field: use.field })),
  };
  if (tables.length === 0) {
    return { ...shared, tableMissing: false, runs: [plannedRun(traits, unit, runsOnce, undefined, [])] };
  }
  const runs = tables.flatMap((table) => runsOver(traits, unit, table));
  const tableMissing = tables.every((table) => entriesOf(traits.tables, table).length === 0);
  return { ...shared, tableMissing, runs };
}

function runsOver(traits: TraitContext, unit: TestUnit, table: string): readonly PlannedRun[] {
  const demands = (unit.where ?? []).filter(
    (demand) => traits.tests.traitById.get(demand.trait)?.ixit === table,
  );
  // A selector in words only, without traits, cannot be decided: every entry is listed and the tester chooses.
  const runs: PlannedRun[] = [];
  for (const [id] of entriesOf(traits.tables, table)) {
    const { answer, open } = decideDemands(traits, table, id, demands);
    if (answer === "no") continue;
    const questions = open.map((trait) => question(traits, table, id, trait));
    runs.push(plannedRun(traits, unit, id, table, questions));
  }
  return runs;
}

function question(traits: TraitContext, table: string, entry: string, traitId: string): SelectionQuestion {
  const trait = traits.tests.traitById.get(traitId);
  return { entry, table, trait: traitId, question: trait?.question ?? traitId, fields: trait?.fields ?? [] };
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
    inherits: unit.action === "apply" ? inheritedRuns(traits, unit, key, table) : [],
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
