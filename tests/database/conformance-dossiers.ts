/** Dossiers: lists with stable cursors, parties, copies, kept evaluations and evidence links. */
import { describe, expect, it } from "vitest";
import { randomIds } from "#store/server";
import type { DossierQuery, EvaluationSummary } from "#workbench/stored";
import {
  allPages,
  at,
  author,
  icsWrite,
  newDossier,
  newOrganisation,
  pageIn,
  within,
  type Subject,
} from "./subject.ts";

const summary: EvaluationSummary = {
  blockers: 3,
  warnings: 2,
  notes: 1,
  currentPhase: 2,
  conclusion: "Not ready.",
};

export function dossierTests(subject: Subject): void {
  describe("dossiers", () => {
    lists(subject);
    parties(subject);
    wholes(subject);
    evaluations(subject);
    evidence(subject);
  });
}

function lists(subject: Subject): void {
  it("lists in stable pieces, whatever the order", async () => {
    const organisation = await newOrganisation(subject);
    const names = ["beta", "Alpha", "alpha", "Ökotest", "zeta", "alpha", "Beta"];
    for (const [index, name] of names.entries()) {
      await newDossier(subject, organisation, { name, at: `2026-03-0${1 + (index % 3)}T00:00:00.000Z` });
    }
    for (const order of ["name", "updated", "created"] as const) {
      const query: DossierQuery = { asOf: "2026-03-01", order };
      const whole = await within(subject, [organisation], async ({ dossiers }) =>
        pageIn(await dossiers.list(query)),
      );
      const { items, pieces } = await allPages((after) =>
        within(subject, [organisation], ({ dossiers }) => dossiers.list({ ...query, after, limit: 2 })),
      );
      expect(pieces).toBe(4);
      expect(items).toEqual(whole.items);
      expect(new Set(items.map((one) => one.id)).size).toBe(names.length);
    }
    const byName = await within(subject, [organisation], async ({ dossiers }) =>
      pageIn(await dossiers.list({ asOf: "2026-03-01" })),
    );
    expect(byName.items.map((one) => one.name.toLowerCase())).toEqual([
      "alpha",
      "alpha",
      "alpha",
      "beta",
      "beta",
      "zeta",
      "ökotest",
    ]);
  });

  it("refuses cursors of another list or order, or made up", async () => {
    const organisation = await newOrganisation(subject);
    for (let index = 0; index < 3; index += 1) await newDossier(subject, organisation);
    await within(subject, [organisation], async ({ dossiers, jobs }) => {
      const { next } = pageIn(await dossiers.list({ asOf: "2026-03-01", limit: 1 }));
      const bad = { ok: false, error: "bad-cursor" };
      expect(await dossiers.list({ asOf: "2026-03-01", order: "updated", after: next })).toEqual(bad);
      expect(await jobs.list({ after: next })).toEqual(bad);
      const made = Buffer.from(JSON.stringify(["dossiers-updated", "x'; DROP", "y"])).toString("base64url");
      for (const after of ["", "%%", "bnVsbA", made]) {
        expect(await dossiers.list({ asOf: "2026-03-01", order: "updated", after })).toEqual(bad);
      }
    });
  });

  it("filters by archive, kind, owner and search", async () => {
    const organisation = await newOrganisation(subject);
    const kept = await newDossier(subject, organisation, { name: "Door lock 100%" });
    const old = await newDossier(subject, organisation, { name: "Old lock" });
    await within(subject, [organisation], ({ dossiers }) => dossiers.archive(old, at));
    const ids = (query: Partial<DossierQuery>): Promise<readonly string[]> =>
      within(subject, [organisation], async ({ dossiers }) =>
        pageIn(await dossiers.list({ asOf: "2026-03-01", ...query })).items.map((one) => one.id),
      );
    expect(await ids({})).toEqual([kept]);
    expect(await ids({ archived: "only" })).toEqual([old]);
    expect(await ids({ archived: "with" })).toEqual([kept, old]);
    expect(await ids({ archived: "with", search: "LOCK" })).toEqual([kept, old]);
    expect(await ids({ search: "100%" })).toEqual([kept]);
    expect(await ids({ search: "1_0" })).toEqual([]);
    expect(await ids({ kind: "trust-service" })).toEqual([]);
    expect(await ids({ ownedBy: "another" })).toEqual([]);
    await within(subject, [organisation], ({ dossiers }) => dossiers.restore(old, at));
    expect(await ids({})).toEqual([kept, old]);
  });
}

