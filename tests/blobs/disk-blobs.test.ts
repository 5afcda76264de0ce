/** Blobs on the disk: the conformance suite, and what only a disk can do to them. */
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { diskBlobs, type KeptBlobs } from "#store/server";
import { realDisk, type BlobDisk } from "../../src/store/blobs/spool.ts";
import { blobConformance, limit, pieces, sha256 } from "./conformance.ts";

const longAgo = new Date("2020-01-01T00:00:00.000Z");
const lately = "2026-01-01T00:00:00.000Z";

function placeOf(folder: string, hash: string): string {
  return path.join(folder, hash.slice(0, 2), hash.slice(2));
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((one) => one.isFile())
    .map((one) => path.relative(folder, path.join(one.parentPath, one.name)));
}

async function leftovers(folder: string): Promise<readonly string[]> {
  return (await filesBelow(folder)).filter((one) => !/^[0-9a-f]{2}\/[0-9a-f]{62}$/.test(one));
}

blobConformance("the disk", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-blobs-"));
  return {
    blobs: diskBlobs(folder),
    damage: (hash, bytes) => writeFile(placeOf(folder, hash), bytes),
    age: async (hash) => {
      await utimes(placeOf(folder, hash), longAgo, longAgo);
      return "done";
    },
    leftovers: () => leftovers(folder),
    close: () => rm(folder, { recursive: true }),
  };
});

describe("blobs on a disk", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "plumbline-blobs-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const failing = (code: string, after: number): BlobDisk => {
    let writes = 0;
    const fault = (): Error => Object.assign(new Error(`${code}: injected`), { code });
    return {
      write: (file, piece) => {
        writes += 1;
        return writes > after ? Promise.reject(fault()) : realDisk.write(file, piece);
      },
      sync: (file) => (writes === after ? Promise.reject(fault()) : realDisk.sync(file)),
    };
  };

  it.each([
    ["in the middle", 2, 300_000],
    ["at the first byte", 0, 300_000],
    // The last block may be refused only when it is written out.
    ["at the end", 5, 300_000],
  ])("keep nothing when the disk is full %s", async (_when, after, size) => {
    const blobs = diskBlobs(folder, failing("ENOSPC", after));
    const bytes = randomBytes(size);
    await expect(blobs.put(pieces(bytes), limit)).rejects.toMatchObject({
      name: "BlobFault",
      code: "full",
      message: expect.stringContaining("the disk is full") as string,
    });
    expect(await filesBelow(folder)).toEqual([]);
    expect(await diskBlobs(folder).put(pieces(bytes), limit)).toMatchObject({ bytes: size });
  });

  it("lie where their hash says, readable by the owner alone, and are never written over", async () => {
    const bytes = Buffer.from("log");
    const blobs = diskBlobs(folder);
    await blobs.put(pieces(bytes), limit);
    const place = placeOf(folder, sha256(bytes));
    expect(await filesBelow(folder)).toEqual([path.relative(folder, place)]);
    const before = await stat(place);
    expect(before.mode & 0o077).toBe(0);
    await blobs.put(pieces(bytes), limit);
    expect((await stat(place)).ino).toBe(before.ino);
  });

  it("say what stands in the way", async () => {
    await writeFile(path.join(folder, "incoming"), "a file where a folder is needed");
    await expect(diskBlobs(folder).put(pieces(Buffer.from("x")), limit)).rejects.toMatchObject({
      code: "failed",
    });
  });

  it("are cleared of what a killed process left", async () => {
    const blobs = diskBlobs(folder);
    const incoming = path.join(folder, "incoming");
    await mkdir(incoming, { recursive: true });
    const referenced = randomBytes(30);
    const unwanted = randomBytes(31);
    const names = ["old.part", "young.part", `${sha256(referenced)}.aside`, `${sha256(unwanted)}.aside`];
    const contents = [Buffer.from("x"), Buffer.from("y"), referenced, unwanted];
    for (const [index, name] of names.entries()) {
      await writeFile(path.join(incoming, name), contents[index] ?? "");
      if (name !== "young.part") await utimes(path.join(incoming, name), longAgo, longAgo);
    }
    await mkdir(path.dirname(placeOf(folder, sha256(referenced))), { recursive: true });
    await blobs.deleteUnreferenced((hash) => Promise.resolve(hash === sha256(referenced)), lately);
    expect(await leftovers(folder)).toEqual(["incoming/young.part"]);
    expect(await readFile(placeOf(folder, sha256(referenced)))).toEqual(referenced);
    expect(await blobs.has(sha256(unwanted))).toBeUndefined();
  });

  it("survive clearing while the same content is put again and again", async () => {
    const blobs: KeptBlobs = diskBlobs(folder);
    const bytes = randomBytes(5000);
    const hash = sha256(bytes);
    let lost = 0;
    let swept = 0;
    for (let round = 0; round < 60; round += 1) {
      await blobs.put(pieces(bytes), limit);
      await utimes(placeOf(folder, hash), longAgo, longAgo);
      const [, gone] = await Promise.all([
        blobs.put(pieces(bytes, 500 + round), limit),
        blobs.deleteUnreferenced(
          () => new Promise((resolve) => setTimeout(resolve, round % 5, false)),
          lately,
        ),
      ]);
      swept += gone.length;
      if ((await blobs.verify(hash)) !== "sound") lost += 1;
    }
    expect(lost).toBe(0);
    expect(swept).toBeGreaterThan(0);
  });
});
