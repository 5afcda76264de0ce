/** Blobs on S3-compatible storage: the conformance suite against a server on loopback, and what the way to it can do. */
import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { inspect } from "node:util";
import { GetObjectCommand, PutObjectCommand, UploadPartCommand } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { s3Blobs, type KeptBlobs, type S3Settings } from "#store/server";
import { connectS3 } from "../../src/store/blobs/s3-client.ts";
import { blobConformance, collect, large, limit, pieces, sha256 } from "./conformance.ts";
import { startS3, wayTo, type S3Server, type Way } from "./s3-server.ts";

const started = await startS3();
const server = typeof started === "string" ? undefined : started;
if (typeof started === "string") console.warn(started);
const longAgo = new Date("2020-01-01T00:00:00.000Z");
const partBytes = 5 * 1024 * 1024;

const spoolFolder = await mkdtemp(path.join(tmpdir(), "plumbline-spool-"));
const settingsFor = ({ bucket, endpoint, credentials }: S3Server, prefix: string): S3Settings => ({
  bucket,
  endpoint,
  credentials,
  prefix,
  partBytes,
  spoolFolder,
});

afterAll(async () => {
  await server?.close();
  await rm(spoolFolder, { recursive: true });
});

if (server !== undefined) {
  blobConformance("S3", async () => {
    const settings = settingsFor(server, "/plumbline/blobs/");
    const bucket = await connectS3(settings);
    const keyOf = (hash: string): string => `plumbline/blobs/${hash.slice(0, 2)}/${hash.slice(2)}`;
    return {
      blobs: await s3Blobs(settings),
      damage: async (hash, bytes) => {
        await bucket.client.send(
          new PutObjectCommand({ Bucket: bucket.name, Key: keyOf(hash), Body: bytes }),
        );
      },
      age: async (hash) => {
        if (!server.ours) return "impossible";
        // Dates are those of the server, which has our clock.
        const place = { Bucket: bucket.name, Key: keyOf(hash) };
        const found = await bucket.client.send(new GetObjectCommand(place));
        const body = await found.Body?.transformToByteArray();
        vi.useFakeTimers({ toFake: ["Date"], now: longAgo });
        await bucket.client.send(new PutObjectCommand({ ...place, Body: body ?? "" }));
        vi.useRealTimers();
        return "done";
      },
      leftovers: () => readdir(spoolFolder),
      close: () => {
        bucket.client.destroy();
        return Promise.resolve();
      },
    };
  });
}

