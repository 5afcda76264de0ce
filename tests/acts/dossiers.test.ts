/** Dossiers as wholes: created, duplicated for a release, archived, evaluated on another day, reported, all of them at once. */
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { writeZip } from "#interchange/dossier-zip";
import {
  archiveDossier,
  createDossier,
  doJob,
  duplicateDossier,
  evaluateAll,
  evaluateStored,
  exportFolder,
  isJobKind,
  listDossiers,
  openDossier,
  renameDossier,
  writeRecord,
  writeReport,
  type JobPorts,
  type Working,
} from "#workbench/stored";
import { inOnePiece } from "../doubles/ports/memory-blobs.ts";
import { onEveryStore } from "./stores.ts";
import { filesOf, makeDossier, smallDossier, today, valueOf, type World } from "./world.ts";

function watching(cancelAfter = Number.POSITIVE_INFINITY) {
  const told: string[] = [];
  const controller = new AbortController();
  const working: Working = {
    progress: (fraction, message) => {
      told.push(`${String(Math.round(fraction * 100))} ${message}`);
      if (told.length >= cancelAfter) controller.abort();
      return Promise.resolve();
    },
    signal: controller.signal,
  };
  return { told, working };
}

const jobPorts = ({ ports }: World): JobPorts => ({
  ...ports,
  version: "0",
  limits: { archiveBytes: 1_000_000, reportBytes: 10_000_000 },
});

