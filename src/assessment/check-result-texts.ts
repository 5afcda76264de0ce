/** Checks what the texts and facts of recorded results lack: names that do not exist, tool, time, expected and actual. */
import type { DossierPath } from "#base/path";
import type { CaseResult, UnitResult } from "#dossier";
import { problem, type Problem } from "#problems";
import { citeTests, type AssessmentContext } from "./context.ts";
import { danglingMentions, type EntryIndex } from "./ixit-content.ts";
import { findPlaceholder, saysNothing } from "./wording.ts";

export function checkResultTexts(
  context: AssessmentContext,
  index: EntryIndex,
  caseId: string,
  result: CaseResult,
): readonly Problem[] {
  const spec = context.tests?.caseById.get(caseId);
  if (spec === undefined) return [];
  const subject = spec.group.provision;
  const base: DossierPath = ["assessment", "cases", caseId];
  const problems = mentions(context, index, subject, [...base, "reason"], result.reason, `case ${caseId}`);
  for (const [label, runs] of Object.entries(result.units ?? {})) {
    const unit = `${caseId} ${label}`;
    const seen = new Set<string>();
    for (const [key, run] of Object.entries(runs)) {
      const at = [...base, "units", label, key];
      for (const field of ["observation", "method", "expected", "actual"] as const) {
        // Runs of one table share their method text; the same fault is said once.
        const fresh = mentions(context, index, subject, [...at, field], run[field], `unit ${unit}`).filter(
          (one) => !seen.has(one.message),
        );
        for (const one of fresh) seen.add(one.message);
        problems.push(...fresh);
      }
      problems.push(...facts(context, unit, key, run, at, subject, spec.testCase.type !== "conceptual"));
    }
  }
  problems.push(...signatures(context, caseId, result, spec.testCase.type !== "conceptual", subject));
  return problems;
}

/** Who tested and when: said once per case, with the number of results concerned. */
function signatures(
  context: AssessmentContext,
  caseId: string,
  result: CaseResult,
  functional: boolean,
  subject: string,
): Problem[] {
  const runs = Object.entries(result.units ?? {}).flatMap(([label, byKey]) =>
    Object.entries(byKey).map(([key, run]) => ({ label, key, run })),
  );
  const decided = runs.filter(({ run }) => run.indication === "met" || run.indication === "not-met");
  const problems: Problem[] = [];
  const say = (
    code: "results/tester-missing" | "results/date-missing",
    lacking: typeof decided,
    what: string,
  ): void => {
    const [first] = lacking;
    if (first === undefined) return;
    problems.push(
      problem(code, {
        message: `Case ${caseId}: ${what} for ${String(lacking.length)} of ${String(decided.length)} results`,
        cites: citeTests(context, caseId),
        at: ["assessment", "cases", caseId, "units", first.label, first.key],
        subject,
      }),
    );
  };
  say(
    "results/tester-missing",
    decided.filter(({ run }) => (run.tester ?? result.tester) === undefined),
    "nobody is named who tested",
  );
  if (functional) {
    say(
      "results/date-missing",
      decided.filter(({ run }) => (run.at ?? result.date) === undefined),
      "the time of the test is not recorded",
    );
  }
  return problems;
}

function mentions(
  context: AssessmentContext,
  index: EntryIndex,
  subject: string,
  at: DossierPath,
  text: string | undefined,
  where: string,
): Problem[] {
  if (text === undefined) return [];
  return danglingMentions(text, index).map((name) =>
    problem("results/mention-unresolved", {
      message: `The record of ${where} refers to ${name}, which no IXIT entry defines`,
      cites: citeTests(context, "IXIT, ID"),
      at,
      near: name,
      subject,
    }),
  );
}

function facts(
  context: AssessmentContext,
  unit: string,
  key: string,
  run: UnitResult,
  at: DossierPath,
  subject: string,
  functional: boolean,
): Problem[] {
  const on = key === "once" ? "" : ` on ${key}`;
  const cites = citeTests(context, unit);
  const problems: Problem[] = [];
  const placeholder = findPlaceholder(run.observation ?? "");
  if (run.indication === "met" && placeholder !== undefined) {
    problems.push(
      problem("results/placeholder", {
        message: `Unit ${unit}${on} is met, but its observation holds the placeholder "${placeholder}"`,
        cites,
        at: [...at, "observation"],
        near: placeholder,
        subject,
      }),
    );
  }
  if (
    run.indication === "not-met" &&
    functional &&
    (run.expected === undefined || run.actual === undefined)
  ) {
    problems.push(
      problem("results/fail-without-comparison", {
        message: `Unit ${unit}${on} is not met, but what was expected and what was found are not recorded side by side`,
        cites,
        at,
        subject,
      }),
    );
  }
  if (run.indication === "not-met" && saysNothing(`${run.observation ?? ""}${run.actual ?? ""}`)) {
    problems.push(
      problem("results/fail-without-observation", {
        message: `Unit ${unit}${on} is not met without saying why`,
        cites,
        at,
        subject,
      }),
    );
  }
  return problems;
}
