/** Evidence files: kept by content, named safely, linked to their item, and seen by the evaluation. */
import { expect, it } from "vitest";
import {
  attachEvidence,
  detachEvidence,
  evaluateStored,
  exportFolder,
  openEvidence,
  readRecord,
  writeRecord,
} from "#workbench/stored";
import { inOnePiece } from "../doubles/ports/memory-blobs.ts";
import { onEveryStore } from "./stores.ts";
import { makeDossier, valueOf } from "./world.ts";

await onEveryStore("evidence", (subject) => {
  const editor = () => subject.world().actor("supplier editor");
  const attach = (
    dossierId: string,
    change: {
      name?: string;
      content?: string;
      expected?: number | "any";
      evidenceId?: string;
      maxBytes?: number;
    },
  ) =>
    attachEvidence(subject.world().ports, editor(), {
      dossierId,
      evidenceId: change.evidenceId ?? "EV-1",
      expected: change.expected ?? 1,
      name: change.name ?? "capture.pcap",
      mediaType: "application/octet-stream",
      content: inOnePiece(change.content ?? "packets"),
      maxBytes: change.maxBytes ?? 1000,
    });

  it("says file and hash in the record, and comes out again", async () => {
    const { ports } = subject.world();
    const dossierId = await makeDossier(subject.world());
    const done = valueOf(await attach(dossierId, {}));
    expect([done.version, done.revision, done.link.name, done.link.bytes]).toEqual([2, 2, "capture.pcap", 7]);
    const record = valueOf(await readRecord(ports, editor(), { dossierId, kind: "evidence", key: "EV-1" }));
    expect(record.body).toMatchObject({ file: "evidence/capture.pcap", sha256: done.link.sha256 });
    const opened = valueOf(
      await openEvidence(ports, editor(), { dossierId, evidenceId: "EV-1", range: { start: 1, end: 3 } }),
    );
    const pieces: Uint8Array[] = [];
    for await (const piece of opened.content) pieces.push(piece);
    expect([Buffer.concat(pieces).toString(), opened.bytes]).toEqual(["ack", 7]);
    const { files, evaluation } = valueOf(await evaluateStored(ports, editor(), { dossierId }));
    expect(files["EV-1"]).toEqual({ state: "present", sha256: done.link.sha256, bytes: 7 });
    expect(evaluation.evidence.find((one) => one.id === "EV-1")?.state).not.toBe("missing");
    expect(done.disappeared.map((one) => one.code)).toContain("evidence/hash-missing");
  });

  it("needs the version that the uploader saw, and an item that is there", async () => {
    const dossierId = await makeDossier(subject.world());
    expect(await attach(dossierId, { expected: 7 })).toMatchObject({
      ok: false,
      error: { refused: "conflict" },
    });
    const exported = valueOf(await exportFolder(subject.world().ports, editor(), { dossierId }));
    expect(exported.evidence.map((one) => one.path)).toEqual(["evidence/scan.txt"]);
    expect(await attach(dossierId, { evidenceId: "EV-9" })).toMatchObject({
      ok: false,
      error: { refused: "not-found" },
    });
    expect(await attach(dossierId, { evidenceId: "constructor" })).toMatchObject({
      ok: false,
      error: { refused: "not-found" },
    });
    expect(await attach(dossierId, { maxBytes: 3 })).toMatchObject({
      ok: false,
      error: { refused: "too-large" },
    });
  });

  it("gives every file a name that any folder can hold", async () => {
    const { ports } = subject.world();
    const dossierId = await makeDossier(subject.world());
    const named = async (name: string): Promise<string> =>
      valueOf(await attach(dossierId, { name, expected: "any" })).link.name;
    expect(await named("../../etc/passwd")).toBe("passwd");
    expect(await named("C:\\Users\\me\\report.pdf")).toBe("report.pdf");
    expect(await named('a<b>:"c"|?*.txt')).toBe("a_b___c____.txt");
    expect(await named("...")).toBe("file");
    expect(await named(".hidden")).toBe("hidden");
    expect(await named("a\0b\u202ecod.exe")).toBe("a_b_cod.exe");
    const long = await named(`${"x".repeat(400)}.pdf`);
    expect([long.length, long.endsWith(".pdf")]).toEqual([120, true]);
    valueOf(
      await writeRecord(ports, editor(), {
        dossierId,
        kind: "evidence",
        key: "EV-2",
        body: { title: "Other", type: "scan" },
        expected: 0,
      }),
    );
    valueOf(await attach(dossierId, { name: "same.txt", content: "one", expected: "any" }));
    expect(
      valueOf(
        await attach(dossierId, { name: "Same.TXT", content: "two", evidenceId: "EV-2", expected: "any" }),
      ).link.name,
    ).toBe("EV-2-Same.TXT");
  });

  it("is taken away again; the history stays", async () => {
    const { ports } = subject.world();
    const dossierId = await makeDossier(subject.world());
    expect(
      await detachEvidence(ports, editor(), { dossierId, evidenceId: "EV-1", expected: 9 }),
    ).toMatchObject({ ok: false, error: { refused: "conflict" } });
    valueOf(await detachEvidence(ports, editor(), { dossierId, evidenceId: "EV-1", expected: 1 }));
    const record = valueOf(await readRecord(ports, editor(), { dossierId, kind: "evidence", key: "EV-1" }));
    expect(record.body).toEqual({ title: "Scan of the web page", type: "scan" });
    expect(await openEvidence(ports, editor(), { dossierId, evidenceId: "EV-1" })).toMatchObject({
      ok: false,
      error: { refused: "not-found" },
    });
  });
});
