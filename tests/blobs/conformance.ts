/** What every home of blobs must do; run on the disk and on S3-compatible storage. */
import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KeptBlobs } from "#store/server";

export interface BlobHome {
  readonly blobs: KeptBlobs;
  /** Changes the stored bytes behind the back of the store. */
  readonly damage: (sha256: string, bytes: Uint8Array) => Promise<void>;
  /** Puts the date of the blob back to 2020, where the test can reach it. */
  readonly age: (sha256: string) => Promise<"done" | "impossible">;
  /** Names of everything that is stored or left lying about, but for blobs. */
  readonly leftovers: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export async function collect(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}

export function pieces(bytes: Uint8Array, size = 65_536): Readable {
  const all: Uint8Array[] = [];
  for (let start = 0; start < bytes.byteLength; start += size) all.push(bytes.subarray(start, start + size));
  return Readable.from(all);
}

export const limit = { maxBytes: 64 * 1024 * 1024 };

/** More than one part of a multipart upload, and not a multiple of it. */
export const large = randomBytes(12 * 1024 * 1024 + 17);

/** Long after the date that `age` gives, and long before now. */
const lately = "2022-01-01T00:00:00.000Z";
const never = (): Promise<boolean> => Promise.resolve(false);

export function blobConformance(name: string, open: () => Promise<BlobHome>): void {
  describe(`blobs on ${name}`, () => {
    let home: BlobHome;
    const put = async (bytes: Uint8Array): Promise<string> => {
      const facts = await home.blobs.put(pieces(bytes), limit);
      expect(facts).toEqual({ sha256: sha256(bytes), bytes: bytes.byteLength });
      return sha256(bytes);
    };
    const get = async (hash: string, range?: { start: number; end: number }): Promise<Buffer | undefined> => {
      const found = await home.blobs.get(hash, range);
      if (found === undefined) return undefined;
      const content = await collect(found.content);
      expect(content.byteLength).toBe(found.bytes);
      return content;
    };
    beforeAll(async () => {
      home = await open();
    });
    afterAll(async () => {
      expect(await home.leftovers()).toEqual([]);
      await home.close();
    });

    it.each([
      ["nothing", Buffer.alloc(0)],
      ["a byte", Buffer.from("x")],
      ["a text", Buffer.from("nmap 7.94: 22/tcp open\n".repeat(1000))],
      ["more than a part", large],
    ])("give back %s as it was put", async (_what, bytes) => {
      const hash = await put(bytes);
      expect((await get(hash))?.equals(bytes)).toBe(true);
      expect(await home.blobs.has(hash)).toEqual({ sha256: hash, bytes: bytes.byteLength });
      expect(await home.blobs.verify(hash)).toBe("sound");
    });

    it("know nothing of what was not put, nor of what is no hash", async () => {
      for (const hash of [sha256(randomBytes(8)), "", "../../etc/passwd", "AB".repeat(32), "a".repeat(63)]) {
        expect(await home.blobs.get(hash)).toBeUndefined();
        expect(await home.blobs.has(hash)).toBeUndefined();
        expect(await home.blobs.verify(hash)).toBe("missing");
      }
    });

    it("give parts, cut to what is there", async () => {
      const bytes = Buffer.from("0123456789");
      const hash = await put(bytes);
      expect((await get(hash, { start: 2, end: 4 }))?.toString()).toBe("234");
      expect((await get(hash, { start: 0, end: 0 }))?.toString()).toBe("0");
      expect((await get(hash, { start: 8, end: 100 }))?.toString()).toBe("89");
      expect((await get(hash, { start: 10, end: 100 }))?.toString()).toBe("");
      expect((await get(await put(Buffer.alloc(0)), { start: 0, end: 5 }))?.toString()).toBe("");
    });

    it("keep the same content once, put again, and by many at once", async () => {
      const bytes = randomBytes(300_000);
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => home.blobs.put(pieces(bytes), limit)),
      );
      expect(new Set(answers.map((one) => JSON.stringify(one)))).toEqual(
        new Set([JSON.stringify({ sha256: sha256(bytes), bytes: 300_000 })]),
      );
      await put(bytes);
      expect((await get(sha256(bytes)))?.equals(bytes)).toBe(true);
    });

    it("stop an upload that passes the limit, and keep nothing of it", async () => {
      let given = 0;
      async function* endless(): AsyncGenerator<Uint8Array> {
        for (;;) {
          given += 65_536;
          yield await Promise.resolve(Buffer.alloc(65_536, 1));
        }
      }
      expect(await home.blobs.put(endless(), { maxBytes: 1_000_000 })).toBe("too-large");
      expect(given).toBeLessThan(1_200_000);
      const exact = randomBytes(1000);
      expect(await home.blobs.put(pieces(exact), { maxBytes: 1000 })).toMatchObject({ bytes: 1000 });
      expect(await home.blobs.put(pieces(Buffer.concat([exact, Buffer.from("x")])), { maxBytes: 1000 })).toBe(
        "too-large",
      );
      expect(await home.leftovers()).toEqual([]);
    });

    it("keep nothing of an upload that breaks off", async () => {
      const begun = randomBytes(200_000);
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield* pieces(begun);
        throw await Promise.resolve(new Error("the connection was reset"));
      }
      await expect(home.blobs.put(broken(), limit)).rejects.toThrow("the connection was reset");
      expect(await home.blobs.has(sha256(begun))).toBeUndefined();
      expect(await home.leftovers()).toEqual([]);
    });

