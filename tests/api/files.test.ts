/** Files over HTTP: folders in and out as ZIP, jobs that import them, evidence up and down, and hostile names and archives. */
import { createHash } from "node:crypto";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { readZip, writeZip } from "#interchange/dossier-zip";
import { writeDossierFolder } from "#interchange/dossier-folder";
import type { JobPorts } from "#workbench/stored";
import { startWorker, type Worker } from "../../src/server/jobs/worker.ts";
import { smallDossier } from "../acts/world.ts";
import {
  newOrganisation,
  newPerson,
  openWorld,
  problemOf,
  putDossier,
  type ApiWorld,
  type TestPerson,
} from "./api-world.ts";

let world: ApiWorld;
let organisation = "";
let editor: TestPerson;
let worker: Worker;

beforeAll(async () => {
  world = await openWorld({
    change: (settings) => ({
      ...settings,
      limits: { ...settings.limits, evidenceBytes: 100_000, importBytes: 1_000_000 },
    }),
  });
  organisation = await newOrganisation(world, "maker");
  editor = await newPerson(world, organisation, ["editor", "admin", "assessor"]);
  const ports: JobPorts = {
    ...world.ports,
    version: "0.0.0-test",
    limits: { archiveBytes: 1_000_000, reportBytes: 10_000_000 },
  };
  worker = startWorker({
    ports,
    name: "test",
    tell: world.events.publish,
    tellDossier: () => Promise.resolve(),
    metrics: world.context.metrics,
    log: world.context.log,
  });
});
afterAll(async () => {
  await worker.stop();
  await world.close();
});

async function collect(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(Buffer.from(piece as Uint8Array));
  return Buffer.concat(pieces);
}

async function goodZip(): Promise<Buffer> {
  const zip = writeZip(writeDossierFolder(smallDossier(), world.ports.catalogue), [
    { path: "evidence/scan.txt", bytes: 5, open: () => once("clean") },
  ]);
  if (!zip.ok) throw new Error("no archive");
  return collect(zip.value);
}

async function* once(text: string): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}

const importZip = (payload: Buffer, query = "", more: object = {}) =>
  world.inject({
    method: "POST",
    url: `/api/v1/dossiers/import?organisationId=${organisation}${query}`,
    payload,
    headers: { "content-type": "application/zip" },
    session: editor.session,
    ...more,
  });

interface JobReply {
  readonly id: string;
  readonly state: string;
  readonly message: string;
  readonly result?: Readonly<Record<string, unknown>>;
}

async function ended(reply: { readonly body: string; readonly statusCode: number }): Promise<JobReply> {
  expect(reply.statusCode, reply.body).toBe(202);
  const { id } = JSON.parse(reply.body) as JobReply;
  worker.wake();
  for (let count = 0; count < 200; count += 1) {
    const job = (await world.inject({ url: `/api/v1/jobs/${id}`, session: editor.session })).json<JobReply>();
    if (!["queued", "running"].includes(job.state)) return job;
    await new Promise((resolve) => setTimeout(resolve, 50));
    worker.wake();
  }
  throw new Error("the job does not end");
}

