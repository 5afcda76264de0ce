/** What S3-compatible storage and the way to it can answer, in words; no key or address with credentials enters them. */
import { BlobFault, diskFault } from "./blob-fault.ts";

interface S3Error {
  readonly name: string;
  readonly code: string;
  readonly status: number;
}

function partsOf(error: unknown): S3Error {
  const of = (value: unknown, key: string): unknown =>
    typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  const status = of(of(error, "$metadata"), "httpStatusCode");
  const code = of(error, "code") ?? of(of(error, "cause"), "code");
  return {
    name: error instanceof Error ? error.name : "",
    code: typeof code === "string" ? code : "",
    status: typeof status === "number" ? status : 0,
  };
}

/** The object is not there. A bucket that is not there says so by another name, except to a question for the head alone. */
export function isMissing(error: unknown): boolean {
  const { name, status } = partsOf(error);
  return name === "NotFound" || name === "NoSuchKey" || (status === 404 && name !== "NoSuchBucket");
}

const unreachable =
  /^(?:E(?:CONN|HOST|NET|AI_|PIPE|TIMEDOUT|NOTFOUND).*|TimeoutError|NetworkingError|SlowDown|ServiceUnavailable|InternalError)$/;

/**
 * The fault in words. The SDK's error holds the request with its signature and tokens, so only its name and numbers are kept as the
 * cause.
 */
export function s3Fault(error: unknown, bucket: string, doing: string): unknown {
  if (error instanceof BlobFault) return error;
  const { name, code, status } = partsOf(error);
  const say = (kind: BlobFault["code"], why: string): BlobFault =>
    new BlobFault(kind, `In the bucket ${bucket}, ${doing}: ${why}`, { name, code, status });
  if (unreachable.test(code) || unreachable.test(name) || status >= 500)
    return say("unreachable", "the storage does not answer; try again later");
  if (name === "NoSuchBucket") return say("refused", "there is no such bucket");
  if (name === "CredentialsProviderError")
    return say("refused", "there are no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
  if (status === 401 || status === 403)
    return say(
      "refused",
      `the storage refuses${by(name)}; check the credentials and the rights on the bucket`,
    );
  if (name === "QuotaExceeded" || status === 507) return say("full", "the storage is full");
  if (status > 0) return say("failed", `the storage answers ${String(status)}${by(name)}`);
  return diskFault(error, "The upload could not be kept");
}

/** The name of the fault; answers to a question for the head alone have none. */
function by(name: string): string {
  return name === "" || name.startsWith("Unknown") || name === "Error" ? "" : ` (${name})`;
}
