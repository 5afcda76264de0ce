/** Bad dossier files: each fault gets its message at its place, everything else is read, and nothing crashes. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdits, readDossierFolder, type FolderFile } from "#interchange/dossier-folder";
import { loadCatalogue } from "#store";

const { catalogue } = await loadCatalogue();

const header = `plumbline: 1
id: demo
kind: product
subject:
  name: Demo
standards:
  - document: ETSI EN 303 645
    edition: V3.1.3
  - document: ETSI TS 103 701
    edition: V2.1.1
objective: self-assessment
parties:
  supplier:
    name: Demo Ltd
  assessment: first-party
`;

function read(more: Readonly<Record<string, string>>, head = header): ReturnType<typeof readDossierFolder> {
  const files: FolderFile[] = [{ path: "plumbline.yaml", text: head }];
  for (const [path, text] of Object.entries(more)) files.push({ path, text });
  return readDossierFolder(files, catalogue);
}

/** Code, place and message of every problem. */
function found(reading: ReturnType<typeof readDossierFolder>): string[] {
  return reading.problems.map((one) => {
    const place = reading.locate(one.at);
    return `${place?.file ?? "?"}:${String(place?.line)}:${String(place?.column)} ${one.code} ${one.message}`;
  });
}

test("the header alone is a dossier", () => {
  const reading = read({});
  expect(found(reading)).toEqual([]);
  expect(reading.unreadable).toBe(false);
  expect(reading.dossier?.header.subject.name).toBe("Demo");
  expect(reading.dossier?.ics).toEqual({});
});