describe("a dossier folder", () => {
  it("says in a dry run what it would bring, and brings nothing", async () => {
    const before = (await world.inject({ url: "/api/v1/dossiers", session: editor.session })).json<{
      items: unknown[];
    }>().items.length;
    const reply = await importZip(await goodZip(), "&dryRun=true");
    expect(reply.statusCode, reply.body).toBe(200);
    const report = reply.json<{ records: number; changes: unknown[]; dossierId?: string }>();
    expect(report.records).toBeGreaterThan(5);
    expect(report.changes).toHaveLength(report.records);
    expect(report.dossierId).toBeUndefined();
    expect(
      (await world.inject({ url: "/api/v1/dossiers", session: editor.session })).json<{ items: unknown[] }>()
        .items,
    ).toHaveLength(before);
  });

  it("comes in as a job and goes out as it came", async () => {
    const zip = await goodZip();
    const job = await ended(await importZip(zip));
    expect([job.state, job.message]).toMatchObject(["done", expect.any(String)]);
    const id = String(job.result?.["dossierId"]);
    const out = await world.inject({ url: `/api/v1/dossiers/${id}/export`, session: editor.session });
    expect(out.headers["content-type"]).toBe("application/zip");
    expect(out.headers["content-disposition"]).toContain('attachment; filename="Lamp 1.0.zip"');
    const [sent, got] = await Promise.all([readZip(zip), readZip(out.rawPayload)]);
    if (!sent.ok || !got.ok) throw new Error("archives cannot be read");
    const texts = (files: readonly { path: string; text: string }[]) =>
      files
        .filter((one) => !one.path.startsWith("."))
        .map((one) => [one.path, one.text])
        .sort();
    expect(texts(got.value.files)).toEqual(texts(sent.value.files));
    expect(got.value.evidence.map((one) => one.path)).toEqual(["evidence/scan.txt"]);
  });

  it("replaces a dossier only at the revision that was seen", async () => {
    const id = await putDossier(world, organisation, editor.id);
    const url = `/api/v1/dossiers/${id}/import`;
    const send = (tag?: string) =>
      world.inject({
        method: "PUT",
        url,
        session: editor.session,
        payload: Buffer.from(""),
        headers: { "content-type": "application/zip", ...(tag === undefined ? {} : { "if-match": tag }) },
      });
    expect((await send()).statusCode).toBe(428);
    expect((await send('"r77"')).statusCode).toBe(412);
    const head = await world.inject({ url: `/api/v1/dossiers/${id}`, session: editor.session });
    const changed = { ...smallDossier(), ics: { "5.1-1": { support: "N" as const } } };
    const zip = writeZip(writeDossierFolder(changed, world.ports.catalogue), []);
    if (!zip.ok) throw new Error("no archive");
    const reply = await world.inject({
      method: "PUT",
      url,
      session: editor.session,
      payload: await collect(zip.value),
      headers: { "content-type": "application/zip", "if-match": String(head.headers.etag) },
    });
    expect((await ended(reply)).state).toBe("done");
    const record = await world.inject({
      url: `/api/v1/dossiers/${id}/records/ics/5.1-1`,
      session: editor.session,
    });
    expect(record.json()).toMatchObject({ version: 2, body: { support: "N" } });
    expect(
      (await world.inject({ url: `/api/v1/dossiers/${id}/records/ics/5.1-2`, session: editor.session }))
        .statusCode,
    ).toBe(404);
  });

  it.each(["../outside.yaml", "/etc/passwd", "evidence/../../x.txt", "C:\\x.yaml", "evidence/a\u0000b"])(
    "with the path %s is refused",
    async (name) => {
      const zip = new ZipFile();
      zip.addBuffer(Buffer.from("plumbline: 1"), "plumbline.yaml");
      const safe = "a".repeat(name.length);
      zip.addBuffer(Buffer.from("x"), safe);
      zip.end();
      const bytes = await collect(zip.outputStream);
      // The writer refuses such names, so they are put into the finished archive.
      const hostile = Buffer.from(bytes.toString("latin1").replaceAll(safe, name), "latin1");
      const reply = await importZip(hostile, "&dryRun=true");
      expect([reply.statusCode, problemOf(reply)], reply.body).toEqual([422, "invalid"]);
      expect((await ended(await importZip(hostile))).state).toBe("failed");
    },
  );

  it.each([
    ["is no archive", Buffer.from("not a zip"), 422],
    ["is empty", Buffer.alloc(0), 422],
    ["is larger than allowed", Buffer.alloc(1_000_001), 413],
  ])("that %s is refused", async (_name, payload, status) => {
    expect((await importZip(payload, "&dryRun=true")).statusCode).toBe(status);
  });

  it("under another media type is refused", async () => {
    expect(
      (await importZip(await goodZip(), "", { headers: { "content-type": "application/json" } })).statusCode,
    ).toBe(415);
  });
});