    it("notice changed bytes: by verify, and before the last piece is given out", async () => {
      const bytes = randomBytes(500_000);
      const hash = await put(bytes);
      const changed = Buffer.from(bytes);
      changed[499_999] = (changed[499_999] ?? 0) ^ 1;
      await home.damage(hash, changed);
      expect(await home.blobs.verify(hash)).toBe("damaged");
      const found = await home.blobs.get(hash);
      let given = 0;
      const reading = (async () => {
        for await (const piece of found?.content ?? []) given += piece.byteLength;
      })();
      await expect(reading).rejects.toMatchObject({ code: "damaged" });
      expect(given).toBeLessThan(500_000);
      await home.damage(hash, bytes.subarray(0, 10));
      expect(await home.blobs.verify(hash)).toBe("damaged");
      // Content that was cut off is put anew.
      await put(bytes);
      expect(await home.blobs.verify(hash)).toBe("sound");
    });

    it("may be left in the middle of reading, or before it began", async () => {
      const hash = await put(large);
      await home.blobs.get(hash);
      const found = await home.blobs.get(hash);
      for await (const piece of found?.content ?? []) {
        expect(piece.byteLength).toBeGreaterThan(0);
        break;
      }
      expect((await get(hash))?.equals(large)).toBe(true);
    });

    it("clear away what is old and nobody refers to, and only that", async () => {
      const [referenced, young, old] = await Promise.all(
        [randomBytes(10), randomBytes(11), randomBytes(12)].map(put),
      );
      for (const hash of [referenced, old]) if ((await home.age(hash ?? "")) === "impossible") return;
      const asked: string[] = [];
      const gone = await home.blobs.deleteUnreferenced((hash) => {
        asked.push(hash);
        return Promise.resolve(hash === referenced);
      }, lately);
      expect(gone).toEqual([old]);
      expect(asked).toContain(referenced);
      expect(await home.blobs.has(old ?? "")).toBeUndefined();
      for (const hash of [referenced, young]) expect(await home.blobs.verify(hash ?? "")).toBe("sound");
    });

    it("count content that is put again as put just now", async () => {
      const bytes = randomBytes(20);
      const hash = await put(bytes);
      if ((await home.age(hash)) === "impossible") return;
      await put(bytes);
      expect(await home.blobs.deleteUnreferenced(never, lately)).not.toContain(hash);
      expect((await get(hash))?.equals(bytes)).toBe(true);
    });
  });
}
