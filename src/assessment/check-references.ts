/** Checks that references between IXIT entries lead to an entry of the right table. */
import { didYouMean } from "#base/near-miss";
import type { IxitEntry } from "#dossier";
import { problem, type Problem } from "#problems";
import type { IxitFieldSpec, IxitTableSpec } from "#standards";
import { citeTests, type AssessmentContext } from "./context.ts";
import { danglingMentions, fieldOf, valueText, type EntryIndex } from "./ixit-content.ts";

export function checkReferences(
  context: AssessmentContext,
  index: EntryIndex,
  table: IxitTableSpec,
  id: string,
  entry: IxitEntry,
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const field of table.fields) {
    const value = fieldOf(entry, field.name);
    if (value === undefined || typeof value === "boolean") continue;
    if (field.format === "reference")
      problems.push(...checkReferenceField(context, index, { table, id, field }, value));
    else problems.push(...checkMentions(context, index, table, id, field.name, valueText(value)));
  }
  for (const [name, value] of Object.entries(entry.own.additional ?? {})) {
    problems.push(...checkMentions(context, index, table, id, name, valueText(value)));
  }
  return problems;
}

function checkReferenceField(
  context: AssessmentContext,
  index: EntryIndex,
  place: { readonly table: IxitTableSpec; readonly id: string; readonly field: IxitFieldSpec },
  value: string | readonly string[],
): readonly Problem[] {
  const { table, id, field } = place;
  const at = ["ixit", table.id, id, field.name];
  const shared = {
    at,
    subject: `IXIT ${table.id}`,
    cites: citeTests(context, `IXIT ${table.id}, ${field.name}`),
  };
  const names =
    typeof value === "string"
      ? danglingMentions(value, index)
      : value.map((one) => one.replace(/[`*\s]/g, ""));
  const targets = field.references ?? [];
  const problems: Problem[] = [];
  names.forEach((name, position) => {
    const tables = index.tablesOf.get(name);
    const path = typeof value === "string" ? at : [...at, position];
    if (tables === undefined) {
      const candidates = [...index.tablesOf].filter(([, where]) =>
        where.some((one) => targets.includes(one)),
      );
      const close = didYouMean(
        name,
        candidates.map(([candidate]) => candidate),
      );
      problems.push(
        problem("ixit/reference-unresolved", {
          ...shared,
          at: path,
          near: name,
          message: `IXIT ${table.id}: ${id}, ${field.name} names ${name}, which no entry${targets.length > 0 ? ` of ${targets.join(" or ")}` : ""} has`,
          ...(close === undefined
            ? {}
            : {
                remedy: `Did you mean ${close}? Otherwise add the entry or correct the reference.`,
                ...(typeof value === "string"
                  ? {}
                  : {
                      fix: {
                        title: `Refer to ${close}`,
                        safe: false,
                        edits: [{ op: "set" as const, path, value: close }],
                      },
                    }),
              }),
        }),
      );
    } else if (targets.length > 0 && !tables.some((one) => targets.includes(one))) {
      problems.push(
        problem("ixit/reference-wrong-table", {
          ...shared,
          at: path,
          near: name,
          message: `IXIT ${table.id}: ${id}, ${field.name} names ${name} of ${tables.join(", ")}; it has to name an entry of ${targets.join(" or ")}`,
        }),
      );
    }
  });
  return problems;
}

function checkMentions(
  context: AssessmentContext,
  index: EntryIndex,
  table: IxitTableSpec,
  id: string,
  field: string,
  text: string,
): readonly Problem[] {
  return danglingMentions(text, index).map((name) =>
    problem("ixit/mention-unresolved", {
      message: `IXIT ${table.id}: ${id}, ${field} mentions ${name}, which no entry has`,
      cites: citeTests(context, `IXIT ${table.id}`),
      at: ["ixit", table.id, id, field],
      near: name,
      subject: `IXIT ${table.id}`,
    }),
  );
}