describe("a report as a job", () => {
  it("is made and fetched as an attachment", async () => {
    const id = await putDossier(world, organisation, editor.id);
    const job = await ended(
      await world.inject({
        method: "POST",
        url: `/api/v1/dossiers/${id}/report`,
        payload: {},
        session: editor.session,
      }),
    );
    expect(job.state).toBe("done");
    const file = await world.inject({ url: `/api/v1/jobs/${job.id}/file`, session: editor.session });
    expect(file.body).toContain("<html");
    expect(file.headers["content-disposition"]).toContain("attachment");
    const cancelled = await world.inject({
      method: "POST",
      url: `/api/v1/jobs/${job.id}/cancel`,
      session: editor.session,
    });
    expect(cancelled.statusCode).toBe(409);
  });

  it("that waits can be cancelled", async () => {
    const id = await putDossier(world, organisation, editor.id);
    await worker.stop();
    const started = await world.inject({
      method: "POST",
      url: `/api/v1/dossiers/${id}/report`,
      payload: {},
      session: editor.session,
    });
    const job = started.json<JobReply>();
    const cancelled = await world.inject({
      method: "POST",
      url: `/api/v1/jobs/${job.id}/cancel`,
      session: editor.session,
    });
    expect(cancelled.json()).toMatchObject({ state: "cancelled" });
    const ports: JobPorts = {
      ...world.ports,
      version: "0.0.0-test",
      limits: { archiveBytes: 1_000_000, reportBytes: 10_000_000 },
    };
    worker = startWorker({
      ports,
      name: "test 2",
      tell: world.events.publish,
      tellDossier: () => Promise.resolve(),
      metrics: world.context.metrics,
      log: world.context.log,
    });
  });
});

