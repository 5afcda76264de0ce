/** Evaluations kept per revision and day, so that lists need not evaluate. */
import type { IsoDate } from "#base/calendar";
import type { Json } from "./values.ts";

/** What a portfolio shows of a dossier. */
export interface EvaluationSummary {
  readonly blockers: number;
  readonly warnings: number;
  readonly notes: number;
  /** First phase of the readiness gate that is not done; null when all are. */
  readonly currentPhase: number | null;
  /** Phases of the gate that are done, and how many there are. */
  readonly phasesDone?: number | undefined;
  readonly phases?: number | undefined;
  /** The gate's own sentence. */
  readonly conclusion: string;
  /** Overall verdict as derived; absent for trust services and before any result. */
  readonly verdict?: string | undefined;
  /** Evidence items that are stale or about to be. */
  readonly staleEvidence?: number | undefined;
}

export interface EvaluationKey {
  readonly dossierId: string;
  readonly revision: number;
  readonly asOf: IsoDate;
}

export interface StoredEvaluation extends EvaluationKey {
  readonly summary: EvaluationSummary;
  /** The evaluation as JSON; its shape belongs to whoever puts it. */
  readonly result: Json;
}

export interface EvaluationStore {
  readonly get: (key: EvaluationKey) => Promise<StoredEvaluation | undefined>;
  /**
   * Keeps the evaluation and forgets those of earlier revisions, which can be computed again. Returns false when there is no such
   * dossier for us.
   */
  readonly put: (evaluation: StoredEvaluation) => Promise<boolean>;
  /** Forgets all evaluations of the dossier: editions or evidence files changed under it. */
  readonly forget: (dossierId: string) => Promise<void>;
}
