/** Migrations: once, in order, all or nothing, and never backwards. */
import { afterEach, describe, expect, it } from "vitest";
import { openDatabase } from "#store/server";
import type { Database } from "#workbench/stored";
import { migration, readMigrations, type Migration } from "../../src/store/database/migrations.ts";
import { preparedArchive } from "./prepared.ts";
import { embeddedPlace, postgresIsThere, postgresPlace, type Place } from "./servers.ts";

const there = await postgresIsThere();
const first = migration(
  1,
  "thing",
  "CREATE TABLE thing (id int PRIMARY KEY); INSERT INTO thing VALUES (1), (2);",
);
const second = migration(2, "colour", "ALTER TABLE thing ADD COLUMN colour text NOT NULL DEFAULT 'red';");
const broken = migration(
  2,
  "broken",
  "DELETE FROM thing; ALTER TABLE thing ADD COLUMN colour text; CREATE TABLE other (id int); SELECT 1 / 0;",
);

describe("the files", () => {
  it("have ascending numbers, and hashes that ends of lines do not change", async () => {
    const migrations = await readMigrations();
    expect(migrations[0]).toMatchObject({ number: 1, name: "schema" });
    const numbers = migrations.map((one) => one.number);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    expect(migration(1, "x", "a\r\nb").hash).toBe(migration(1, "x", "a\nb").hash);
  });
});

for (const [name, makePlace, skip] of [
  ["PGlite", embeddedPlace, false],
  ["PostgreSQL", postgresPlace, !there],
] as const) {
  describe.skipIf(skip)(`migrations on ${name}`, () => {
    let place: Place | undefined;
    afterEach(() => place?.remove());

    async function opened(migrations: readonly Migration[]): Promise<Database> {
      place ??= await makePlace();
      // An archive with the schema of the program would already hold other migrations.
      return openDatabase({ ...place.options, prepared: await emptyArchive(), migrations });
    }

    it("apply what is new, refuse what is broken, changed or from the future", async () => {
      const db = await opened([first]);
      await db.close();

      const failing = opened([first, broken]);
      await expect(failing).rejects.toMatchObject({ name: "DatabaseFault", code: "migration-failed" });
      await expect(failing).rejects.toThrow(/0002-broken failed and changed nothing: division by zero/);

      const same = await opened([first]);
      expect(await same.query("SELECT * FROM thing ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
      expect(await same.query("SELECT to_regclass('other') AS other")).toEqual([{ other: null }]);
      await same.close();

      const newer = await opened([first, second]);
      expect(await newer.query("SELECT * FROM thing WHERE id = 1")).toEqual([{ id: 1, colour: "red" }]);
      await newer.close();

      await expect(opened([first])).rejects.toMatchObject({ code: "newer-database" });
      await expect(opened([first])).rejects.toThrow(/has schema 2 \(colour\), this program knows up to 1/);
      await expect(opened([first, broken])).rejects.toMatchObject({ code: "migration-changed" });
      const still = await opened([first, second]);
      expect(await still.query("SELECT count(*) AS count FROM thing")).toEqual([{ count: 2 }]);
      await still.close();
    });
  });
}

describe.skipIf(!there)("two servers on one PostgreSQL", () => {
  it("migrate once", async () => {
    const place = await postgresPlace();
    const slow = migration(
      1,
      "slow",
      "SELECT pg_sleep(0.3); CREATE TABLE thing (id int); INSERT INTO thing VALUES (1);",
    );
    const servers = await Promise.all(
      Array.from({ length: 4 }, () => openDatabase({ ...place.options, migrations: [slow, second] })),
    );
    const counts = await Promise.all(servers.map((one) => one.query("SELECT count(*) AS count FROM thing")));
    expect(counts).toEqual(servers.map(() => [{ count: 1 }]));
    await Promise.all(servers.map((one) => one.close()));
    await place.remove();
  });
});

/** Made once: an embedded database without any schema. */
let archive: Promise<string> | undefined;
function emptyArchive(): Promise<string> {
  return (archive ??= preparedArchive([]));
}
