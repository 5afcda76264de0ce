/** Blobs in S3-compatible storage: spooled on the local disk until the hash is known, then put under it. */
import { tmpdir } from "node:os";
import path from "node:path";
import type { BlobFacts, Instant } from "#workbench/stored";
import { checked, isSound } from "./checked-content.ts";
import { blobPath, cutRange, hashOfPath, isSha256, type KeptBlobs } from "./kept-blobs.ts";
import { connectS3, type S3Bucket, type S3Settings } from "./s3-client.ts";
import { isMissing, s3Fault } from "./s3-fault.ts";
import { uploadFile } from "./s3-upload.ts";
import { discard, spool, type Spooled } from "./spool.ts";

/** A blob found younger than this is not put again. */
const youngMs = 60 * 60 * 1000;

export async function s3Blobs(settings: S3Settings): Promise<KeptBlobs> {
  const bucket = await connectS3(settings);
  const folder = settings.spoolFolder ?? path.join(tmpdir(), "plumbline-incoming");
  const store: KeptBlobs = {
    put: async (content, { maxBytes }) => {
      const spooled = await spool(folder, content, maxBytes);
      if (spooled === "too-large") return spooled;
      try {
        if (!(await isKept(bucket, spooled)))
          await uploadFile(bucket, keyOf(bucket, spooled.sha256), spooled);
      } catch (error) {
        throw s3Fault(error, bucket.name, "the upload could not be kept");
      } finally {
        await discard(spooled.place);
      }
      return { sha256: spooled.sha256, bytes: spooled.bytes };
    },
    has: async (sha256) => {
      const found = await look(bucket, sha256);
      return found === undefined ? undefined : { sha256, bytes: found.bytes };
    },
    get: async (sha256, range) => {
      const facts = await store.has(sha256);
      if (facts === undefined) return undefined;
      if (range === undefined) return { bytes: facts.bytes, content: checked(read(bucket, sha256), facts) };
      const { start, length } = cutRange(facts.bytes, range);
      return { bytes: length, content: length === 0 ? none() : read(bucket, sha256, start, length) };
    },
    deleteUnreferenced: (isReferenced, olderThan) => sweep(bucket, isReferenced, olderThan),
    verify: async (sha256) => {
      const found = await store.get(sha256);
      if (found === undefined) return "missing";
      return (await isSound(found)) ? "sound" : "damaged";
    },
    close: () => {
      bucket.client.destroy();
      return Promise.resolve();
    },
  };
  return store;
}

function keyOf(bucket: S3Bucket, sha256: string): string {
  return `${bucket.prefix}${blobPath(sha256)}`;
}

interface Found extends BlobFacts {
  readonly modified: Date | undefined;
}

async function look(bucket: S3Bucket, sha256: string): Promise<Found | undefined> {
  if (!isSha256(sha256)) return undefined;
  try {
    const input = { Bucket: bucket.name, Key: keyOf(bucket, sha256) };
    const answer = await bucket.client.send(new bucket.sdk.HeadObjectCommand(input));
    return { sha256, bytes: answer.ContentLength ?? 0, modified: answer.LastModified };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw s3Fault(error, bucket.name, `the blob ${sha256} cannot be looked up`);
  }
}

/**
 * True when the bucket has the blob, put lately. An older one is put again, which renews the date by which the sweep tells old blobs
 * (not every storage renews it for a copy onto itself); one of another size is damaged.
 */
async function isKept(bucket: S3Bucket, { sha256, bytes }: Spooled): Promise<boolean> {
  const found = await look(bucket, sha256);
  if (found?.bytes !== bytes || found.modified === undefined) return false;
  return Date.now() - found.modified.getTime() < youngMs;
}

/** Asks for the object only when the first piece is wanted, so that content nobody reads holds no connection. */
async function* read(
  bucket: S3Bucket,
  sha256: string,
  start?: number,
  length = 0,
): AsyncGenerator<Uint8Array> {
  const range = start === undefined ? {} : { Range: `bytes=${String(start)}-${String(start + length - 1)}` };
  try {
    const input = { Bucket: bucket.name, Key: keyOf(bucket, sha256), ...range };
    const answer = await bucket.client.send(new bucket.sdk.GetObjectCommand(input));
    if (answer.Body !== undefined) yield* answer.Body as unknown as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw s3Fault(error, bucket.name, `the blob ${sha256} cannot be read`);
  }
}

// eslint-disable-next-line @typescript-eslint/require-await -- nothing to wait for in nothing
async function* none(): AsyncGenerator<Uint8Array> {
  yield* [];
}

/** The only operation that lists the bucket. */
async function sweep(
  bucket: S3Bucket,
  isReferenced: (sha256: string) => Promise<boolean>,
  olderThan: Instant,
): Promise<readonly string[]> {
  const gone: string[] = [];
  let next: string | undefined;
  try {
    do {
      const input = { Bucket: bucket.name, Prefix: bucket.prefix, ContinuationToken: next };
      const page = await bucket.client.send(new bucket.sdk.ListObjectsV2Command(input));
      for (const { Key: key = "" } of page.Contents ?? []) {
        const sha256 = hashOfPath(key.slice(bucket.prefix.length));
        if (sha256 === undefined || (await isReferenced(sha256))) continue;
        // Looked at again at the last moment: the same content may have been put since the page was listed.
        const found = await look(bucket, sha256);
        if (found?.modified === undefined || found.modified.toISOString() >= olderThan) continue;
        await bucket.client.send(new bucket.sdk.DeleteObjectCommand({ Bucket: bucket.name, Key: key }));
        gone.push(sha256);
      }
      next = page.NextContinuationToken;
    } while (next !== undefined);
  } catch (error) {
    throw s3Fault(error, bucket.name, "blobs could not be cleared away");
  }
  return gone;
}