await onEveryStore("dossiers as wholes", (subject) => {
  const admin = () => subject.world().actor("supplier admin");
  const own = () => ({ organisationId: subject.world().organisationId("supplier") });

  it("a new one has the rows and tables of its editions, and is evaluated", async () => {
    const { ports } = subject.world();
    const head = valueOf(
      await createDossier(ports, admin(), { ...own(), name: "Buoy", release: "2", kind: "product" }),
    );
    expect(head).toMatchObject({ name: "Buoy", release: "2", kind: "product", revision: 1, parties: [] });
    const { records } = valueOf(await openDossier(ports, admin(), { dossierId: head.id }));
    expect(records.filter((one) => one.kind === "ics").length).toBeGreaterThan(60);
    expect(records.filter((one) => one.kind === "ixit-table")).toHaveLength(29);
    const page = valueOf(await listDossiers(ports, admin(), { search: "buoy" }));
    expect(page.items[0]?.evaluation?.summary.blockers).toBeGreaterThan(0);
    const service = valueOf(
      await createDossier(ports, admin(), {
        ...own(),
        name: "Quay Sign",
        kind: "trust-service",
        policies: ["QCP-n"],
        assessment: "third-party",
      }),
    );
    expect(service.kind).toBe("trust-service");
    const odd = await createDossier(ports, admin(), {
      ...own(),
      name: "X",
      kind: "product",
      standards: [{ document: "ETSI EN 303 645", edition: "V0" }],
    });
    expect(odd.ok).toBe(true);
  });

  it("a copy for the next release keeps claims and evidence, and leaves the assessment behind", async () => {
    const { ports } = subject.world();
    const dossierId = await makeDossier(subject.world());
    const copy = valueOf(await duplicateDossier(ports, admin(), { dossierId, release: "2.0" }));
    expect(copy).toMatchObject({ name: "Lamp", release: "2.0", revision: 2 });
    const { dossier, files } = valueOf(await evaluateStored(ports, admin(), { dossierId: copy.id }));
    const { header, assessment, ...claims } = smallDossier();
    expect(dossier.header).toEqual({ ...header, id: "lamp-2.0", subject: { name: "Lamp", release: "2.0" } });
    expect(dossier.assessment).toEqual({ ...assessment, cases: {} });
    expect({ ...dossier, header: undefined, assessment: undefined }).toEqual({
      ...claims,
      header: undefined,
      assessment: undefined,
    });
    expect(files["EV-1"]).toMatchObject({ state: "present" });
    expect(valueOf(await exportFolder(ports, admin(), { dossierId: copy.id })).evidence).toHaveLength(1);
    expect(valueOf(await openDossier(ports, admin(), { dossierId })).revision).toBe(1);
    expect(await duplicateDossier(ports, admin(), { dossierId, headerId: "no good" })).toMatchObject({
      ok: false,
      error: { refused: "invalid" },
    });
  });

  it("a renamed one has the name in its header, and no name at all is refused", async () => {
    const { ports } = subject.world();
    const dossierId = await makeDossier(subject.world());
    const head = valueOf(await renameDossier(ports, admin(), { dossierId, name: "Beacon", release: null }));
    expect([head.name, head.release]).toEqual(["Beacon", undefined]);
    const { dossier } = valueOf(await evaluateStored(ports, admin(), { dossierId }));
    expect(dossier.header.subject).toEqual({ name: "Beacon" });
    expect(await renameDossier(ports, admin(), { dossierId, name: " " })).toMatchObject({
      ok: false,
      error: { refused: "invalid" },
    });
  });

  it("an archived one leaves the list and comes back", async () => {
    const { ports } = subject.world();
    const dossierId = await makeDossier(subject.world());
    const listed = async (archived: "without" | "only"): Promise<boolean> =>
      valueOf(await listDossiers(ports, admin(), { archived, limit: 500 })).items.some(
        (one) => one.id === dossierId,
      );
    valueOf(await archiveDossier(ports, admin(), { dossierId, archived: true }));
    expect([await listed("without"), await listed("only")]).toEqual([false, true]);
    valueOf(await archiveDossier(ports, admin(), { dossierId, archived: true }));
    valueOf(await archiveDossier(ports, admin(), { dossierId, archived: false }));
    expect([await listed("without"), await listed("only")]).toEqual([true, false]);
    valueOf(
      await writeRecord(ports, admin(), {
        dossierId,
        kind: "ics",
        key: "5.1-1",
        body: { support: "N" },
        expected: 1,
      }),
    );
  });

  it("evaluates as of any day, and keeps today's summary for the lists", async () => {
    const { ports } = subject.world();
    const dossierId = await makeDossier(subject.world());
    const evidence = {
      title: "Scan",
      type: "scan",
      file: "evidence/scan.txt",
      madeOn: "2026-09-01",
      validUntil: "2026-12-31",
    };
    valueOf(
      await writeRecord(ports, admin(), {
        dossierId,
        kind: "evidence",
        key: "EV-1",
        body: evidence,
        expected: 1,
      }),
    );
    const on = async (asOf: string | undefined) => {
      const { evaluation } = valueOf(await evaluateStored(ports, admin(), { dossierId, asOf }));
      return [evaluation.asOf, evaluation.evidence[0]?.state];
    };
    expect(await on(undefined)).toEqual([today, "fresh"]);
    expect(await on("2027-06-01")).toEqual(["2027-06-01", "expired"]);
    expect(await on(undefined)).toEqual([today, "fresh"]);
    const kept = await subject
      .work()
      .inTransaction([own().organisationId], ({ evaluations }) =>
        evaluations.get({ dossierId, revision: 2, asOf: today }),
      );
    expect(kept?.summary).toEqual(valueOf(await evaluateStored(ports, admin(), { dossierId })).summary);
  });

  it("writes the report as one HTML file", async () => {
    const { ports } = subject.world();
    const dossierId = await makeDossier(subject.world());
    const { html, asOf } = valueOf(await writeReport(ports, admin(), { dossierId, version: "1.2.3" }));
    expect(asOf).toBe(today);
    expect(html).toContain("Written by Plumbline 1.2.3");
    expect(html).toContain("First-party assessment.");
  });

  it("evaluates all of an organisation with progress, and stops when cancelled", async () => {
    const world = subject.world();
    const { told, working } = watching();
    const done = valueOf(await evaluateAll(world.ports, admin(), own(), working));
    expect([done.failed, told.length]).toEqual([[], done.dossiers]);
    expect(told.some((one) => one.endsWith("Evaluating Lamp"))).toBe(true);
    const stopping = watching(2);
    expect(await evaluateAll(world.ports, admin(), own(), stopping.working)).toMatchObject({
      ok: false,
      error: { refused: "cancelled" },
    });
    expect(stopping.told).toHaveLength(2);
  });

  it("does jobs as the person who asked, with the rights of now", async () => {
    const world = subject.world();
    const ports = jobPorts(world);
    const zip = writeZip(filesOf(smallDossier()), [
      { path: "evidence/scan.txt", bytes: 4, open: () => inOnePiece("scan") },
    ]);
    if (!zip.ok) throw new Error("no archive");
    const upload = await ports.blobs.put(zip.value as AsyncIterable<Uint8Array>, { maxBytes: 1_000_000 });
    if (upload === "too-large") throw new Error("too large");
    const input = { ...own(), upload: upload.sha256 };
    const { told, working } = watching();
    const imported = valueOf(await doJob(ports, admin(), { kind: "import-folder", input }, working)) as {
      dossierId: string;
      changes: unknown[];
    };
    expect(told).toEqual([
      "0 Unpacking",
      "5 Reading the files",
      "10 Keeping evidence/scan.txt",
      "80 Writing the records",
    ]);
    expect(imported.changes[0]).toEqual({ change: "added", kind: "header", key: "main" });
    const { dossierId } = imported;
    const report = valueOf(
      await doJob(ports, admin(), { kind: "write-report", input: { dossierId } }, watching().working),
    ) as { sha256: string; bytes: number };
    const kept = await ports.blobs.get(report.sha256);
    const hash = createHash("sha256");
    for await (const piece of kept?.content ?? inOnePiece("")) hash.update(piece);
    expect([hash.digest("hex"), kept?.bytes]).toEqual([report.sha256, report.bytes]);
    expect((await doJob(ports, admin(), { kind: "evaluate-all", input: own() }, watching().working)).ok).toBe(
      true,
    );
    const reader = world.actor("supplier reader");
    expect(await doJob(ports, reader, { kind: "import-folder", input }, watching().working)).toMatchObject({
      ok: false,
      error: { refused: "forbidden" },
    });
    for (const cancelAfter of [1, 2, 3, 4]) {
      const stopped = await doJob(
        ports,
        admin(),
        { kind: "import-folder", input },
        watching(cancelAfter).working,
      );
      expect(stopped).toMatchObject({ ok: false, error: { refused: "cancelled" } });
    }
  });

  it("jobs with input that makes no sense are refused", async () => {
    const ports = jobPorts(subject.world());
    const work = (
      kind: "import-folder" | "write-report" | "evaluate-all",
      input: Parameters<typeof doJob>[2]["input"],
    ) => doJob(ports, admin(), { kind, input }, watching().working);
    for (const input of [null, [], "x", {}, { organisationId: 7 }]) {
      for (const kind of ["import-folder", "write-report", "evaluate-all"] as const) {
        expect(await work(kind, input)).toMatchObject({ ok: false, error: { refused: "invalid" } });
      }
    }
    expect(await work("import-folder", { ...own(), upload: "0".repeat(64) })).toMatchObject({
      ok: false,
      error: { refused: "not-found" },
    });
    const noZip = await ports.blobs.put(inOnePiece("no archive"), { maxBytes: 100 });
    const upload = noZip === "too-large" ? "" : noZip.sha256;
    expect(await work("import-folder", { ...own(), upload })).toMatchObject({
      ok: false,
      error: { refused: "invalid" },
    });
    expect([isJobKind("import-folder"), isJobKind("constructor")]).toEqual([true, false]);
  });
});
