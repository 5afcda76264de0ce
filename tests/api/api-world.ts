/** A server in memory for tests: embedded database, people of every role with sessions and tokens, a clock to turn, and its log. */
import { randomBytes } from "node:crypto";
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import type { Role, Scope } from "#access";
import type { Dossier } from "#dossier";
import { writeDossierFolder } from "#interchange/dossier-folder";
import { randomIds } from "#store/server";
import {
  createDossierMemory,
  hashText,
  importFolder,
  type ActPorts,
  type DossierParty,
  type ImportEvidence,
} from "#workbench/stored";
import { buildApp } from "../../src/server/app.ts";
import { openSession } from "../../src/server/auth/open-session.ts";
import { createSeal } from "../../src/server/auth/seal.ts";
import { sessionCookieName } from "../../src/server/auth/session-cookie.ts";
import { createEventHub, type EventHub } from "../../src/server/event-hub.ts";
import { openLog } from "../../src/server/log.ts";
import { createMetrics } from "../../src/server/metrics.ts";
import type { ServerContext } from "../../src/server/server-context.ts";
import { readSettings, type Settings } from "../../src/server/settings.ts";
import { smallDossier } from "../acts/world.ts";
import { embeddedPlace, postgresPlace, type Place } from "../database/servers.ts";
import { loadCatalogue } from "../doubles/load-catalogue.ts";
import { memoryBlobs } from "../doubles/ports/memory-blobs.ts";

export const publicUrl = "https://plumbline.example.org";
export const password = "correct horse battery staple";

export interface ApiWorld {
  readonly app: FastifyInstance;
  readonly context: ServerContext;
  readonly ports: ActPorts;
  readonly settings: Settings;
  readonly events: EventHub;
  readonly log: readonly string[];
  readonly routes: readonly { readonly method: string; readonly url: string }[];
  /** Moves the clock on. */
  readonly wait: (seconds: number) => void;
  /** Every secret that the server made. */
  readonly secrets: readonly string[];
  readonly close: () => Promise<void>;
  readonly inject: (options: Call) => Promise<LightMyRequestResponse>;
}

export interface Call extends Omit<InjectOptions, "cookies"> {
  /** Value of the session cookie. */
  readonly session?: string | undefined;
  readonly token?: string | undefined;
  /** Leaves out the header that guards against forged requests. */
  readonly unguarded?: boolean;
}

export interface WorldOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly place?: Place;
  readonly change?: (settings: Settings) => Settings;
  readonly changePorts?: (ports: ActPorts) => ActPorts;
}