describe("evidence", () => {
  const fileUrl = (dossier: string, query = "?name=scan.txt", id = "EV-1"): string =>
    `/api/v1/dossiers/${dossier}/evidence/${id}/file${query}`;
  const upload = (url: string, payload: Buffer | string, headers: Record<string, string> = {}) =>
    world.inject({
      method: "PUT",
      url,
      payload,
      session: editor.session,
      headers: { "content-type": "text/html", ...headers },
    });

  it("goes up as it is and comes down as an attachment in which nothing runs", async () => {
    const dossier = await putDossier(world, organisation, editor.id);
    const content = "<script>alert(1)</script>";
    const up = await upload(fileUrl(dossier, `?name=${encodeURIComponent('bösé "scan".html')}`), content);
    expect(up.statusCode, up.body).toBe(200);
    expect(up.json()).toMatchObject({
      bytes: content.length,
      sha256: createHash("sha256").update(content).digest("hex"),
    });
    const down = await world.inject({ url: fileUrl(dossier, ""), session: editor.session });
    expect(down.body).toBe(content);
    expect(down.headers["content-type"]).toBe("application/octet-stream");
    expect(down.headers["content-disposition"]).toMatch(/^attachment; filename="[^"]+"; filename\*=UTF-8''/);
    expect(down.headers["content-security-policy"]).toBe(
      "default-src 'none'; frame-ancestors 'none'; sandbox",
    );
    expect(down.headers["x-content-type-options"]).toBe("nosniff");
    const record = await world.inject({
      url: `/api/v1/dossiers/${dossier}/records/evidence/EV-1`,
      session: editor.session,
    });
    expect(record.json()).toMatchObject({ body: { sha256: up.json<{ sha256: string }>().sha256 } });
  });

  it("comes down in parts", async () => {
    const dossier = await putDossier(world, organisation, editor.id);
    await upload(fileUrl(dossier), "0123456789");
    const part = async (range: string) =>
      world.inject({ url: fileUrl(dossier, ""), session: editor.session, headers: { range } });
    expect([(await part("bytes=2-4")).body, (await part("bytes=2-4")).headers["content-range"]]).toEqual([
      "234",
      "bytes 2-4/10",
    ]);
    expect((await part("bytes=7-")).body).toBe("789");
    expect((await part("bytes=-2")).body).toBe("89");
    expect((await part("bytes=2-99")).body).toBe("23456789");
    expect((await part("bytes=0-1,4-5")).statusCode).toBe(200);
    expect((await part("bytes=20-30")).statusCode).toBe(400);
  });

  it.each([
    "../../etc/passwd",
    "..\\..\\x",
    "/abs/olute",
    "a/b/c.txt",
    "CON",
    ".hidden",
    "x\u202Etxt.exe",
    "a".repeat(200),
  ])("named %s stays in its folder", async (name) => {
    const dossier = await putDossier(world, organisation, editor.id);
    const reply = await upload(fileUrl(dossier, `?name=${encodeURIComponent(name)}`), "x");
    expect([200, 422]).toContain(reply.statusCode);
    if (reply.statusCode !== 200) return;
    const record = await world.inject({
      url: `/api/v1/dossiers/${dossier}/records/evidence/EV-1`,
      session: editor.session,
    });
    const { body } = record.json<{ body: { file: string } }>();
    expect(body.file).toMatch(/^evidence\/[^/\\]+$/);
    expect(body.file).not.toContain("..");
    expect(
      (await world.inject({ url: `/api/v1/dossiers/${dossier}/export`, session: editor.session })).statusCode,
    ).toBe(200);
  });

  it("over the limit is refused, announced or not", async () => {
    const dossier = await putDossier(world, organisation, editor.id);
    expect((await upload(fileUrl(dossier), Buffer.alloc(100_001))).statusCode).toBe(413);
    expect(await uploadInPieces(fileUrl(dossier), 30, 10_000)).toBe(413);
    expect(await uploadInPieces(fileUrl(dossier), 9, 10_000)).toBe(200);
    expect(
      (await world.inject({ method: "DELETE", url: fileUrl(dossier, ""), session: editor.session }))
        .statusCode,
    ).toBe(204);
    expect((await world.inject({ url: fileUrl(dossier, ""), session: editor.session })).statusCode).toBe(404);
  });

  it("of an item that is not there is refused before anything is read", async () => {
    const dossier = await putDossier(world, organisation, editor.id);
    expect((await upload(fileUrl(dossier, "?name=x", "EV-99"), "x")).statusCode).toBe(404);
    expect((await upload(fileUrl(dossier), "x", { "if-match": '"v99"' })).statusCode).toBe(412);
    expect((await upload(fileUrl(dossier), "x", { "if-match": '"v1"' })).statusCode).toBe(200);
    expect(
      (await world.inject({ method: "DELETE", url: fileUrl(dossier, ""), session: editor.session }))
        .statusCode,
    ).toBe(204);
    expect((await world.inject({ url: fileUrl(dossier, ""), session: editor.session })).statusCode).toBe(404);
  });
});

/** An upload of unknown length, piece by piece; answers with the status. */
async function uploadInPieces(path: string, count: number, bytes: number): Promise<number> {
  if (!world.app.server.listening) await world.app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = world.app.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const headers = {
      host: "plumbline.example.org",
      cookie: `__Host-plumbline=${editor.session}`,
      "x-plumbline-request": "1",
      "content-type": "application/octet-stream",
    };
    const asked = request({ port, host: "127.0.0.1", path, method: "PUT", headers }, (reply) => {
      reply.resume();
      resolve(reply.statusCode ?? 0);
    });
    asked.on("error", reject);
    for (let piece = 0; piece < count; piece += 1) asked.write(Buffer.alloc(bytes));
    asked.end();
  });
}
