/** What a portfolio shows of an evaluation. */
import type { Dossier } from "#dossier";
import type { Evaluation } from "#evaluation";
import type { EvaluationSummary } from "./ports/evaluations.ts";

export function summariseEvaluation(
  dossier: Dossier,
  { readiness, verdicts, evidence }: Evaluation,
): EvaluationSummary {
  const begun =
    Object.keys(dossier.assessment.cases).length + Object.keys(dossier.assessment.groups).length > 0;
  const stale = evidence.filter(
    ({ state }) => state === "expired" || state === "expiring" || state === "reopened",
  );
  return {
    blockers: readiness.blockers,
    warnings: readiness.warnings,
    notes: readiness.notes,
    currentPhase: readiness.current ?? null,
    phasesDone: readiness.phases.filter((one) => one.state === "done").length,
    phases: readiness.phases.length,
    conclusion: readiness.conclusion,
    ...(verdicts === undefined || !begun ? {} : { verdict: verdicts.overall.outcome }),
    staleEvidence: stale.length,
  };
}
