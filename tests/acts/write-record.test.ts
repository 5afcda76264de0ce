/** Writing records: versions, conflicts with both sides, faults with pointers, and what the evaluation says before and after. */
import { describe, expect, it } from "vitest";
import { evaluate } from "#evaluation";
import {
  createDossierMemory,
  evaluateStored,
  listDossiers,
  openDossier,
  readChanges,
  readHistory,
  readRecord,
  writeRecord,
  type WriteRecordCommand,
} from "#workbench/stored";
import { onEveryStore } from "./stores.ts";
import {
  catalogue,
  makeDossier,
  makeThirdPartyDossier,
  smallDossier,
  today,
  valueOf,
  type World,
} from "./world.ts";

type Write = Omit<WriteRecordCommand, "dossierId">;

const better = { support: "Y", detail: "Every lamp has a password of its own, printed on its label." };
const row = (change: Partial<Write>): Write => ({
  kind: "ics",
  key: "5.1-1",
  body: better,
  expected: 1,
  ...change,
});

await onEveryStore("writing records", (subject) => {
  const write = (dossierId: string, command: Write, world: World = subject.world()) =>
    writeRecord(world.ports, world.actor("supplier admin"), { dossierId, ...command });
  const reader = () => subject.world().actor("supplier reader");

  it("gives the new version and revision, and the record as it is kept", async () => {
    const { ports } = subject.world();
    const dossierId = await makeDossier(subject.world());
    const written = valueOf(await write(dossierId, row({})));
    expect([written.version, written.revision]).toEqual([2, 2]);
    expect(written.record).toMatchObject({
      kind: "ics",
      key: "5.1-1",
      version: 2,
      revision: 2,
      position: 0,
      body: better,
    });
    expect(valueOf(await readRecord(ports, reader(), { dossierId, kind: "ics", key: "5.1-1" }))).toEqual(
      written.record,
    );
    expect(valueOf(await openDossier(ports, reader(), { dossierId })).revision).toBe(2);
  });

  it("says which problems appeared and which have gone, as a fresh evaluation would", async () => {
    const { ports } = subject.world();
    const dossierId = await makeDossier(subject.world());
    const before = valueOf(await evaluateStored(ports, reader(), { dossierId }));
    const written = valueOf(await write(dossierId, row({ body: { support: "Y" } })));
    const afresh = evaluate(
      { ...smallDossier(), ics: { ...smallDossier().ics, "5.1-1": { support: "Y" } } },
      catalogue,
      { now: today, files: before.files },
    );
    expect(written.evaluation.problems).toEqual(afresh.problems);
    const told = (problems: readonly { code: string; at: readonly unknown[] }[]): string[] =>
      problems.map((one) => `${one.code} ${one.at.join("/")}`);
    expect(told(written.appeared)).toContain("ics/detail-missing ics/5.1-1/detail");
    const back = valueOf(await write(dossierId, row({ body: smallDossier().ics["5.1-1"], expected: 2 })));
    expect(told(back.disappeared).sort()).toEqual(told(written.appeared).sort());
    expect(told(back.appeared).sort()).toEqual(told(written.disappeared).sort());
    expect(back.evaluation.problems).toEqual(before.evaluation.problems);
  });

  it("answers a conflict with both sides and changes nothing", async () => {
    const { ports } = subject.world();
    const dossierId = await makeDossier(subject.world());
    valueOf(await write(dossierId, row({})));
    const lost = await write(dossierId, row({ body: { support: "N" }, expected: 1 }));
    if (lost.ok || lost.error.refused !== "conflict") throw new Error("no conflict");
    expect(lost.error.conflicts).toMatchObject([
      {
        wanted: { body: { support: "N" }, expected: 1 },
        current: { version: 2, body: better },
        currentVersion: 2,
      },
    ]);
    expect(valueOf(await openDossier(ports, reader(), { dossierId })).revision).toBe(2);
    const doubled = await write(dossierId, row({ expected: 0 }));
    expect(doubled).toMatchObject({ ok: false, error: { refused: "conflict" } });
  });

  it("of two writers at once, one wins", async () => {
    const dossierId = await makeDossier(subject.world());
    const answers = await Promise.all(
      ["one", "two", "three"].map((detail) => write(dossierId, row({ body: { support: "Y", detail } }))),
    );
    expect(answers.filter((one) => one.ok)).toHaveLength(1);
    for (const one of answers) if (!one.ok) expect(one.error.refused).toBe("conflict");
  });

  it("names every fault with its pointer", async () => {
    const dossierId = await makeDossier(subject.world());
    const refused = await write(dossierId, row({ body: { support: "Yes", suport: 1, due: "soon" } }));
    if (refused.ok || refused.error.refused !== "invalid") throw new Error("not refused as invalid");
    expect(refused.error.faults.map((one) => one.pointer)).toEqual(["/support", "/due", "/suport"]);
    for (const body of [null, [], "x", { detail: "a\0b" }]) {
      expect(await write(dossierId, row({ body }))).toMatchObject({
        ok: false,
        error: { refused: "invalid" },
      });
    }
  });

  it("adds new records at the end, removes them, and brings them back counting on", async () => {
    const { ports } = subject.world();
    const dossierId = await makeDossier(subject.world());
    const added = valueOf(await write(dossierId, row({ key: "5.1-3", expected: 0 })));
    expect(added.record).toMatchObject({ version: 1, position: 2 });
    const removed = valueOf(await write(dossierId, row({ key: "5.1-3", body: undefined, expected: 1 })));
    expect([removed.version, removed.record]).toEqual([2, undefined]);
    expect((await readRecord(ports, reader(), { dossierId, kind: "ics", key: "5.1-3" })).ok).toBe(false);
    const back = valueOf(await write(dossierId, row({ key: "5.1-3", expected: 0 })));
    expect(back.version).toBe(3);
    const history = valueOf(await readHistory(ports, reader(), { dossierId, kind: "ics", key: "5.1-3" }));
    expect(history.items.map((one) => [one.version, one.body === undefined])).toEqual([
      [3, false],
      [2, true],
      [1, false],
    ]);
    const missed = valueOf(await readChanges(ports, reader(), { dossierId, since: 2 }));
    expect(missed.items.map((one) => one.revision)).toEqual([3, 4]);
  });

  it("keeps a table whose last entry goes, also one that an entry brought into being", async () => {
    const { ports } = subject.world();
    const dossierId = await makeDossier(subject.world());
    const entry = { fields: { Description: "x" }, own: {} };
    const made = valueOf(
      await write(dossierId, { kind: "ixit", key: "12-NetSecImpl/V1", body: entry, expected: 0 }),
    );
    expect(made.version).toBe(1);
    valueOf(await write(dossierId, { kind: "ixit", key: "12-NetSecImpl/V1", body: undefined, expected: 1 }));
    const held = async (world: World) =>
      Object.keys(valueOf(await evaluateStored(world.ports, reader(), { dossierId })).dossier.ixit);
    expect((await held(subject.world())).sort()).toEqual(["1-AuthMech", "12-NetSecImpl", "3-VulnTypes"]);
    // What is in memory and what a fresh process reads are the same.
    const fresh = { ...subject.world(), ports: { ...ports, memory: createDossierMemory(catalogue) } };
    expect((await held(fresh)).sort()).toEqual(["1-AuthMech", "12-NetSecImpl", "3-VulnTypes"]);
    const full = await write(dossierId, {
      kind: "ixit-table",
      key: "1-AuthMech",
      body: undefined,
      expected: 1,
    });
    expect(full).toMatchObject({
      ok: false,
      error: { refused: "state", because: "1-AuthMech still holds 1 records; remove these first." },
    });
    expect(
      (await write(dossierId, { kind: "ixit-table", key: "3-VulnTypes", body: undefined, expected: 1 })).ok,
    ).toBe(true);
  });

  it("refuses to remove the header, and what is not there", async () => {
    const dossierId = await makeDossier(subject.world());
    expect(
      await write(dossierId, { kind: "header", key: "main", body: undefined, expected: 1 }),
    ).toMatchObject({ ok: false, error: { refused: "state" } });
    expect(await write(dossierId, row({ key: "9.9-9", body: undefined, expected: 0 }))).toMatchObject({
      ok: false,
      error: { refused: "not-found" },
    });
    expect(await write("no-such-dossier", row({}))).toMatchObject({
      ok: false,
      error: { refused: "not-found" },
    });
  });

  it("puts a record at the place it is given", async () => {
    const { ports } = subject.world();
    const dossierId = await makeDossier(subject.world());
    valueOf(await write(dossierId, row({ position: 7 })));
    const { dossier } = valueOf(await evaluateStored(ports, reader(), { dossierId }));
    expect(Object.keys(dossier.ics)).toEqual(["5.1-2", "5.1-1"]);
  });

  it("renames the dossier with its header, and lists it with its counts", async () => {
    const { ports } = subject.world();
    const dossierId = await makeDossier(subject.world());
    const { header } = smallDossier();
    const body = { ...header, subject: { ...header.subject, name: "Lantern", release: "2.0" } };
    const written = valueOf(await write(dossierId, { kind: "header", key: "main", body, expected: 1 }));
    const page = valueOf(await listDossiers(ports, reader(), { search: "lantern", limit: 500 }));
    const found = page.items.find((one) => one.id === dossierId);
    expect(found).toMatchObject({
      name: "Lantern",
      release: "2.0",
      evaluation: { revision: 2, asOf: today },
    });
    expect(found?.evaluation?.summary.blockers).toBe(written.evaluation.readiness.blockers);
  });

  it("writes an audit event with versions and a hash, and never the body", async () => {
    const world = subject.world();
    const dossierId = await makeDossier(world);
    valueOf(await write(dossierId, row({ body: { support: "Y", detail: "the password is hunter2" } })));
    const [event] = await eventsOf(world, dossierId);
    expect(event).toMatchObject({
      action: "record.write",
      subject: `dossier/${dossierId}/ics/5.1-1`,
      actor: world.actor("supplier admin").personId,
      detail: { kind: "ics", key: "5.1-1", fromVersion: 1, toVersion: 2, revision: 2, right: "claims.write" },
    });
    expect((event?.detail as { bodySha256: string }).bodySha256).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(event)).not.toContain("hunter2");
  });

  it("names the token and who stands behind it", async () => {
    const world = subject.world();
    const dossierId = await makeDossier(world);
    const editor = world.actor("supplier editor");
    const token = {
      id: "tok-1",
      organisationId: world.organisationId("supplier"),
      scopes: ["claims"] as const,
    };
    valueOf(await writeRecord(world.ports, { ...editor, token }, { dossierId, ...row({}) }));
    const [event] = await eventsOf(world, dossierId);
    expect(event).toMatchObject({ actor: "token:tok-1", detail: { person: editor.personId } });
    const readOnly = { ...editor, token: { ...token, scopes: ["read"] as const } };
    expect(await writeRecord(world.ports, readOnly, { dossierId, ...row({ expected: 2 }) })).toMatchObject({
      ok: false,
      error: { refused: "forbidden", because: "The token lacks the scope claims." },
    });
  });

  describe("rights in detail", () => {
    it("a reviewer sets review states and comments, and nothing else", async () => {
      const world = subject.world();
      const dossierId = await makeDossier(world);
      const review = (command: Write) =>
        writeRecord(world.ports, world.actor("supplier reviewer"), { dossierId, ...command });
      const before = smallDossier().ics["5.1-1"];
      const done = valueOf(
        await review(row({ body: { ...before, review: "reviewed", notes: "Seen on the label." } })),
      );
      expect(done.version).toBe(2);
      expect(
        await review(row({ body: { ...before, support: "N", review: "reviewed" }, expected: 2 })),
      ).toMatchObject({ ok: false, error: { refused: "forbidden" } });
      expect(await review(row({ body: undefined, expected: 2 }))).toMatchObject({
        ok: false,
        error: { refused: "forbidden" },
      });
      const entry = { fields: { Description: "Password of the web page" }, own: { review: "in-review" } };
      expect(
        (await review({ kind: "ixit", key: "1-AuthMech/AuthMech-Web", body: entry, expected: 1 })).ok,
      ).toBe(true);
      const [event] = await eventsOf(world, dossierId);
      expect(event?.detail).toMatchObject({ right: "review.write" });
    });
    it("results recorded in a first-party assessment say so in the trail", async () => {
      const world = subject.world();
      const dossierId = await makeDossier(world);
      const command = {
        dossierId,
        kind: "case",
        key: "5.1-1-1",
        body: { verdict: "FAIL" },
        expected: 1,
      } as const;
      valueOf(await writeRecord(world.ports, world.actor("supplier assessor"), command));
      expect((await eventsOf(world, dossierId))[0]?.detail).toMatchObject({ assessment: "first-party" });
    });
    it("only an admin changes by which party the dossier is assessed, and not with a laboratory at work", async () => {
      const world = subject.world();
      const alone = await makeDossier(world);
      const third = await makeThirdPartyDossier(world);
      const { header } = smallDossier();
      const turned = (assessment: string) =>
        ({
          kind: "header",
          key: "main",
          body: { ...header, parties: { ...header.parties, assessment } },
          expected: 1,
        }) as const;
      const as = (name: "supplier editor" | "supplier admin", dossierId: string, mode: string) =>
        writeRecord(world.ports, world.actor(name), { dossierId, ...turned(mode) });
      expect(await as("supplier editor", alone, "second-party")).toMatchObject({
        ok: false,
        error: { refused: "forbidden" },
      });
      expect((await as("supplier admin", alone, "second-party")).ok).toBe(true);
      expect((await eventsOf(world, alone))[0]?.detail).toMatchObject({
        right: "mode.set",
        assessment: "first-party",
        newAssessment: "second-party",
      });
      expect(await as("supplier admin", third, "first-party")).toMatchObject({
        ok: false,
        error: {
          because:
            "The mode of assessment cannot change while another organisation is the laboratory of this dossier.",
        },
      });
      expect(await as("supplier editor", alone, "fourth-party")).toMatchObject({
        ok: false,
        error: { refused: "invalid" },
      });
    });
    it("the laboratory writes its records into a dossier of the supplier, and the supplier's trail shows it", async () => {
      const world = subject.world();
      const dossierId = await makeThirdPartyDossier(world);
      const assessor = world.actor("laboratory assessor");
      const command = {
        dossierId,
        kind: "case",
        key: "5.1-1-1",
        body: { verdict: "PASS" },
        expected: 0,
      } as const;
      expect(valueOf(await writeRecord(world.ports, assessor, command)).version).toBe(1);
      const [event] = await eventsOf(world, dossierId);
      expect(event).toMatchObject({
        actor: assessor.personId,
        organisationId: world.organisationId("supplier"),
      });
      expect(await writeRecord(world.ports, assessor, { dossierId, ...row({}) })).toMatchObject({
        ok: false,
        error: { refused: "forbidden" },
      });
    });
  });
});

async function eventsOf(world: World, dossierId: string) {
  const owner = world.organisationId("supplier");
  const page = await world.ports.work.inTransaction([owner], ({ audit }) =>
    audit.list(owner, { subject: `dossier/${dossierId}` }),
  );
  if (!page.ok) throw new Error(page.error);
  return page.value.items;
}
