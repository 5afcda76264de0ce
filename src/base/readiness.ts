/** The readiness gate as data: phases, what each asks for, and what holds it up. */

export interface ReadinessItem {
  /** What must hold, as a sentence. */
  readonly title: string;
  readonly state: "done" | "open" | "blocked";
  /** Why, in one sentence with counts and ids. */
  readonly because: string;
  /** Codes of the problems that hold it up. */
  readonly codes: readonly string[];
  readonly blockers: number;
  readonly warnings: number;
}

export interface ReadinessPhase {
  readonly number: number;
  readonly title: string;
  /** Who acts: Supplier Organization, Test Laboratory, trust service provider, auditor. */
  readonly role: string;
  readonly state: "done" | "open" | "blocked";
  readonly items: readonly ReadinessItem[];
}

export interface Readiness {
  readonly phases: readonly ReadinessPhase[];
  /** First phase that is not done; undefined when all are. */
  readonly current: number | undefined;
  readonly blockers: number;
  readonly warnings: number;
  readonly notes: number;
  /** What the gate concludes, in one careful sentence; never a claim of conformity. */
  readonly conclusion: string;
}
