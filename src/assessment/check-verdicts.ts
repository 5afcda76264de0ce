/** Compares verdicts that were written down with those that follow from the results. */
import { problem, type Problem } from "#problems";
import { citeTests, type AssessmentContext } from "./context.ts";
import type { GroupAssessment } from "./outcomes.ts";
import type { CaseOutcome } from "./verdict-types.ts";
import { foldVerdicts, isVerdict, verdictOf } from "./verdict.ts";

export function checkVerdicts(context: AssessmentContext, group: GroupAssessment): readonly Problem[] {
  const { outcome } = group;
  const problems = outcome.cases.flatMap((one) => checkCaseVerdict(context, one, outcome.provision));
  const result = context.dossier.assessment.groups[outcome.id];
  const subject = outcome.provision;
  const cites = citeTests(context, "Verdict rules, test group");
  if (result?.statedVerdict !== undefined && result.verdict === undefined) {
    problems.push(
      invented(
        context,
        ["assessment", "groups", outcome.id, "statedVerdict"],
        `group ${outcome.id}`,
        result.statedVerdict,
        subject,
      ),
    );
  }
  if (outcome.cases.length === 0) {
    if (result?.verdict !== undefined) {
      problems.push(
        problem("results/not-assessable", {
          message: `Group ${outcome.id} has a verdict ${result.verdict}, but ${outcome.because[0]?.text ?? "it is not assessable"}`,
          cites,
          at: ["assessment", "groups", outcome.id, "verdict"],
          subject,
        }),
      );
    }
    return problems;
  }
  const derived = foldVerdicts(outcome.cases.map((one) => one.outcome).filter(isVerdict));
  if (result?.verdict === "PASS" && derived !== "PASS") {
    problems.push(
      problem("results/verdict-disagrees", {
        message: `Group ${outcome.id} is recorded as PASS, but its cases give ${derived}`,
        cites,
        at: ["assessment", "groups", outcome.id, "verdict"],
        subject,
      }),
    );
  }
  const recorded = outcome.cases.some((one) => Object.hasOwn(context.dossier.assessment.cases, one.id));
  if (recorded && result?.verdict === undefined && result?.statedVerdict === undefined) {
    problems.push(
      problem("results/group-verdict-missing", {
        message: `Group ${outcome.id} has results, but no verdict was assigned to it`,
        cites,
        at: ["assessment", "groups", outcome.id],
        subject,
      }),
    );
  }
  return problems;
}

function checkCaseVerdict(context: AssessmentContext, outcome: CaseOutcome, subject: string): Problem[] {
  const result = context.dossier.assessment.cases[outcome.id];
  const at = ["assessment", "cases", outcome.id, "verdict"];
  const cites = citeTests(context, `${outcome.id}, pass criteria`);
  const problems: Problem[] = [];
  if (result?.statedVerdict !== undefined && result.verdict === undefined) {
    problems.push(
      invented(
        context,
        ["assessment", "cases", outcome.id, "statedVerdict"],
        `case ${outcome.id}`,
        result.statedVerdict,
        subject,
      ),
    );
  }
  if (result?.verdict !== "PASS" || outcome.outcome === "PASS") {
    if (result?.verdict === "FAIL" && outcome.runs.every((run) => verdictOf(run.indication) !== "FAIL")) {
      problems.push(
        problem("results/fail-without-ground", {
          message: `Case ${outcome.id} is recorded as FAIL, but no unit of it is recorded as not met`,
          cites,
          at,
          subject,
        }),
      );
    }
    return problems;
  }
  const missing = outcome.runs.filter((run) => run.indication === "missing");
  const someMet = outcome.runs.some((run) => run.indication === "met");
  const overSeveral = missing.some((run) => run.key !== "once");
  if (outcome.outcome === "INCONCLUSIVE" && someMet && overSeveral) {
    problems.push(
      problem("guard/all-weakened-to-some", {
        message: `Case ${outcome.id} is recorded as PASS, but its criterion asks for all entries and ${String(missing.length)} of ${String(outcome.runs.length)} runs do not count, first ${missing[0]?.because.text ?? ""}`,
        cites,
        at,
        subject,
      }),
    );
  } else {
    problems.push(
      problem("results/verdict-disagrees", {
        message: `Case ${outcome.id} is recorded as PASS, but its units give ${outcome.outcome}: ${outcome.because[0]?.text ?? "no result counts"}`,
        cites,
        at,
        subject,
      }),
    );
  }
  return problems;
}

function invented(
  context: AssessmentContext,
  at: readonly string[],
  what: string,
  stated: string,
  subject: string,
): Problem {
  return problem("results/verdict-invented", {
    message: `The verdict "${stated}" of ${what} is none of PASS, FAIL and INCONCLUSIVE`,
    cites: citeTests(context, "Verdict rules"),
    at,
    subject,
  });
}
