/** Checks of the IXIT: tables and fields that the claims need, placeholders, references, confirmations (phase 3). */
import { not } from "#base/kleene";
import type { IxitEntry, IxitValue } from "#dossier";
import { problem, type Problem } from "#problems";
import type { IxitFieldSpec, IxitTableSpec } from "#standards";
import type { ResolvedAnswers } from "./answers.ts";
import { traitContext } from "./answers.ts";
import { citeTests, type AssessmentContext } from "./context.ts";
import { checkConfirmations } from "./check-confirmations.ts";
import { entriesOf, fieldOf, isFilled, readYesNo, valueText } from "./ixit-content.ts";
import { checkReferences } from "./check-references.ts";
import { conditionTables } from "./group-dependencies.ts";
import { ixitNeeds, type TableNeed } from "./ixit-needs.ts";
import { decideDemands, type TraitContext } from "./traits.ts";
import { findPlaceholder, saysNothing } from "./wording.ts";

export function checkIxit(context: AssessmentContext, answers: ResolvedAnswers): readonly Problem[] {
  const traits = traitContext(context);
  if (context.tests === undefined || traits === undefined) return [];
  const { tests, dossier } = context;
  const needs = context.memo("ixit needs", [tests, dossier.ics], () => ixitNeeds(tests, dossier.ics));
  const problems: Problem[] = [];
  const started = Object.keys(dossier.ics).length > 0;
  for (const table of tests.edition.ixit) {
    const need = needs.get(table.id);
    const needKey = need === undefined ? "" : [...need.fields.keys(), ...need.provisions].join(" ");
    const content = Object.hasOwn(dossier.ixit, table.id) ? dossier.ixit[table.id] : undefined;
    const found = context.memo(
      `ixit ${table.id}`,
      [
        content,
        needKey,
        started,
        traits.entries,
        traits.selections,
        answers,
        tests,
        ...conditionTables(tests, table).map((id) => dossier.ixit[id]),
      ],
      () => checkTable(context, traits, answers, table, need),
    );
    problems.push(...found);
  }
  problems.push(...checkIds(context, traits), ...checkConfirmations(context, needs));
  return problems;
}

function checkTable(
  context: AssessmentContext,
  traits: TraitContext,
  answers: ResolvedAnswers,
  table: IxitTableSpec,
  need: TableNeed | undefined,
): readonly Problem[] {
  const entries = entriesOf(context.dossier.ixit, table.id);
  const cites = citeTests(context, `IXIT ${table.id}`);
  const subject = `IXIT ${table.id}`;
  if (entries.length === 0) {
    if (need === undefined) return [];
    return [
      problem("ixit/table-missing", {
        message: `IXIT ${table.id} (${table.title}) is needed by ${need.provisions.join(", ")}, claimed Y, but has no ${table.repeating ? "entry" : "content"}`,
        cites,
        at: ["ixit", table.id],
        subject,
      }),
    ];
  }
  const problems: Problem[] = [];
  const hasClaims = Object.keys(context.dossier.ics).length > 0;
  if (need === undefined && hasClaims && entries.some(([, entry]) => saysSomething(entry))) {
    problems.push(
      problem("ixit/table-not-needed", {
        message: `IXIT ${table.id} is filled in, but no provision claimed Y needs it`,
        cites,
        at: ["ixit", table.id],
        subject,
      }),
    );
  }
  for (const [id, entry] of entries) {
    for (const field of table.fields) {
      if (field.format === "identifier") continue;
      problems.push(...checkField(context, traits, answers, { table, id, entry, field, need }));
    }
    problems.push(...checkReferences(context, traits.entries, table, id, entry));
  }
  problems.push(...checkRepetition(context, table, entries));
  return problems;
}

/** An entry of which nothing is filled in is a template, not content. */
function saysSomething(entry: IxitEntry): boolean {
  return Object.values(entry.fields).some(isFilled) || Object.keys(entry.own.additional ?? {}).length > 0;
}

interface FieldPlace {
  readonly table: IxitTableSpec;
  readonly id: string;
  readonly entry: IxitEntry;
  readonly field: IxitFieldSpec;
  readonly need: TableNeed | undefined;
}

function checkField(
  context: AssessmentContext,
  traits: TraitContext,
  answers: ResolvedAnswers,
  place: FieldPlace,
): readonly Problem[] {
  const { table, id, entry, field } = place;
  const value = fieldOf(entry, field.name);
  if (isFilled(value) && isUnsuspicious(value, field)) return noProblems;
  const at = ["ixit", table.id, id, field.name];
  const subject = `IXIT ${table.id}`;
  const cites = citeTests(context, `IXIT ${table.id}, ${field.name}`);
  const shared = { at, subject, cites };
  const name = table.repeating ? `${id}, ${field.name}` : field.name;
  if (!isFilled(value)) return missingField(traits, answers, place, { shared, name });
  const problems: Problem[] = [];
  const text = valueText(value);
  const placeholder = findPlaceholder(text);
  if (placeholder !== undefined) {
    problems.push(
      problem("ixit/placeholder", {
        ...shared,
        near: placeholder,
        message: `IXIT ${table.id}: ${name} still holds the placeholder "${placeholder}"`,
      }),
    );
  }
  if (
    typeof value === "string" &&
    field.format === "text" &&
    /^(?:see|as)\b/i.test(text.trim()) &&
    saysNothing(text)
  ) {
    problems.push(
      problem("ixit/says-nothing", {
        ...shared,
        message: `IXIT ${table.id}: ${name} only says "${text.trim()}"`,
      }),
    );
  }
  if (field.format === "yes-no" && readYesNo(value) === "unknown") {
    problems.push(
      problem("ixit/yes-no-unclear", {
        ...shared,
        message: `IXIT ${table.id}: ${name} begins with neither yes nor no`,
      }),
    );
  }
  return problems;
}

