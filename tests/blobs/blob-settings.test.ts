/** Where blobs are kept follows from the environment, and mistakes there are said in a sentence. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { blobSettings, openBlobs } from "#store/server";

const data = "/data";

it("a folder of the data folder, unless a bucket is named", () => {
  expect(blobSettings({}, data)).toEqual({
    ok: true,
    value: { kind: "disk", folder: path.join(data, "blobs") },
  });
  expect(blobSettings({ PLUMBLINE_S3_BUCKET: " " }, data)).toMatchObject({ value: { kind: "disk" } });
});

it("a bucket with all that is said about it", () => {
  const environment = {
    PLUMBLINE_S3_BUCKET: "evidence",
    PLUMBLINE_S3_PREFIX: "plumbline",
    PLUMBLINE_S3_ENDPOINT: "https://s3.example.org",
    PLUMBLINE_S3_PATH_STYLE: "False",
    AWS_REGION: "eu-central-1",
    AWS_SECRET_ACCESS_KEY: "hush",
  };
  const answer = blobSettings(environment, data);
  expect(answer).toEqual({
    ok: true,
    value: {
      kind: "s3",
      bucket: "evidence",
      prefix: "plumbline",
      endpoint: "https://s3.example.org",
      region: "eu-central-1",
      pathStyle: false,
      spoolFolder: path.join(data, "incoming"),
    },
  });
});

it.each([
  [{ PLUMBLINE_S3_ENDPOINT: "https://s3.example.org" }, "PLUMBLINE_S3_BUCKET"],
  [{ PLUMBLINE_S3_BUCKET: "b", PLUMBLINE_S3_ENDPOINT: "s3.example.org" }, "address"],
  [
    { PLUMBLINE_S3_BUCKET: "b", PLUMBLINE_S3_ENDPOINT: "https://key:secret@s3.example.org" },
    "without credentials",
  ],
  [{ PLUMBLINE_S3_BUCKET: "b", PLUMBLINE_S3_PATH_STYLE: "yes" }, "true or false"],
])("%o is refused", (environment, words) => {
  const answer = blobSettings(environment, data);
  expect(answer.ok ? "" : answer.error).toContain(words);
});

it("opens the folder that the settings name", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-blobs-"));
  const blobs = await openBlobs({ kind: "disk", folder });
  expect(await blobs.put(Readable.from([Buffer.from("x")]), { maxBytes: 1 })).toMatchObject({ bytes: 1 });
  await blobs.close();
  await rm(folder, { recursive: true });
});
