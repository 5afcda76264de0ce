/** The unit of work over the in-memory stores: one transaction at a time, each on a copy that replaces the state at the end. */
import type { Stores, UnitOfWork } from "#workbench/stored";
import { copyState, emptyState, type MemoryState } from "./memory-state.ts";
import {
  memoryAudit,
  memoryJobs,
  memoryOrganisations,
  memorySignIn,
  memoryTokens,
} from "./organisation-stores.ts";
import { memoryDossiers, memoryEvaluations, memoryEvidence, memoryRecords } from "./record-stores.ts";

export interface MemoryWork extends UnitOfWork {
  /** What is committed. */
  readonly committed: () => MemoryState;
}

/** `change` wraps the stores of each transaction, so that a test can make one of them fail. */
export function memoryWork(change: (stores: Stores) => Stores = (stores) => stores): MemoryWork {
  let state = emptyState();
  let last: Promise<unknown> = Promise.resolve();
  return {
    committed: () => state,
    inTransaction: (visibility, work, { readOnly = false } = {}) => {
      const run = async () => {
        const copy = copyState(state);
        const reach = { state: copy, visibility };
        const stores: Stores = {
          records: memoryRecords(reach),
          dossiers: memoryDossiers(reach),
          organisations: memoryOrganisations(reach),
          evaluations: memoryEvaluations(reach),
          audit: memoryAudit(reach),
          evidence: memoryEvidence(reach),
          jobs: memoryJobs(reach),
          tokens: memoryTokens(),
          signIn: memorySignIn,
        };
        const value = await work(change(stores));
        const failed = typeof value === "object" && value !== null && "ok" in value && value.ok === false;
        if (readOnly && !failed && JSON.stringify(copy) !== JSON.stringify(state))
          throw new Error("a reading act wrote");
        if (!failed) state = copy;
        return value;
      };
      const next = last.then(run, run);
      last = next.catch(() => undefined);
      return next;
    },
  };
}
