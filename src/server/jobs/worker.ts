/** The worker: takes jobs from the queue, does them one after the other, and gives them back at shutdown. */
import {
  actorOfJob,
  doJob,
  isJobKind,
  type Job,
  type JobPorts,
  type JobStore,
  type Lease,
  type Working,
} from "#workbench/stored";
import type { LiveEvent } from "../event-hub.ts";
import type { Log } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import { jobEvent } from "../tell.ts";

export interface WorkerOptions {
  readonly ports: JobPorts;
  /** Names this process in leases. */
  readonly name: string;
  readonly tell: (event: LiveEvent) => void;
  /** After a job that changed a dossier. */
  readonly tellDossier: (job: Job) => Promise<void>;
  readonly metrics: Metrics;
  readonly log: Log;
}

export interface Worker {
  readonly wake: () => void;
  /** Gives the job in hand back to the queue, unless it ends within the time of grace. */
  readonly stop: () => Promise<void>;
}

const leaseMs = 30_000;
const beatMs = 8_000;
const pauseMs = 2_000;
const maxAttempts = 5;
const graceMs = 3_000;

export function startWorker(options: WorkerOptions): Worker {
  const { ports, name, log } = options;
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  let wake = (): void => undefined;
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const take = () =>
    ports.work.inTransaction("system", ({ jobs }) =>
      jobs.take({ worker: name, leaseMs, maxAttempts, at: ports.clock.now() }),
    );
  const run = async (): Promise<void> => {
    while (!isStopping()) {
      try {
        const taken = await take();
        if (taken === undefined) await pause();
        else await doOne(options, taken.job, taken.lease, stopping.signal);
      } catch (error) {
        // The database is away, or a fault in the work: the lease runs out and somebody takes the job again.
        log.error({ err: error }, "the worker stumbled");
        if (!isStopping()) await pause();
      }
    }
  };
  const running = run();
  return {
    wake: () => {
      wake();
    },
    stop: async () => {
      stopping.abort();
      wake();
      await running;
    },
  };
}

/** Does one job. Whatever ends it, the queue learns of it, unless the lease was lost to another worker. */
async function doOne(options: WorkerOptions, job: Job, lease: Lease, stopping: AbortSignal): Promise<void> {
  const { ports, metrics, log } = options;
  const { clock } = ports;
  const queue = <T>(use: (jobs: JobStore) => Promise<T>): Promise<T> =>
    ports.work.inTransaction("system", ({ jobs }) => use(jobs));
  const end = new AbortController();
  let because: "cancelled" | "lost" | "stopping" | undefined;
  const heed = (answer: "go-on" | "cancelled" | "lost"): void => {
    if (answer === "go-on") return;
    because ??= answer;
    end.abort();
  };
  const beat = setInterval(() => {
    queue((jobs) => jobs.heartbeat(lease, leaseMs)).then(heed, (error: unknown) => {
      log.warn({ err: error, job: job.id }, "the lease of a job could not be renewed");
    });
  }, beatMs);
  const onStop = (): void => {
    setTimeout(() => {
      because ??= "stopping";
      end.abort();
    }, graceMs).unref();
  };
  stopping.addEventListener("abort", onStop, { once: true });
  try {
    await tellState(options, job.id);
    const working: Working = {
      signal: end.signal,
      progress: async (fraction, message) => {
        heed(
          await queue((jobs) =>
            jobs.progress(lease, leaseMs, Math.min(1, Math.max(0, fraction)), message, clock.now()),
          ),
        );
        await tellState(options, job.id);
      },
    };
    const outcome = await attempt(ports, job, working);
    if (because === "stopping" && !outcome.ok) await queue((jobs) => jobs.release(lease, clock.now()));
    else if (outcome.ok) await queue((jobs) => jobs.finish(lease, outcome.value, clock.now()));
    else if (because === undefined) await queue((jobs) => jobs.fail(lease, outcome.error, clock.now()));
    const counted = outcome.ok
      ? "done"
      : because === "stopping"
        ? "released"
        : because === "cancelled"
          ? "cancelled"
          : "failed";
    metrics.job(job.kind, counted);
    log.info({ job: job.id, kind: job.kind, outcome: counted }, "job ended");
    if (outcome.ok) await options.tellDossier({ ...job, result: outcome.value });
    await tellState(options, job.id);
  } finally {
    clearInterval(beat);
    stopping.removeEventListener("abort", onStop);
  }
}

type Outcome =
  | { readonly ok: true; readonly value: NonNullable<Job["result"]> | null }
  | { readonly ok: false; readonly error: string };

/** A fault of the program fails the job with an opaque sentence; the log has the rest. Faults of the database are tried again. */
async function attempt(ports: JobPorts, job: Job, working: Working): Promise<Outcome> {
  const { kind, input } = job;
  if (!isJobKind(kind)) return { ok: false, error: `This server knows no jobs of the kind ${kind}.` };
  const actor = await actorOfJob(ports, job);
  if (actor === undefined) return { ok: false, error: "The account that started this job is gone." };
  const answer = await doJob(ports, actor, { kind, input }, working);
  return answer.ok ? { ok: true, value: answer.value } : { ok: false, error: describe(answer.error) };
}

function describe(error: {
  readonly refused: string;
  readonly because: string;
  readonly problems?: readonly { readonly message: string }[];
}): string {
  const [first] = error.problems ?? [];
  return first === undefined
    ? error.because
    : `${error.because} First of ${String(error.problems?.length)}: ${first.message}`;
}

async function tellState({ ports, tell }: WorkerOptions, jobId: string): Promise<void> {
  const job = await ports.work.inTransaction("system", ({ jobs }) => jobs.find(jobId), { readOnly: true });
  if (job !== undefined) tell(jobEvent(job));
}
