/** Records: versions, conflicts, history, and that no update is ever lost. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, RecordWrite } from "#workbench/stored";
import {
  allPages,
  author,
  icsWrite,
  newDossier,
  newOrganisation,
  pageIn,
  within,
  type Subject,
} from "./subject.ts";

export function recordTests(subject: Subject): void {
  describe("records", () => {
    singleWrites(subject);
    manyWrites(subject);
    history(subject);
    interleavings(subject);
  });
}

async function freshDossier(subject: Subject): Promise<{ organisation: string; dossier: string }> {
  const organisation = await newOrganisation(subject);
  return { organisation, dossier: await newDossier(subject, organisation) };
}

function singleWrites(subject: Subject): void {
  it("counts versions of the record and revisions of the dossier", async () => {
    const { organisation, dossier } = await freshDossier(subject);
    const write = (one: RecordWrite) =>
      within(subject, [organisation], ({ records }) => records.write(dossier, one, author));
    const first = await write(icsWrite("5.1-1", { support: "Y" }, 0));
    expect(first).toMatchObject({ outcome: "written", version: 1, revision: 1 });
    const other = await write(icsWrite("5.1-2", { support: "N" }, 0));
    expect(other).toMatchObject({ outcome: "written", version: 1, revision: 2 });
    const second = await write(icsWrite("5.1-1", { support: "N" }, 1));
    expect(second).toMatchObject({
      outcome: "written",
      version: 2,
      revision: 3,
      record: { kind: "ics", key: "5.1-1", position: 0, body: { support: "N" }, updatedBy: author.by },
    });
    const all = await within(subject, [organisation], ({ records }) => records.readAll(dossier));
    expect(all?.revision).toBe(3);
    expect(all?.records.map((one) => [one.key, one.position, one.version])).toEqual([
      ["5.1-1", 0, 2],
      ["5.1-2", 1, 1],
    ]);
  });

  it("answers a write that lost with both sides, and changes nothing", async () => {
    const { organisation, dossier } = await freshDossier(subject);
    const [mine, theirs] = [icsWrite("5.1-1", { support: "N" }, 0), icsWrite("5.1-1", { support: "Y" }, 0)];
    await within(subject, [organisation], ({ records }) => records.write(dossier, theirs, author));
    const lost = await within(subject, [organisation], ({ records }) => records.write(dossier, mine, author));
    expect(lost).toMatchObject({
      outcome: "conflict",
      wanted: mine,
      current: { body: { support: "Y" }, version: 1 },
      currentVersion: 1,
    });
    const all = await within(subject, [organisation], ({ records }) => records.readAll(dossier));
    expect(all).toMatchObject({ revision: 1, records: [{ body: { support: "Y" } }] });
  });

  it("removes, remembers the version, and lets the record come back", async () => {
    const { organisation, dossier } = await freshDossier(subject);
    const write = (one: RecordWrite) =>
      within(subject, [organisation], ({ records }) => records.write(dossier, one, author));
    await write(icsWrite("5.1-1", "a", 0));
    expect(await write(icsWrite("5.1-1", undefined, 1))).toMatchObject({ version: 2, record: undefined });
    const read = await within(subject, [organisation], ({ records }) =>
      records.read(dossier, { kind: "ics", key: "5.1-1" }),
    );
    expect(read).toBeUndefined();
    const late = await write(icsWrite("5.1-1", "late", 1));
    expect(late).toMatchObject({ outcome: "conflict", current: undefined, currentVersion: 2 });
    expect(await write(icsWrite("5.1-1", undefined, 2))).toEqual({ outcome: "not-found", what: "record" });
    expect(await write(icsWrite("5.1-1", "back", 0))).toMatchObject({ outcome: "written", version: 3 });
  });

  it("gives bodies back character by character, in the order of their keys", async () => {
    const { organisation, dossier } = await freshDossier(subject);
    const body: Json = {
      zebra: "1",
      a: ["\u0000", "\ud800", "𝔘", "line\r\n", 1e21, 0.1, -1],
      10: "ten",
      "": null,
    };
    const write = icsWrite("5.1-1", body, 0);
    await within(subject, [organisation], ({ records }) => records.write(dossier, write, author));
    const read = await within(subject, [organisation], ({ records }) =>
      records.read(dossier, { kind: "ics", key: "5.1-1" }),
    );
    expect(JSON.stringify(read?.body)).toBe(JSON.stringify(body));
  });

  it("refuses names that a column cannot hold, and goes on", async () => {
    const { organisation, dossier } = await freshDossier(subject);
    for (const key of ["nul\u0000", "half \ud800"]) {
      const write = within(subject, [organisation], ({ records }) =>
        records.write(dossier, icsWrite(key, 1, 0), author),
      );
      await expect(write).rejects.toMatchObject({ code: "unstorable-text" });
    }
    const all = await within(subject, [organisation], ({ records }) => records.readAll(dossier));
    expect(all).toMatchObject({ revision: 0, records: [] });
  });

  it("knows no dossier of another organisation", async () => {
    const { organisation, dossier } = await freshDossier(subject);
    const stranger = await newOrganisation(subject);
    const write = icsWrite("5.1-1", "x", 0);
    await within(subject, [organisation], ({ records }) => records.write(dossier, write, author));
    for (const whose of [[stranger], [], "system"] as const) {
      await within(subject, whose, async ({ records, dossiers }) => {
        expect(await records.readAll(dossier)).toBeUndefined();
        expect(await records.read(dossier, write)).toBeUndefined();
        expect(await records.readAllAt(dossier, 1)).toBeUndefined();
        expect(await records.write(dossier, write, author)).toEqual({
          outcome: "not-found",
          what: "dossier",
        });
        expect(pageIn(await records.history(dossier, write)).items).toEqual([]);
        expect(pageIn(await records.changesSince(dossier, 0)).items).toEqual([]);
        expect(await dossiers.find(dossier)).toBeUndefined();
      });
    }
  });
}

function manyWrites(subject: Subject): void {
  it("writes many in one revision, skips what does not change, and removes what is left out", async () => {
    const { organisation, dossier } = await freshDossier(subject);
    const many = (writes: readonly RecordWrite[]) =>
      within(subject, [organisation], ({ records }) => records.writeMany(dossier, writes, author));
    const rows = Array.from({ length: 500 }, (_, index) => icsWrite(`5.${index}`, { index }, "any"));
    expect(await many(rows)).toEqual({ outcome: "written", revision: 1, changed: 500 });
    expect(await many(rows)).toEqual({ outcome: "written", revision: 1, changed: 0 });
    const edited = [icsWrite("5.0", undefined, "any"), icsWrite("5.1", "new", "any"), ...rows.slice(2)];
    expect(await many(edited)).toEqual({ outcome: "written", revision: 2, changed: 2 });
    const all = await within(subject, [organisation], ({ records }) => records.readAll(dossier));
    expect(all?.records).toHaveLength(499);
    expect(all?.records.map((one) => one.position)).toEqual(
      Array.from({ length: 499 }, (_, index) => index + 1),
    );
  });

  it("writes all or nothing", async () => {
    const { organisation, dossier } = await freshDossier(subject);
    const outcome = await within(subject, [organisation], async ({ records }) => {
      await records.write(dossier, icsWrite("b", 1, 0), author);
      return records.writeMany(
        dossier,
        [icsWrite("a", 1, 0), icsWrite("b", 2, 0), icsWrite("c", 3, 7)],
        author,
      );
    });
    expect(outcome).toMatchObject({
      outcome: "conflict",
      conflicts: [
        { wanted: { key: "b" }, currentVersion: 1 },
        { wanted: { key: "c" }, current: undefined, currentVersion: 0 },
      ],
    });
    const all = await within(subject, [organisation], ({ records }) => records.readAll(dossier));
    expect(all?.records.map((one) => one.key)).toEqual(["b"]);
  });

  it("keeps given places and reads by kind, place and key", async () => {
    const { organisation, dossier } = await freshDossier(subject);
    const writes: RecordWrite[] = [
      { kind: "note", key: "n", body: 1, expected: 0, position: 4 },
      { kind: "ics", key: "z", body: 1, expected: 0, position: 0 },
      { kind: "ics", key: "a", body: 1, expected: 0, position: 1 },
      { kind: "ics", key: "B", body: 1, expected: 0, position: 1 },
    ];
    await within(subject, [organisation], ({ records }) => records.writeMany(dossier, writes, author));
    const all = await within(subject, [organisation], ({ records }) => records.readAll(dossier));
    expect(all?.records.map((one) => one.key)).toEqual(["z", "B", "a", "n"]);
  });
}

function history(subject: Subject): void {
  it("keeps every version, and the dossier as it was", async () => {
    const { organisation, dossier } = await freshDossier(subject);
    const name = { kind: "ics", key: "5.1-1" } as const;
    await within(subject, [organisation], async ({ records }) => {
      for (const [index, body] of ["one", "two", undefined, "four"].entries()) {
        await records.write(dossier, { ...name, body, expected: index }, author);
      }
      await records.write(dossier, icsWrite("other", 1, 0), author);
    });
    await within(subject, [organisation], async ({ records }) => {
      const versions = await allPages((after) => records.history(dossier, name, { after, limit: 3 }));
      expect(versions.pieces).toBe(2);
      expect(versions.items.map((one) => [one.version, one.body])).toEqual([
        [4, "four"],
        [3, undefined],
        [2, "two"],
        [1, "one"],
      ]);
      const since = await allPages((after) => records.changesSince(dossier, 2, { after, limit: 1 }));
      expect(since.items.map((one) => [one.revision, one.key])).toEqual([
        [3, "5.1-1"],
        [4, "5.1-1"],
        [5, "other"],
      ]);
      const recent = await allPages((after) => records.recentChanges(dossier, { after, limit: 2 }));
      expect(recent.items.map((one) => one.revision)).toEqual([5, 4, 3, 2, 1]);
      const bodies = async (revision: number): Promise<unknown> =>
        (await records.readAllAt(dossier, revision))?.records.map((one) => one.body);
      expect(await bodies(0)).toEqual([]);
      expect(await bodies(2)).toEqual(["two"]);
      expect(await bodies(3)).toEqual([]);
      expect(await bodies(5)).toEqual(["four", 1]);
      expect(await bodies(6)).toBeUndefined();
      expect(await records.history(dossier, name, { after: "bogus" })).toEqual({
        ok: false,
        error: "bad-cursor",
      });
    });
  });
}

/** Each step is a read or a write by one of three people; a write uses what that person read last. */
const step = fc.record({ who: fc.nat({ max: 2 }), what: fc.constantFrom("read", "write") });

