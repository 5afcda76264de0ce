/** Writes the ZIP form of a dossier folder: the same content gives the same bytes, whenever and wherever it is written. */
import { PassThrough, pipeline, Readable } from "node:stream";
import { ZipFile } from "yazl";
import { fail, ok, type Result } from "#base/result";
import type { Problem } from "#problems";
import type { TableEntry } from "./central-directory.ts";
import { judgeEntries } from "./judge-entries.ts";
import { defaultZipLimits } from "./limits.ts";

/** A file whose content is fetched when its turn comes. */
export interface ZipPart {
  readonly path: string;
  readonly bytes: number;
  readonly open: () => AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
}

export interface ZipWriting {
  /**
   * `deflate` where left out. Packed bytes can differ between releases of Node; with `none` they never do, which is what an archive
   * needs whose hash is to be computed again elsewhere.
   */
  readonly packing?: "deflate" | "none" | undefined;
}

/**
 * The archive as a stream, files first by path, evidence after them by path. Refuses paths that `readZip` would refuse; an evidence
 * stream that fails or has another length than it says ends the archive's stream with that error.
 */
export function writeZip(
  files: readonly { readonly path: string; readonly text: string }[],
  evidence: readonly ZipPart[],
  writing: ZipWriting = {},
): Result<Readable, readonly Problem[]> {
  const problems = pathProblems([...files, ...evidence].map((one) => one.path));
  if (problems.length > 0) return fail(problems);
  const zip = new ZipFile();
  const out = new PassThrough();
  const stop = (error: Error): void => {
    out.destroy(error);
  };
  pipeline(zip.outputStream, out, () => undefined);
  // yazl emits errors beside its stream; they belong to the stream that we give out.
  zip.on("error", stop);
  const compress = writing.packing !== "none";
  // In local time as ZIP has it, so that no zone changes the bytes; ZIP can name no day before 1980.
  const options = { mtime: new Date(1980, 0, 3), mode: 0o100644, forceDosTimestamp: true, compress };
  for (const { path, text } of [...files].sort(byPath))
    zip.addBuffer(Buffer.from(text, "utf8"), path, options);
  let open: Readable | undefined;
  for (const part of [...evidence].sort(byPath)) {
    zip.addReadStreamLazy(part.path, { ...options, size: part.bytes }, (hand) => {
      open = Readable.from(piecesOf(part), { objectMode: false });
      open.on("error", stop);
      hand(null, open);
    });
  }
  out.on("close", () => open?.destroy());
  zip.end();
  return ok(out);
}

async function* piecesOf(part: ZipPart): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of await part.open()) {
    bytes += piece.byteLength;
    yield piece;
  }
  if (bytes !== part.bytes)
    throw new Error(`${part.path} has ${String(bytes)} bytes where ${String(part.bytes)} were announced`);
}

/** What `readZip` would say of these paths. */
function pathProblems(paths: readonly string[]): readonly Problem[] {
  const entries = paths.map((path): TableEntry => {
    const rawName = Buffer.from(path, "utf8");
    return {
      rawName,
      unicodeName: undefined,
      flags: 0,
      method: 0,
      crc32: 0,
      packedBytes: 0,
      bytes: 0,
      mode: 0,
      offset: 0,
    };
  });
  return judgeEntries(entries, defaultZipLimits).problems;
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
