/** Laws of records: a dossier survives being taken apart, whether random, sound or an example. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dossierOf, recordAt, recordBody, recordFaults, recordsOf, withRecord, type Dossier } from "#dossier";
import { createEvaluator, evaluate } from "#evaluation";
import { readDossierFolder, writeDossierFolder, type FolderFile } from "#interchange/dossier-folder";
import { anyDossier } from "../dossier-folder/generate.ts";
import { loadCatalogue } from "../doubles/load-catalogue.ts";
import { soundProduct } from "../doubles/sound-product.ts";
import { soundTrustService } from "../doubles/sound-trust-service.ts";

const catalogue = loadCatalogue();
const none = { editions: [], changeLists: [], registry: undefined };
const runs = { numRuns: 200 };

function putTogether(records: ReturnType<typeof recordsOf>): Dossier {
  const answer = dossierOf(records);
  if (!answer.ok) throw new Error(answer.error.map((one) => one.message).join("; "));
  return answer.value;
}

/** What a store does to records: bodies become JSON text, rows come back in any order. */
function stored(records: ReturnType<typeof recordsOf>): ReturnType<typeof recordsOf> {
  return (JSON.parse(JSON.stringify(records)) as ReturnType<typeof recordsOf>).toReversed();
}

function exampleFiles(name: string): readonly FolderFile[] {
  const root = fileURLToPath(new URL(`../../examples/${name}/`, import.meta.url));
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((one) => one.replaceAll("\\", "/"))
    .filter((one) => one.endsWith(".yaml") && !one.startsWith("evidence/"))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

describe("random dossiers", () => {
  it("are equal after being taken apart, and so are their folders", () => {
    fc.assert(
      fc.property(anyDossier, (dossier) => {
        const again = putTogether(recordsOf(dossier));
        expect(again).toEqual(dossier);
        expect(writeDossierFolder(again, none)).toEqual(writeDossierFolder(dossier, none));
      }),
      runs,
    );
  });
  it("have records that are sound, apart from texts that stores cannot keep", () => {
    fc.assert(
      fc.property(anyDossier, (dossier) => {
        for (const { kind, key, body } of recordsOf(dossier)) {
          const faults = recordFaults(kind, key, body);
          expect(faults.filter((one) => !/NUL|surrogate|control characters/.test(one.message))).toEqual([]);
        }
      }),
      runs,
    );
  });
  it("change alike in memory and in their records", () => {
    fc.assert(
      fc.property(anyDossier, fc.nat(), (dossier, choice) => {
        const records = recordsOf(dossier);
        const one = records[choice % records.length];
        if (one === undefined || one.kind === "header" || one.kind === "note") return;
        const rest = records.filter((each) => each !== one);
        const removed = withRecord(dossier, one.kind, one.key, undefined);
        const holdsRows = rest.some((each) => each.key.startsWith(`${one.key}/`));
        if (!holdsRows) expect(removed).toEqual(putTogether(rest));
        const back = withRecord(removed, one.kind, one.key, one.body);
        expect(recordBody(back, one.kind, one.key)).toEqual(one.body);
        const last = records.filter((each) => each.kind === one.kind).length;
        expect(back).toEqual(putTogether([...rest, { ...one, position: last }]));
      }),
      runs,
    );
  });
});

describe.each(["smart-plug", "qualified-tsp"])("the example %s", (name) => {
  const reading = readDossierFolder(exampleFiles(name), catalogue);
  it("is byte-identical after folder, records and folder", () => {
    const { dossier } = reading;
    if (dossier === undefined) throw new Error(`examples/${name} cannot be read`);
    const normalised = writeDossierFolder(dossier, catalogue);
    expect(writeDossierFolder(putTogether(stored(recordsOf(dossier))), catalogue)).toEqual(normalised);
  });
  it("has only sound records", () => {
    if (reading.dossier === undefined) throw new Error(`examples/${name} cannot be read`);
    const faults = recordsOf(reading.dossier).flatMap(({ kind, key, body }) => recordFaults(kind, key, body));
    expect(faults).toEqual([]);
  });
});

describe("sound dossiers", () => {
  const sounds = [soundProduct(catalogue), soundTrustService(catalogue)];
  it("are judged alike after a store", () => {
    for (const sound of sounds) {
      const again = putTogether(stored(recordsOf(sound.dossier)));
      expect(again).toEqual(sound.dossier);
      expect(evaluate(again, catalogue, sound).problems).toEqual(
        evaluate(sound.dossier, catalogue, sound).problems,
      );
    }
  });
  it("evaluate a written record as if everything were new", () => {
    const sound = soundProduct(catalogue);
    const evaluator = createEvaluator(catalogue);
    evaluator.evaluate(sound.dossier, sound);
    const changed = new Set(["header", "scope", "governance", "note"]);
    for (const { kind, key, body } of recordsOf(sound.dossier)) {
      // One record of each kind; tests/laws edits them at random.
      if (changed.has(kind)) continue;
      changed.add(kind);
      const removed = withRecord(sound.dossier, kind, key, undefined);
      expect(evaluator.evaluate(removed, sound).problems).toEqual(
        evaluate(removed, catalogue, sound).problems,
      );
      const back = withRecord(removed, kind, key, body);
      expect(evaluator.evaluate(back, sound).problems).toEqual(evaluate(back, catalogue, sound).problems);
    }
  });
  it("have problems whose paths lead to records", () => {
    const sound = soundProduct(catalogue);
    const [row] = Object.keys(sound.dossier.ics);
    const broken = withRecord(sound.dossier, "ics", row ?? "", undefined);
    const places = evaluate(broken, catalogue, sound).problems.map((one) => recordAt(one.at, broken.notes));
    expect(places).toContainEqual({ kind: "ics", key: row });
  });
});
