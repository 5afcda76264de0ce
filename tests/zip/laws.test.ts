/** What is written is read again; equal content gives equal bytes; a broken archive never breaks the reader. */
import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readZip, writeZip, type ZipPart, type ZipWriting } from "#interchange/dossier-zip";
import { writeDossierFolder } from "#interchange/dossier-folder";
import { loadCatalogue } from "../doubles/load-catalogue.ts";
import { soundProduct } from "../doubles/sound-product.ts";
import { collect } from "./make-zip.ts";

interface Content {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly evidence: readonly { readonly path: string; readonly content: Uint8Array }[];
}

function partOf(path: string, content: Uint8Array): ZipPart {
  return {
    path,
    bytes: content.byteLength,
    open: () => Readable.from(content.byteLength === 0 ? [] : [content]),
  };
}

async function written({ files, evidence }: Content, writing?: ZipWriting): Promise<Buffer> {
  const answer = writeZip(
    files,
    evidence.map((one) => partOf(one.path, one.content)),
    writing,
  );
  if (!answer.ok) throw new Error(answer.error.map((one) => one.message).join("; "));
  return collect(answer.value);
}

async function readBack(archive: Uint8Array): Promise<Content> {
  const answer = await readZip(archive);
  if (!answer.ok) throw new Error(answer.error.map((one) => one.message).join("; "));
  expect(answer.value.problems).toEqual([]);
  const evidence = [];
  for (const one of answer.value.evidence) {
    const content = await collect(one.open());
    expect(content.byteLength).toBe(one.bytes);
    evidence.push({ path: one.path, content: Uint8Array.from(content) });
  }
  return { files: answer.value.files, evidence };
}

const letter = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789 -_+(),äé漢😀".split(/(?:)/u));
const stem = fc.string({ unit: letter, minLength: 1, maxLength: 12 }).map((text) => `f${text}`);
const yamlPath = fc
  .tuple(fc.constantFrom("", "ixit/", "assessment/", "requirements/"), stem)
  .map(([folder, name]) => `${folder}${name}.yaml`);
const evidencePath = fc
  .tuple(
    fc.constantFrom("evidence/", "evidence/scans/", "evidence/a/b/"),
    stem,
    fc.constantFrom("", ".txt", ".zip"),
  )
  .map((parts) => parts.join(""));
const byPath = <T extends { readonly path: string }>(all: readonly T[]): T[] =>
  [...all].sort((a, b) => (a.path < b.path ? -1 : 1));
const sameName = (one: { readonly path: string }): string =>
  one.path.normalize("NFC").toUpperCase().toLowerCase();

/** A name that is a file here and a folder there would be refused. */
function withoutClashes({ files, evidence }: Content): Content {
  return {
    files: byPath(files),
    evidence: byPath(
      evidence.filter((one) => !evidence.some((other) => sameName(other).startsWith(`${sameName(one)}/`))),
    ),
  };
}

const content: fc.Arbitrary<Content> = fc
  .record({
    files: fc.uniqueArray(
      fc.record({ path: yamlPath, text: fc.string({ unit: "binary", maxLength: 300 }) }),
      { selector: sameName, maxLength: 8 },
    ),
    evidence: fc.uniqueArray(fc.record({ path: evidencePath, content: fc.uint8Array({ maxLength: 2000 }) }), {
      selector: sameName,
      maxLength: 8,
    }),
  })
  .map(withoutClashes);

describe("laws", () => {
  it("read(write(x)) is x, packed or not", async () => {
    await fc.assert(
      fc.asyncProperty(content, fc.constantFrom("deflate", "none"), async (made, packing) => {
        expect(await readBack(await written(made, { packing }))).toEqual(made);
      }),
      { numRuns: 150 },
    );
  });

  it("equal content gives equal bytes, in whatever order it comes", async () => {
    await fc.assert(
      fc.asyncProperty(content, async (made) => {
        const turned = { files: [...made.files].reverse(), evidence: [...made.evidence].reverse() };
        expect(await written(turned)).toEqual(await written(made));
      }),
      { numRuns: 50 },
    );
  });

  it("no day, clock or zone enters the bytes", async () => {
    const made: Content = { files: [{ path: "plumbline.yaml", text: "plumbline: 1\n" }], evidence: [] };
    const before = process.env["TZ"];
    const archives: Buffer[] = [];
    for (const zone of ["UTC", "Pacific/Auckland", "America/Los_Angeles"]) {
      process.env["TZ"] = zone;
      archives.push(await written(made));
    }
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
    for (const one of archives) expect(one.equals(archives[0] ?? one)).toBe(true);
  });

  it("a whole dossier comes back byte for byte", async () => {
    const catalogue = loadCatalogue();
    const sound = soundProduct(catalogue);
    const files = writeDossierFolder(sound.dossier, catalogue);
    const evidence = Object.entries(sound.contents).map(([path, text]) => ({
      path,
      content: Uint8Array.from(Buffer.from(text)),
    }));
    const back = await readBack(await written({ files, evidence }));
    expect(back.files).toEqual(byPath(files));
    expect(back.evidence).toEqual(byPath(evidence));
  });
});

