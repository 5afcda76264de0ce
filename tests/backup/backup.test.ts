/** A backup brings everything back, on either database and from either form; a damaged one brings back nothing. */
import { createWriteStream } from "node:fs";
import { appendFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  openBackup,
  restoreBackup,
  writeBackup,
  zipBackup,
  type BackupPorts,
  type OpenStores,
  type RestoreReport,
} from "#store/server";
import type { AuditEvent, RecordSet } from "#workbench/stored";
import { embeddedPlace, postgresIsThere, postgresPlace, type Place } from "../database/servers.ts";
import { backupPorts, makeSmallWorld, scan } from "./small-world.ts";

const options = { version: "0.0.0", actor: "ada" };

interface Here {
  readonly stores: OpenStores;
  readonly ports: BackupPorts;
}

const work = await mkdtemp(path.join(tmpdir(), "plumbline-backup-"));
const opened: (() => Promise<void>)[] = [];
let count = 0;

function newPath(): string {
  count += 1;
  return path.join(work, String(count));
}

async function open(makePlace: () => Promise<Place>): Promise<Here> {
  const place = await makePlace();
  const stores = await place.open();
  opened.push(async () => {
    await stores.close();
    await place.remove();
  });
  return { stores, ports: backupPorts(stores.unitOfWork, newPath()) };
}

async function restored(
  makePlace: () => Promise<Place>,
  from: string,
): Promise<Here & { report: RestoreReport }> {
  const here = await open(makePlace);
  const answer = await restoreBackup(here.ports, await openBackup(from), options);
  if (!answer.ok) throw new Error(answer.error);
  return { ...here, report: answer.value };
}

/** Path and text of every file that does not tell of the backup itself. */
async function contents(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const all: Record<string, string> = {};
  for (const one of entries.filter((entry) => entry.isFile())) {
    const file = path.join(one.parentPath, one.name);
    const relative = path.relative(folder, file);
    if (["backup.json", "manifest.jsonl"].includes(relative)) continue;
    const text = await readFile(file, "utf8");
    // Each backup and each restore adds an event.
    all[relative] =
      one.name === "audit.jsonl"
        ? text
            .split("\n")
            .filter((line) => !line.includes('"backup.'))
            .join("\n")
        : text;
  }
  return all;
}

afterAll(async () => {
  for (const close of opened) await close();
  await rm(work, { recursive: true, force: true });
});

const places: readonly [string, () => Promise<Place>][] = [
  ["PGlite", embeddedPlace],
  ...((await postgresIsThere()) ? [["PostgreSQL", postgresPlace] as [string, () => Promise<Place>]] : []),
];

describe.each(places)("a backup on %s", (name, makePlace) => {
  const other = places.find(([one]) => one !== name)?.[1] ?? makePlace;
  let first: Here;
  let ids: { lamp: string; old: string };
  const folder = newPath();
  beforeAll(async () => {
    first = await open(makePlace);
    ids = await makeSmallWorld(first.ports);
    await writeBackup(first.ports, folder, options);
  });

  it("comes back file for file, history and trail included", async () => {
    const { stores, ports, report } = await restored(makePlace, folder);
    expect(report).toMatchObject({ organisations: 2, people: 2, dossiers: 2, blobs: 1, notes: [] });
    const again = newPath();
    await writeBackup(ports, again, options);
    expect(await contents(again)).toEqual(await contents(folder));
    expect(await stores.verifyAudit("maker")).toMatchObject({ intact: true });
    const event = await ports.work.inTransaction(["maker"], ({ audit }) =>
      audit.list("maker", { action: "backup.restore" }),
    );
    expect(event).toMatchObject({
      ok: true,
      value: { items: [{ actor: "ada", detail: { madeBy: "0.0.0" } }] },
    });
  });

  it("comes back from its ZIP form into the other database", async () => {
    const zip = `${newPath()}.zip`;
    await pipeline(await zipBackup(folder), createWriteStream(zip));
    const { ports, report } = await restored(other, zip);
    expect(report.notes).toEqual([]);
    const found = await ports.work.inTransaction(
      ["maker", "lab"],
      async ({ records, dossiers, evidence, organisations }) => ({
        head: await dossiers.find(ids.lamp),
        old: await dossiers.find(ids.old),
        row: await records.read(ids.lamp, { kind: "ics", key: "5.2-1" }),
        history: await records.history(ids.lamp, { kind: "ics", key: "5.2-1" }),
        links: await evidence.list(ids.lamp),
        members: await organisations.members("maker"),
      }),
    );
    expect(found.head).toMatchObject({
      name: "Lamp",
      parties: [{ party: "supplier" }, { organisationId: "lab", party: "laboratory" }],
    });
    expect(found.old?.archivedAt).toBeDefined();
    expect(found.row).toMatchObject({ version: 3, updatedBy: "ada", body: { support: "Y" } });
    expect(
      found.history.ok && found.history.value.items.map((one) => [one.version, one.body === undefined]),
    ).toEqual([
      [3, false],
      [2, true],
      [1, false],
    ]);
    expect(found.members.map((one) => [one.name, one.roles.length, one.disabledAt === undefined])).toEqual([
      ["Ada Ångström", 3, true],
      ["Ben", 1, false],
    ]);
    const blob = await ports.blobs.get(found.links[0]?.sha256 ?? "");
    let text = "";
    for await (const piece of blob?.content ?? []) text += Buffer.from(piece).toString();
    expect(text).toBe(scan);
  });
});

