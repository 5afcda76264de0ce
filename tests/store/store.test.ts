/** The store on a real file system: limits, links, encodings, hashes and writing all or nothing. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { readDossierFolder } from "#interchange/dossier-folder";
import { hashEvidence, loadCatalogue, ownStandards, readFolder, writeFiles } from "#store";

const base = mkdtempSync(path.join(tmpdir(), "plumbline-store-"));
let root = "";
let count = 0;

beforeEach(() => {
  count += 1;
  root = path.join(base, String(count));
  mkdirSync(root);
  put("plumbline.yaml", "plumbline: 1\n");
});
afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});

function put(relative: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(path.join(root, relative)), { recursive: true });
  writeFileSync(path.join(root, relative), content);
}

const brief = (problems: readonly { code: string; message: string }[]): string[] =>
  problems.map((one) => `${one.code} ${one.message}`);

describe("reading a folder", () => {
  test("takes the YAML of known places, names misplaced YAML, lists evidence and leaves the rest alone", async () => {
    put("ics.yaml", "rows: {}\n");
    put("ixit/01-AuthMech.yml", "table: 1-AuthMech\n");
    put("ixits/02.yaml", "x: y\n");
    put("evidence/scan.yaml", "- 1\n");
    put("evidence/deep/report.pdf", "1234");
    put(".git/config.yaml", "x");
    put(".plumbline/schemas/ics.schema.json", "{}");
    put("node_modules/a/b.yaml", "x");
    put("README.md", "x");
    const content = await readFolder(root);
    expect(content.problems).toEqual([]);
    expect(content.files).toEqual([
      { path: "ics.yaml", text: "rows: {}\n" },
      { path: "plumbline.yaml", text: "plumbline: 1\n" },
      { path: "ixit/01-AuthMech.yml", text: "table: 1-AuthMech\n" },
      { path: "ixits/02.yaml", text: "" },
    ]);
    expect(content.evidenceFiles).toEqual([
      { path: "evidence/deep/report.pdf", bytes: 4 },
      { path: "evidence/scan.yaml", bytes: 4 },
    ]);
  });

  test("what is no folder is said", async () => {
    expect(brief((await readFolder(path.join(root, "none"))).problems)).toEqual([
      `file/no-dossier there is no folder ${root}/none`,
    ]);
    expect(brief((await readFolder(path.join(root, "plumbline.yaml"))).problems)[0]).toContain(
      "is a file, not a dossier folder",
    );
  });

  test("a file of 100 MB is named with its size and not read", async () => {
    put("ics.yaml", "");
    truncateSync(path.join(root, "ics.yaml"), 100 * 1024 * 1024);
    const content = await readFolder(root);
    expect(brief(content.problems)).toEqual([
      "file/too-large ics.yaml has 100.0 MB; a YAML file of a dossier may have 8.0 MB",
    ]);
    expect(content.unread).toEqual(["ics.yaml"]);
    const reading = readDossierFolder(
      content.files,
      { editions: [], changeLists: [], registry: undefined },
      content.unread,
    );
    expect(reading.unreadable).toBe(true);
    expect(reading.unreadableFiles).toEqual(["ics.yaml"]);
  });

  test("symbolic links: inside is followed, outside and broken are refused", async () => {
    const outside = path.join(base, "secret.yaml");
    writeFileSync(outside, "secret: yes\n");
    put("real.txt", "rows: {}\n");
    symlinkSync("real.txt", path.join(root, "ics.yaml"));
    symlinkSync(outside, path.join(root, "scope.yaml"));
    symlinkSync("nowhere", path.join(root, "notes.yaml"));
    symlinkSync(base, path.join(root, "ixit"));
    symlinkSync("loop.yaml", path.join(root, "loop.yaml"));
    mkdirSync(path.join(root, "evidence"));
    symlinkSync("../evidence", path.join(root, "evidence", "again"));
    const content = await readFolder(root);
    expect(brief(content.problems)).toEqual([
      "file/symlink-outside ixit is a symbolic link that leaves the dossier folder; it is not followed",
      "file/unreadable loop.yaml is a symbolic link that leads nowhere",
      "file/unreadable notes.yaml is a symbolic link that leads nowhere",
      "file/symlink-outside scope.yaml is a symbolic link that leaves the dossier folder; it is not followed",
    ]);
    expect(content.files.map((one) => one.path)).toEqual(["ics.yaml", "plumbline.yaml"]);
    expect(JSON.stringify(content)).not.toContain("secret: yes");
  });

  test("Latin-1, UTF-16 and binary files are named with byte and line", async () => {
    put("ics.yaml", Buffer.from("rows: {}\n# J\u00fcrgen\n", "latin1"));
    put("scope.yaml", Buffer.from("\ufeffdut: {}\n", "utf16le"));
    put("notes.yaml", Buffer.from([0x61, 0x3a, 0x00, 0xff]));
    put("findings.yaml", Buffer.concat([Buffer.from("a: "), Buffer.from([0xe2, 0x82])]));
    const content = await readFolder(root);
    expect(brief(content.problems)).toEqual([
      "file/not-utf-8 findings.yaml is not UTF-8: byte 4 (0x82, line 1) fits no letter",
      "file/not-utf-8 ics.yaml is not UTF-8: byte 12 (0xFC, line 2) fits no letter",
      "file/not-utf-8 notes.yaml is not UTF-8: byte 3 (0xFF, line 1) fits no letter; it looks like a binary file",
      "file/not-utf-8 scope.yaml is not UTF-8: byte 0 (0xFF, line 1) fits no letter; it looks like UTF-16",
    ]);
  });

  test("a folder with thousands of YAML files is not read to the end", async () => {
    for (let index = 0; index < 2001; index += 1) put(`assessment/${String(index)}.yaml`, "cases: {}\n");
    const content = await readFolder(root);
    expect(brief(content.problems)).toEqual([
      "file/too-many the folder holds more than 2000 YAML files; what lies beyond is not read",
    ]);
    expect(content.files).toHaveLength(2000);
    expect(content.unread).toEqual(["assessment/998.yaml", "assessment/999.yaml"]);
    expect(content.files[0]?.path).toBe("plumbline.yaml");
  });

  test("a named pipe does not hang the reader", async () => {
    execFileSync("mkfifo", [path.join(root, "ics.yaml")]);
    expect(brief((await readFolder(root)).problems)).toEqual([
      "file/unreadable ics.yaml is not a regular file",
    ]);
  });
});

describe("hashing evidence", () => {
  test("present, missing, outside, folder, unsafe paths", async () => {
    const outside = path.join(base, "outside.bin");
    writeFileSync(outside, "x");
    const content = Buffer.alloc(3 * 1024 * 1024 + 17, 7);
    put("evidence/big.bin", content);
    mkdirSync(path.join(root, "evidence", "dir"));
    symlinkSync(outside, path.join(root, "evidence", "link"));
    symlinkSync("big.bin", path.join(root, "evidence", "inner"));
    const item = (file?: string) => ({
      title: "t",
      type: "scan" as const,
      ...(file === undefined ? {} : { file }),
    });
    const facts = await hashEvidence(root, {
      evidence: {
        big: item("evidence/big.bin"),
        inner: item("evidence/inner"),
        gone: item("evidence/gone"),
        link: item("evidence/link"),
        dir: item("evidence/dir"),
        up: item("../outside.bin"),
        abs: item("/etc/passwd"),
        back: item("evidence\\big.bin"),
        none: item(),
      },
    });
    const sha256 = createHash("sha256").update(content).digest("hex");
    expect({ ...facts }).toEqual({
      big: { state: "present", sha256, bytes: content.length },
      inner: { state: "present", sha256, bytes: content.length },
      gone: { state: "missing" },
      link: { state: "unreadable", why: "it is a symbolic link that leaves the dossier folder" },
      dir: { state: "unreadable", why: "it is a folder" },
      up: { state: "unreadable", why: "the path leaves the dossier folder" },
      abs: { state: "unreadable", why: "the path is absolute" },
      back: { state: "unreadable", why: "the path uses backslashes" },
    });
  });

  test("a changed file is hashed again", async () => {
    put("evidence/a", "one");
    const evidence = { a: { title: "t", type: "log" as const, file: "evidence/a" } };
    const before = await hashEvidence(root, { evidence });
    put("evidence/a", "two!");
    expect(await hashEvidence(root, { evidence })).not.toEqual(before);
  });
});

describe("writing files", () => {
  const names = (): string[] => readdirSync(root, { recursive: true, encoding: "utf8" }).sort();

  test("writes, makes folders, removes, and leaves nothing else behind", async () => {
    put("old.yaml", "x");
    const result = await writeFiles(root, [
      { path: "plumbline.yaml", text: "plumbline: 1\nid: a\n" },
      { path: "ixit/01-AuthMech.yaml", text: "table: 1-AuthMech\n" },
      { path: "old.yaml", text: undefined },
    ]);
    expect(result.ok).toBe(true);
    expect(names()).toEqual(["ixit", "ixit/01-AuthMech.yaml", "plumbline.yaml"]);
    expect(readFileSync(path.join(root, "plumbline.yaml"), "utf8")).toBe("plumbline: 1\nid: a\n");
  });

  test("a rename that fails half-way leaves every file as it was", async () => {
    put("a.yaml", "old a");
    put("gone.yaml", "old gone");
    let calls = 0;
    const disk = {
      rename: async (from: string, to: string): Promise<void> => {
        calls += 1;
        if (calls === 3) throw Object.assign(new Error("full"), { code: "ENOSPC" });
        await rename(from, to);
      },
    };
    const changes = ["a.yaml", "new.yaml"].map((name) => ({ path: name, text: "new" }));
    const result = await writeFiles(
      root,
      [...changes, { path: "gone.yaml", text: undefined }, { path: "b.yaml", text: "b" }],
      disk,
    );
    expect(result.ok ? [] : brief(result.error)).toEqual([
      "file/not-written b.yaml could not be written: the disk is full; nothing was changed",
    ]);
    expect(names()).toEqual(["a.yaml", "gone.yaml", "plumbline.yaml"]);
    expect(readFileSync(path.join(root, "a.yaml"), "utf8")).toBe("old a");
    expect(readFileSync(path.join(root, "gone.yaml"), "utf8")).toBe("old gone");
  });

  test("a folder in the way is an error that changes nothing", async () => {
    mkdirSync(path.join(root, "ics.yaml", "x"), { recursive: true });
    const result = await writeFiles(root, [
      { path: "plumbline.yaml", text: "new" },
      { path: "ics.yaml", text: "new" },
    ]);
    expect(result.ok).toBe(false);
    expect(readFileSync(path.join(root, "plumbline.yaml"), "utf8")).toBe("plumbline: 1\n");
    expect(names()).toEqual(["ics.yaml", "ics.yaml/x", "plumbline.yaml"]);
  });

  test("never through links and never outside", async () => {
    const outside = path.join(base, `outside-${String(count)}`);
    mkdirSync(outside);
    symlinkSync(outside, path.join(root, "ixit"));
    symlinkSync(path.join(outside, "x"), path.join(root, "ics.yaml"));
    const result = await writeFiles(
      root,
      ["ixit/a.yaml", "ics.yaml", "../x.yaml", "/tmp/x.yaml", "a\\b.yaml"].map((name) => ({
        path: name,
        text: "x",
      })),
    );
    expect(result.ok ? [] : brief(result.error)).toEqual([
      "file/not-written ixit/a.yaml is not written: ixit is a symbolic link",
      "file/not-written ics.yaml is not written: ics.yaml is a symbolic link",
      "file/not-written ../x.yaml is not written: the path leaves the dossier folder",
      "file/not-written /tmp/x.yaml is not written: the path is absolute",
      "file/not-written a\\b.yaml is not written: the path uses backslashes",
    ]);
    expect(readdirSync(outside)).toEqual([]);
    expect(lstatSync(path.join(root, "ics.yaml")).isSymbolicLink()).toBe(true);
  });
});

describe("loading the catalogue", () => {
  test("everything, or only the documents that are pinned", async () => {
    const all = await loadCatalogue();
    expect(all.problems).toEqual([]);
    expect(all.catalogue.editions.length).toBeGreaterThanOrEqual(7);
    const some = await loadCatalogue({ documents: ["ETSI EN 303 645"] });
    expect(new Set(some.catalogue.editions.map((one) => one.document))).toEqual(new Set(["ETSI EN 303 645"]));
    expect(some.catalogue.registry).toBeDefined();
    const unknown = await loadCatalogue({ documents: ["ETSI EN 303 645", "ETSI EN 999 999"] });
    expect(unknown.catalogue.editions.length).toBe(all.catalogue.editions.length);
  });

  test("a user's broken file is named with line and column, a bad one with its faults", async () => {
    put("own/broken.json", '{\n  "kind": "provisions",\n  "document": \n}\n');
    put("own/odd.json", '{ "kind": "poem" }');
    const { problems } = await loadCatalogue({ own: [path.join(root, "own"), path.join(root, "missing")] });
    expect(problems.map((one) => one.code)).toEqual(Array(3).fill("file/standards-unreadable"));
    const messages = problems.map((one) => one.message.replaceAll(root, ""));
    expect(messages).toContain("the standards folder /missing cannot be listed: it does not exist");
    expect(
      messages.some((one) => one.startsWith("/own/broken.json:4:1 is not JSON: a value is missing")),
    ).toBe(true);
    expect(messages.some((one) => one.startsWith("/own/odd.json at /kind: "))).toBe(true);
  });

  test("folders of the user come from flags and from the environment", () => {
    expect(ownStandards(["a"], { PLUMBLINE_STANDARDS: ["b", "c"].join(path.delimiter) })).toEqual([
      "a",
      "b",
      "c",
    ]);
  });
});
