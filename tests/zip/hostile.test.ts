/** Each lie a hostile archive can tell is refused with its own code, the entry's name and what to do. */
import { PassThrough } from "node:stream";
import { crc32, deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { defaultZipLimits, readZip, type ZipInput, type ZipLimits } from "#interchange/dossier-zip";
import type { Problem, ProblemCode } from "#problems";
import { largestYaml } from "../../src/store/read-text.ts";
import { collect, makeZip, type MadeEntry } from "./make-zip.ts";

const header: MadeEntry = { name: "plumbline.yaml", content: "plumbline: 1\n" };

async function refusals(input: ZipInput, limits: Partial<ZipLimits> = {}): Promise<readonly Problem[]> {
  const answer = await readZip(input, limits);
  return answer.ok ? [] : answer.error;
}

async function codesOf(
  entries: readonly MadeEntry[],
  limits: Partial<ZipLimits> = {},
): Promise<readonly ProblemCode[]> {
  return (await refusals(makeZip([header, ...entries]), limits)).map((one) => one.code);
}

/** Of the processor, so that a busy machine does not count. */
function secondsSince(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1_000_000;
}

const zeros = Buffer.alloc(4 * 1024 * 1024);

const cases: readonly [string, ProblemCode, MadeEntry, Partial<ZipLimits>?][] = [
  ["steps upwards", "file/zip-path", { name: "evidence/../../x.txt" }],
  ["an absolute path", "file/zip-path", { name: "/etc/passwd" }],
  ["a drive", "file/zip-path", { name: "C:/x.txt" }],
  ["backslashes", "file/zip-path", { name: "evidence\\x.txt" }],
  ["a network path", "file/zip-path", { name: "\\\\server\\x.txt" }],
  ["a NUL", "file/zip-path", { name: "evidence/x\0.txt" }],
  ["a control character", "file/zip-path", { name: "evidence/\u001b[2Jx.txt" }],
  ["an overlong name", "file/zip-path", { name: `evidence/${"x".repeat(2000)}` }],
  ["no name", "file/zip-path", { name: "" }],
  [
    "a name in another encoding",
    "file/zip-name-encoding",
    { name: Buffer.from([0x65, 0x81, 0x66]), flags: 0 },
  ],
  ["a name that says UTF-8 and is not", "file/zip-name-encoding", { name: Buffer.from([0xc3, 0x28]) }],
  ["the same name", "file/zip-name-twice", { name: "plumbline.yaml" }],
  ["the same name by a detour", "file/zip-name-twice", { name: "./plumbline.yaml" }],
  ["capitals", "file/zip-name-twice", { name: "Plumbline.YAML" }],
  ["a file as a folder", "file/zip-name-twice", { name: "plumbline.yaml/x.txt" }],
  ["a symbolic link", "file/zip-special", { name: "evidence/x", content: "/etc/passwd", mode: 0o120777 }],
  ["a device", "file/zip-special", { name: "evidence/x", mode: 0o060644 }],
  ["a link among the junk", "file/zip-special", { name: "__MACOSX/x", content: "..", mode: 0o120777 }],
  ["an encrypted file", "file/zip-encrypted", { name: "evidence/x", flags: 0x801 }],
  ["strong encryption", "file/zip-encrypted", { name: "evidence/x", flags: 0x841 }],
  ["encryption of WinZip", "file/zip-encrypted", { name: "evidence/x", saysMethod: 99 }],
  ["another packing", "file/zip-method", { name: "evidence/x", saysMethod: 12 }],
  ["a wrong checksum", "file/zip-damaged", { name: "evidence/x", content: "abc", saysCrc: 1 }],
  ["a wrong checksum of YAML", "file/zip-damaged", { name: "ics.yaml", content: "abc", saysCrc: 1 }],
  ["fewer bytes than said", "file/zip-damaged", { name: "evidence/x", content: "abc", saysBytes: 4 }],
  ["more bytes than said", "file/zip-damaged", { name: "evidence/x", content: "abc", saysBytes: 2 }],
  [
    "no Deflate",
    "file/zip-damaged",
    { name: "evidence/x", content: "abc", packed: Buffer.from([255, 255, 255]) },
  ],
  [
    "cut Deflate",
    "file/zip-damaged",
    { name: "evidence/x", content: zeros, packed: deflateRawSync(zeros).subarray(0, 20) },
  ],
  ["another local name", "file/zip-damaged", { name: "evidence/x", localName: "evidence/y", content: "abc" }],
  [
    "more than the archive",
    "file/zip-unreadable",
    { name: "evidence/x", content: "abc", saysPacked: 1_000_000 },
  ],
  ["a bomb", "file/zip-ratio", { name: "evidence/x", content: zeros }],
  ["a bomb that says it is small", "file/zip-damaged", { name: "evidence/x", content: zeros, saysBytes: 10 }],
  [
    "a large file",
    "file/zip-too-large",
    { name: "evidence/x", content: zeros, method: 0 },
    { evidenceBytes: 1_000_000 },
  ],
  [
    "much together",
    "file/zip-too-large",
    { name: "evidence/x", content: zeros, method: 0 },
    { allBytes: 1_000_000 },
  ],
  ["large YAML", "file/too-large", { name: "ics.yaml", content: zeros, method: 0 }, { yamlBytes: 1_000_000 }],
  [
    "much YAML",
    "file/too-large",
    { name: "ics.yaml", content: zeros, method: 0 },
    { allYamlBytes: 1_000_000 },
  ],
  ["YAML that is not UTF-8", "file/not-utf-8", { name: "ics.yaml", content: Buffer.from([0xfc]) }],
  ["many entries", "file/too-many", { name: "evidence/x" }, { entries: 1 }],
  ["many YAML files", "file/too-many", { name: "ics.yaml" }, { yamlFiles: 1 }],
  [
    "a large archive",
    "file/zip-too-large",
    { name: "evidence/x", content: zeros, method: 0 },
    { archiveBytes: 1_000_000 },
  ],
];

describe("an archive is refused for", () => {
  it.each(cases)("%s", async (_what, code, entry, limits) => {
    const found = await refusals(makeZip([header, entry]), limits);
    expect(found.map((one) => one.code)).toEqual([code]);
    for (const one of found) {
      expect(one.remedy).not.toBe("");
      // Messages reach terminals.
      expect(JSON.stringify([one.message, one.at])).not.toMatch(/\\u00[01]|[\u0080-\u009f]/);
    }
  });

  it("each of several entries by name", async () => {
    const found = await refusals(
      makeZip([
        header,
        { name: "../a" },
        { name: "evidence/b", flags: 1 },
        { name: "evidence/c", mode: 0o120777 },
      ]),
    );
    expect(found.map((one) => [one.code, one.at[1]])).toEqual([
      ["file/zip-path", "../a"],
      ["file/zip-encrypted", "evidence/b"],
      ["file/zip-special", "evidence/c"],
    ]);
  });

  it("folders whose capitals differ, and accents in two forms", async () => {
    expect(await codesOf([{ name: "ixit/a.yaml" }, { name: "IXIT/b.yaml" }])).toEqual([
      "file/zip-name-twice",
    ]);
    expect(await codesOf([{ name: "evidence/\u00e9" }, { name: "evidence/e\u0301" }])).toEqual([
      "file/zip-name-twice",
    ]);
  });

  it("entries that share their bytes", async () => {
    const noise = Buffer.from(Array.from({ length: 60_000 }, (_, index) => (index * 7919) % 251));
    const bomb: MadeEntry[] = [{ name: "evidence/0", content: noise, method: 0 }];
    for (let count = 1; count < 50; count += 1)
      bomb.push({ name: `evidence/${String(count)}`, content: noise, method: 0, at: 1 });
    expect(await codesOf(bomb)).toEqual(["file/zip-unreadable"]);
  });

  it("what is no archive, and every truncation of one", async () => {
    expect((await refusals(Buffer.alloc(0))).map((one) => one.code)).toEqual(["file/zip-unreadable"]);
    expect((await refusals(Buffer.from("plumbline: 1\n"))).map((one) => one.code)).toEqual([
      "file/zip-unreadable",
    ]);
    const whole = makeZip([header, { name: "evidence/x", content: "abc" }]);
    for (let length = 0; length < whole.length; length += 1)
      expect((await refusals(whole.subarray(0, length))).length).toBeGreaterThan(0);
    expect((await refusals(Buffer.concat([whole, Buffer.from("x")]))).map((one) => one.code)).toEqual([
      "file/zip-unreadable",
    ]);
  });

  it("a table whose sizes and offsets lead nowhere", async () => {
    const whole = makeZip([header]);
    const places = [6, 8, 10, 12, 16, 20];
    for (const place of places) {
      const broken = Buffer.from(whole);
      broken.writeUInt16LE(0xffff, broken.length - 22 + place);
      const answer = await readZip(broken);
      if (answer.ok) expect(answer.value.files.map((one) => one.path)).toEqual(["plumbline.yaml"]);
    }
  });

  it("a plumbline.yaml beside other folders, and says where it stands", async () => {
    const [found] = await refusals(makeZip([{ name: "a/b/plumbline.yaml" }, { name: "other/x.txt" }]));
    expect(found).toMatchObject({ code: "file/no-dossier" });
    expect(found?.message).toContain("a/b");
  });
});

describe("limits", () => {
  it("of YAML are those of a dossier folder", () => {
    expect(defaultZipLimits.yamlBytes).toBe(largestYaml);
  });

  it("stop an upload while it arrives", async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        given += 65_536;
        yield await Promise.resolve(Buffer.alloc(65_536));
      }
    }
    expect((await refusals(endless(), { archiveBytes: 1_000_000 })).map((one) => one.code)).toEqual([
      "file/zip-too-large",
    ]);
    expect(given).toBeLessThan(1_200_000);
  });

  it("hold while inflating: a bomb of 256 MB is stopped after the first megabytes", async () => {
    const packed = deflateRawSync(Buffer.alloc(256 * 1024 * 1024));
    const archive = makeZip([header, { name: "evidence/x", packed, saysBytes: 256 * 1024 * 1024 }]);
    const before = process.memoryUsage().rss;
    const started = process.cpuUsage();
    expect((await refusals(archive)).map((one) => one.code)).toEqual(["file/zip-ratio"]);
    expect(secondsSince(started)).toBeLessThan(2);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  it("end the work on a packed stream that gives nothing", async () => {
    // Empty stored blocks of Deflate: five bytes of input each, no output.
    const nothing = Buffer.concat([
      ...Array.from({ length: 200_000 }, () => Buffer.from([0, 0, 0, 0xff, 0xff])),
      Buffer.from([1, 0, 0, 0xff, 0xff]),
    ]);
    const bomb: MadeEntry[] = [{ name: "evidence/0", packed: nothing, saysBytes: 0, saysCrc: 0 }];
    for (let count = 1; count < 1000; count += 1)
      bomb.push({ name: `evidence/${String(count)}`, packed: nothing, saysBytes: 0, saysCrc: 0, at: 1 });
    const archive = makeZip([header, ...bomb]);
    const started = process.cpuUsage();
    expect((await refusals(archive)).map((one) => one.code)).toEqual(["file/zip-unreadable"]);
    expect(secondsSince(started)).toBeLessThan(2);
  });
});