describe("writing", () => {
  it("refuses paths that reading would refuse", () => {
    const answer = writeZip(
      [{ path: "../x.yaml", text: "" }],
      [partOf("evidence/a", new Uint8Array()), partOf("evidence/A", new Uint8Array())],
    );
    expect(answer.ok ? [] : answer.error.map((one) => one.code)).toEqual([
      "file/zip-path",
      "file/zip-name-twice",
    ]);
  });

  it("ends with an error where evidence fails, is shorter or longer than said", async () => {
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from("a"));
      throw new Error("the disk reports an error");
    };
    const parts: [ZipPart, string][] = [
      [{ path: "evidence/x", bytes: 2, open: failing }, "the disk reports an error"],
      [{ path: "evidence/x", bytes: 2, open: () => Promise.reject(new Error("gone")) }, "gone"],
      [{ path: "evidence/x", bytes: 2, open: () => Readable.from([Buffer.from("a")]) }, "1 bytes where 2"],
      [{ path: "evidence/x", bytes: 2, open: () => Readable.from([Buffer.from("abc")]) }, "3 bytes where 2"],
    ];
    for (const [part, why] of parts) {
      const answer = writeZip([], [part, partOf("evidence/y", new Uint8Array())]);
      await expect(answer.ok ? collect(answer.value) : undefined).rejects.toThrow(why);
    }
  });

  it("opens evidence one after the other, and closes what is open when the reader leaves", async () => {
    let open = 0;
    let most = 0;
    let begun = 0;
    const slow = (path: string): ZipPart => ({
      path,
      bytes: 10_000_000,
      open: async function* () {
        open += 1;
        begun += 1;
        most = Math.max(most, open);
        try {
          for (let count = 0; count < 1000; count += 1)
            yield await Promise.resolve(Buffer.alloc(10_000, count));
        } finally {
          open -= 1;
        }
      },
    });
    const all = writeZip([], [slow("evidence/a"), slow("evidence/b")], { packing: "none" });
    expect(all.ok && (await collect(all.value)).length).toBeGreaterThan(20_000_000);
    expect([open, most, begun]).toEqual([0, 1, 2]);
    const some = writeZip([], [slow("evidence/a"), slow("evidence/b")], { packing: "none" });
    if (some.ok) for await (const piece of some.value) if ((piece as Buffer).length > 1000) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([open, begun]).toEqual([0, 3]);
  });
});

describe("a broken archive", () => {
  it(
    "never crashes the reader, hangs it, or makes it hold more than the limits",
    { timeout: 120_000 },
    async () => {
      const base = await written({
        files: [
          { path: "plumbline.yaml", text: "plumbline: 1\n".repeat(50) },
          { path: "ixit/01-AuthMech.yaml", text: "table: 1-AuthMech\n".repeat(100) },
        ],
        evidence: [
          { path: "evidence/log.txt", content: Buffer.from("line\n".repeat(20_000)) },
          {
            path: "evidence/key.bin",
            content: Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256),
          },
        ],
      });
      let refused = 0;
      const baseline = process.memoryUsage().rss;
      for (let seed = 1; seed <= 600; seed += 1) {
        const broken = mutated(base, seed);
        const started = performance.now();
        const answer = await readZip(broken, { allBytes: 4_000_000, evidenceBytes: 2_000_000 });
        if (answer.ok) for (const one of answer.value.evidence) await collect(one.open());
        else {
          refused += 1;
          expect(answer.error.length, `seed ${String(seed)}`).toBeGreaterThan(0);
        }
        expect(performance.now() - started, `seed ${String(seed)}`).toBeLessThan(10_000);
      }
      expect(refused).toBeGreaterThan(300);
      expect(process.memoryUsage().rss - baseline).toBeLessThan(300 * 1024 * 1024);
    },
  );
});

/** Repeats exactly for a seed: bytes changed, cut, doubled, or swapped, preferably in the table and the headers. */
function mutated(archive: Buffer, seed: number): Buffer {
  let state = seed * 2_654_435_761;
  const next = (below: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0;
    return state % below;
  };
  let bytes = Buffer.from(archive);
  const table = bytes.lastIndexOf("PK\u0005\u0006", undefined, "latin1") - 300;
  for (let count = 0; count <= next(4); count += 1) {
    const at =
      next(2) === 0 ? Math.min(bytes.length - 1, table + next(bytes.length - table)) : next(bytes.length);
    const kind = next(6);
    if (kind === 0) bytes[at] = next(256);
    else if (kind === 1) bytes[at] = (bytes[at] ?? 0) ^ (1 << next(8));
    else if (kind === 2) bytes = bytes.subarray(0, Math.max(1, at));
    else if (kind === 3)
      bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - next(200)))]);
    else if (kind === 4) bytes.fill(next(2) === 0 ? 0xff : 0, at, Math.min(bytes.length, at + 1 + next(8)));
    else bytes.copy(bytes, at, next(bytes.length), Math.min(bytes.length, next(bytes.length) + 50));
    if (bytes.length < 2) break;
  }
  return bytes;
}
