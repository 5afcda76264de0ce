/** Processes that are killed while they write: nothing that was acknowledged is lost, and nothing is half there. */
import { describe, expect, it } from "vitest";
import { startChild } from "./child.ts";
import { embeddedPlace, postgresIsThere, postgresPlace, type Place } from "./servers.ts";
import { newDossier, newOrganisation } from "./subject.ts";

/** 50 for the full run. */
const cycles = Number(process.env["PLUMBLINE_KILL_CYCLES"] ?? "10");
const writers = 3;
const there = await postgresIsThere();

interface Found {
  readonly revision: number;
  readonly keys: readonly string[];
  readonly audited: number;
  readonly verified: string;
}

async function killWhileWriting(place: Place): Promise<void> {
  const stores = await place.open();
  const subject = { stores: () => stores };
  const organisation = await newOrganisation(subject);
  const dossier = await newDossier(subject, organisation);
  await stores.close();
  const task = { options: place.options, organisation, dossier, writers };
  const acknowledged = new Set<string>();
  for (let cycle = 0; cycle <= cycles; cycle += 1) {
    const child = await startChild("writer.child.ts", task);
    const found = JSON.parse((await child.line("found ")).slice("found ".length)) as Found;
    check(found, acknowledged, cycle);
    await child.line("done ");
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 250));
    await child.kill("SIGKILL");
    for (const line of child.lines)
      if (line.startsWith("done ")) acknowledged.add(line.slice("done ".length));
  }
  expect(acknowledged.size).toBeGreaterThan(cycles);
}

function check(found: Found, acknowledged: ReadonlySet<string>, cycle: number): void {
  const present = new Set(found.keys);
  expect([...acknowledged].filter((key) => !present.has(key))).toEqual([]);
  // Committed, and killed before it could be said: at most one per writer and cycle.
  expect(present.size - acknowledged.size).toBeLessThanOrEqual(cycle * writers);
  for (const key of present) if (!acknowledged.has(key)) (acknowledged as Set<string>).add(key);
  // Record, revision and audit event stand and fall together.
  expect([found.revision, found.audited]).toEqual([present.size, present.size]);
  expect(found.verified).toBe("intact");
}

const patience = 60_000 + cycles * 10_000;

describe(`${cycles} times kill -9 during writes`, () => {
  it("loses nothing on PGlite", { timeout: patience }, async () => {
    const place = await embeddedPlace();
    await killWhileWriting(place);
    await place.remove();
  });

  it.skipIf(!there)("loses nothing on PostgreSQL", { timeout: patience }, async () => {
    const place = await postgresPlace();
    await killWhileWriting(place);
    await place.remove();
  });
});
