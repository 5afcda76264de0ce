/** Law: no answer is lost between memory and folder. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "#base/fingerprint";
import { evaluate } from "#evaluation";
import { readDossierFolder, writeDossierFolder } from "#interchange/dossier-folder";
import { loadCatalogue } from "../doubles/load-catalogue.ts";
import { soundProduct } from "../doubles/sound-product.ts";
import { soundTrustService } from "../doubles/sound-trust-service.ts";
import type { State } from "./editor.ts";
import { applyAll, lawRuns, productEdits, serviceEdits } from "./random-edits.ts";

const catalogue = loadCatalogue();

function expectNothingLost(state: State): void {
  const files = writeDossierFolder(state.dossier, catalogue);
  const { dossier, problems } = readDossierFolder(files, catalogue);
  if (dossier === undefined) throw new Error("the written folder does not read as a dossier");
  expect(problems.map((one) => `${one.code} ${one.message}`)).toEqual([]);
  expect(canonicalJson(dossier)).toBe(canonicalJson(state.dossier));
  expect(writeDossierFolder(dossier, catalogue)).toEqual(files);
}

describe("written and read again", () => {
  it("the sound dossiers are equal and judged alike", () => {
    for (const sound of [soundProduct(catalogue), soundTrustService(catalogue)]) {
      expectNothingLost(sound);
      const { dossier } = readDossierFolder(writeDossierFolder(sound.dossier, catalogue), catalogue);
      if (dossier === undefined) throw new Error("the sound dossier was lost");
      const essence = (one: State): readonly string[] =>
        evaluate(one.dossier, catalogue, one).problems.map((each) => JSON.stringify(each));
      expect(essence({ ...sound, dossier })).toEqual(essence(sound));
    }
  });
  it("a product after any edits is equal", () => {
    fc.assert(
      fc.property(productEdits(), (edits) => {
        expectNothingLost(applyAll(soundProduct(catalogue), edits));
      }),
      { numRuns: lawRuns(50) },
    );
  });
  it("a trust service after any edits is equal", () => {
    fc.assert(
      fc.property(serviceEdits(), (edits) => {
        expectNothingLost(applyAll(soundTrustService(catalogue), edits));
      }),
      { numRuns: lawRuns(20) },
    );
  });
});
