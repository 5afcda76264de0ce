/** Cross-checks of IXIT tables and traits: fields, references, conditions of fields and the rules that decide traits. */
import type { IxitFieldSpec, IxitTableSpec, TestSpecification, Trait } from "./edition.ts";
import { pointerTo, type Fault } from "./fault.ts";
import { findCircle } from "./find-circle.ts";
import { repeats } from "./repeats.ts";

/** Look-ups that the cross-checks share. */
export interface SpecificationIndex {
  /** Table id → field name → field. */
  readonly fieldsOf: ReadonlyMap<string, ReadonlyMap<string, IxitFieldSpec>>;
  readonly traits: ReadonlyMap<string, Trait>;
}

type Report = (message: string, ...at: readonly (string | number)[]) => void;

export function crossCheckIxit(edition: TestSpecification, index: SpecificationIndex): readonly Fault[] {
  const faults: Fault[] = [
    ...repeats(edition.ixit, "ixit", "IXIT"),
    ...repeats(edition.traits, "traits", "trait"),
  ];
  edition.ixit.forEach((table, at) => {
    checkTable(table, index, (message, ...rest) => {
      faults.push({ pointer: pointerTo("ixit", at, ...rest), message: `IXIT ${table.id}: ${message}` });
    });
  });
  edition.traits.forEach((trait, at) => {
    checkTrait(trait, index, (message, ...rest) => {
      faults.push({ pointer: pointerTo("traits", at, ...rest), message: `Trait ${trait.id}: ${message}` });
    });
  });
  const circle = findCircle(new Map(edition.traits.map((one) => [one.id, traitsBehind(one)])));
  if (circle !== undefined) {
    const at = edition.traits.findIndex((one) => one.id === circle[0]);
    faults.push({
      pointer: pointerTo("traits", at),
      message: `Traits decide each other in a circle: ${circle.join(" → ")}.`,
    });
  }
  return faults;
}

function checkTable(table: IxitTableSpec, index: SpecificationIndex, report: Report): void {
  const expected = `${String(table.number)}-${table.abbreviation}`;
  if (table.id !== expected) report(`number and abbreviation make ${expected}, which is not its id.`, "id");
  const identifiers = table.fields.filter((one) => one.format === "identifier").length;
  if (table.repeating && identifiers !== 1)
    report("a table with entries needs one identifier field.", "fields");
  if (!table.repeating && identifiers > 0) report("a single record needs no identifier field.", "fields");
  const names = new Set<string>();
  table.fields.forEach((field, at) => {
    if (names.has(field.name))
      report(`the field "${field.name}" stands more than once.`, "fields", at, "name");
    names.add(field.name);
    checkField(table, field, index, (message, ...rest) => {
      report(`the field "${field.name}" ${message}`, "fields", at, ...rest);
    });
  });
}

function checkField(
  table: IxitTableSpec,
  field: IxitFieldSpec,
  index: SpecificationIndex,
  report: Report,
): void {
  if ((field.format === "reference") !== (field.references !== undefined)) {
    const fault =
      field.format === "reference"
        ? "does not say which tables it refers to."
        : "is no reference but names tables.";
    report(fault, "references");
  }
  (field.references ?? []).forEach((target, at) => {
    if (!index.fieldsOf.has(target))
      report(`refers to IXIT ${target}, which the file does not have.`, "references", at);
  });
  if (field.vocabulary !== undefined && field.format !== "list")
    report("has a vocabulary but is no list.", "vocabulary");
  const decided = field.neededWhen !== undefined || field.neededWhenRef !== undefined;
  if (decided && field.condition === null)
    report("is needed under traits or answers, but no words say so.", "condition");
  if (field.neededWhen !== undefined && field.neededWhenRef !== undefined) {
    report("is needed either by traits or by answers, not by both.", "neededWhenRef");
  }
  (field.neededWhen ?? []).forEach((demand, at) => {
    const trait = index.traits.get(demand.trait);
    if (trait === undefined) {
      report(
        `is needed by the trait ${demand.trait}, which the file does not have.`,
        "neededWhen",
        at,
        "trait",
      );
    } else if (trait.ixit !== table.id) {
      report(`is needed by ${trait.id}, which is a trait of ${trait.ixit}.`, "neededWhen", at, "trait");
    }
  });
}

