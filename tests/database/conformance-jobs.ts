/** Jobs: taken by one worker each, kept alive by heartbeats, taken over when a worker falls silent. */
import { beforeEach, describe, expect, it } from "vitest";
import { randomIds } from "#store/server";
import type { Job, Lease, TakenJob } from "#workbench/stored";
import { allPages, at, newOrganisation, within, type Subject } from "./subject.ts";

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function jobTests(subject: Subject): void {
  const take = (worker: string, leaseMs = 60_000, maxAttempts = 3): Promise<TakenJob | undefined> =>
    within(subject, "system", ({ jobs }) => jobs.take({ worker, leaseMs, maxAttempts, at }));
  const find = (id: string): Promise<Job | undefined> =>
    within(subject, "system", ({ jobs }) => jobs.find(id));
  const enqueue = async (organisationId: string, createdAt = at): Promise<string> => {
    const id = randomIds.next();
    const job = { id, organisationId, kind: "report", input: { format: "html" }, createdBy: "p", createdAt };
    await within(subject, [organisationId], ({ jobs }) => jobs.enqueue(job));
    return id;
  };
  const taken = async (worker: string, leaseMs?: number): Promise<Lease> => {
    const job = await take(worker, leaseMs);
    if (job === undefined) throw new Error("No job waits");
    return job.lease;
  };

  describe("jobs", () => {
    beforeEach(async () => {
      for (let job = await take("tidy"); job !== undefined; job = await take("tidy")) {
        const { lease } = job;
        await within(subject, "system", ({ jobs }) => jobs.finish(lease, null, at));
      }
    });

    it("gives each job to one worker, the oldest first", async () => {
      const organisation = await newOrganisation(subject);
      const ids = [];
      for (let index = 0; index < 6; index += 1) {
        ids.push(await enqueue(organisation, `2026-03-01T12:00:0${index}.000Z`));
      }
      const got = await Promise.all(Array.from({ length: 10 }, (_, index) => take(`w${index}`)));
      const jobs = got.flatMap((one) => (one === undefined ? [] : [one.job.id]));
      expect([...jobs].sort()).toEqual([...ids].sort());
    });

    it("records progress and the result, and lists newest first", async () => {
      const organisation = await newOrganisation(subject);
      const [first, second] = [
        await enqueue(organisation),
        await enqueue(organisation, "2026-03-01T13:00:00.000Z"),
      ];
      const lease = await taken("w");
      await within(subject, "system", async ({ jobs }) => {
        expect(await jobs.progress(lease, 60_000, 0.5, "Half way", at)).toBe("go-on");
        expect(await jobs.find(first)).toMatchObject({
          state: "running",
          progress: 0.5,
          message: "Half way",
          attempts: 1,
        });
        expect(await jobs.finish(lease, { file: "x" }, at)).toBe(true);
        expect(await jobs.finish(lease, { file: "y" }, at)).toBe(false);
      });
      expect(await find(first)).toMatchObject({
        state: "done",
        progress: 1,
        result: { file: "x" },
        input: { format: "html" },
      });
      const { items } = await allPages((after) =>
        within(subject, [organisation], ({ jobs }) => jobs.list({ after, limit: 1 })),
      );
      expect(items.map((one) => one.id)).toEqual([second, first]);
      const stranger = await newOrganisation(subject);
      await within(subject, [stranger], async ({ jobs }) => {
        expect(await jobs.find(first)).toBeUndefined();
        expect(await jobs.cancel(second, at)).toBe(false);
      });
    });

    it("hands the job of a silent worker on, and the late one can write nothing", async () => {
      const id = await enqueue(await newOrganisation(subject));
      const late = await taken("late", 1);
      await pause(20);
      const next = await taken("next");
      expect(next).toEqual({ jobId: id, worker: "next", attempt: 2 });
      await within(subject, "system", async ({ jobs }) => {
        expect(await jobs.heartbeat(late, 60_000)).toBe("lost");
        expect(await jobs.finish(late, "late", at)).toBe(false);
        expect(await jobs.fail(late, "late", at)).toBe(false);
        expect(await jobs.heartbeat(next, 60_000)).toBe("go-on");
      });
    });

    it("gives up on a job that ends its worker again and again", async () => {
      const id = await enqueue(await newOrganisation(subject));
      for (let attempt = 1; attempt <= 2; attempt += 1) {
        await taken("w", 1);
        await pause(20);
      }
      expect(await take("w", 1, 2)).toBeUndefined();
      const job = await find(id);
      expect(job).toMatchObject({ state: "failed", attempts: 2 });
      expect(job?.message).toContain("stopped 2 times");
    });

    it("cancels waiting and running jobs, and tells the worker", async () => {
      const organisation = await newOrganisation(subject);
      const [running, waiting] = [await enqueue(organisation), await enqueue(organisation)];
      const lease = await taken("w");
      const cancel = (id: string) => within(subject, [organisation], ({ jobs }) => jobs.cancel(id, at));
      expect([await cancel(running), await cancel(waiting), await cancel(running)]).toEqual([
        true,
        true,
        false,
      ]);
      const told = await within(subject, "system", ({ jobs }) => jobs.heartbeat(lease, 60_000));
      expect(lease.jobId === running || lease.jobId === waiting).toBe(true);
      expect(told).toBe("cancelled");
      expect(await take("w")).toBeUndefined();
    });

    it("puts a job back at shutdown, without counting the attempt, and forgets old ones", async () => {
      const id = await enqueue(await newOrganisation(subject));
      const lease = await taken("w");
      expect(await within(subject, "system", ({ jobs }) => jobs.release(lease, at))).toBe(true);
      expect(await find(id)).toMatchObject({ state: "queued", attempts: 0 });
      const again = await taken("w2");
      await within(subject, "system", async ({ jobs }) => {
        await jobs.fail(again, "It did not work.", at);
        expect(await jobs.forgetEnded(at)).toBe(0);
        expect(await jobs.forgetEnded("2026-03-01T12:00:00.001Z")).toBeGreaterThan(0);
      });
      expect(await find(id)).toBeUndefined();
    });
  });
}
