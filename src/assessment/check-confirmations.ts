/** Checks of IXIT 4-Conf: a confirmation needs a named owner and the complete IXIT that it confirms. */
import { problem, type Problem } from "#problems";
import { citeTests, type AssessmentContext } from "./context.ts";
import { entriesOf, fieldOf, isUsableValue, readYesNo } from "./ixit-content.ts";
import type { TableNeed } from "./ixit-needs.ts";

export function checkConfirmations(
  context: AssessmentContext,
  needs: ReadonlyMap<string, TableNeed>,
): readonly Problem[] {
  const { tests, dossier } = context;
  if (tests === undefined) return [];
  const problems: Problem[] = [];
  for (const { ixit, field, confirms } of tests.edition.confirmations) {
    const users = needs.get(ixit)?.fields.get(field);
    const record = entriesOf(dossier.ixit, ixit)[0];
    if (record === undefined) continue;
    const [id, entry] = record;
    const answer = readYesNo(fieldOf(entry, field));
    const shared = {
      at: ["ixit", ixit, id, field],
      subject: `IXIT ${ixit}`,
      cites: citeTests(context, `IXIT ${ixit}, ${field}`),
    };
    if (answer === "no" && users !== undefined) {
      problems.push(
        problem("ixit/confirmation-denied", {
          ...shared,
          message: `IXIT ${ixit}: ${field} is not given, although ${users.join(", ")} ${users.length === 1 ? "is" : "are"} claimed Y`,
        }),
      );
    }
    if (answer !== "yes") continue;
    const gaps = incompleteEntries(context, confirms);
    if (gaps !== undefined) {
      problems.push(
        problem("ixit/confirmation-blocked", {
          ...shared,
          message: `IXIT ${ixit}: ${field} is given, but IXIT ${confirms} ${gaps}`,
        }),
      );
    }
    if ((entry.own.owner ?? "").trim() === "") {
      problems.push(
        problem("ixit/confirmation-without-owner", {
          ...shared,
          at: ["ixit", ixit, id, "owner"],
          message: `IXIT ${ixit}: nobody is named who gives "${field}"`,
        }),
      );
    }
  }
  return onePerCode(problems, "ixit/confirmation-without-owner");
}

function incompleteEntries(context: AssessmentContext, table: string): string | undefined {
  const spec = context.tests?.tableById.get(table);
  const entries = entriesOf(context.dossier.ixit, table);
  if (spec === undefined) return undefined;
  if (entries.length === 0) return "has no entry";
  for (const [id, entry] of entries) {
    const gap = spec.fields.find(
      (field) =>
        field.format !== "identifier" &&
        field.condition === null &&
        !isUsableValue(fieldOf(entry, field.name)),
    );
    if (gap !== undefined) return `is not complete: ${id} lacks ${gap.name}`;
  }
  return undefined;
}

/** The owner is named once per table, so its absence is one problem. */
function onePerCode(problems: readonly Problem[], code: Problem["code"]): readonly Problem[] {
  const first = problems.findIndex((one) => one.code === code);
  return problems.filter((one, index) => one.code !== code || index === first);
}