describe("keys", () => {
  test("unknown keys come with what was meant and a rename", () => {
    const reading = read({ "ics.yaml": "rows:\n  5.1-1:\n    suport: Y\n    detail: x\n" });
    expect(found(reading)).toEqual([
      "ics.yaml:3:13 file/unknown-key 5.1-1 › suport is not a key that a dossier knows here; did you mean support?",
    ]);
    expect(reading.dossier?.ics["5.1-1"]).toEqual({ detail: "x" });
    const edits = reading.problems[0]?.fix?.edits ?? [];
    const files = [
      { path: "plumbline.yaml", text: header },
      { path: "ics.yaml", text: "rows:\n  5.1-1:\n    suport: Y\n    detail: x\n" },
    ];
    const fixed = applyEdits(files, edits, catalogue);
    expect(fixed.ok && fixed.value[0]?.after).toBe("rows:\n  5.1-1:\n    support: Y\n    detail: x\n");
  });

  test("an unknown key at the root of a file can be renamed too", () => {
    const text = "row:\n  5.1-1:\n    support: Y\n";
    const reading = read({ "ics.yaml": text });
    expect(reading.problems[0]?.at).toEqual(["file", "ics.yaml", "row"]);
    const fixed = applyEdits(
      [
        { path: "plumbline.yaml", text: header },
        { path: "ics.yaml", text },
      ],
      reading.problems[0]?.fix?.edits ?? [],
      catalogue,
    );
    expect(fixed.ok && fixed.value[0]?.after).toBe(text.replace("row:", "rows:"));
  });

  test("fields of an IXIT entry are those of the pro forma and our own", () => {
    const reading = read({
      "ixit/01-AuthMech.yaml":
        "table: 1-AuthMech\nentries:\n  A-1:\n    Description: d\n    Authentication factor: pw\n    ID: A-1\n    owner: me\n    additional:\n      Anything: goes\n",
    });
    expect(found(reading)).toEqual([
      "ixit/01-AuthMech.yaml:5:28 file/unknown-key A-1 › Authentication factor is not a key that a dossier knows here; did you mean Authentication Factor?",
      "ixit/01-AuthMech.yaml:6:9 file/unknown-key A-1 › ID is not a key that a dossier knows here",
    ]);
    expect(reading.dossier?.ixit["1-AuthMech"]?.["A-1"]).toEqual({
      fields: { Description: "d" },
      own: { owner: "me", additional: { Anything: "goes" } },
    });
  });

  test("double keys: the first counts, both ways of reading", () => {
    for (const tail of ["", "    notes: >-\n      folded\n"]) {
      const reading = read({ "ics.yaml": `rows:\n  5.1-1:\n    support: Y\n    support: N\n${tail}` });
      expect(found(reading)).toEqual([
        "ics.yaml:4:5 file/duplicate-key 5.1-1 › support stands in this file twice; the first one counts",
      ]);
      expect(reading.dossier?.ics["5.1-1"]?.support).toBe("Y");
    }
  });

  test("missing keys are named at the record that lacks them", () => {
    const reading = read({ "evidence.yaml": "items:\n  EV-1:\n    type: scan\n  EV-2:\n    title: x\n" });
    expect(found(reading)).toEqual([
      "evidence.yaml:2:3 file/missing-key EV-1 has no title",
      "evidence.yaml:4:3 file/missing-key EV-2 has no type",
    ]);
    expect(reading.dossier?.evidence["EV-1"]?.title).toBe("");
    expect(reading.dossier?.evidence["EV-2"]).toBeUndefined();
  });

  test("__proto__ and constructor pollute nothing", () => {
    const reading = read({
      "ics.yaml": "rows:\n  __proto__:\n    support: Y\n  constructor:\n    support: N\n",
      "scope.yaml": "answers:\n  __proto__:\n    polluted:\n      answer: yes\n",
    });
    expect(reading.problems.map((one) => one.code)).toEqual(["file/invalid-value", "file/invalid-value"]);
    expect(Object.keys(reading.dossier?.ics ?? {})).toEqual(["constructor"]);
    expect(Reflect.get(reading.dossier?.ics ?? {}, "toString")).toBeUndefined();
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("values", () => {
  test("wrong types and bad values are dropped, with what is allowed", () => {
    const reading = read({
      "ics.yaml":
        "rows:\n  5.1-1:\n    support: Yes\n    evidence: EV-1\n    due: 2026-02-30\n    detail: [a]\n    owner: me\n",
      "evidence.yaml":
        "items:\n  EV-1:\n    title: t\n    type: scann\n  EV-2:\n    title: t\n    type: scan\n    confidential: yes\n    reviewEvery: 3m\n",
    });
    expect(found(reading)).toEqual([
      'evidence.yaml:4:11 file/invalid-value EV-1 › type is "scann", but it must be one of policy, procedure, configuration, log, test-report, capture, scan, sbom, photo, training-record, drill, corrective-action, certificate, document, record',
      'evidence.yaml:8:19 file/invalid-value EV-2 › confidential is "yes", but it must be true or false',
      'evidence.yaml:9:18 file/invalid-value EV-2 › reviewEvery is "3m", but it must be an ISO 8601 duration in days or longer, for example P3M for three months or P1Y for a year',
      'ics.yaml:3:14 file/invalid-value 5.1-1 › support is "Yes", but it must be one of Y, N, N/A',
      "ics.yaml:4:15 file/wrong-type 5.1-1 › evidence is a single value, but must be a list (one `- ` per line)",
      'ics.yaml:5:10 file/invalid-value 5.1-1 › due is "2026-02-30", but it must be a day that exists, written YYYY-MM-DD',
      "ics.yaml:6:5 file/wrong-type 5.1-1 › detail is a list, but must be text",
    ]);
    expect(reading.dossier?.ics["5.1-1"]).toEqual({ owner: "me" });
    expect(reading.problems[0]?.fix?.edits).toEqual([
      { op: "set", path: ["evidence", "EV-1", "type"], value: "scan" },
    ]);
  });

  test("what looks like a number, a date or a truth stays the text that was written", () => {
    const reading = read({
      "scope.yaml":
        "dut:\n  software: 2.10\n  hardware: 1e3\n  model: 0x1F\n  name: 2026-01-01\n  operatingSystem: no\nanswers:\n  ETSI EN 303 645:\n    14:\n      answer: yes\n    a:\n      answer: no\n",
      "ics.yaml": "rows:\n  5.10:\n    support: N\n  Y:\n    support: Y\n",
    });
    expect(found(reading)).toEqual([]);
    expect(reading.dossier?.scope.dut).toEqual({
      software: "2.10",
      hardware: "1e3",
      model: "0x1F",
      name: "2026-01-01",
      operatingSystem: "no",
    });
    expect(reading.dossier?.scope.answers).toEqual({
      "ETSI EN 303 645": { 14: { answer: "yes" }, a: { answer: "no" } },
    });
    expect(Object.keys(reading.dossier?.ics ?? {})).toEqual(["5.10", "Y"]);
  });

  test("keys without a value are places still to fill", () => {
    const reading = read({
      "ics.yaml": "rows:\n  5.1-1:\n    support:\n    evidence:\n  5.1-2:\n",
      "ixit/01-AuthMech.yaml": "table: 1-AuthMech\nentries:\n  A-1:\n    Description:\n",
    });
    expect(found(reading)).toEqual([]);
    expect(reading.dossier?.ics).toEqual({ "5.1-1": {}, "5.1-2": {} });
    expect(reading.dossier?.ixit["1-AuthMech"]?.["A-1"]).toEqual({ fields: {}, own: {} });
  });
});

describe("files", () => {
  test("a broken file is named with its place and the others are read", () => {
    const reading = read({
      "ics.yaml": "rows:\n  5.1-1:\n    detail: no passwords: tokens only\n",
      "controls.yaml": "controls:\n\tC-1: x\n",
      "findings.yaml": "findings: {}\n",
      "scope.yaml": "dut:\n  name: Demo\n",
    });
    expect(reading.unreadableFiles).toEqual(["controls.yaml", "ics.yaml"]);
    expect(reading.unreadable).toBe(true);
    expect(reading.problems.every((one) => one.code === "file/yaml-syntax")).toBe(true);
    expect(found(reading).some((one) => one.startsWith("ics.yaml:3:"))).toBe(true);
    expect(found(reading).some((one) => one.startsWith("controls.yaml:2:1"))).toBe(true);
    expect(reading.dossier?.scope.dut?.name).toBe("Demo");
  });

  test("misplaced, misnamed and doubled files", () => {
    const reading = read({
      "isc.yaml": "",
      "ixits/01-AuthMech.yaml": "",
      "evidence/scan.yaml": "- anything\n",
      ".github/workflows/ci.yaml": "on: push\n",
      "README.md": "# x\n",
      "ixit/02-UserInfo.yaml": "table: 1-AuthMech\nentries: {}\n",
      "ixit/09-Nothing.yaml": "table: 9-Nothing\nentries: {}\n",
      "assessment/5.1.yaml": "cases:\n  5.1-1-1:\n    verdict: PASS\n",
      "assessment/extra.yaml": "cases:\n  5.1-1-1:\n    verdict: FAIL\n",
    });
    expect(found(reading)).toEqual([
      "isc.yaml:1:1 file/unknown-file isc.yaml is no part of a dossier and is not read; did you mean ics.yaml?",
      "ixits/01-AuthMech.yaml:1:1 file/unknown-file ixits/01-AuthMech.yaml is no part of a dossier and is not read; did you mean ixit/01-AuthMech.yaml?",
      "ixit/02-UserInfo.yaml:1:1 file/name-disagrees ixit/02-UserInfo.yaml says inside that it holds table 1-AuthMech",
      "ixit/09-Nothing.yaml:1:8 file/invalid-value 9-Nothing is no IXIT table of ETSI TS 103 701 V2.1.1",
      "assessment/extra.yaml:2:3 file/defined-twice 5.1-1-1 in assessment/extra.yaml stands in another file too; the file that comes first by name counts",
    ]);
    expect(reading.dossier?.assessment.cases["5.1-1-1"]?.verdict).toBe("PASS");
  });

  test("empty files, lists and texts as files", () => {
    expect(found(read({ "ics.yaml": "", "scope.yaml": "# nothing yet\n", "notes.yaml": "---\n" }))).toEqual(
      [],
    );
    expect(found(read({ "ics.yaml": "- a\n", "scope.yaml": "hello\n" }))).toEqual([
      "ics.yaml:1:1 file/wrong-type ics.yaml must be a map of keys and values, not a list",
      "scope.yaml:1:1 file/wrong-type scope.yaml must be a map of keys and values, not a single text",
    ]);
  });

  test("no header, an empty one, and one of another format", () => {
    const none = readDossierFolder([{ path: "ics.yaml", text: "rows: {}\n" }], catalogue);
    expect(none.problems.map((one) => one.code)).toEqual(["file/no-dossier"]);
    expect([none.dossier, none.unreadable]).toEqual([undefined, true]);
    const empty = read({}, "");
    expect([empty.problems.map((one) => one.code), empty.unreadable]).toEqual([["file/missing-key"], true]);
    const later = read({}, header.replace("plumbline: 1", "plumbline: 7"));
    expect(found(later)).toEqual([
      "plumbline.yaml:1:12 file/format-version plumbline.yaml is in dossier format 7; this Plumbline reads format 1",
    ]);
    expect(later.dossier).toBeUndefined();
  });

  test("a header with faults still gives a dossier", () => {
    const reading = read(
      {},
      header
        .replace("objective: self-assessment\n", "")
        .replace("  - document: ETSI TS 103 701\n    edition: V2.1.1\n", "")
        .replace("id: demo", "id: a b"),
    );
    expect(found(reading)).toEqual([
      'plumbline.yaml:2:5 file/invalid-value id is "a b", but it must start with a letter or digit and use only letters, digits and . _ : + -',
      "plumbline.yaml:1:1 file/missing-key plumbline.yaml has no objective (What the dossier is made for)",
    ]);
    expect(reading.dossier?.header.standards).toHaveLength(1);
  });

  test("byte order mark and Windows line ends are fine, and positions count as editors do", () => {
    const windows = `\ufeff${"rows:\n  5.1-1:\n    detail: |\n      a\n      b\n    support: Q\n".replaceAll("\n", "\r\n")}`;
    const reading = read({ "ics.yaml": windows }, `\ufeff${header.replaceAll("\n", "\r\n")}`);
    expect(found(reading)).toEqual([
      'ics.yaml:6:14 file/invalid-value 5.1-1 › support is "Q", but it must be one of Y, N, N/A',
    ]);
    expect(reading.dossier?.ics["5.1-1"]?.detail).toBe("a\nb\n");
  });
});

describe("attacks", () => {
  test("a YAML bomb is refused at its anchors and costs nothing", () => {
    const levels = Array.from({ length: 12 }, (_, index) => {
      const name = String.fromCharCode(98 + index);
      const previous = String.fromCharCode(97 + index);
      return `${name}: &${name} [${Array(9).fill(`*${previous}`).join(", ")}]`;
    });
    const started = performance.now();
    const reading = read({ "scope.yaml": `a: &a [lol]\n${levels.join("\n")}\n` });
    expect(performance.now() - started).toBeLessThan(5000);
    expect(reading.problems.some((one) => one.code === "file/yaml-feature")).toBe(true);
    expect(reading.dossier?.scope).toEqual({});
  });

  test("merge keys, tags, complex keys and several documents are refused with words", () => {
    const reading = read({
      "ics.yaml": "rows:\n  5.1-1:\n    <<: {support: Y}\n    detail: !!js/function x\n    ? [a]\n    : b\n",
      "scope.yaml": "dut:\n  name: a\n---\ndut:\n  name: b\n",
      "notes.yaml": "notes:\n  - !custom x\n",
    });
    const codes = new Set(reading.problems.map((one) => `${reading.locate(one.at)?.file ?? ""} ${one.code}`));
    expect(codes).toContain("ics.yaml file/yaml-feature");
    expect(codes).toContain("scope.yaml file/yaml-syntax");
    expect(codes).toContain("notes.yaml file/yaml-feature");
    expect(reading.dossier?.ics["5.1-1"]?.support).toBeUndefined();
  });

  test("very deep nesting in any style", () => {
    const deep = 50_000;
    const block = Array.from({ length: 400 }, (_, index) => `${" ".repeat(index)}a:`).join("\n");
    for (const text of [
      "[".repeat(deep),
      `${"[".repeat(deep)}${"]".repeat(deep)}`,
      "{a: ".repeat(deep),
      "- ".repeat(3000),
      `${block} x\n`,
    ]) {
      const reading = read({ "scope.yaml": text });
      expect(reading.problems.length).toBeGreaterThan(0);
      expect(reading.dossier?.header.id).toBe("demo");
    }
  });

  test("a hundred thousand rows are read in reasonable time, half of them also by the full parser", () => {
    const rowsOf = (length: number): string =>
      Array.from({ length }, (_, index) => `  r${String(index)}:\n    support: Y\n`).join("");
    const folded = "  last:\n    detail: >-\n      folded\n";
    for (const [count, tail] of [
      [100_000, ""],
      [50_000, folded],
    ] as const) {
      const started = performance.now();
      const reading = read({ "ics.yaml": `rows:\n${rowsOf(count)}${tail}` });
      expect(reading.problems).toEqual([]);
      expect(Object.keys(reading.dossier?.ics ?? {}).length).toBeGreaterThanOrEqual(count);
      expect(performance.now() - started).toBeLessThan(20_000);
    }
  });

  test("a file that would use up the memory is given up in time", () => {
    const reading = read({ "ics.yaml": `rows: [${"x,".repeat(1_000_000)}]` });
    expect(found(reading)[0]).toContain(
      "file/yaml-syntax this file has too many values to look for its faults",
    );
  });

  test("a hundred thousand equal faults do not take long", () => {
    const rows = Array.from({ length: 20_000 }, () => "  r:\n    suport: Y\n").join("");
    expect(read({ "ics.yaml": `rows:\n${rows}` }).problems.length).toBe(20_000);
  });

  test("no text crashes the reader", () => {
    const pieces = fc.constantFrom(
      "rows",
      "5.1-1",
      ": ",
      ":\n",
      "\n  ",
      "\n    ",
      "- ",
      "|",
      ">",
      "&a ",
      "*a",
      "!t ",
      "[",
      "]",
      "{",
      "}",
      "'",
      '"',
      "#",
      "?",
      "\t",
      "\0",
      "%",
      "---\n",
      "é",
      "\ufeff",
      "\r\n",
    );
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 25 }),
        fc.constantFrom("ics.yaml", "plumbline.yaml", "ixit/a.yaml", "assessment/a.yaml", "notes.yaml"),
        (parts, path) => {
          const text = parts.join("");
          const reading = path === "plumbline.yaml" ? read({}, text) : read({ [path]: text });
          for (const one of reading.problems) expect(reading.locate(one.at)?.line).toBeGreaterThan(0);
        },
      ),
      { numRuns: 5000 },
    );
  });
});

