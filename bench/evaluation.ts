/** Full evaluation, and evaluation after one edit. */
import { createEvaluator, evaluate } from "#evaluation";
import type { Dossier } from "#dossier";
import type { Catalogue } from "#standards";
import { setAt } from "../tests/doubles/edits.ts";
import { median, milliseconds, quantile, time } from "./measure.ts";
import { sizeOf, subjects, type Subject } from "./subjects.ts";
import { printSection, type Line } from "./table.ts";

const fullGoal = 5;
const editGoal = 0.5;

export function benchEvaluation(catalogue: Catalogue, quick: boolean): void {
  const runs = quick ? 40 : 200;
  const warmUp = quick ? 20 : 60;
  const all = subjects(catalogue);
  const full = all.map((subject, index): Line => {
    // A copy for every run: what is remembered of a record is remembered with the record.
    const fresh = (): Dossier => structuredClone(subject.dossier);
    const times = time(runs, warmUp, fresh, (dossier) => evaluate(dossier, catalogue, subject).problems.length);
    const found = evaluate(subject.dossier, catalogue, subject).problems.length;
    return {
      what: subject.name,
      figure: milliseconds(median(times)),
      more: `p95 ${milliseconds(quantile(times, 0.95))}; ${sizeOf(subject.dossier)}, ${String(found)} problems`,
      ...(index === 0 ? { goal: `${String(fullGoal)} ms`, ofGoal: median(times) / fullGoal } : {}),
    };
  });
  printSection(`Full evaluation, nothing remembered (median of ${String(runs)} runs)`, full);
  const edits = all.flatMap((subject) => editsOf(subject).map((edit) => measureEdit(catalogue, subject, edit, runs, warmUp)));
  printSection(`Evaluation after one edit (median of ${String(runs)} edits)`, edits);
}

interface OneEdit {
  readonly what: string;
  readonly apply: (dossier: Dossier, round: number) => Dossier;
}

/** Edits that never repeat a value, so that nothing remembered can answer them. */
function editsOf({ dossier }: Subject): readonly OneEdit[] {
  const edits: OneEdit[] = [];
  const row = Object.keys(dossier.ics)[20] ?? Object.keys(dossier.ics)[0];
  if (row !== undefined) {
    edits.push({ what: "one ICS row", apply: (before, round) => setAt(before, ["ics", row, "detail"], `The measure is described in section ${String(round)}.`) });
    edits.push({ what: "one support letter", apply: (before, round) => setAt(before, ["ics", row, "support"], round % 2 === 0 ? "N" : "Y") });
  }
  const [table, entries] = Object.entries(dossier.ixit)[0] ?? [];
  const entry = Object.keys(entries ?? {})[0];
  if (table !== undefined && entry !== undefined) {
    edits.push({
      what: "one IXIT field",
      apply: (before, round) => setAt(before, ["ixit", table, entry, "fields", "Description"], `Described in section ${String(round)}.`),
    });
  }
  const run = firstRun(dossier);
  if (run !== undefined) {
    edits.push({ what: "one result", apply: (before, round) => setAt(before, [...run, "observation"], `Seen in round ${String(round)}.`) });
  }
  const [document, rows] = Object.entries(dossier.requirements)[0] ?? [];
  const requirement = Object.keys(rows ?? {})[20];
  if (document !== undefined && requirement !== undefined) {
    edits.push({
      what: "one requirement row",
      apply: (before, round) => setAt(before, ["requirements", document, requirement, "detail"], `Kept as in record ${String(round)}.`),
    });
  }
  return edits;
}

function firstRun(dossier: Dossier): readonly string[] | undefined {
  for (const [id, { units }] of Object.entries(dossier.assessment.cases)) {
    for (const [label, runs] of Object.entries(units ?? {})) {
      for (const key of Object.keys(runs)) return ["assessment", "cases", id, "units", label, key];
    }
  }
  return undefined;
}

function measureEdit(catalogue: Catalogue, subject: Subject, edit: OneEdit, runs: number, warmUp: number): Line {
  const evaluator = createEvaluator(catalogue);
  evaluator.evaluate(subject.dossier, subject);
  const edited = (round: number): Dossier => edit.apply(subject.dossier, round);
  const times = time(runs, warmUp, edited, (dossier) => evaluator.evaluate(dossier, subject).problems.length);
  return {
    what: `${subject.name}: ${edit.what}`,
    figure: milliseconds(median(times)),
    more: `p95 ${milliseconds(quantile(times, 0.95))}`,
    goal: `${String(editGoal)} ms`,
    ofGoal: median(times) / editGoal,
  };
}
