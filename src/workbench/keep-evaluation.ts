/** Evaluates a dossier as of a day, remembering what can be remembered, and keeps the summary for lists. */
import type { IsoDate } from "#base/calendar";
import { evaluate, type Evaluation } from "#evaluation";
import type { ActPorts } from "./act-ports.ts";
import type { RememberedDossier } from "./dossier-memory.ts";
import type { Json } from "./ports/values.ts";
import type { Stores } from "./ports/unit-of-work.ts";
import { summariseEvaluation } from "./summarise-evaluation.ts";

/** The evaluation of this state. Today's is remembered in parts; another day would make the evaluator forget them. */
export function evaluateState(
  ports: Pick<ActPorts, "memory" | "catalogue" | "clock">,
  dossierId: string,
  state: Pick<RememberedDossier, "dossier" | "files" | "evaluation">,
  asOf: IsoDate,
): Evaluation {
  if (state.evaluation?.asOf === asOf) return state.evaluation;
  const context = { now: asOf, files: state.files };
  if (asOf !== ports.clock.today()) return evaluate(state.dossier, ports.catalogue, context);
  return ports.memory.evaluatorOf(dossierId).evaluate(state.dossier, context);
}

/** Keeps the summary and the readiness gate; the rest is computed again faster than it is read. */
export async function keepEvaluation(
  stores: Stores,
  dossierId: string,
  revision: number,
  state: Pick<RememberedDossier, "dossier">,
  evaluation: Evaluation,
): Promise<void> {
  const { asOf, editions, readiness } = evaluation;
  await stores.evaluations.put({
    dossierId,
    revision,
    asOf,
    summary: summariseEvaluation(state.dossier, evaluation),
    result: { editions, readiness } as unknown as Json,
  });
}
