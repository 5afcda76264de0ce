/** The whole assessment of a consumer IoT product: applicability, checks, plan, verdicts. */
import type { Applicability } from "#base/applicability";
import { guarded, type Problem } from "#problems";
import { allApplicability } from "./applicability.ts";
import { resolveAnswers } from "./answers.ts";
import { checkIcs, type OtherEditionIds } from "./check-ics.ts";
import { checkIxit } from "./check-ixit.ts";
import { checkResults } from "./check-results.ts";
import { checkScope } from "./check-scope.ts";
import type { AssessmentContext } from "./context.ts";
import { assessGroups, type GroupAssessment } from "./outcomes.ts";
import { overallOutcome } from "./overall.ts";
import type { TestPlan } from "./plan-types.ts";
import { deriveTestPlan } from "./test-plan.ts";
import type { VerdictReport } from "./verdict-types.ts";

export interface ProductAssessment {
  readonly problems: readonly Problem[];
  readonly applicability: ReadonlyMap<string, Applicability>;
  readonly plan: TestPlan;
  readonly verdicts: VerdictReport;
}

export function assessProduct(context: AssessmentContext, otherIds: OtherEditionIds): ProductAssessment {
  const answers = resolveAnswers(context);
  const applicability = allApplicability(context, answers);
  const { dossier, provisions, tests, memo } = context;
  const scopeInputs = [dossier.scope, dossier.header, answers, provisions, tests];
  const scopeProblems = memo("scope", scopeInputs, () =>
    guarded("scope", () => checkScope(context, answers)),
  );
  const icsProblems = guarded("ICS", () => checkIcs(context, applicability, otherIds));
  const ixitProblems = guarded("IXIT", () => checkIxit(context, answers));
  const plan = deriveTestPlan(context);
  let groups: readonly GroupAssessment[] = [];
  const resultProblems = guarded("results", () => {
    groups = assessGroups(context, plan);
    return checkResults(context, groups);
  });
  const outcomes = groups.map((group) => group.outcome);
  const validity = [...scopeProblems, ...icsProblems];
  return {
    problems: [...validity, ...ixitProblems, ...resultProblems],
    applicability,
    plan,
    verdicts: { groups: outcomes, overall: overallOutcome(context, outcomes, validity, applicability) },
  };
}
