/** Laws of the dossier folder: what is written reads back the same, and writing again changes no byte. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { readDossierFolder, writeDossierFolder } from "#interchange/dossier-folder";
import { anyDossier } from "./generate.ts";

const catalogue = { editions: [], changeLists: [], registry: undefined };
const runs = { numRuns: 300 };

test("read(write(dossier)) equals the dossier, without problems", () => {
  fc.assert(
    fc.property(anyDossier, (dossier) => {
      const reading = readDossierFolder(writeDossierFolder(dossier, catalogue), catalogue);
      expect(reading.problems.filter((one) => one.code !== "file/name-disagrees")).toEqual([]);
      expect(reading.dossier).toEqual(dossier);
    }),
    runs,
  );
});

test("write(read(write(dossier))) is byte-identical", () => {
  fc.assert(
    fc.property(anyDossier, (dossier) => {
      const first = writeDossierFolder(dossier, catalogue);
      const again = readDossierFolder(first, catalogue).dossier;
      if (again === undefined) throw new Error("unreadable");
      expect(writeDossierFolder(again, catalogue)).toEqual(first);
    }),
    runs,
  );
});
