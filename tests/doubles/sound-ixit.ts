/** IXIT tables of the sound product, made from the pro forma of the test specification: two entries each, every field filled. */
import type { Dossier, IxitEntry, IxitValue } from "#dossier";
import type { IndexedTestSpecification, IxitFieldSpec, IxitTableSpec, Trait } from "#standards";

/** The two entries of a repeating table; the first has what its traits ask for, the second has not. */
export const roles = ["Main", "Spare"] as const;
type Role = (typeof roles)[number];

export function entryId(table: Pick<IxitTableSpec, "abbreviation">, role: Role): string {
  return `${table.abbreviation}-${role}`;
}

export function soundIxit(tests: IndexedTestSpecification, needed: ReadonlySet<string>): Dossier["ixit"] {
  const tables: Record<string, Record<string, IxitEntry>> = {};
  for (const table of tests.edition.ixit) {
    if (!needed.has(table.id)) continue;
    tables[table.id] = table.repeating
      ? Object.fromEntries(roles.map((role) => [entryId(table, role), entry(tests, table, role)]))
      : { [table.id]: entry(tests, table, "Main") };
  }
  return tables;
}

function entry(tests: IndexedTestSpecification, table: IxitTableSpec, role: Role): IxitEntry {
  const fields: Record<string, IxitValue> = {};
  for (const field of table.fields) {
    if (field.format !== "identifier") fields[field.name] = value(tests, table, field, role);
  }
  return { fields, own: { owner: "Product security officer", review: "reviewed" } };
}

function value(
  tests: IndexedTestSpecification,
  table: IxitTableSpec,
  field: IxitFieldSpec,
  role: Role,
): IxitValue {
  const name = table.repeating ? entryId(table, role) : table.id;
  const text = `${field.name} for ${name}: laid down in section ${String(table.fields.indexOf(field) + 1)} of the design note on it.`;
  switch (field.format) {
    case "yes-no":
      return role === "Main" ? `Yes. ${text}` : `No. ${text}`;
    case "reference":
      return [referred(tests, field, role)];
    case "list":
      return words(field, role) ?? [`first property of ${name}`, `second property of ${name}`];
    case "date":
      return "2026-05-04";
    case "identifier":
    case "text":
      return `${opening(tests, table, field, role)}${text}`;
  }
}

function referred(tests: IndexedTestSpecification, field: IxitFieldSpec, role: Role): string {
  const targets = field.references ?? [];
  const target = tests.tableById.get(targets[role === "Main" ? 0 : targets.length - 1] ?? "");
  if (target === undefined) throw new Error(`${field.name} refers to no table`);
  return entryId(target, role);
}

function words(field: IxitFieldSpec, role: Role): string[] | undefined {
  const word = field.vocabulary?.[role === "Main" ? 0 : 1];
  return word === undefined ? undefined : [word];
}

/** The word with which a text has to begin so that the trait that is read off it is decided. */
function opening(
  tests: IndexedTestSpecification,
  table: IxitTableSpec,
  field: IxitFieldSpec,
  role: Role,
): string {
  const rule = traitsOf(tests, table).find(
    (one) => one.rule?.by === "starts-with" && one.rule.field === field.name,
  )?.rule;
  if (rule?.by !== "starts-with") return "";
  const word = role === "Main" ? rule.yes[0] : rule.no[0];
  return word === undefined ? "" : `${word.slice(0, 1).toUpperCase()}${word.slice(1)}. `;
}

function traitsOf(tests: IndexedTestSpecification, table: IxitTableSpec): readonly Trait[] {
  return tests.edition.traits.filter((one) => one.ixit === table.id);
}