describe("an archive is read", () => {
  const read = async (entries: readonly MadeEntry[]) => {
    const answer = await readZip(makeZip(entries));
    if (!answer.ok) throw new Error(answer.error.map((one) => one.message).join("; "));
    return answer.value;
  };

  it("without the one folder around it", async () => {
    const content = await read([
      { name: "my dossier/", mode: 0o040755 },
      { name: "my dossier/plumbline.yaml", content: "a: 1\n" },
      { name: "my dossier/evidence/x", content: "abc" },
      { name: "__MACOSX/my dossier/._x" },
    ]);
    expect(content.files).toEqual([{ path: "plumbline.yaml", text: "a: 1\n" }]);
    expect(content.evidence.map((one) => [one.path, one.bytes])).toEqual([["evidence/x", 3]]);
  });

  it("with a note about junk, and dot files only where they are evidence", async () => {
    const content = await read([
      header,
      { name: ".DS_Store" },
      { name: ".git/config" },
      { name: "evidence/Thumbs.db" },
      { name: "evidence/.env", content: "x" },
      { name: "README.md" },
    ]);
    expect(content.evidence.map((one) => one.path)).toEqual(["README.md", "evidence/.env"]);
    expect(content.problems).toMatchObject([{ code: "file/zip-left-out", severity: "note" }]);
    expect(content.problems[0]?.message).toContain(
      "3 files of the archive are no part of a dossier and left out: .DS_Store, .git/config, evidence/Thumbs.db",
    );
  });

  it("with archives inside left closed, and YAML elsewhere named but not opened", async () => {
    const inner = makeZip([{ name: "../../x" }]);
    const content = await read([
      header,
      { name: "evidence/inner.zip", content: inner, method: 0 },
      { name: "other/x.yaml", content: "a: 1" },
      { name: "evidence/raw.yaml", content: "a: 1" },
    ]);
    const [zip, raw] = content.evidence;
    expect(raw?.path).toBe("evidence/raw.yaml");
    expect(zip === undefined ? undefined : await collect(zip.open())).toEqual(inner);
    expect(content.files).toContainEqual({ path: "other/x.yaml", text: "" });
  });

  it("with names in UTF-8, said or not, or stored beside another encoding", async () => {
    const raw = Buffer.from([0x50, 0x72, 0x81, 0x66]);
    const name = Buffer.from("Prüf", "utf8");
    const extra = Buffer.alloc(9 + name.length);
    extra.writeUInt16LE(0x7075, 0);
    extra.writeUInt16LE(5 + name.length, 2);
    extra.writeUInt8(1, 4);
    extra.writeUInt32LE(crc32(raw), 5);
    name.copy(extra, 9);
    const content = await read([header, { name: raw, flags: 0, extra }, { name: "evidence/ü", flags: 0 }]);
    expect(content.evidence.map((one) => one.path)).toEqual(["Prüf", "evidence/ü"]);
  });

  it("from a stream and by range, with the same answer", async () => {
    const whole = makeZip([header, { name: "evidence/x", content: "abc".repeat(50_000) }]);
    const stream = new PassThrough();
    for (let at = 0; at < whole.length; at += 7) stream.write(whole.subarray(at, at + 7));
    stream.end();
    const reads: [number, number][] = [];
    const byRange: ZipInput = {
      bytes: whole.length,
      async *read(start, end) {
        reads.push([start, end]);
        yield await Promise.resolve(whole.subarray(start, end));
      },
    };
    for (const input of [stream, byRange, whole] as const) {
      const answer = await readZip(input);
      expect(answer.ok && answer.value.files).toEqual([{ path: "plumbline.yaml", text: "plumbline: 1\n" }]);
      const content = answer.ok ? answer.value.evidence[0] : undefined;
      expect(content === undefined ? 0 : (await collect(content.open())).length).toBe(150_000);
      // As often as wanted.
      expect(content === undefined ? 0 : (await collect(content.open())).length).toBe(150_000);
    }
    expect(reads.length).toBeLessThan(20);
  });

  it("and a source that changes afterwards ends the content with an error", async () => {
    const whole = makeZip([header, { name: "evidence/x", content: "abc", method: 0 }]);
    const answer = await readZip(whole);
    whole.write("abd", whole.indexOf("abc"));
    const content = answer.ok ? answer.value.evidence[0] : undefined;
    await expect(content === undefined ? undefined : collect(content.open())).rejects.toThrow("checksum");
  });

  it("and a reader may stop in the middle", async () => {
    const answer = await readZip(
      makeZip([header, { name: "evidence/x", content: Buffer.alloc(500_000, "ab") }]),
      { ratio: 10_000 },
    );
    const content = answer.ok ? answer.value.evidence[0] : undefined;
    for await (const piece of content?.open() ?? []) {
      expect(piece.byteLength).toBeGreaterThan(0);
      break;
    }
  });
});
