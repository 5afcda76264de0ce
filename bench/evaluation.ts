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
  const full = all.flatMap((subject, index): readonly Line[] => {
    const evaluateOnce = (dossier: Dossier): number => evaluate(dossier, catalogue, subject).problems.length;
    const again = time(runs, warmUp, () => subject.dossier, evaluateOnce);
    // What is remembered of a record is remembered with the record, so a copy starts from nothing.
    const copies = time(runs, warmUp, () => structuredClone(subject.dossier), evaluateOnce);
    const facts = `${sizeOf(subject.dossier)}, ${String(evaluateOnce(subject.dossier))} problems`;
    return [
      {
        what: `${subject.name}, loaded`,
        figure: milliseconds(median(again)),
        more: `${spread(again)}; ${facts}`,
        ...(index === 0 ? { goal: `${String(fullGoal)} ms`, ofGoal: median(again) / fullGoal } : {}),
      },
      {
        what: "  as a copy, of which nothing is known",
        figure: milliseconds(median(copies)),
        more: spread(copies),
      },
    ];
  });
  printSection(`Full evaluation by a new evaluator (median of ${String(runs)} runs)`, full);
  const edits = all.flatMap((subject) =>
    editsOf(subject).map((edit) => measureEdit(catalogue, subject, edit, runs, warmUp)),
  );
  printSection(`Evaluation after one edit (median of ${String(runs)} edits)`, edits);
}

/** The quickest run says what the work costs when nothing else uses the machine. */
function spread(times: readonly number[]): string {
  return `best ${milliseconds(quantile(times, 0))}, p95 ${milliseconds(quantile(times, 0.95))}`;
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
    edits.push({
      what: "one ICS row",
      apply: (before, round) =>
        setAt(before, ["ics", row, "detail"], `The measure is described in section ${String(round)}.`),
    });
    edits.push({
      what: "one support letter",
      apply: (before, round) => setAt(before, ["ics", row, "support"], round % 2 === 0 ? "N" : "Y"),
    });
  }
  const [table, entries] = Object.entries(dossier.ixit)[0] ?? [];
  const entry = Object.keys(entries ?? {})[0];
  if (table !== undefined && entry !== undefined) {
    edits.push({
      what: "one IXIT field",
      apply: (before, round) =>
        setAt(
          before,
          ["ixit", table, entry, "fields", "Description"],
          `Described in section ${String(round)}.`,
        ),
    });
  }
  const run = firstRun(dossier);
  if (run !== undefined) {
    edits.push({
      what: "one result",
      apply: (before, round) => setAt(before, [...run, "observation"], `Seen in round ${String(round)}.`),
    });
  }
  const [document, rows] = Object.entries(dossier.requirements)[0] ?? [];
  const requirement = Object.keys(rows ?? {})[20];
  if (document !== undefined && requirement !== undefined) {
    edits.push({
      what: "one requirement row",
      apply: (before, round) =>
        setAt(
          before,
          ["requirements", document, requirement, "detail"],
          `Kept as in record ${String(round)}.`,
        ),
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

function measureEdit(
  catalogue: Catalogue,
  subject: Subject,
  edit: OneEdit,
  runs: number,
  warmUp: number,
): Line {
  const evaluator = createEvaluator(catalogue);
  evaluator.evaluate(subject.dossier, subject);
  const edited = (round: number): Dossier => edit.apply(subject.dossier, round);
  const times = time(runs, warmUp, edited, (dossier) => evaluator.evaluate(dossier, subject).problems.length);
  return {
    what: `${subject.name}: ${edit.what}`,
    figure: milliseconds(median(times)),
    more: spread(times),
    goal: `${String(editGoal)} ms`,
    ofGoal: median(times) / editGoal,
  };
}
