/** What can go wrong with the storage of blobs, as one typed error: a code for programs and a sentence for people. */
import { errorCode, reasonOf } from "../folder-paths.ts";

export type BlobFaultCode =
  /** The disk, a quota or the bucket is full. Nothing of the upload is left. */
  | "full"
  /** The storage does not answer. The same may work again later. */
  | "unreachable"
  /** The storage answers that we may not: credentials, rights, or a bucket that is not there. */
  | "refused"
  /** The bytes read are not those that were put. */
  | "damaged"
  /** Anything else that the disk or the storage reports. */
  | "failed";

export class BlobFault extends Error {
  readonly code: BlobFaultCode;

  constructor(code: BlobFaultCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "BlobFault";
    this.code = code;
  }
}

const full: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);
const forbidden: ReadonlySet<string> = new Set(["EACCES", "EPERM", "EROFS"]);

/** What the operating system says, in the words of blobs; what is not from it stays as it is. */
export function diskFault(error: unknown, doing: string): unknown {
  const code = errorCode(error);
  if (error instanceof BlobFault || code === undefined || !/^E[A-Z0-9]+$/.test(code)) return error;
  const kind = full.has(code) ? "full" : forbidden.has(code) ? "refused" : "failed";
  return new BlobFault(kind, `${doing}: ${reasonOf(error)}`, error);
}