export async function openWorld(options: WorldOptions = {}): Promise<ApiWorld> {
  const environment = {
    PLUMBLINE_MODE: "shared",
    PLUMBLINE_URL: publicUrl,
    PLUMBLINE_DATA: "/nonexistent",
    PLUMBLINE_LOG: "debug",
    ...options.environment,
  };
  const read = readSettings({}, environment, "/");
  if (!read.ok) throw new Error(read.error.join("; "));
  const plain: Settings = {
    ...read.value,
    limits: { ...read.value.limits, requestsPerMinute: 1_000_000, signInsPerMinute: 1_000_000 },
  };
  const settings = options.change?.(plain) ?? plain;
  const place =
    options.place ??
    (await (process.env["PLUMBLINE_TEST_API"] === "postgres" ? postgresPlace() : embeddedPlace()));
  const stores = await place.open();
  let time = Date.parse("2026-10-01T08:00:00.000Z");
  const secrets: string[] = [];
  const lines: string[] = [];
  const catalogue = loadCatalogue();
  const own: ActPorts = {
    work: stores.unitOfWork,
    blobs: memoryBlobs(),
    clock: {
      now: () => new Date((time += 1)).toISOString(),
      today: () => new Date(time).toISOString().slice(0, 10),
    },
    ids: {
      next: randomIds.next,
      secret: () => {
        const secret = randomIds.secret();
        secrets.push(secret);
        return secret;
      },
    },
    catalogue,
    memory: createDossierMemory(catalogue),
  };
  const ports = options.changePorts?.(own) ?? own;
  const events = createEventHub("test");
  const context: ServerContext = {
    settings,
    version: "0.0.0-test",
    ports,
    database: stores.database,
    auditCheck: stores.verifyAudit,
    seal: createSeal("a secret for tests, of more than 32 characters"),
    events,
    tell: events.publish,
    metrics: createMetrics({ ofProcess: false }),
    log: openLog({ level: "debug", write: (line) => void lines.push(line) }),
    jobAdded: () => undefined,
  };
  const routes: { method: string; url: string }[] = [];
  const app = await buildApp(context, {
    checkReplies: true,
    onRoute: ({ method, url }) => void routes.push(...[method].flat().map((one) => ({ method: one, url }))),
  });
  await app.ready();
  const host = settings.url === undefined ? `127.0.0.1:${String(settings.port)}` : new URL(settings.url).host;
  return {
    app,
    context,
    ports,
    settings,
    events,
    log: lines,
    routes,
    secrets,
    wait: (seconds) => {
      time += seconds * 1000;
    },
    inject: ({ session, token, unguarded, headers, ...call }) =>
      app.inject({
        ...call,
        headers: {
          host,
          ...(unguarded === true ? {} : { "x-plumbline-request": "1" }),
          ...(session === undefined ? {} : { cookie: `${sessionCookieName(context)}=${session}` }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
      }),
    close: async () => {
      events.close();
      await app.close();
      await stores.close();
      await place.remove();
    },
  };
}

export async function newOrganisation(world: ApiWorld, name: string): Promise<string> {
  const id = `${name}-${randomBytes(4).toString("hex")}`;
  await world.ports.work.inTransaction("system", ({ organisations }) =>
    organisations.create({ id, name, createdAt: world.ports.clock.now() }),
  );
  return id;
}

export interface TestPerson {
  readonly id: string;
  readonly email: string;
  readonly session: string;
}

/** A person with a role and a session that is signed in. */
export async function newPerson(
  world: ApiWorld,
  organisationId: string,
  roles: readonly Role[],
  name = "Ada Example",
): Promise<TestPerson> {
  const id = `p-${randomBytes(5).toString("hex")}`;
  const email = `${id}@example.org`;
  await world.ports.work.inTransaction("system", async ({ organisations }) => {
    await organisations.createPerson({ id, email, name, createdAt: world.ports.clock.now() });
    await organisations.setRoles(organisationId, id, roles);
  });
  return { id, email, session: await sessionOf(world, id) };
}

export async function sessionOf(world: ApiWorld, personId: string): Promise<string> {
  const opened = await world.ports.work.inTransaction("system", (stores) =>
    openSession(world.context, stores, { personId, method: "password", strong: true, device: "a test" }),
  );
  return opened.secret;
}

export async function tokenOf(
  world: ApiWorld,
  personId: string,
  organisationId: string,
  scopes: readonly Scope[],
  expiresAt?: string,
): Promise<string> {
  const secret = `plumbline_${randomIds.secret()}`;
  const token = {
    id: randomIds.next(),
    organisationId,
    personId,
    name: "test",
    scopes,
    expiresAt,
    createdAt: world.ports.clock.now(),
  };
  await world.ports.work.inTransaction("system", ({ tokens }) =>
    tokens.create({ ...token, tokenHash: hashText(secret) }),
  );
  return secret;
}

/** Puts a dossier into an organisation, as its admin would. */
export async function putDossier(
  world: ApiWorld,
  organisationId: string,
  personId: string,
  more: {
    readonly parties?: readonly DossierParty[];
    readonly dossier?: Dossier;
    readonly evidence?: readonly ImportEvidence[];
  } = {},
): Promise<string> {
  const dossier = more.dossier ?? smallDossier();
  const actor = {
    personId,
    memberships: [{ organisationId, roles: ["admin", "editor", "assessor"] as const }],
  };
  const answer = await importFolder(world.ports, actor, {
    into: { organisationId, parties: more.parties },
    files: writeDossierFolder(dossier, world.ports.catalogue),
    evidence: more.evidence ?? [],
    dryRun: false,
    leaveOut: true,
  });
  if (!answer.ok) throw new Error(`${answer.error.because} ${JSON.stringify(answer.error)}`);
  const { dossierId } = answer.value;
  if (dossierId === undefined) throw new Error("no dossier came into being");
  return dossierId;
}

/** The type of a problem without its prefix. */
export function problemOf(reply: {
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}): string {
  const { type } = JSON.parse(reply.body) as { readonly type: string };
  return type.replace("urn:plumbline:problem:", "");
}