function parties(subject: Subject): void {
  it("opens a dossier to its parties, who cannot open it to others", async () => {
    const [maker, laboratory, stranger] = [
      await newOrganisation(subject, "Maker"),
      await newOrganisation(subject, "Laboratory"),
      await newOrganisation(subject, "Stranger"),
    ];
    const dossier = await newDossier(subject, maker, { laboratory });
    const result = { kind: "case", key: "5.1-1-1", body: {}, expected: 0 } as const;
    await within(subject, [laboratory], async ({ dossiers, records }) => {
      const head = await dossiers.find(dossier);
      expect(head?.parties).toEqual([
        { organisationId: maker, party: "supplier" },
        { organisationId: laboratory, party: "laboratory" },
      ]);
      const [item] = pageIn(await dossiers.list({ asOf: "2026-03-01" })).items;
      expect(item).toMatchObject({ id: dossier, organisationId: maker, organisationName: "Maker" });
      expect(await records.write(dossier, result, author)).toMatchObject({ outcome: "written" });
      expect((await records.readAll(dossier))?.records).toHaveLength(1);
      expect(await dossiers.setParties(dossier, [{ organisationId: stranger, party: "client" }], at)).toBe(
        false,
      );
    });
    expect(await within(subject, [stranger], ({ dossiers }) => dossiers.find(dossier))).toBeUndefined();
    const only = [{ organisationId: maker, party: "supplier" } as const];
    expect(await within(subject, [maker], ({ dossiers }) => dossiers.setParties(dossier, only, at))).toBe(
      true,
    );
    expect(await within(subject, [laboratory], ({ records }) => records.readAll(dossier))).toBeUndefined();
  });
}

function wholes(subject: Subject): void {
  it("makes, names and finds dossiers", async () => {
    const organisation = await newOrganisation(subject);
    const id = randomIds.next();
    const dossier = {
      id,
      organisationId: organisation,
      name: "Plug",
      kind: "product",
      release: "1.0",
      parties: [],
    } as const;
    await within(subject, [organisation], async ({ dossiers }) => {
      expect(await dossiers.create(dossier, at)).toBe("created");
      expect(await dossiers.create(dossier, at)).toBe("taken");
      expect(await dossiers.rename(id, { name: "Plug 2", release: null }, "2026-04-01T00:00:00.000Z")).toBe(
        true,
      );
      expect(await dossiers.rename("none", { name: "x" }, at)).toBe(false);
      expect(await dossiers.find(id)).toEqual({
        ...dossier,
        name: "Plug 2",
        release: undefined,
        revision: 0,
        archivedAt: undefined,
        createdAt: at,
        updatedAt: "2026-04-01T00:00:00.000Z",
      });
    });
  });

  it("refuses to make a dossier for an organisation out of reach", async () => {
    const [mine, theirs] = [await newOrganisation(subject), await newOrganisation(subject)];
    const dossier = {
      id: randomIds.next(),
      organisationId: theirs,
      name: "x",
      kind: "product",
      parties: [],
    } as const;
    const making = within(subject, [mine], ({ dossiers }) => dossiers.create(dossier, at));
    await expect(making).rejects.toMatchObject({ code: "out-of-scope" });
  });

  it("copies the present records and links, not the history", async () => {
    const organisation = await newOrganisation(subject);
    const from = await newDossier(subject, organisation);
    const link = {
      dossierId: from,
      evidenceId: "E1",
      sha256: "a".repeat(64),
      bytes: 3,
      name: "a.txt",
      mediaType: "text/plain",
    };
    await within(subject, [organisation], async ({ records, evidence }) => {
      await records.write(from, icsWrite("a", 1, 0), author);
      await records.write(from, icsWrite("a", 2, 1), author);
      await records.write(from, icsWrite("gone", 1, 0), author);
      await records.write(from, icsWrite("gone", undefined, 1), author);
      await evidence.link(link, author);
    });
    const to = {
      id: randomIds.next(),
      organisationId: organisation,
      name: "Copy",
      kind: "product",
      parties: [],
    } as const;
    await within(subject, [organisation], async ({ dossiers, records, evidence }) => {
      expect(await dossiers.duplicate("none", to, author)).toBe("not-found");
      expect(await dossiers.duplicate(from, to, author)).toBe("created");
      expect(await records.readAll(to.id)).toMatchObject({
        revision: 1,
        records: [{ key: "a", body: 2, version: 1 }],
      });
      expect(pageIn(await records.recentChanges(to.id)).items).toHaveLength(1);
      expect(await evidence.find(to.id, "E1")).toMatchObject({ sha256: link.sha256, bytes: 3 });
    });
  });
}

