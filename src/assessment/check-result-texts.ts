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
  const functional = spec.testCase.type !== "conceptual";
  const problems: Problem[] = [];
  const mention = (names: readonly string[], where: string, at: () => DossierPath): void => {
    for (const name of names) problems.push(unresolved(context, subject, at(), name, where));
  };
  mention(danglingMentions(result.reason ?? "", index), `case ${caseId}`, () => [...base, "reason"]);
  for (const [label, runs] of Object.entries(result.units ?? {})) {
    const unit = `${caseId} ${label}`;
    // Runs of one table share their method text; the same fault is said once.
    const seen = new Set<string>();
    for (const [key, run] of Object.entries(runs)) {
      for (const field of textFields) {
        const text = run[field];
        if (text === undefined) continue;
        const fresh = danglingMentions(text, index).filter((name) => !seen.has(name));
        if (fresh.length === 0) continue;
        mention(fresh, `unit ${unit}`, () => [...base, "units", label, key, field]);
        for (const name of fresh) seen.add(name);
      }
      if (run.indication !== "met" && run.indication !== "not-met") continue;
      problems.push(...facts(context, unit, key, run, [...base, "units", label, key], subject, functional));
    }
  }
  problems.push(...signatures(context, caseId, result, functional, subject));
  return problems;
}

const textFields = ["observation", "method", "expected", "actual"] as const;

/** Who tested and when: said once per case, with the number of results concerned. */
function signatures(
  context: AssessmentContext,
  caseId: string,
  result: CaseResult,
  functional: boolean,
  subject: string,
): Problem[] {
  let decided = 0;
  const untested: (readonly [string, string])[] = [];
  const undated: (readonly [string, string])[] = [];
  for (const [label, byKey] of Object.entries(result.units ?? {})) {
    for (const [key, run] of Object.entries(byKey)) {
      if (run.indication !== "met" && run.indication !== "not-met") continue;
      decided += 1;
      if ((run.tester ?? result.tester) === undefined) untested.push([label, key]);
      if (functional && (run.at ?? result.date) === undefined) undated.push([label, key]);
    }
  }
  const problems: Problem[] = [];
  const say = (
    code: "results/tester-missing" | "results/date-missing",
    lacking: typeof untested,
    what: string,
  ): void => {
    const [first] = lacking;
    if (first === undefined) return;
    problems.push(
      problem(code, {
        message: `Case ${caseId}: ${what} for ${String(lacking.length)} of ${String(decided)} results`,
        cites: citeTests(context, caseId),
        at: ["assessment", "cases", caseId, "units", ...first],
        subject,
      }),
    );
  };
  say("results/tester-missing", untested, "nobody is named who tested");
  say("results/date-missing", undated, "the time of the test is not recorded");
  return problems;
}

function unresolved(
  context: AssessmentContext,
  subject: string,
  at: DossierPath,
  name: string,
  where: string,
): Problem {
  return problem("results/mention-unresolved", {
    message: `The record of ${where} refers to ${name}, which no IXIT entry defines`,
    cites: citeTests(context, "IXIT, ID"),
    at,
    near: name,
    subject,
  });
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
