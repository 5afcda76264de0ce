/** The engine: evaluate(dossier, catalogue, { now, files }) → Evaluation. */
export { createEvaluator, evaluate } from "./evaluate.ts";
export type { Evaluator } from "./evaluate.ts";
export type { Evaluation, EvaluationContext } from "./evaluation-types.ts";