function evaluations(subject: Subject): void {
  it("keeps evaluations by revision and day, and lists show the newest up to the day", async () => {
    const organisation = await newOrganisation(subject);
    const dossierId = await newDossier(subject, organisation);
    const put = (revision: number, asOf: string, blockers: number) =>
      within(subject, [organisation], ({ evaluations }) =>
        evaluations.put({
          dossierId,
          revision,
          asOf,
          summary: { ...summary, blockers },
          result: { big: ["x\u0000"] },
        }),
      );
    const shown = (asOf: string) =>
      within(
        subject,
        [organisation],
        async ({ dossiers }) => pageIn(await dossiers.list({ asOf })).items[0]?.evaluation,
      );
    expect(await shown("2026-03-05")).toBeUndefined();
    await put(1, "2026-03-01", 5);
    await put(1, "2030-01-01", 99);
    expect(await shown("2026-03-05")).toEqual({
      revision: 1,
      asOf: "2026-03-01",
      summary: { ...summary, blockers: 5 },
    });
    expect(await shown("2031-01-01")).toMatchObject({ asOf: "2030-01-01" });
    await put(2, "2026-03-02", 4);
    await within(subject, [organisation], async ({ evaluations }) => {
      expect(await evaluations.get({ dossierId, revision: 1, asOf: "2026-03-01" })).toBeUndefined();
      const kept = await evaluations.get({ dossierId, revision: 2, asOf: "2026-03-02" });
      expect(kept).toMatchObject({ summary: { blockers: 4 }, result: { big: ["x\u0000"] } });
      await evaluations.forget(dossierId);
      expect(await evaluations.get({ dossierId, revision: 2, asOf: "2026-03-02" })).toBeUndefined();
    });
    const stranger = await newOrganisation(subject);
    const strange = { dossierId, revision: 3, asOf: "2026-03-02", summary, result: null };
    expect(await within(subject, [stranger], ({ evaluations }) => evaluations.put(strange))).toBe(false);
  });
}

function evidence(subject: Subject): void {
  it("links files to evidence items and knows what is referenced", async () => {
    const organisation = await newOrganisation(subject);
    const dossierId = await newDossier(subject, organisation);
    const [first, second] = [randomIds.next().padEnd(64, "0"), randomIds.next().padEnd(64, "0")];
    const link = {
      dossierId,
      evidenceId: "E1",
      sha256: first,
      bytes: 10,
      name: "scan.xml",
      mediaType: "text/xml",
    };
    const referenced = (sha256: string) =>
      within(subject, "system", ({ evidence }) => evidence.isReferenced(sha256));
    await within(subject, [organisation], async ({ evidence }) => {
      expect(await evidence.link(link, author)).toBe(true);
      expect(await evidence.link({ ...link, dossierId: "none" }, author)).toBe(false);
      expect(await evidence.list(dossierId)).toEqual([{ ...link, createdAt: at, createdBy: author.by }]);
      expect(await evidence.link({ ...link, sha256: second }, author)).toBe(true);
      expect(await evidence.find(dossierId, "E1")).toMatchObject({ sha256: second });
    });
    expect(await referenced(first)).toBe(false);
    expect(await referenced(second)).toBe(true);
    expect(await within(subject, [organisation], ({ evidence }) => evidence.unlink(dossierId, "E1"))).toBe(
      true,
    );
    expect(await within(subject, [organisation], ({ evidence }) => evidence.unlink(dossierId, "E1"))).toBe(
      false,
    );
    expect(await referenced(second)).toBe(false);
  });
}
