/** Folders in and out: byte-stable, all or nothing, with file and line for what cannot be read. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Dossier } from "#dossier";
import { evaluate } from "#evaluation";
import { readDossierFolder, writeDossierFolder, type FolderFile } from "#interchange/dossier-folder";
import {
  evaluateStored,
  exportFolder,
  importFolder,
  openDossier,
  setParties,
  writeRecord,
  type ImportEvidence,
  type ImportFolderCommand,
} from "#workbench/stored";
import { inOnePiece } from "../doubles/ports/memory-blobs.ts";
import { onEveryStore } from "./stores.ts";
import { catalogue, evidenceFile, filesOf, makeDossier, smallDossier, today, valueOf } from "./world.ts";

interface Example {
  readonly files: readonly FolderFile[];
  readonly evidence: readonly ImportEvidence[];
}

function example(name: string): Example {
  const root = fileURLToPath(new URL(`../../examples/${name}/`, import.meta.url));
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(root.length).replaceAll("\\", "/"));
  const inEvidence = paths.filter((path) => path.startsWith("evidence/"));
  return {
    files: paths
      .filter((path) => path.endsWith(".yaml") && !inEvidence.includes(path))
      .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") })),
    evidence: inEvidence.map((path) => {
      const bytes = readFileSync(join(root, path));
      return { path, bytes: bytes.byteLength, open: () => inOnePiece(bytes) };
    }),
  };
}

async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces).toString("base64");
}

const noSuchCase: Dossier = { ...smallDossier(), assessment: { ...smallDossier().assessment, cases: {} } };

await onEveryStore("folders", (subject) => {
  const admin = () => subject.world().actor("supplier admin");
  const bring = (command: Partial<ImportFolderCommand> & Pick<ImportFolderCommand, "files">) =>
    importFolder(subject.world().ports, admin(), {
      into: { organisationId: subject.world().organisationId("supplier") },
      evidence: [],
      dryRun: false,
      ...command,
    });
  const dossierCount = async (): Promise<number> => {
    const owner = subject.world().organisationId("supplier");
    const page = await subject
      .work()
      .inTransaction([owner], ({ dossiers }) => dossiers.list({ asOf: today, limit: 500, archived: "with" }));
    return page.ok ? page.value.items.length : -1;
  };

  describe.each(["smart-plug", "qualified-tsp"])("the example %s", (name) => {
    it("comes out byte for byte as it is written in its canonical form, with its evidence", async () => {
      const { ports } = subject.world();
      const { files, evidence } = example(name);
      const report = valueOf(await bring({ files, evidence }));
      const dossierId = report.dossierId ?? "";
      expect(report.refusal).toBeUndefined();
      expect(report.evidence.missing).toEqual([]);
      const { dossier } = readDossierFolder(files, catalogue);
      if (dossier === undefined) throw new Error("unreadable");
      const exported = valueOf(await exportFolder(ports, admin(), { dossierId }));
      expect(exported.files).toEqual(writeDossierFolder(dossier, catalogue));
      const named = new Set(Object.values(dossier.evidence).flatMap((one) => one.file ?? []));
      const wanted = evidence.filter((one) => named.has(one.path));
      expect(exported.evidence.map((one) => one.path).sort()).toEqual(wanted.map((one) => one.path).sort());
      for (const one of exported.evidence) {
        const original = wanted.find((each) => each.path === one.path);
        expect(await textOf(await one.open())).toBe(await textOf(original?.open() ?? inOnePiece("")));
      }
      const again = valueOf(await bring({ files: exported.files, evidence: [] }));
      const second = valueOf(await exportFolder(ports, admin(), { dossierId: again.dossierId ?? "" }));
      expect(second.files).toEqual(exported.files);
    });
    it("is judged as the command line judges it", async () => {
      const { files, evidence } = example(name);
      const report = valueOf(await bring({ files, evidence }));
      const found = valueOf(
        await evaluateStored(subject.world().ports, admin(), {
          dossierId: report.dossierId ?? "",
          asOf: "2026-06-01",
        }),
      );
      const { dossier } = readDossierFolder(files, catalogue);
      if (dossier === undefined) throw new Error("unreadable");
      const afresh = evaluate(dossier, catalogue, { now: "2026-06-01", files: found.files });
      expect(found.evaluation.problems).toEqual(afresh.problems);
      // Only what concerns a whole part of the dossier stands in no single record.
      expect(found.problems.filter((one) => one.record === undefined && one.at.length > 2)).toEqual([]);
    });
    it("imported over itself changes nothing", async () => {
      const { files, evidence } = example(name);
      const { dossierId = "" } = valueOf(await bring({ files, evidence }));
      const again = valueOf(await bring({ files, evidence, into: { dossierId, expectedRevision: 1 } }));
      expect([again.changes, again.revision]).toEqual([[], 1]);
    });
  });

  it("a dry run lists what would change and writes nothing", async () => {
    const { ports } = subject.world();
    const dossierId = await makeDossier(subject.world());
    const changed: Dossier = {
      ...smallDossier(),
      ics: { "5.1-2": { support: "N" }, "5.2-1": { support: "Y" }, "5.1-1": { support: "N" } },
      notes: [],
    };
    const into = { dossierId, expectedRevision: 1 };
    const plan = valueOf(await bring({ files: filesOf(changed), into, dryRun: true }));
    expect(
      plan.changes.map((one) => `${one.change} ${one.kind} ${one.kind === "note" ? "" : one.key}`),
    ).toEqual(["moved ics 5.1-2", "added ics 5.2-1", "changed ics 5.1-1", "removed note "]);
    expect([plan.revision, plan.refusal, plan.evidence.missing]).toEqual([
      undefined,
      undefined,
      ["evidence/scan.txt"],
    ]);
    expect(valueOf(await openDossier(ports, admin(), { dossierId })).revision).toBe(1);
    const count = await dossierCount();
    expect(valueOf(await bring({ files: filesOf(changed), dryRun: true })).dossierId).toBeUndefined();
    expect(await dossierCount()).toBe(count);
    const done = valueOf(await bring({ files: filesOf(changed), into }));
    expect([done.revision, done.changes]).toEqual([2, plan.changes]);
    const exported = valueOf(await exportFolder(ports, admin(), { dossierId }));
    expect(exported.files).toEqual(filesOf(changed));
    // A file that the folder leaves out stays with the item that still names it.
    expect(exported.evidence.map((one) => one.path)).toEqual(["evidence/scan.txt"]);
    const former = valueOf(await exportFolder(ports, admin(), { dossierId, revision: 1 }));
    expect(former.files).toEqual(filesOf(smallDossier()));
  });

  it("what cannot be read comes back with file and line, and nothing is written", async () => {
    const count = await dossierCount();
    const files = filesOf(smallDossier()).map((one) =>
      one.path === "ics.yaml" ? { ...one, text: one.text.replace("support: Y", "suport: Y") } : one,
    );
    const refused = await bring({ files });
    if (refused.ok || refused.error.refused !== "invalid") throw new Error("not refused");
    const [first] = refused.error.problems;
    expect([first?.code, first?.place?.file, (first?.place?.line ?? 0) > 1]).toEqual([
      "file/unknown-key",
      "ics.yaml",
      true,
    ]);
    expect(refused.error.because).toBe(
      "1 place of the files cannot be read; what stands there would be lost.",
    );
    const dry = valueOf(await bring({ files, dryRun: true }));
    expect([dry.refusal, dry.problems.length > 0]).toEqual([refused.error.because, true]);
    expect(await dossierCount()).toBe(count);
    const partly = valueOf(await bring({ files, despiteProblems: true }));
    expect(partly.dossierId).toBeDefined();
  });

  it("values that no store can keep are refused where they stand", async () => {
    const files = filesOf({
      ...smallDossier(),
      findings: { "F-1": { title: "a\0b", kind: "gap", concerns: {}, state: "open" } },
    });
    const refused = await bring({ files });
    if (refused.ok || refused.error.refused !== "invalid") throw new Error("not refused");
    expect(refused.error.problems).toMatchObject([
      { code: "file/invalid-value", place: { file: "findings.yaml", line: 4 } },
    ]);
    expect(await bring({ files: [] })).toMatchObject({
      ok: false,
      error: { refused: "invalid", problems: [{ code: "file/no-dossier" }] },
    });
  });

  it("a source that changes while it is read is refused", async () => {
    const count = await dossierCount();
    const evidence = [{ ...evidenceFile("evidence/scan.txt", "more than it says"), bytes: 3 }];
    expect(await bring({ files: filesOf(smallDossier()), evidence })).toMatchObject({
      ok: false,
      error: { refused: "too-large" },
    });
    expect(await dossierCount()).toBe(count);
  });

  it("an import over a dossier that went on is a conflict", async () => {
    const { ports } = subject.world();
    const dossierId = await makeDossier(subject.world());
    valueOf(
      await writeRecord(ports, admin(), {
        dossierId,
        kind: "ics",
        key: "5.2-1",
        body: { support: "N" },
        expected: 0,
      }),
    );
    const late = await bring({ files: filesOf(smallDossier()), into: { dossierId, expectedRevision: 1 } });
    expect(late).toMatchObject({
      ok: false,
      error: { refused: "conflict", because: "The dossier is at revision 2, not 1." },
    });
  });

  it("new evidence replaces the old, and items that go take their file with them", async () => {
    const { ports } = subject.world();
    const dossierId = await makeDossier(subject.world());
    const evidence = [
      evidenceFile("evidence/scan.txt", "something else"),
      evidenceFile("evidence/stray.txt", "?"),
    ];
    const into = { dossierId, expectedRevision: 1 };
    const report = valueOf(await bring({ files: filesOf(smallDossier()), evidence, into }));
    expect(report.evidence).toEqual({ linked: 1, missing: [], unnamed: ["evidence/stray.txt"] });
    // The records are the same: no new revision, but another file, which the evaluation sees at once.
    expect(report.revision).toBe(1);
    const { files } = valueOf(await evaluateStored(ports, admin(), { dossierId }));
    expect(files["EV-1"]).toMatchObject({ state: "present", bytes: 14 });
    const without = valueOf(await bring({ files: filesOf({ ...smallDossier(), evidence: {} }), into }));
    expect([without.evidence.linked, without.revision]).toEqual([1, 2]);
    expect(valueOf(await exportFolder(ports, admin(), { dossierId })).evidence).toEqual([]);
  });

  describe("rights", () => {
    it("a supplier brings no results of a laboratory, unless they are left out", async () => {
      const { ports } = subject.world();
      const third: Dossier = {
        ...smallDossier("third-party"),
        assessment: { ...smallDossier().assessment, cases: { "5.1-1-1": { verdict: "PASS" } } },
      };
      const refused = await bring({ files: filesOf(third) });
      expect(refused).toMatchObject({
        ok: false,
        error: {
          refused: "forbidden",
          because:
            "You may not set records of the assessment: in a third-party assessment that is for the laboratory. This concerns case 5.1-1-1.",
        },
      });
      const dry = valueOf(await bring({ files: filesOf(third), dryRun: true }));
      expect(dry.leftOut).toEqual([{ kind: "case", key: "5.1-1-1" }]);
      expect(dry.refusal).toContain("that is for the laboratory");
      const left = valueOf(await bring({ files: filesOf(third), leaveOut: true }));
      expect(left.leftOut).toEqual([{ kind: "case", key: "5.1-1-1" }]);
      const { dossier } = valueOf(await evaluateStored(ports, admin(), { dossierId: left.dossierId ?? "" }));
      expect(dossier.assessment.cases).toEqual({});
    });
    it("a laboratory brings its results and no claims", async () => {
      const world = subject.world();
      const dossierId = await makeDossier(world, smallDossier("third-party"), [
        { organisationId: world.organisationId("supplier"), party: "supplier" },
        { organisationId: world.organisationId("laboratory"), party: "laboratory" },
      ]);
      const tested: Dossier = {
        ...smallDossier("third-party"),
        ics: { "5.1-1": { support: "N" } },
        assessment: { ...smallDossier().assessment, cases: { "5.1-1-1": { verdict: "FAIL" } } },
      };
      const command = {
        into: { dossierId, expectedRevision: 1 },
        files: filesOf(tested),
        evidence: [],
        dryRun: false,
      };
      const assessor = world.actor("laboratory assessor");
      expect(await importFolder(world.ports, assessor, command)).toMatchObject({
        ok: false,
        error: { refused: "forbidden" },
      });
      const report = valueOf(await importFolder(world.ports, assessor, { ...command, leaveOut: true }));
      expect(report.changes.map((one) => `${one.change} ${one.kind}`)).toEqual(["added case"]);
      const { dossier } = valueOf(await evaluateStored(world.ports, assessor, { dossierId }));
      expect([dossier.ics["5.1-1"]?.support, dossier.assessment.cases["5.1-1-1"]?.verdict]).toEqual([
        "Y",
        "FAIL",
      ]);
    });
    it("a folder cannot smuggle in another mode of assessment", async () => {
      const world = subject.world();
      const dossierId = await makeDossier(world, smallDossier("third-party"));
      const into = { dossierId, expectedRevision: 1 };
      const files = filesOf(smallDossier("first-party"));
      const editor = await importFolder(world.ports, world.actor("supplier editor"), {
        into,
        files,
        evidence: [],
        dryRun: false,
      });
      expect(editor).toMatchObject({ ok: false, error: { refused: "forbidden" } });
      // Even an admin sets the mode first and the results afterwards: rights are those of the state before.
      expect(await bring({ files, into })).toMatchObject({ ok: false, error: { refused: "forbidden" } });
      const modeOnly = valueOf(await bring({ files: filesOf({ ...noSuchCase }), into }));
      expect(modeOnly.changes.map((one) => one.kind)).toEqual(["header"]);
      expect(
        valueOf(await bring({ files, into: { dossierId, expectedRevision: 2 } })).changes.map(
          (one) => one.kind,
        ),
      ).toEqual(["case"]);
    });
    it("parties that cannot be are refused", async () => {
      const world = subject.world();
      const own = world.organisationId("supplier");
      const parties = [
        { organisationId: own, party: "supplier" },
        { organisationId: own, party: "laboratory" },
      ] as const;
      const files = filesOf(smallDossier("third-party"));
      expect(await bring({ files, into: { organisationId: own, parties } })).toMatchObject({
        ok: false,
        error: {
          because:
            "In a third-party assessment one organisation cannot be both the supplier and the laboratory.",
        },
      });
      const dossierId = await makeDossier(world, smallDossier("third-party"));
      const set = (list: Parameters<typeof setParties>[2]["parties"]) =>
        setParties(world.ports, admin(), { dossierId, parties: list });
      expect((await set(parties)).ok).toBe(false);
      expect((await set([{ organisationId: own, party: "laboratory" }])).ok).toBe(true);
      expect(await set([{ organisationId: "nobody", party: "client" }])).toMatchObject({
        ok: false,
        error: { because: "There is no organisation nobody." },
      });
      expect((await set([parties[0], parties[0]])).ok).toBe(false);
    });
  });
});
