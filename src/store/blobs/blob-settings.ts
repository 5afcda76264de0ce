/** Where blobs are kept, as the operator configured it: a folder, or a bucket when one is named. */
import path from "node:path";
import { fail, ok, type Result } from "#base/result";
import { diskBlobs } from "./disk-blobs.ts";
import type { KeptBlobs } from "./kept-blobs.ts";
import { s3Blobs } from "./s3-blobs.ts";
import type { S3Settings } from "./s3-client.ts";

export type BlobSettings =
  { readonly kind: "disk"; readonly folder: string } | ({ readonly kind: "s3" } & S3Settings);

/**
 * The settings of `PLUMBLINE_S3_BUCKET`, `…_PREFIX`, `…_ENDPOINT`, `…_REGION` and `…_PATH_STYLE` (`true` or `false`; `true` where an endpoint
 * is named); without a bucket the folder `blobs` of the data folder. Credentials are left to the SDK (`AWS_ACCESS_KEY_ID` …). An error
 * is a sentence for the operator.
 */
export function blobSettings(
  environment: Readonly<Record<string, string | undefined>>,
  dataFolder: string,
): Result<BlobSettings, string> {
  const of = (name: string): string | undefined => {
    const value = environment[name]?.trim();
    return value === "" ? undefined : value;
  };
  const bucket = of("PLUMBLINE_S3_BUCKET");
  const endpoint = of("PLUMBLINE_S3_ENDPOINT");
  if (bucket === undefined) {
    if (endpoint === undefined) return ok({ kind: "disk", folder: path.join(dataFolder, "blobs") });
    return fail("PLUMBLINE_S3_ENDPOINT is set without PLUMBLINE_S3_BUCKET; name the bucket as well.");
  }
  if (endpoint !== undefined && !/^https?:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/i.test(endpoint))
    return fail(
      "PLUMBLINE_S3_ENDPOINT must be an address such as https://s3.example.org, without credentials.",
    );
  const style = of("PLUMBLINE_S3_PATH_STYLE")?.toLowerCase();
  if (style !== undefined && style !== "true" && style !== "false")
    return fail("PLUMBLINE_S3_PATH_STYLE must be true or false.");
  return ok({
    kind: "s3",
    bucket,
    endpoint,
    prefix: of("PLUMBLINE_S3_PREFIX"),
    region: of("PLUMBLINE_S3_REGION") ?? of("AWS_REGION") ?? of("AWS_DEFAULT_REGION"),
    pathStyle: style === undefined ? undefined : style === "true",
    spoolFolder: path.join(dataFolder, "incoming"),
  });
}

export async function openBlobs(settings: BlobSettings): Promise<KeptBlobs> {
  return settings.kind === "disk" ? diskBlobs(settings.folder) : s3Blobs(settings);
}
