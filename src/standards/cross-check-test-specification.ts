/** Cross-checks of a test specification: groups, cases, units, IXIT fields and references between them. */
import { crossCheckIxit, type SpecificationIndex } from "./cross-check-ixit.ts";
import { crossCheckReuses } from "./cross-check-reuses.ts";
import type {
  Edition,
  ProvisionsEdition,
  TestCase,
  TestGroup,
  TestSpecification,
  TestUnit,
} from "./edition.ts";
import { pointerTo, type Fault } from "./fault.ts";
import { repeats } from "./repeats.ts";

type Report = (message: string, ...at: readonly (string | number)[]) => void;

/**
 * All that is wrong inside a test specification. Where `editions` hold the provisions that it assesses, its
 * references into them are checked too.
 */
export function crossCheckTestSpecification(
  edition: TestSpecification,
  editions: readonly Edition[] = [],
): readonly Fault[] {
  const index = indexSpecification(edition);
  const faults: Fault[] = [
    ...crossCheckIxit(edition, index),
    ...repeats(edition.groups, "groups", "test group"),
  ];
  const report: Report = (message, ...at) => {
    faults.push({ pointer: pointerTo(...at), message });
  };
  checkGroups(edition, index, report);
  faults.push(...crossCheckReuses(edition));
  checkProvisionIxit(edition, index, report);
  checkAnswerRules(edition, index, report);
  checkConfirmations(edition, index, report);
  const { document, edition: name } = edition.assesses;
  const assessed = editions.find((one) => one.document === document && one.edition === name);
  if (assessed?.kind === "provisions") faults.push(...crossCheckAssessed(edition, assessed));
  else if (assessed !== undefined) report(`${document} ${name} holds no provisions to assess.`, "assesses");
  return faults;
}

/** What a test specification says about the provisions it assesses has to exist in their edition. */
export function crossCheckAssessed(
  edition: TestSpecification,
  assessed: ProvisionsEdition,
): readonly Fault[] {
  const faults: Fault[] = [];
  const name = `${assessed.document} ${assessed.edition}`;
  const provisions = new Set(assessed.provisions.map((one) => one.id));
  const refs = new Set([...assessed.conditions, ...assessed.features].map((one) => one.id));
  const report: Report = (message, ...at) => {
    faults.push({ pointer: pointerTo(...at), message });
  };
  edition.groups.forEach((group, index) => {
    if (!provisions.has(group.provision)) {
      report(`Group ${group.id}: ${name} has no provision ${group.provision}.`, "groups", index, "provision");
    }
  });
  const tested = new Set(edition.groups.map((one) => one.provision));
  for (const id of provisions) {
    if (!tested.has(id)) report(`No test group assesses provision ${id} of ${name}.`, "groups");
  }
  edition.provisionIxit.forEach((one, index) => {
    if (!provisions.has(one.provision)) {
      report(`${name} has no provision ${one.provision}.`, "provisionIxit", index, "provision");
    }
  });
  edition.answerRules.forEach((rule, index) => {
    if (!refs.has(rule.ref)) {
      report(`"${rule.ref}" is neither a condition nor a feature of ${name}.`, "answerRules", index, "ref");
    }
  });
  edition.ixit.forEach((table, at) => {
    table.fields.forEach((field, fieldAt) => {
      for (const { ref } of field.neededWhenRef ?? []) {
        if (refs.has(ref)) continue;
        report(
          `${table.id}, ${field.name}: "${ref}" is neither a condition nor a feature of ${name}.`,
          ...["ixit", at, "fields", fieldAt, "neededWhenRef"],
        );
      }
    });
  });
  return faults;
}

function indexSpecification(edition: TestSpecification): SpecificationIndex {
  return {
    fieldsOf: new Map(
      edition.ixit.map((table) => [table.id, new Map(table.fields.map((one) => [one.name, one]))]),
    ),
    traits: new Map(edition.traits.map((one) => [one.id, one])),
  };
}