describe.skipIf(server === undefined)("on the way to S3", () => {
  let way: Way;
  let blobs: KeptBlobs;
  const there = server as S3Server;
  beforeEach(async () => {
    way = await wayTo(there.endpoint);
    blobs = await s3Blobs({ ...settingsFor(there, "way"), endpoint: way.endpoint });
  });
  afterEach(async () => {
    await blobs.close();
    await way.close();
    expect(await readdir(spoolFolder)).toEqual([]);
  });

  it("large content goes in parts, small in one, and nothing is put twice within the hour", async () => {
    await blobs.put(pieces(large), limit);
    expect(way.seen.filter((one) => one.includes("partNumber=")).length).toBe(3);
    await blobs.put(pieces(Buffer.from("small")), limit);
    const before = way.seen.length;
    await blobs.put(pieces(Buffer.from("small")), limit);
    await blobs.put(pieces(large), limit);
    expect(way.seen.slice(before).every((one) => one.startsWith("HEAD "))).toBe(true);
  });

  it("nothing but the sweep lists the bucket", async () => {
    const hash = sha256(Buffer.from("small"));
    await blobs.put(pieces(Buffer.from("small")), limit);
    await collect((await blobs.get(hash))?.content ?? pieces(Buffer.alloc(0)));
    await blobs.verify(hash);
    expect(way.seen.filter((one) => one.includes("list-type"))).toEqual([]);
  });

  it("an upload whose part fails is given up, and its parts are not kept", async () => {
    way.fault = (incoming, answer) => {
      if (incoming.url?.includes("partNumber=2") !== true) return undefined;
      answer.writeHead(403, { "content-type": "application/xml" });
      answer.end("<Error><Code>AccessDenied</Code></Error>");
      return "answered";
    };
    const bytes = randomBytes(partBytes + 5);
    await expect(blobs.put(pieces(bytes), limit)).rejects.toMatchObject({
      name: "BlobFault",
      code: "refused",
    });
    const uploadId = /uploadId=([^&]+)/.exec(way.seen.find((one) => one.startsWith("DELETE ")) ?? "")?.[1];
    const bucket = await connectS3(settingsFor(there, "way"));
    const part = {
      Bucket: bucket.name,
      Key: "any",
      UploadId: decodeURIComponent(uploadId ?? ""),
      PartNumber: 1,
      Body: "x",
    };
    await expect(bucket.client.send(new UploadPartCommand(part))).rejects.toMatchObject(
      there.ours ? { name: "NoSuchUpload" } : {},
    );
    bucket.client.destroy();
    expect(await blobs.has(sha256(bytes))).toBeUndefined();
  });

  it("a short fault is got over, a long one is told apart from a missing blob", async () => {
    let faults = 2;
    way.fault = (_incoming, answer) => {
      if (faults === 0) return undefined;
      faults -= 1;
      answer.writeHead(503, { "content-type": "application/xml" });
      answer.end("<Error><Code>SlowDown</Code></Error>");
      return "answered";
    };
    expect(await blobs.put(pieces(Buffer.from("once more")), limit)).toMatchObject({ bytes: 9 });
    faults = 1000;
    await expect(blobs.put(pieces(Buffer.from("never")), limit)).rejects.toMatchObject({
      code: "unreachable",
    });
    await expect(blobs.has(sha256(Buffer.from("once more")))).rejects.toMatchObject({ code: "unreachable" });
    faults = 0;
    expect(await blobs.has(sha256(Buffer.from("once more")))).toMatchObject({ bytes: 9 });
  });

  it("a broken connection ends the content with an error, never short", async () => {
    const bytes = randomBytes(2_000_000);
    await blobs.put(pieces(bytes), limit);
    const found = await blobs.get(sha256(bytes));
    way.fault = (incoming, answer) => {
      if (incoming.method !== "GET") return undefined;
      answer.writeHead(200, { "content-length": String(bytes.byteLength) });
      answer.write(bytes.subarray(0, 1_000_000), () => setTimeout(() => answer.destroy(), 50));
      return "answered";
    };
    await expect(collect(found?.content ?? pieces(bytes))).rejects.toMatchObject({ name: "BlobFault" });
  });

  it("what is wrong with the configuration is said, and no secret with it", async () => {
    const secret = { accessKeyId: "key", secretAccessKey: "hush-hush", sessionToken: "hush-token" };
    const wrong: [Partial<S3Settings>, string, string][] = [
      [
        { credentials: secret, endpoint: way.endpoint },
        "refused",
        "the storage refuses; check the credentials",
      ],
      [{ credentials: secret, bucket: "nobodys-bucket" }, "refused", "no such bucket"],
      [{ credentials: secret, endpoint: "http://127.0.0.1:1" }, "unreachable", "does not answer"],
    ];
    way.fault = (_incoming, answer) => {
      answer.writeHead(403, { "content-type": "application/xml" });
      answer.end("<Error><Code>SignatureDoesNotMatch</Code><Message>hush</Message></Error>");
      return "answered";
    };
    for (const [change, code, words] of wrong) {
      const other = await s3Blobs({ ...settingsFor(there, "way"), ...change });
      const error: unknown = await other
        .put(pieces(randomBytes(10)), limit)
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: "BlobFault", code });
      expect(String(error)).toContain(words);
      expect(inspect(error, { depth: 20 })).not.toMatch(/hush|authorization|signature=/i);
      await other.close();
    }
  });
});