function interleavings(subject: Subject): void {
  it("lets exactly one of many concurrent writers win each version", async () => {
    const { organisation, dossier } = await freshDossier(subject);
    for (let version = 0; version < 3; version += 1) {
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, who) =>
          within(subject, [organisation], ({ records }) =>
            records.write(dossier, icsWrite("5.1-1", { who, version }, version), author),
          ),
        ),
      );
      const won = outcomes.filter((one) => one.outcome === "written");
      expect(won).toHaveLength(1);
      expect(outcomes.filter((one) => one.outcome === "conflict")).toHaveLength(7);
    }
  });

  it("loses no increment when many people count at once", async () => {
    const { organisation, dossier } = await freshDossier(subject);
    const name = { kind: "ics", key: "counter" } as const;
    const increment = async (): Promise<void> => {
      for (;;) {
        const seen = await within(subject, [organisation], ({ records }) => records.read(dossier, name));
        const write = { ...name, body: Number(seen?.body ?? 0) + 1, expected: seen?.version ?? 0 };
        const done = await within(subject, [organisation], ({ records }) =>
          records.write(dossier, write, author),
        );
        if (done.outcome === "written") return;
      }
    };
    await Promise.all(Array.from({ length: 8 }, increment));
    const all = await within(subject, [organisation], ({ records }) => records.readAll(dossier));
    expect(all).toMatchObject({ revision: 8, records: [{ body: 8, version: 8 }] });
  });

  it("never loses an update, in whatever order people read and write", async () => {
    const { organisation, dossier } = await freshDossier(subject);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
        run += 1;
        const name = { kind: "ics", key: `run-${run}` } as const;
        const seen = new Map<number, { body: number; version: number }>();
        let [version, accepted] = [0, 0];
        for (const { who, what } of steps) {
          if (what === "read") {
            const read = await within(subject, [organisation], ({ records }) => records.read(dossier, name));
            seen.set(who, { body: Number(read?.body ?? 0), version: read?.version ?? 0 });
            continue;
          }
          const last = seen.get(who) ?? { body: 0, version: 0 };
          const write = { ...name, body: last.body + 1, expected: last.version };
          const done = await within(subject, [organisation], ({ records }) =>
            records.write(dossier, write, author),
          );
          expect(done.outcome).toBe(last.version === version ? "written" : "conflict");
          if (done.outcome === "written") [version, accepted] = [version + 1, accepted + 1];
        }
        const end = await within(subject, [organisation], ({ records }) => records.read(dossier, name));
        expect(Number(end?.body ?? 0)).toBe(accepted);
      }),
      { numRuns: 15 },
    );
  });
}
