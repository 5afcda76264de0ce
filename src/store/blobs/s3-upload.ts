/** Puts a file on S3-compatible storage, in parts where it is large; of an upload that fails no part is left. */
import { createHash } from "node:crypto";
import { open, type FileHandle } from "node:fs/promises";
import { BlobFault } from "./blob-fault.ts";
import type { S3Bucket } from "./s3-client.ts";
import type { Spooled } from "./spool.ts";

const mostParts = 10_000;

export async function uploadFile(bucket: S3Bucket, key: string, spooled: Spooled): Promise<void> {
  const file = await open(spooled.place, "r");
  try {
    if (spooled.bytes > bucket.partBytes) await uploadInParts(bucket, key, file, spooled.bytes);
    else {
      const body = await partOf(file, 0, spooled.bytes);
      const input = { Bucket: bucket.name, Key: key, Body: body, ContentMD5: md5(body), ContentType: type };
      await bucket.client.send(new bucket.sdk.PutObjectCommand(input));
    }
  } finally {
    await file.close();
  }
}

/** Whatever evidence is, the storage itself must never show it as a page. */
const type = "application/octet-stream";

async function uploadInParts(bucket: S3Bucket, key: string, file: FileHandle, bytes: number): Promise<void> {
  const { sdk, client, name } = bucket;
  const size = Math.max(bucket.partBytes, Math.ceil(bytes / mostParts));
  const place = { Bucket: name, Key: key };
  const begun = await client.send(new sdk.CreateMultipartUploadCommand({ ...place, ContentType: type }));
  const upload = { ...place, UploadId: begun.UploadId };
  try {
    const parts: { readonly PartNumber: number; readonly ETag: string | undefined }[] = [];
    // One after the other: no part is on its way when the upload is given up, and one is held in memory, to be sent again.
    for (let start = 0; start < bytes; start += size) {
      const body = await partOf(file, start, Math.min(size, bytes - start));
      const input = { ...upload, PartNumber: parts.length + 1, Body: body, ContentMD5: md5(body) };
      const answer = await client.send(new sdk.UploadPartCommand(input));
      parts.push({ PartNumber: input.PartNumber, ETag: answer.ETag });
    }
    const input = { ...upload, MultipartUpload: { Parts: parts } };
    await client.send(new sdk.CompleteMultipartUploadCommand(input));
    const { ContentLength: kept } = await client.send(new sdk.HeadObjectCommand(place));
    if (kept !== bytes)
      throw new BlobFault(
        "failed",
        `The storage kept ${String(kept)} of ${String(bytes)} bytes of an upload`,
      );
  } catch (error) {
    // Parts that nobody ends are kept, and paid for, for ever. What stood in the way is what is reported.
    await client.send(new sdk.AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}

async function partOf(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const part = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(part, filled, length - filled, start + filled);
    if (bytesRead === 0) throw new BlobFault("failed", "A file that waits to be uploaded was cut off");
    filled += bytesRead;
  }
  return part;
}

/** Against faults on the way; S3 knows no other sum that all storages accept. */
function md5(bytes: Uint8Array): string {
  return createHash("md5").update(bytes).digest("base64");
}