function checkGroups(edition: TestSpecification, index: SpecificationIndex, report: Report): void {
  const clauses = new Set(edition.clauses.map((one) => one.id));
  const owners = new Map<string, string>();
  const caseIds = new Set<string>();
  edition.groups.forEach((group, at) => {
    const place = ["groups", at] as const;
    const owner = owners.get(group.provision);
    if (owner !== undefined) {
      report(
        `Groups ${owner} and ${group.id} both assess provision ${group.provision}.`,
        ...place,
        "provision",
      );
    }
    owners.set(group.provision, group.id);
    if (!clauses.has(group.tsClause)) {
      report(`Group ${group.id}: clause ${group.tsClause} is not among the clauses.`, ...place, "tsClause");
    }
    for (const table of group.ixit.filter((one) => !index.fieldsOf.has(one))) {
      report(`Group ${group.id} needs IXIT ${table}, which the file does not have.`, ...place, "ixit");
    }
    group.cases.forEach((testCase, caseAt) => {
      if (caseIds.has(testCase.id)) {
        report(
          `The test case ${testCase.id} stands more than once in the file.`,
          ...place,
          "cases",
          caseAt,
          "id",
        );
      }
      caseIds.add(testCase.id);
      checkCase(group, testCase, caseAt, index, (message, ...rest) => {
        report(`Case ${testCase.id}: ${message}`, ...place, "cases", caseAt, ...rest);
      });
    });
  });
}

function checkCase(
  group: TestGroup,
  testCase: TestCase,
  position: number,
  index: SpecificationIndex,
  report: Report,
): void {
  const expected = `${group.id}-${String(position + 1)}`;
  if (testCase.id !== expected) {
    report(`cases are numbered within their group, so its id should be ${expected}.`, "id");
  }
  const labels = new Set<string>();
  testCase.units.forEach((unit, at) => {
    if (labels.has(unit.label)) {
      report(`the unit label ${unit.label} stands more than once.`, "units", at, "label");
    }
    labels.add(unit.label);
    checkUnit(group, unit, index, (message, ...rest) => {
      report(`unit ${unit.label} ${message}`, "units", at, ...rest);
    });
  });
  for (const label of testCase.alternative?.units ?? []) {
    if (!labels.has(label)) {
      report(`its alternative names unit ${label}, which the case does not have.`, "alternative", "units");
    }
  }
  if (testCase.oneEntryIsEnough === true && testCase.units.every((one) => one.forEach === null)) {
    report("one entry is called enough, but no unit runs over entries.", "oneEntryIsEnough");
  }
}

function checkUnit(group: TestGroup, unit: TestUnit, index: SpecificationIndex, report: Report): void {
  const tables = unit.forEach === null ? [] : [unit.forEach, ...(unit.forEachAlso ?? [])];
  if (unit.forEach === null && unit.forEachAlso !== undefined) {
    report("names further tables to run over, but no first one.", "forEachAlso");
  }
  for (const table of tables) {
    const fault = tableFault(group, table, index);
    if (fault !== undefined) report(`runs over IXIT ${table}, ${fault}.`, "forEach");
  }
  unit.uses.forEach((use, at) => {
    const fault = tableFault(group, use.ixit, index);
    if (fault !== undefined) report(`uses IXIT ${use.ixit}, ${fault}.`, "uses", at, "ixit");
    if (use.field !== null && index.fieldsOf.get(use.ixit)?.has(use.field) === false) {
      report(`uses the field "${use.field}", which IXIT ${use.ixit} does not have.`, "uses", at, "field");
    }
  });
  checkSelection(unit, tables, index, report);
  const reuses = (unit.reuses ?? []).length > 0;
  if (unit.action === "apply" && !reuses) report("applies other units, but reuses none.", "reuses");
  if (unit.beyondReuse !== undefined && (unit.action !== "apply" || !reuses)) {
    report("demands more than reused units, but applies none.", "beyondReuse");
  }
}

/** Why a unit of the group cannot speak about the table. */
function tableFault(group: TestGroup, table: string, index: SpecificationIndex): string | undefined {
  if (!index.fieldsOf.has(table)) return "which the file does not have";
  return group.ixit.includes(table) ? undefined : `which group ${group.id} does not list`;
}

function checkSelection(
  unit: TestUnit,
  tables: readonly string[],
  index: SpecificationIndex,
  report: Report,
): void {
  if (unit.where === undefined) return;
  if (unit.forEach === null) report("selects by traits, but does not run over entries.", "where");
  if (unit.selector === null) report("selects by traits, but no words say so.", "where");
  unit.where.forEach((demand, at) => {
    const trait = index.traits.get(demand.trait);
    if (trait === undefined) {
      report(`selects by the trait ${demand.trait}, which the file does not have.`, "where", at, "trait");
    } else if (unit.forEach !== null && !tables.includes(trait.ixit)) {
      report(
        `runs over ${tables.join(" and ")}, but ${trait.id} is a trait of ${trait.ixit}.`,
        ...["where", at, "trait"],
      );
    }
  });
}