const noProblems: readonly Problem[] = [];

/** True for the many values that none of the checks of a field would find fault with. */
function isUnsuspicious(value: IxitValue | undefined, field: IxitFieldSpec): boolean {
  if (field.format === "yes-no" && readYesNo(value) === "unknown") return false;
  const text = valueText(value);
  return findPlaceholder(text) === undefined && !(text.length < 120 && /^\s*(?:see|as)\b/i.test(text));
}

function missingField(
  traits: TraitContext,
  answers: ResolvedAnswers,
  place: FieldPlace,
  words: {
    readonly shared: Pick<Problem, "at" | "cites"> & { readonly subject: string };
    readonly name: string;
  },
): readonly Problem[] {
  const { table, id, field, need } = place;
  const users = need?.fields.get(field.name);
  const needed = fieldNeeded(traits, answers, table, id, field);
  if (needed === "no") return [];
  if (users === undefined) {
    if (need === undefined) return [];
    return [
      problem("ixit/field-unfilled", {
        ...words.shared,
        message: `IXIT ${table.id}: ${words.name} of the pro forma is not filled in; no claim needs it`,
      }),
    ];
  }
  if (needed === "unknown") {
    return [
      problem("ixit/field-perhaps-missing", {
        ...words.shared,
        message: `IXIT ${table.id}: ${words.name} is not filled in; it is needed for ${field.condition ?? "some entries"}, and whether this is one is not said`,
      }),
    ];
  }
  return [
    problem("ixit/field-missing", {
      ...words.shared,
      message: `IXIT ${table.id}: ${words.name} is missing; ${users.join(", ")}, claimed Y, ${users.length === 1 ? "needs" : "need"} it`,
    }),
  ];
}

/** Whether the pro forma asks for the field in this entry, by the condition that it prints. */
function fieldNeeded(
  traits: TraitContext,
  answers: ResolvedAnswers,
  table: IxitTableSpec,
  id: string,
  field: IxitFieldSpec,
): "yes" | "no" | "unknown" {
  if (field.condition === null) return "yes";
  if (field.neededWhen !== undefined) return decideDemands(traits, table.id, id, field.neededWhen).answer;
  if (field.neededWhenRef !== undefined) {
    const values = field.neededWhenRef.map(({ ref, is }) => {
      const effective = answers.get(ref)?.effective ?? "unknown";
      return is ? effective : not(effective);
    });
    if (values.includes("no")) return "no";
    return values.includes("unknown") ? "unknown" : "yes";
  }
  return "unknown";
}

/** The same long text in a field of three or more entries is boilerplate. */
function checkRepetition(
  context: AssessmentContext,
  table: IxitTableSpec,
  entries: readonly (readonly [string, IxitEntry])[],
): readonly Problem[] {
  if (entries.length < 3) return [];
  const problems: Problem[] = [];
  for (const field of table.fields) {
    if (field.format === "reference" || field.format === "identifier" || field.format === "yes-no") continue;
    const holders = new Map<string, string[]>();
    for (const [id, entry] of entries) {
      const text = valueText(fieldOf(entry, field.name)).trim();
      if (text.length < 60) continue;
      const known = holders.get(text);
      if (known === undefined) holders.set(text, [id]);
      else known.push(id);
    }
    for (const ids of holders.values()) {
      const first = ids[0];
      if (ids.length < 3 || first === undefined) continue;
      problems.push(
        problem("ixit/repeated-text", {
          message: `IXIT ${table.id}: ${field.name} is word for word the same in ${ids.join(", ")}`,
          cites: citeTests(context, `IXIT ${table.id}, ${field.name}`),
          at: ["ixit", table.id, first, field.name],
          subject: `IXIT ${table.id}`,
        }),
      );
    }
  }
  return problems;
}

/** Ids must be unique over all tables, since references, results and reports name entries by id alone. */
function checkIds(context: AssessmentContext, traits: TraitContext): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [id, tables] of traits.entries.tablesOf) {
    const last = tables[tables.length - 1];
    if (tables.length < 2 || last === undefined) continue;
    problems.push(
      problem("ixit/id-not-unique", {
        message: `The id ${id} is used in ${tables.join(" and ")}`,
        cites: citeTests(context, "IXIT, ID"),
        at: ["ixit", last, id],
        subject: `IXIT ${last}`,
      }),
    );
  }
  return problems;
}
