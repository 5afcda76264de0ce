/** The worker: one job at a time, cancel in the middle, and back to the queue at shutdown. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startJob, type Job, type JobPorts } from "#workbench/stored";
import { startWorker, type Worker } from "../../src/server/jobs/worker.ts";
import type { LiveEvent } from "../../src/server/event-hub.ts";
import {
  newOrganisation,
  newPerson,
  openWorld,
  putDossier,
  type ApiWorld,
  type TestPerson,
} from "./api-world.ts";

let world: ApiWorld;
let organisation = "";
let admin: TestPerson;

beforeAll(async () => {
  world = await openWorld();
  organisation = await newOrganisation(world, "maker");
  admin = await newPerson(world, organisation, ["admin"]);
  for (let count = 0; count < 3; count += 1) await putDossier(world, organisation, admin.id);
});
afterAll(() => world.close());

const heard: LiveEvent[] = [];

/** `hold` lets the test stop the work at its first look at the dossiers. */
function worker(name: string, change: (ports: JobPorts) => JobPorts = (ports) => ports): Worker {
  const ports: JobPorts = { ...world.ports, version: "0", limits: { archiveBytes: 1e6, reportBytes: 1e7 } };
  return startWorker({
    ports: change(ports),
    name,
    tell: (event) => void heard.push(event),
    tellDossier: () => Promise.resolve(),
    metrics: world.context.metrics,
    log: world.context.log,
  });
}

async function start(): Promise<Job> {
  const actor = {
    personId: admin.id,
    memberships: [{ organisationId: organisation, roles: ["admin"] as const }],
  };
  const answer = await startJob(world.ports, actor, {
    kind: "evaluate-all",
    organisationId: organisation,
    input: { organisationId: organisation },
  });
  if (!answer.ok) throw new Error(answer.error.because);
  return answer.value;
}

async function jobIn(id: string, wanted: (job: Job) => boolean): Promise<Job> {
  for (let count = 0; count < 200; count += 1) {
    const job = await world.ports.work.inTransaction("system", ({ jobs }) => jobs.find(id));
    if (job !== undefined && wanted(job)) return job;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error("the job did not get there");
}

/** A catalogue that is looked at never ends the wait before the test says so. */
function held(ports: JobPorts): { ports: JobPorts; go: () => void; reached: Promise<void> } {
  let go = (): void => undefined;
  let reach = (): void => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const work: JobPorts["work"] = {
    inTransaction: async (organisations, act, options) => {
      if (organisations !== "system") {
        reach();
        await gate;
      }
      return ports.work.inTransaction(organisations, act, options);
    },
  };
  return {
    ports: { ...ports, work },
    go: () => {
      go();
    },
    reached,
  };
}

describe("a worker", () => {
  it("does a job to its end and tells of each step", async () => {
    heard.length = 0;
    const one = worker("w1");
    const { id } = await start();
    one.wake();
    const job = await jobIn(id, ({ state }) => state === "done");
    expect(job.result).toMatchObject({ dossiers: 3, failed: [] });
    await one.stop();
    const states = heard.filter((event) => event.data["jobId"] === id).map((event) => event.data["state"]);
    expect(states[0]).toBe("running");
    expect(states.at(-1)).toBe("done");
  });

  it("gives the job back at shutdown, and another one does it", async () => {
    let gate: ReturnType<typeof held> | undefined;
    const one = worker("w2", (ports) => (gate = held(ports)).ports);
    const { id } = await start();
    one.wake();
    await gate?.reached;
    const stopped = one.stop();
    await new Promise((resolve) => setTimeout(resolve, 3300));
    gate?.go();
    await stopped;
    const waiting = await jobIn(id, ({ state }) => state === "queued");
    expect(waiting.attempts).toBe(0);
    const two = worker("w3");
    two.wake();
    expect((await jobIn(id, ({ state }) => state === "done")).attempts).toBe(1);
    await two.stop();
  });

  it("stops a job that was cancelled, at its next step", async () => {
    let gate: ReturnType<typeof held> | undefined;
    const one = worker("w4", (ports) => (gate = held(ports)).ports);
    const { id } = await start();
    one.wake();
    await gate?.reached;
    expect(
      (await world.inject({ method: "POST", url: `/api/v1/jobs/${id}/cancel`, session: admin.session }))
        .statusCode,
    ).toBe(200);
    gate?.go();
    await one.stop();
    const job = await jobIn(id, ({ state }) => state === "cancelled");
    expect(job.result).toBeUndefined();
  });

  it("fails a job of somebody who may not any more", async () => {
    const leaver = await newPerson(world, organisation, ["admin"]);
    const actor = {
      personId: leaver.id,
      memberships: [{ organisationId: organisation, roles: ["admin"] as const }],
    };
    const answer = await startJob(world.ports, actor, {
      kind: "evaluate-all",
      organisationId: organisation,
      input: { organisationId: organisation },
    });
    if (!answer.ok) throw new Error(answer.error.because);
    await world.ports.work.inTransaction("system", ({ organisations }) =>
      organisations.removeMember(organisation, leaver.id),
    );
    const one = worker("w5");
    one.wake();
    const job = await jobIn(answer.value.id, ({ state }) => state === "failed");
    expect(job.message).toContain("no member");
    await one.stop();
  });

  it("goes on when the database comes back", async () => {
    let away = true;
    const one = worker("w6", (ports) => ({
      ...ports,
      work: {
        inTransaction: (...args) =>
          away ? Promise.reject(new Error("away")) : ports.work.inTransaction(...args),
      },
    }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { id } = await start();
    away = false;
    one.wake();
    await jobIn(id, ({ state }) => state === "done");
    await one.stop();
  });
});
