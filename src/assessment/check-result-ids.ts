/** Checks that results name cases, units, entries and traits that exist. */
import { didYouMean } from "#base/near-miss";
import { problem, type Problem } from "#problems";
import type { TestUnit } from "#standards";
import { citeTests, type AssessmentContext } from "./context.ts";
import { runsOnce } from "./test-plan.ts";
import { contentTrait, type TraitContext } from "./traits.ts";

export function checkResultIds(context: AssessmentContext, traits: TraitContext): readonly Problem[] {
  const { cases, groups } = context.dossier.assessment;
  const problems: Problem[] = [];
  for (const [caseId, result] of Object.entries(cases)) {
    const provision = traits.tests.caseById.get(caseId)?.group.provision;
    const support = provision === undefined ? undefined : context.dossier.ics[provision]?.support;
    problems.push(
      ...context.memo(`result ids ${caseId}`, [result, traits.entries.tablesOf, traits.tests, support], () =>
        checkCase(context, traits, caseId),
      ),
    );
  }
  for (const id of Object.keys(groups)) {
    if (!traits.tests.groupById.has(id))
      problems.push(
        unknown(context, ["assessment", "groups", id], "test group", id, traits.tests.groupById.keys()),
      );
  }
  problems.push(...context.memo("selections", [traits], () => checkSelections(context, traits)));
  for (const id of Object.keys(context.dossier.assessment.icsVerification?.rows ?? {})) {
    if (!context.provisions.byId.has(id)) {
      problems.push(
        unknown(
          context,
          ["assessment", "icsVerification", "rows", id],
          "provision",
          id,
          context.provisions.byId.keys(),
        ),
      );
    }
  }
  return problems;
}

function checkCase(context: AssessmentContext, traits: TraitContext, caseId: string): readonly Problem[] {
  const spec = traits.tests.caseById.get(caseId);
  const at = ["assessment", "cases", caseId];
  if (spec === undefined) return [unknown(context, at, "test case", caseId, traits.tests.caseById.keys())];
  const problems: Problem[] = [];
  const support = context.dossier.ics[spec.group.provision]?.support;
  if (support === "N" || support === "N/A") {
    problems.push(
      problem("results/not-assessable", {
        message: `Case ${caseId} has results, but ${spec.group.provision} is claimed ${support}, so its group is not executed`,
        cites: citeTests(context, "Verdict rules, not tested"),
        at,
        subject: spec.group.provision,
      }),
    );
  }
  for (const [label, runs] of Object.entries(context.dossier.assessment.cases[caseId]?.units ?? {})) {
    const unit = spec.testCase.units.find((one) => one.label === label);
    if (unit === undefined) {
      problems.push(
        unknown(
          context,
          [...at, "units", label],
          `unit of ${caseId}`,
          label,
          spec.testCase.units.map((one) => one.label),
        ),
      );
      continue;
    }
    problems.push(
      ...checkRuns(context, traits, { caseId, unit, subject: spec.group.provision }, Object.keys(runs)),
    );
  }
  return problems;
}

interface UnitPlace {
  readonly caseId: string;
  readonly unit: TestUnit;
  readonly subject: string;
}

function checkRuns(
  context: AssessmentContext,
  traits: TraitContext,
  place: UnitPlace,
  keys: readonly string[],
): readonly Problem[] {
  const { caseId, unit, subject } = place;
  const tables = unit.forEach === null ? [] : [unit.forEach, ...(unit.forEachAlso ?? [])];
  const name = `${caseId} ${unit.label}`;
  const at = (key: string): readonly string[] => ["assessment", "cases", caseId, "units", unit.label, key];
  const misplaced: string[] = [];
  const problems: Problem[] = [];
  for (const key of keys) {
    const owners = traits.entries.tablesOf.get(key) ?? [];
    if (tables.length === 0 ? key === runsOnce : owners.some((one) => tables.includes(one))) continue;
    if (key === runsOnce || owners.length > 0) {
      misplaced.push(key);
      continue;
    }
    const candidates = [...traits.entries.tablesOf]
      .filter(([, where]) => where.some((one) => tables.includes(one)))
      .map(([id]) => id);
    const near = didYouMean(key, tables.length === 0 ? [runsOnce] : candidates);
    problems.push(
      entryUnknown(context, at(key), name, near, near !== undefined && keys.includes(near), subject),
    );
  }
  const first = misplaced[0];
  if (first === undefined) return problems;
  const range = tables.length === 0 ? "runs once" : `runs over the entries of ${tables.join(" and ")}`;
  const under =
    misplaced.length === 1 && first === runsOnce ? "once for all" : `under ${misplaced.join(", ")}`;
  return [
    ...problems,
    problem("results/run-misplaced", {
      message: `Unit ${name} ${range}, but a result is recorded ${under}; it does not count`,
      cites: citeTests(context, name),
      at: at(first),
      subject,
    }),
  ];
}

function entryUnknown(
  context: AssessmentContext,
  at: readonly string[],
  unit: string,
  close: string | undefined,
  taken: boolean,
  subject: string,
): Problem {
  return problem("results/entry-unknown", {
    message: `Unit ${unit} has a result for ${at.at(-1) ?? ""}, which is no IXIT entry that it runs over`,
    cites: citeTests(context, unit),
    at,
    subject,
    ...(close === undefined
      ? {}
      : {
          remedy: `Did you mean ${close}?`,
          // A rename onto a result that is there would lose one of the two.
          ...(taken
            ? {}
            : {
                fix: {
                  title: `Record the result for ${close}`,
                  safe: false,
                  edits: [{ op: "rename" as const, path: at, to: close }],
                },
              }),
        }),
  });
}

function unknown(
  context: AssessmentContext,
  at: readonly string[],
  what: string,
  id: string,
  candidates: Iterable<string>,
): Problem {
  const close = didYouMean(id, candidates);
  return problem("results/unknown-id", {
    message: `There is no ${what} ${id} in ${context.tests?.edition.document ?? ""} ${context.tests?.edition.edition ?? ""}`,
    cites: citeTests(context, id),
    at,
    subject: "Assessment",
    ...(close === undefined ? {} : { remedy: `Did you mean ${close}?` }),
  });
}

/** Answers about entries must be about known entries and traits, and agree with what the IXIT decides. */
function checkSelections(context: AssessmentContext, traits: TraitContext): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [entry, answers] of Object.entries(context.dossier.assessment.selections)) {
    const tables = traits.entries.tablesOf.get(entry) ?? [];
    for (const [traitId, answer] of Object.entries(answers)) {
      const at = ["assessment", "selections", entry, traitId];
      const trait = traits.tests.traitById.get(traitId);
      if (trait === undefined || !tables.includes(trait.ixit)) {
        const known = [...traits.tests.traitById.values()]
          .filter((one) => tables.includes(one.ixit))
          .map((one) => one.id);
        problems.push(unknown(context, at, `question about ${entry} called`, traitId, known));
        continue;
      }
      const record = context.dossier.ixit[trait.ixit]?.[entry];
      const content = record === undefined ? "unknown" : contentTrait(traits, entry, record, trait);
      if (content === "unknown" || answer.answer === "unknown" || content === answer.answer) continue;
      problems.push(
        problem("results/selection-contradicts-ixit", {
          message: `"${trait.question}" is answered ${answer.answer} for ${entry}, but its IXIT says ${content} (${trait.fields.join(", ")})`,
          cites: citeTests(context, `IXIT ${trait.ixit}`),
          at: [...at, "answer"],
          subject: `IXIT ${trait.ixit}`,
        }),
      );
    }
  }
  return problems;
}
