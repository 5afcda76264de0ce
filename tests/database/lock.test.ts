/** The lock of the data folder: one process, taken over only from a process that ended. */
import { mkdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { StoresOptions } from "#store/server";
import { lockFolder } from "../../src/store/database/lock.ts";
import { readMigrations } from "../../src/store/database/migrations.ts";
import { ownIdentity } from "../../src/store/database/process-identity.ts";
import { startChild } from "./child.ts";
import { emptyFolder, preparedArchive } from "./prepared.ts";

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => ({ folder, remove } = await emptyFolder()));
afterEach(() => remove());

const file = (): string => path.join(folder, "plumbline.lock");

async function openerOptions(): Promise<StoresOptions> {
  return { folder, prepared: await preparedArchive(), migrations: await readMigrations() };
}

async function leaveLock(change: object): Promise<void> {
  await writeFile(file(), JSON.stringify({ ...(await ownIdentity()), nonce: "n", ...change }));
}

describe("another process", () => {
  it("is refused while this one lives, and may open after it closed or was killed", async () => {
    const options = await openerOptions();
    const first = await startChild("opener.child.ts", options);
    await first.line("opened");
    const second = await startChild("opener.child.ts", options);
    expect(await second.line("refused")).toBe(
      `refused The data folder ${folder} is in use by process ${first.pid} on this machine. Stop it first, work through its HTTP API, or use another data folder`,
    );
    expect(await second.ended).toBe(1);

    await first.kill("SIGTERM");
    expect([await first.ended, first.lines.at(-1)]).toEqual([0, "closed"]);
    await expect(stat(file())).rejects.toMatchObject({ code: "ENOENT" });

    const third = await startChild("opener.child.ts", options);
    await third.line("opened");
    await third.kill("SIGKILL");
    await expect(stat(file())).resolves.toBeDefined();
    const fourth = await startChild("opener.child.ts", options);
    await fourth.line("opened");
    await fourth.kill("SIGTERM");
  });
});

describe("the lock file", () => {
  it("names the process, and is for its owner only", async () => {
    const lock = await lockFolder(folder);
    expect(JSON.parse(await readFile(file(), "utf8"))).toMatchObject({ pid: process.pid });
    expect((await stat(file())).mode & 0o077).toBe(0);
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: "locked" });
    await lock.release();
    await (await lockFolder(folder)).release();
  });

  it("of a process that ended is taken over, by exactly one", async () => {
    await leaveLock({ pid: 4_194_303 });
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
    const won = attempts.filter((one) => one.status === "fulfilled");
    expect(won).toHaveLength(1);
    await won[0]?.value.release();
  });

  it("of an earlier process with our number is taken over", async () => {
    await leaveLock({ started: "1" });
    await (await lockFolder(folder)).release();
  });

  it("from before the machine was restarted is taken over", async () => {
    await leaveLock({ boot: "another" });
    await (await lockFolder(folder)).release();
  });

  it("of a live process stays, however old the file is", async () => {
    await leaveLock({ pid: process.ppid, started: undefined });
    await utimes(file(), new Date(0), new Date(0));
    await expect(lockFolder(folder)).rejects.toThrow(`process ${process.ppid}`);
  });

  it("of another machine stays, and the sentence says what to do", async () => {
    await leaveLock({ host: "elsewhere" });
    await expect(lockFolder(folder)).rejects.toThrow(
      /process \d+ on the machine or in the container elsewhere\. .*delete .*plumbline\.lock/,
    );
  });

  it("of another container stays while it answers, and only then", async () => {
    const lock = await lockFolder(folder);
    const text = await readFile(file(), "utf8");
    await writeFile(file(), text.replace(/"namespace":"[^"]*"/, '"namespace":"pid:[1]"'));
    await expect(lockFolder(folder)).rejects.toThrow("in another container");
    await lock.release();
    // What a killed container leaves behind: a socket on which nobody listens.
    const child = await startChild("opener.child.ts", await openerOptions());
    await child.line("opened");
    await child.kill("SIGKILL");
    await leaveLock({ namespace: "pid:[1]" });
    await (await lockFolder(folder)).release();
  });

  it("that cannot be understood is left alone", async () => {
    await writeFile(file(), "{");
    await expect(lockFolder(folder)).rejects.toThrow(/does not say which process/);
  });

  it("is not taken over past an interrupted take-over", async () => {
    await leaveLock({ pid: 4_194_303 });
    const guard = path.join(folder, "plumbline.lock.taking-over");
    await mkdir(guard);
    await utimes(guard, new Date(0), new Date(0));
    await expect(lockFolder(folder)).rejects.toThrow(/interrupted while it took over/);
  });
});
