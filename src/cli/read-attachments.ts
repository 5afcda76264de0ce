/** Reads the files that an import copies into the dossier as evidence, within limits, and hashes them. */
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { join } from "node:path";

export interface Attachments {
  /** By path in the dossier; each file once, however many items name it. */
  readonly files: ReadonlyMap<string, { readonly bytes: Uint8Array; readonly sha256: string }>;
  /** What was not copied and why, one sentence each. */
  readonly refused: readonly string[];
}

export interface AttachmentLimits {
  readonly fileBytes: number;
  readonly allBytes: number;
}

const megabyte = 1024 * 1024;

/** All files of an import are held in memory until they are written together. */
export const attachmentLimits: AttachmentLimits = { fileBytes: 100 * megabyte, allBytes: 500 * megabyte };

export async function readAttachments(
  source: string,
  wanted: readonly { readonly from: string; readonly to: string }[],
  limits: AttachmentLimits = attachmentLimits,
): Promise<Attachments> {
  const files = new Map<string, { bytes: Uint8Array; sha256: string }>();
  const refused = new Map<string, string>();
  let total = 0;
  for (const { from, to } of wanted) {
    if (files.has(to) || refused.has(to)) continue;
    try {
      const bytes = await readWithin(join(source, from), (size) => {
        const byHand = `copy it to ${to} in the dossier by hand`;
        if (size > limits.fileBytes)
          return `is larger than ${megabytes(limits.fileBytes)}, the most an import copies; ${byHand}`;
        return total + size > limits.allBytes
          ? `was left out because an import copies at most ${megabytes(limits.allBytes)} in all; ${byHand}`
          : undefined;
      });
      if (typeof bytes === "string") refused.set(to, `${from} ${bytes}`);
      else {
        total += bytes.byteLength;
        files.set(to, { bytes, sha256: createHash("sha256").update(bytes).digest("hex") });
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      refused.set(to, `${from} could not be copied: ${why}`);
    }
  }
  return { files, refused: [...refused.values()] };
}

/** The content, or what `refuse` says about the size; the size is asked of the open file, so that it is that of what is read. */
async function readWithin(
  path: string,
  refuse: (size: number) => string | undefined,
): Promise<Uint8Array | string> {
  const handle = await open(path);
  try {
    return refuse((await handle.stat()).size) ?? (await handle.readFile());
  } finally {
    await handle.close();
  }
}

function megabytes(bytes: number): string {
  return `${String(Math.round((bytes / megabyte) * 10) / 10)} MB`;
}