describe("a backup", () => {
  let here: Here;
  const folder = newPath();
  beforeAll(async () => {
    here = await open(embeddedPlace);
    await makeSmallWorld(here.ports);
    await writeBackup(here.ports, folder, options);
  });
  const copyOf = async (change: (copy: string) => Promise<void>): Promise<string> => {
    const copy = newPath();
    await cp(folder, copy, { recursive: true });
    await change(copy);
    return copy;
  };
  const refusal = async (place: string): Promise<string> => {
    const answer = await restoreBackup(here.ports, await openBackup(place), options);
    return answer.ok ? "" : answer.error;
  };

  it("holds no secret, and of one organisation nothing of others", async () => {
    await here.ports.work.inTransaction("system", async ({ tokens, organisations }) => {
      const createdAt = "2026-10-01T08:00:00.000Z";
      const shared = { organisationId: "maker", expiresAt: "2027-10-01T08:00:00.000Z", createdAt };
      await tokens.create({
        ...shared,
        id: "t",
        personId: "ada",
        name: "CI",
        scopes: [],
        tokenHash: "hush-token",
      });
      await organisations.invite({
        ...shared,
        id: "i",
        email: "new@example.org",
        roles: ["reader"],
        createdBy: "ada",
        tokenHash: "hush-link",
      });
    });
    const only = newPath();
    const header = await writeBackup(here.ports, only, { ...options, organisations: ["lab"] });
    expect(header.organisations).toEqual([{ id: "lab", dossiers: [] }]);
    expect(Object.keys(await contents(only)).filter((one) => one.includes("maker"))).toEqual([]);
    const all = newPath();
    await writeBackup(here.ports, all, options);
    expect(JSON.stringify(await contents(all))).not.toMatch(/hush/);
    await expect(
      writeBackup(here.ports, newPath(), { ...options, organisations: ["nobody"] }),
    ).rejects.toThrow("no organisation nobody");
    await expect(writeBackup(here.ports, all, options)).rejects.toThrow("not empty");
  });

  it("is not restored over what is there", async () => {
    expect(await refusal(folder)).toContain("already holds");
  });

  it("is refused when anything of it was changed, cut off, added or lost", async () => {
    const events = path.join("organisations", "maker", "audit.jsonl");
    const cases: [string, (copy: string) => Promise<void>][] = [
      ["audit.jsonl was changed", (copy) => appendFile(path.join(copy, events), "x")],
      ["members.jsonl is missing", (copy) => rm(path.join(copy, "organisations", "lab", "members.jsonl"))],
      ["none of its files", (copy) => writeFile(path.join(copy, "more.txt"), "x")],
      ["manifest.jsonl is not the one", (copy) => appendFile(path.join(copy, "manifest.jsonl"), "\n")],
      ["was not finished", (copy) => rm(path.join(copy, "backup.json"))],
      ["not well-formed JSON", (copy) => writeFile(path.join(copy, "backup.json"), "{")],
      [
        "format 2, made by Plumbline 9",
        (copy) => writeFile(path.join(copy, "backup.json"), '{"plumblineBackup":2,"madeBy":"9"}'),
      ],
      ["which format", (copy) => writeFile(path.join(copy, "backup.json"), "{}")],
    ];
    for (const [words, change] of cases) expect(await refusal(await copyOf(change))).toContain(words);
  });

  it("whose trail was forged is refused, even with a manifest that fits", async () => {
    const forged = newPath();
    const { work } = here.ports;
    const lying: BackupPorts = {
      ...here.ports,
      work: {
        inTransaction: (organisations, act, more) =>
          work.inTransaction(
            organisations,
            (stores) => {
              async function* stream(id: string): AsyncGenerator<AuditEvent> {
                for await (const event of stores.audit.stream(id))
                  yield event.seq === 2 ? { ...event, actor: "nobody" } : event;
              }
              return act({ ...stores, audit: { ...stores.audit, stream } });
            },
            more,
          ),
      },
    };
    await writeBackup(lying, forged, options);
    expect(await refusal(forged)).toContain("does not hold together at event 2");
  });

  it("whose folder says something else than its history is restored as the folder says, with a note", async () => {
    const { work } = here.ports;
    const later: BackupPorts = {
      ...here.ports,
      work: {
        inTransaction: (organisations, act, more) =>
          work.inTransaction(
            organisations,
            (stores) => {
              const readAll = async (id: string): Promise<RecordSet | undefined> => {
                const set = await stores.records.readAll(id);
                if (set === undefined || id !== "id-1") return set;
                const kept = set.records.filter((one) => one.kind !== "finding");
                const records = kept.map((one) =>
                  one.key === "5.2-1" ? { ...one, body: { support: "N", detail: "Migrated." } } : one,
                );
                return { ...set, records };
              };
              return act({ ...stores, records: { ...stores.records, readAll } });
            },
            more,
          ),
      },
    };
    const place = newPath();
    await writeBackup(later, place, options);
    const { ports, report } = await restored(embeddedPlace, place);
    expect(report.notes).toEqual([
      "Dossier Lamp: 2 records of its folder differ from its history and count, among them ics/5.2-1, finding/F-1.",
    ]);
    const set = await ports.work.inTransaction(["maker"], ({ records }) => records.readAll("id-1"));
    expect(set?.revision).toBe(6);
    expect(set?.records.find((one) => one.key === "5.2-1")).toMatchObject({
      version: 4,
      updatedBy: "system",
      body: { detail: "Migrated." },
    });
    expect(set?.records.some((one) => one.kind === "finding")).toBe(false);
  });

  it("is made although an evidence file is lost, and says so", async () => {
    const lost: BackupPorts = {
      ...here.ports,
      blobs: { ...here.ports.blobs, get: () => Promise.resolve(undefined) },
    };
    const place = newPath();
    const header = await writeBackup(lost, place, options);
    expect(header.missingBlobs.length).toBe(1);
    const { report } = await restored(embeddedPlace, place);
    expect(report.notes).toEqual([
      `The evidence file ${header.missingBlobs[0] ?? ""} was missing when the backup was made.`,
    ]);
  });

  it("of the first format is still restored", { timeout: 120_000 }, async () => {
    const place = path.join(import.meta.dirname, "v1");
    const { stores, ports, report } = await restored(embeddedPlace, place);
    expect(report).toMatchObject({
      organisations: 2,
      people: 2,
      dossiers: 2,
      events: 11,
      blobs: 1,
      notes: [],
    });
    expect(await stores.verifyAudit("maker")).toMatchObject({ intact: true });
    const set = await ports.work.inTransaction(["maker"], ({ records }) => records.readAll("id-1"));
    expect(set?.revision).toBe(5);
    expect(set?.records.find((one) => one.key === "5.2-1")).toMatchObject({
      version: 3,
      updatedBy: "ada",
      body: { support: "Y", detail: "Published since September." },
    });
    expect(await ports.blobs.has(report.header.missingBlobs[0] ?? "0")).toBeUndefined();
  });
});

describe("the trap of a name", () => {
  it("never leads out of the backup", async () => {
    const { ports } = await open(embeddedPlace);
    const id = "../../odd ü/.x*";
    await ports.work.inTransaction("system", ({ organisations }) =>
      organisations.create({ id, name: "Odd", createdAt: "2026-09-01T08:00:00.000Z" }),
    );
    const place = newPath();
    await writeBackup(ports, place, options);
    const { report } = await restored(embeddedPlace, place);
    expect(report.organisations).toBe(1);
  });
});
