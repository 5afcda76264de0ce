/** Metrics for Prometheus: what the server does, and how long it takes. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

export interface Metrics {
  readonly registry: Registry;
  readonly request: (facts: {
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
  }) => void;
  readonly signIn: (method: string, outcome: "ok" | "failed" | "delayed") => void;
  readonly job: (kind: string, outcome: "done" | "failed" | "cancelled" | "released") => void;
  readonly streams: (change: 1 | -1) => void;
}

/** Each server has its own registry, so that several can live in one process in tests. */
export function createMetrics(options: { readonly ofProcess: boolean }): Metrics {
  const registry = new Registry();
  if (options.ofProcess) collectDefaultMetrics({ register: registry, prefix: "plumbline_" });
  const registers = [registry];
  const requests = new Histogram({
    name: "plumbline_http_request_seconds",
    help: "Time from request to the end of the reply, by route.",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.02, 0.05, 0.15, 0.3, 1, 3, 10],
    registers,
  });
  const signIns = new Counter({
    name: "plumbline_sign_ins_total",
    help: "Tries to sign in.",
    labelNames: ["method", "outcome"],
    registers,
  });
  const jobs = new Counter({
    name: "plumbline_jobs_total",
    help: "Jobs that ended.",
    labelNames: ["kind", "outcome"],
    registers,
  });
  const streams = new Gauge({
    name: "plumbline_event_streams",
    help: "Open streams of live events.",
    registers,
  });
  return {
    registry,
    request: ({ method, route, status, seconds }) => {
      requests.observe({ method, route, status: String(status) }, seconds);
    },
    signIn: (method, outcome) => {
      signIns.inc({ method, outcome });
    },
    job: (kind, outcome) => {
      jobs.inc({ kind, outcome });
    },
    streams: (change) => {
      streams.inc(change);
    },
  };
}