/** The mapping of provisions to IXITs and the tables that the groups list tell the same. */
function checkProvisionIxit(edition: TestSpecification, index: SpecificationIndex, report: Report): void {
  const groups = new Map(edition.groups.map((one) => [one.provision, one]));
  const seen = new Set<string>();
  edition.provisionIxit.forEach((mapping, at) => {
    const place = ["provisionIxit", at] as const;
    const { provision, needs } = mapping;
    if (seen.has(provision)) {
      report(`Provision ${provision} is mapped to IXITs more than once.`, ...place, "provision");
    }
    seen.add(provision);
    needs.forEach((need, needAt) => {
      const fields = index.fieldsOf.get(need.ixit);
      if (fields === undefined) {
        report(
          `Provision ${provision} needs IXIT ${need.ixit}, which the file does not have.`,
          ...place,
          "needs",
          needAt,
        );
      }
      for (const field of need.fields.filter((one) => fields?.has(one) === false)) {
        report(
          `Provision ${provision} needs the field "${field}", which IXIT ${need.ixit} does not have.`,
          ...[...place, "needs", needAt, "fields"],
        );
      }
    });
    const group = groups.get(provision);
    const mapped = needs.map((one) => one.ixit).sort();
    if (group === undefined) report(`No test group assesses provision ${provision}.`, ...place, "provision");
    else if (mapped.join() !== [...group.ixit].sort().join()) {
      report(
        `Provision ${provision} is mapped to ${listed(mapped)}, but group ${group.id} lists ${listed(group.ixit)}.`,
        ...[...place, "needs"],
      );
    }
  });
  for (const group of edition.groups.filter((one) => !seen.has(one.provision))) {
    report(`Provision ${group.provision} of group ${group.id} is not mapped to IXITs.`, "provisionIxit");
  }
}

function listed(ids: readonly string[]): string {
  return ids.length === 0 ? "no IXIT" : ids.join(", ");
}

function checkAnswerRules(edition: TestSpecification, index: SpecificationIndex, report: Report): void {
  edition.answerRules.forEach((rule, at) => {
    const place = ["answerRules", at] as const;
    if (!index.fieldsOf.has(rule.table)) {
      report(
        `The rule for "${rule.ref}" reads IXIT ${rule.table}, which the file does not have.`,
        ...place,
        "table",
      );
    }
    rule.someEntryWith.forEach((demand, demandAt) => {
      const trait = index.traits.get(demand.trait);
      if (trait?.ixit === rule.table) return;
      const fault =
        trait === undefined
          ? "which the file does not have"
          : `a trait of ${trait.ixit} and not of ${rule.table}`;
      report(
        `The rule for "${rule.ref}" asks for ${demand.trait}, ${fault}.`,
        ...[...place, "someEntryWith", demandAt, "trait"],
      );
    });
  });
  const answers = new Map<string, string>();
  edition.answerRules.forEach((rule, at) => {
    const content = JSON.stringify([rule.ref, rule.table, rule.someEntryWith]);
    const other = answers.get(content);
    answers.set(content, rule.answer);
    if (other === undefined) return;
    const fault = other === rule.answer ? `say ${other} twice` : "answer yes and no";
    report(`Two rules for "${rule.ref}" ${fault} to the same content.`, "answerRules", at);
  });
}

function checkConfirmations(edition: TestSpecification, index: SpecificationIndex, report: Report): void {
  edition.confirmations.forEach((one, at) => {
    const place = ["confirmations", at] as const;
    const field = index.fieldsOf.get(one.ixit)?.get(one.field);
    if (field === undefined) {
      report(`IXIT ${one.ixit} has no field "${one.field}" to confirm anything.`, ...place, "field");
    } else if (field.format !== "yes-no") {
      report(
        `"${one.field}" of IXIT ${one.ixit} is no yes/no field, so it confirms nothing.`,
        ...place,
        "field",
      );
    }
    if (!index.fieldsOf.has(one.confirms)) {
      report(
        `"${one.field}" confirms IXIT ${one.confirms}, which the file does not have.`,
        ...place,
        "confirms",
      );
    }
  });
}
