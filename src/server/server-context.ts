/** What the parts of the server share: the ports of the acts, the settings, and what lives as long as the process. */
import type { ActPorts, AuditCheck, Database } from "#workbench/stored";
import type { EventHub, Tell } from "./event-hub.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { Settings } from "./settings.ts";
import type { Seal } from "./auth/seal.ts";

export interface ServerContext {
  readonly settings: Settings;
  readonly version: string;
  readonly ports: ActPorts;
  /** Asked by the readiness probe; tests with stores in memory have none. */
  readonly database: Pick<Database, "kind" | "query"> | undefined;
  readonly auditCheck: AuditCheck;
  readonly seal: Seal;
  readonly events: EventHub;
  readonly tell: Tell;
  readonly metrics: Metrics;
  readonly log: Log;
  /** Wakes the worker that does jobs. */
  readonly jobAdded: () => void;
}
