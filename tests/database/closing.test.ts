/** Closing while others work: what runs is finished, what comes after is refused, nothing is half done. */
import { describe, expect, it } from "vitest";
import { embeddedPlace, postgresIsThere, postgresPlace } from "./servers.ts";
import { author, icsWrite, newDossier, newOrganisation, within } from "./subject.ts";

const there = await postgresIsThere();

for (const [name, makePlace, skip] of [
  ["PGlite", embeddedPlace, false],
  ["PostgreSQL", postgresPlace, !there],
] as const) {
  it.skipIf(skip)(`${name} finishes what was begun, and keeps it`, async () => {
    const place = await makePlace();
    const stores = await place.open();
    const subject = { stores: () => stores };
    const organisation = await newOrganisation(subject);
    const dossier = await newDossier(subject, organisation);
    let begun = 0;
    const write = (key: string): Promise<string> =>
      within(subject, [organisation], async ({ records }) => {
        begun += 1;
        return (await records.write(dossier, icsWrite(key, key, 0), author)).outcome;
      });
    const writes = Array.from({ length: 20 }, (_, index) => write(`key-${index}`));
    await expect.poll(() => begun, { interval: 1 }).toBeGreaterThan(0);
    const closing = stores.close();
    await expect(write("late")).rejects.toMatchObject({ code: "closed" });
    const outcomes = await Promise.allSettled(writes);
    await closing;
    await expect(stores.database.query("SELECT 1 AS one")).rejects.toMatchObject({ code: "closed" });

    const again = await place.open();
    const set = await again.unitOfWork.inTransaction([organisation], ({ records }) =>
      records.readAll(dossier),
    );
    const kept = outcomes.flatMap((one, index) => (one.status === "fulfilled" ? [`key-${index}`] : []));
    expect(kept.length).toBeGreaterThan(0);
    expect(set?.records.map((one) => one.key).sort()).toEqual(kept.sort());
    await again.close();
    await place.remove();
  });
}

describe.skipIf(!there)("a server that goes away", () => {
  it("fails what runs, changes nothing, and is used again when it is back", async () => {
    const place = await postgresPlace();
    const stores = await place.open();
    const subject = { stores: () => stores };
    const organisation = await newOrganisation(subject);
    const dossier = await newDossier(subject, organisation);
    const heard: string[] = [];
    const stop = await stores.database.listen("plumbline_test", (payload) => heard.push(payload));
    const hangUp = (): Promise<unknown> =>
      place.asAdministrator(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
      );
    const name = new URL(place.options.url ?? "").pathname.slice(1);
    const connections = (limit: number): Promise<unknown> =>
      place.asAdministrator(`ALTER DATABASE ${name} CONNECTION LIMIT ${limit}`);

    const cut = within(subject, [organisation], async ({ records }) => {
      await records.write(dossier, icsWrite("a", 1, 0), author);
      await connections(0);
      await hangUp();
      return records.readAll(dossier);
    });
    await expect(cut).rejects.toMatchObject({ name: "DatabaseFault", code: "unreachable" });
    await expect(stores.database.query("SELECT 1 AS one")).rejects.toMatchObject({ code: "unreachable" });

    await connections(-1);
    const set = await within(subject, [organisation], ({ records }) => records.readAll(dossier));
    expect(set).toMatchObject({ revision: 0, records: [] });
    await expect.poll(() => heard, { timeout: 10_000 }).toEqual([""]);
    await stores.database.query("SELECT pg_notify('plumbline_test', 'back')");
    await expect.poll(() => heard).toEqual(["", "back"]);
    await stop();
    await stores.close();
    await place.remove();
  });

  it("that is not there at all is said to be so", async () => {
    const { openDatabase } = await import("#store/server");
    const opening = openDatabase({ url: "postgres://nobody@127.0.0.1:1/none" });
    await expect(opening).rejects.toMatchObject({ code: "unreachable" });
  });
});
