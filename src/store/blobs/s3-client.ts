/** The connection to S3-compatible storage; the SDK is loaded only when it is configured. */
import type * as Sdk from "@aws-sdk/client-s3";

export interface S3Settings {
  readonly bucket: string;
  /** Before every key, such as `plumbline/`; a slash at its end is added. */
  readonly prefix?: string | undefined;
  /** Address of a storage other than that of Amazon. */
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  /** `https://host/bucket/key` in place of `https://bucket.host/key`; what most storages on premises need. */
  readonly pathStyle?: boolean | undefined;
  /** Left out, the SDK takes them from the environment (AWS_ACCESS_KEY_ID …), the profile or the machine's role. */
  readonly credentials?:
    | {
        readonly accessKeyId: string;
        readonly secretAccessKey: string;
        readonly sessionToken?: string | undefined;
      }
    | undefined;
  /** Where uploads wait until their hash is known. */
  readonly spoolFolder?: string | undefined;
  /** Files above this are put in parts of this size; S3 wants 5 MB at least. */
  readonly partBytes?: number | undefined;
}

/** A bucket with all that is needed to ask it. */
export interface S3Bucket {
  readonly sdk: typeof Sdk;
  readonly client: Sdk.S3Client;
  readonly name: string;
  readonly prefix: string;
  readonly partBytes: number;
}

const smallestPart = 5 * 1024 * 1024;

export async function connectS3(settings: S3Settings): Promise<S3Bucket> {
  const sdk = await import("@aws-sdk/client-s3");
  const prefix = (settings.prefix ?? "").replace(/^\/+|\/+$/g, "");
  const { credentials } = settings;
  const config: Sdk.S3ClientConfig = {
    region: settings.region ?? "us-east-1",
    forcePathStyle: settings.pathStyle ?? settings.endpoint !== undefined,
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 5000, requestTimeout: 60_000 },
    // The newer checksum headers are refused by many storages; each put carries an MD5, each read is hashed.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  };
  if (settings.endpoint !== undefined) config.endpoint = settings.endpoint;
  if (credentials !== undefined) {
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const token = sessionToken === undefined ? {} : { sessionToken };
    config.credentials = { accessKeyId, secretAccessKey, ...token };
  }
  return {
    sdk,
    client: new sdk.S3Client(config),
    name: settings.bucket,
    prefix: prefix === "" ? "" : `${prefix}/`,
    partBytes: Math.max(smallestPart, settings.partBytes ?? 16 * 1024 * 1024),
  };
}
