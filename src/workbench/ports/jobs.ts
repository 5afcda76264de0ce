/** Long work that goes on after the request and survives a restart. */
import type { Result } from "#base/result";
import type { BadCursor, Instant, Json, Page, PageRequest } from "./values.ts";

export type JobState = "queued" | "running" | "done" | "failed" | "cancelled";

export interface NewJob {
  readonly id: string;
  readonly organisationId: string;
  readonly dossierId?: string | undefined;
  /** What is to be done: `import`, `report`, `pack`. */
  readonly kind: string;
  readonly input: Json;
  readonly createdBy: string;
  readonly createdAt: Instant;
}

export interface Job extends Omit<NewJob, "dossierId"> {
  readonly dossierId: string | undefined;
  readonly state: JobState;
  /** Between 0 and 1. */
  readonly progress: number;
  /** What it does at present, or why it failed; a sentence. */
  readonly message: string;
  readonly result: Json | undefined;
  /** How often it was begun. */
  readonly attempts: number;
  readonly updatedAt: Instant;
}

/** The right to work on a job. A worker whose lease ran out and was given to another can write nothing more. */
export interface Lease {
  readonly jobId: string;
  readonly worker: string;
  /** The attempt this lease is for. */
  readonly attempt: number;
}

export interface TakenJob {
  readonly job: Job;
  readonly lease: Lease;
}

export interface JobQuery extends PageRequest {
  readonly organisationId?: string | undefined;
  readonly dossierId?: string | undefined;
  readonly state?: JobState | undefined;
}

/** Leases are measured by the database's clock, so that servers whose clocks differ agree. */
export interface JobStore {
  readonly enqueue: (job: NewJob) => Promise<void>;
  readonly find: (id: string) => Promise<Job | undefined>;
  /** Newest first, of the organisations of this transaction. */
  readonly list: (query?: JobQuery) => Promise<Result<Page<Job>, BadCursor>>;
  /**
   * Takes the oldest job that waits, or whose worker fell silent; no two workers get the same. Needs a system transaction. A job that
   * was begun `maxAttempts` times is failed instead, with a sentence.
   */
  readonly take: (request: {
    readonly worker: string;
    readonly leaseMs: number;
    readonly kinds?: readonly string[] | undefined;
    readonly maxAttempts?: number | undefined;
    readonly at: Instant;
  }) => Promise<TakenJob | undefined>;
  /** Renews the lease and tells whether to go on: `cancelled` by a person, or `lost` to another worker. */
  readonly heartbeat: (lease: Lease, leaseMs: number) => Promise<"go-on" | "cancelled" | "lost">;
  /** Like `heartbeat`, and records how far the work is. */
  readonly progress: (
    lease: Lease,
    leaseMs: number,
    progress: number,
    message: string,
    at: Instant,
  ) => Promise<"go-on" | "cancelled" | "lost">;
  /** False when the lease was lost or the job cancelled: what was made must not be used. */
  readonly finish: (lease: Lease, result: Json, at: Instant) => Promise<boolean>;
  readonly fail: (lease: Lease, message: string, at: Instant) => Promise<boolean>;
  /** Puts the job back to the queue at shutdown; the attempt does not count. */
  readonly release: (lease: Lease, at: Instant) => Promise<boolean>;
  /** False when there is no such job or it has ended. */
  readonly cancel: (id: string, at: Instant) => Promise<boolean>;
  /** Deletes ended jobs that were last touched before the instant; returns how many. */
  readonly forgetEnded: (before: Instant) => Promise<number>;
}
