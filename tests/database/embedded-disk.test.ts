/** The embedded database and its disk: commits are flushed, the log stays short, a full disk stops writes and not reads. */
import type NodeFs from "node:fs";
import { readdirSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { openDatabase } from "#store/server";
import type { Database } from "#workbench/stored";
import { endOnPanic } from "../../src/store/database/embedded-disk.ts";
import { embeddedPlace, type Place } from "./servers.ts";

const flushed = vi.hoisted(() => ({ count: 0 }));

vi.mock("node:fs", async (load) => {
  const real = await load<typeof NodeFs>();
  return {
    ...real,
    fsyncSync: (descriptor: number): void => {
      flushed.count += 1;
      real.fsyncSync(descriptor);
    },
  };
});

let place: Place | undefined;
let db: Database | undefined;
afterEach(async () => {
  await db?.close();
  await place?.remove();
  [db, place] = [undefined, undefined];
});

async function opened(freeBytes?: () => Promise<number>): Promise<Database> {
  place = await embeddedPlace();
  db = await openDatabase({ ...place.options, freeBytes });
  return db;
}

function insert(database: Database, id: string): Promise<unknown> {
  return database.transaction((sql) =>
    sql.query("INSERT INTO organisation (id, name, created_at) VALUES ($1, $2, now())", [
      id,
      "x".repeat(100_000),
    ]),
  );
}

it("flushes each commit before it is acknowledged", async () => {
  const database = await opened();
  for (const id of ["a", "b", "c"]) {
    const before = flushed.count;
    await insert(database, id);
    expect(flushed.count).toBeGreaterThan(before);
  }
  const [settings] = await database.query("SELECT current_setting('fsync') AS fsync");
  expect(settings).toEqual({ fsync: "on" });
});

it("makes checkpoints, so that the log does not grow without end", async () => {
  const database = await opened();
  const text = Array.from({ length: 90_000 }, () => Math.random().toString(36)).join("");
  await database.transaction(async (sql) => {
    await sql.query("CREATE TABLE heap (id int, text text)");
    await sql.query("ALTER TABLE heap ALTER COLUMN text SET STORAGE EXTERNAL");
  });
  for (let index = 0; index < 80; index += 1) {
    await database.query("INSERT INTO heap VALUES ($1, $2)", [index, text]);
  }
  const log = path.join(place?.options.folder ?? "", "database", "pg_wal");
  const segments = readdirSync(log).filter((name) => /^[0-9A-F]{24}$/.test(name));
  // Some 80 MB were written; a segment has 16.
  expect(segments.length).toBeLessThanOrEqual(5);
});

it("refuses writes when the disk is nearly full, reads on, and writes again when there is room", async () => {
  let free = 10 ** 9;
  const database = await opened(() => Promise.resolve(free));
  await insert(database, "a");
  free = 20 * 1024 * 1024;
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await expect(insert(database, "b")).rejects.toMatchObject({ code: "disk-full" });
  await expect(insert(database, "b")).rejects.toThrow(/Only 20 MB are free/);
  expect(await database.query("SELECT id FROM organisation")).toEqual([{ id: "a" }]);
  free = 10 ** 9;
  await insert(database, "b");
  expect(await database.query("SELECT id FROM organisation ORDER BY id")).toEqual([{ id: "a" }, { id: "b" }]);
});

it("ends the process when the database cannot go on, and only then", () => {
  const exit = vi.spyOn(process, "exit").mockReturnValue(undefined as never);
  const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  expect(endOnPanic("2026-03-01 [42] LOG:  do not PANIC")).toBe(true);
  expect(exit).not.toHaveBeenCalled();
  endOnPanic('2026-03-01 [42] PANIC:  could not write to file "pg_wal/x": No space left on device');
  expect(exit).toHaveBeenCalledWith(70);
  expect(said.mock.calls[0]?.[0]).toContain("cannot go on: could not write to file");
  vi.restoreAllMocks();
});