test("places: values, keys of maps, and the nearest ancestor of what is missing", () => {
  const reading = read({
    "ics.yaml": "rows:\n  5.1-1:\n    support: Y\n    evidence:\n      - EV-1\n      - EV-2\n",
    "ixit/04-Conf.yaml": "table: 4-Conf\nfields:\n  owner: me\n  Confirmation of Secure Management: Yes\n",
    "assessment/5.1.yaml": "cases:\n  5.1-1-1:\n    verdict: PASS\n",
    "assessment/5.2.yaml": "cases:\n  5.2-1-1:\n    verdict: PASS\n",
  });
  const at = (...path: (string | number)[]): string => {
    const place = reading.locate(path);
    return place === undefined ? "nowhere" : `${place.file}:${String(place.line)}:${String(place.column)}`;
  };
  expect(at("ics", "5.1-1", "support")).toBe("ics.yaml:3:14");
  expect(at("ics", "5.1-1", "evidence", 1)).toBe("ics.yaml:6:9");
  expect(at("ics", "5.1-1", "evidence")).toBe("ics.yaml:4:5");
  expect(at("ics", "5.1-1", "detail")).toBe("ics.yaml:2:3");
  expect(at("ics", "5.9-9", "support")).toBe("ics.yaml:1:1");
  expect(at("ixit", "4-Conf", "4-Conf", "Confirmation of Secure Management")).toBe("ixit/04-Conf.yaml:4:38");
  expect(at("ixit", "4-Conf", "4-Conf", "own", "owner")).toBe("ixit/04-Conf.yaml:3:10");
  expect(at("ixit", "4-Conf")).toBe("ixit/04-Conf.yaml:2:1");
  expect(at("ixit", "1-AuthMech", "A-1")).toBe("plumbline.yaml:1:1");
  expect(at("assessment", "cases", "5.2-1-1", "verdict")).toBe("assessment/5.2.yaml:3:14");
  expect(at("assessment", "cases", "5.2-1-1", "units", "a")).toBe("assessment/5.2.yaml:2:3");
  expect(at("header", "standards", 1, "edition")).toBe("plumbline.yaml:10:14");
  expect(at("governance", "events")).toBe("plumbline.yaml:1:1");
});
