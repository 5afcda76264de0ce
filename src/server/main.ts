/** Starts the server and stops it: opens the stores, listens, and at the end closes everything in order. */
import { randomUUID } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { Catalogue } from "#standards";
import { openBlobs, openStores, randomIds, systemClock } from "#store/server";
import { actorOfJob, createDossierMemory, type ActPorts, type Job, type JobPorts } from "#workbench/stored";
import { buildApp } from "./app.ts";
import { bootstrap, newLink } from "./bootstrap.ts";
import { createEventHub } from "./event-hub.ts";
import { startWorker } from "./jobs/worker.ts";
import { openLog, type Log } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { createSeal } from "./auth/seal.ts";
import type { ServerContext } from "./server-context.ts";
import type { Settings } from "./settings.ts";
import { startHousekeeping } from "./housekeeping.ts";
import { joinServers, tellDossier } from "./tell.ts";

export interface StartOptions {
  readonly settings: Settings;
  readonly version: string;
  readonly catalogue: Catalogue;
  /** Folders of dossiers that a new local server loads once. */
  readonly examples: readonly string[];
  readonly log?: Log | undefined;
}

export interface RunningServer {
  /** Where it is reached. */
  readonly url: string;
  /** One-time link: to sign in (local), or to create the first account (shared). Undefined when a shared server has accounts. */
  readonly link: string | undefined;
  /** Another link, when the first is lost. */
  readonly anotherLink: () => Promise<string | undefined>;
  /** Ids of example dossiers that were loaded now. */
  readonly loaded: readonly string[];
  readonly close: () => Promise<void>;
}

export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { settings, version, catalogue } = options;
  const log = options.log ?? openLog({ level: settings.logLevel });
  await mkdir(settings.dataFolder, { recursive: true, mode: 0o700 });
  const warn = (line: string): void => {
    log.warn(line);
  };
  const stores = await openStores({
    url: settings.databaseUrl,
    folder: settings.dataFolder,
    auditKey: settings.auditKey,
    warn,
  });
  const closing: (() => Promise<void>)[] = [() => stores.close()];
  const close = once(async () => {
    for (const step of [...closing].reverse()) await step();
  });
  try {
    const blobs = await openBlobs(settings.blobs);
    closing.push(() => blobs.close());
    const ports: ActPorts = {
      work: stores.unitOfWork,
      blobs,
      clock: systemClock,
      ids: randomIds,
      catalogue,
      memory: createDossierMemory(catalogue),
    };
    const name = randomUUID();
    const events = createEventHub(name);
    const others = await joinServers(stores.database, events, name, log);
    closing.push(() => others.stop());
    const metrics = createMetrics({ ofProcess: true });
    const worker = { wake: (): void => undefined };
    const context: ServerContext = {
      settings,
      version,
      ports,
      database: stores.database,
      auditCheck: stores.verifyAudit,
      seal: createSeal(settings.secret ?? (await secretIn(settings.dataFolder))),
      events,
      tell: others.tell,
      metrics,
      log,
      jobAdded: () => {
        worker.wake();
      },
    };
    if (stores.database.rowSecurity === "bypassed") {
      log.warn(
        "the database role passes row-level security by; use an ordinary role, so that PostgreSQL too keeps organisations apart",
      );
    }
    const loaded = await bootstrap(context, options.examples);
    const jobPorts: JobPorts = {
      ...ports,
      version,
      limits: { archiveBytes: settings.limits.importBytes, reportBytes: 200 * 1024 * 1024 },
    };
    const started = startWorker({
      ports: jobPorts,
      name,
      tell: others.tell,
      tellDossier: (job) => tellOfJob(context, job),
      metrics,
      log,
    });
    worker.wake = started.wake;
    closing.push(() => started.stop());
    closing.push(startHousekeeping(context, blobs));
    const app = await buildApp(context);
    closing.push(async () => {
      // Streams first: closing waits for every reply in hand, and theirs never end by themselves.
      events.close();
      await app.close();
    });
    await app.listen({ host: settings.host, port: settings.port });
    const { port } = app.server.address() as AddressInfo;
    const url =
      settings.url ??
      `http://${settings.host.includes(":") ? `[${settings.host}]` : settings.host}:${String(port)}`;
    const anotherLink = (): Promise<string | undefined> => newLink(context, url);
    return { url, link: await anotherLink(), anotherLink, loaded, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The key that seals second-factor secrets, made at the first start. */
async function secretIn(folder: string): Promise<string> {
  const file = path.join(folder, "keys", "secret");
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  try {
    await writeFile(file, `${randomIds.secret()}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return (await readFile(file, "utf8")).trim();
}

/** A job that wrote a dossier names it in its result. */
async function tellOfJob(context: ServerContext, job: Job): Promise<void> {
  const { dossierId } = (job.result ?? {}) as { readonly dossierId?: unknown };
  const actor =
    typeof dossierId === "string" && job.kind === "import-folder"
      ? await actorOfJob(context.ports, job)
      : undefined;
  if (actor !== undefined && typeof dossierId === "string") await tellDossier(context, actor, dossierId);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}