function checkTrait(trait: Trait, index: SpecificationIndex, report: Report): void {
  const fields = index.fieldsOf.get(trait.ixit);
  if (fields === undefined) {
    report(`IXIT ${trait.ixit} is not in the file.`, "ixit");
    return;
  }
  trait.fields.forEach((field, at) => {
    if (!fields.has(field)) report(`IXIT ${trait.ixit} has no field "${field}".`, "fields", at);
  });
  (trait.impliedBy ?? []).forEach((id, at) => {
    const other = index.traits.get(id);
    if (other === undefined) report(`${id}, which should imply it, is not in the file.`, "impliedBy", at);
    else if (other.ixit !== trait.ixit) {
      report(
        `${id} is a trait of ${other.ixit}, so it implies nothing about ${trait.ixit}.`,
        "impliedBy",
        at,
      );
    }
  });
  if (trait.onlyConfirms === true && trait.rule === null)
    report("has no rule that could confirm it.", "onlyConfirms");
  if (trait.rule !== null) checkRule(trait, trait.rule, index, report);
}

function checkRule(
  trait: Trait,
  rule: NonNullable<Trait["rule"]>,
  index: SpecificationIndex,
  report: Report,
): void {
  const home = rule.by === "referenced-by" ? rule.table : trait.ixit;
  const field = index.fieldsOf.get(home)?.get(rule.field);
  if (!index.fieldsOf.has(home))
    report(`its rule reads IXIT ${home}, which the file does not have.`, "rule", "table");
  else if (field === undefined)
    report(`its rule reads "${rule.field}", which IXIT ${home} does not have.`, "rule", "field");
  switch (rule.by) {
    case "yes-no":
      expectFormat(field, ["yes-no", "text"], report);
      return;
    case "includes":
      expectFormat(field, ["list"], report);
      return;
    case "names-an-entry":
      expectFormat(field, ["reference"], report);
      return;
    case "referenced-by":
      expectTarget(field, trait.ixit, report);
      if (rule.where !== undefined) expectTrait(rule.where.trait, rule.table, index, report, "where");
      return;
    case "refers-to":
      if (!index.fieldsOf.has(rule.table)) {
        report(`its rule looks in IXIT ${rule.table}, which the file does not have.`, "rule", "table");
      } else expectTarget(field, rule.table, report);
      expectTrait(rule.trait, rule.table, index, report, "trait");
      return;
    case "starts-with":
      if (rule.yes.length + rule.no.length === 0) report("its rule has no words to start with.", "rule");
      for (const word of rule.yes.filter((one) => rule.no.includes(one))) {
        report(`its rule takes "${word}" for yes and for no.`, "rule", "no");
      }
      return;
    case "filled":
      return;
  }
}

function expectFormat(field: IxitFieldSpec | undefined, formats: readonly string[], report: Report): void {
  if (field === undefined || formats.includes(field.format)) return;
  report(
    `its rule needs a field of format ${formats.join(" or ")}, but "${field.name}" is ${field.format}.`,
    "rule",
    "field",
  );
}

function expectTarget(field: IxitFieldSpec | undefined, table: string, report: Report): void {
  if (field === undefined || field.references?.includes(table) === true) return;
  report(`its rule follows "${field.name}", which does not refer to IXIT ${table}.`, "rule", "field");
}

function expectTrait(id: string, table: string, index: SpecificationIndex, report: Report, at: string): void {
  const trait = index.traits.get(id);
  if (trait === undefined)
    report(`its rule asks for the trait ${id}, which the file does not have.`, "rule", at);
  else if (trait.ixit !== table)
    report(`its rule asks IXIT ${table} for ${id}, a trait of ${trait.ixit}.`, "rule", at);
}

/** Traits on which the decision of this one rests. */
function traitsBehind(trait: Trait): readonly string[] {
  const behind = [...(trait.impliedBy ?? [])];
  if (trait.rule?.by === "refers-to") behind.push(trait.rule.trait);
  if (trait.rule?.by === "referenced-by" && trait.rule.where !== undefined)
    behind.push(trait.rule.where.trait);
  return behind;
}
