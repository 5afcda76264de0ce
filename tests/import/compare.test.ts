/** A second import: what it shows, and that nothing of the existing dossier is lost. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dossier } from "#dossier";
import {
  compareImport,
  mergeImport,
  readMarkdownAssessment,
  type ImportChange,
} from "#interchange/markdown-assessment";
import { casesFolder, catalogue, readFolder } from "./load.ts";

const dossiers = readdirSync(casesFolder)
  .sort()
  .map(
    (name) =>
      readMarkdownAssessment(readFolder(join(casesFolder, name)), catalogue, { id: name, subjectName: name })
        .dossier,
  );
const [drift, ics] = [
  dossiers[readdirSync(casesFolder).sort().indexOf("ixit-drift")],
  dossiers[readdirSync(casesFolder).sort().indexOf("ics-tables")],
];
if (drift === undefined || ics === undefined) throw new Error("cases are missing");

const withSupport = (dossier: Dossier, id: string, detail: string): Dossier => ({
  ...dossier,
  ics: { ...dossier.ics, [id]: { support: "N", detail } },
});

describe("compareImport", () => {
  it("shows a new record once, a differing answer with both sides, and what stays", () => {
    const existing = withSupport({ ...ics, ics: {} }, "5.1-1", "written by hand");
    const mine: Dossier = {
      ...existing,
      ics: { ...existing.ics, "5.2-1": { support: "Y", detail: "mine" } },
    };
    const changes = compareImport(mine, ics);
    const about = (id: string): readonly ImportChange[] =>
      changes.filter((one) => one.at[0] === "ics" && one.at[1] === id);
    expect(about("5.1-2")).toEqual([{ at: ["ics", "5.1-2"], kind: "added", after: ics.ics["5.1-2"] }]);
    expect(about("5.2-1")).toEqual([
      { at: ["ics", "5.2-1"], kind: "kept", before: { support: "Y", detail: "mine" } },
    ]);
    expect(about("5.1-1")).toContainEqual({
      at: ["ics", "5.1-1", "support"],
      kind: "changed",
      before: "N",
      after: "Y",
    });
    expect(about("5.1-1")).toContainEqual({ at: ["ics", "5.1-1", "owner"], kind: "added", after: "Ada" });
  });

  it("never proposes to touch the header", () => {
    const renamed: Dossier = { ...drift, header: { ...drift.header, subject: { name: "Other" } } };
    expect(compareImport(renamed, drift).filter((one) => one.kind !== "kept")).toEqual([]);
  });

  it("does not repeat notes that are already there", () => {
    const changes = compareImport({ ...drift, notes: drift.notes.slice(1) }, drift).filter(
      (one) => one.kind === "added",
    );
    expect(changes).toEqual([
      { at: ["notes", drift.notes.length - 1], kind: "added", after: drift.notes[0] },
    ]);
  });
});

describe("mergeImport", () => {
  it("makes only what was accepted", () => {
    const existing = withSupport(ics, "5.1-1", "written by hand");
    const changes = compareImport(existing, ics);
    expect(mergeImport(existing, ics, [])).toEqual(existing);
    const support = changes.filter((one) => one.at[2] === "support");
    const merged = mergeImport(existing, ics, support);
    expect(merged.ics["5.1-1"]).toEqual({ support: "Y", detail: "written by hand" });
  });

  it("ignores changes that the comparison did not give", () => {
    const forged: ImportChange = {
      at: ["ics", "5.1-1", "support"],
      kind: "changed",
      before: "Y",
      after: "N",
    };
    expect(mergeImport(ics, ics, [forged])).toEqual(ics);
    const header: ImportChange = { at: ["header", "id"], kind: "added", after: "x" };
    expect(mergeImport(ics, ics, [header])).toEqual(ics);
  });

  it("puts IXIT fields where they stand in memory", () => {
    const entry = drift.ixit["7-UpdMech"]?.["UpdMech-Ota"];
    const emptied: Dossier = {
      ...drift,
      ixit: { "7-UpdMech": { "UpdMech-Ota": { fields: { Description: "mine" }, own: { owner: "Ada" } } } },
    };
    const added = compareImport(emptied, drift).filter((one) => one.kind === "added");
    const merged = mergeImport(emptied, drift, added);
    expect(merged.ixit["7-UpdMech"]?.["UpdMech-Ota"]).toEqual({
      fields: { ...entry?.fields, Description: "mine" },
      own: { owner: "Ada", additional: entry?.own.additional },
    });
    expect(merged.ixit["2-UserInfo"]).toEqual(drift.ixit["2-UserInfo"]);
  });

  const pair = fc.tuple(fc.constantFrom(...dossiers), fc.constantFrom(...dossiers));

  it("loses no answer, whatever additions are accepted", () => {
    fc.assert(
      fc.property(pair, fc.func(fc.boolean()), ([existing, incoming], choose) => {
        const accepted = compareImport(existing, incoming).filter(
          (one) => one.kind === "added" && choose(one.at),
        );
        const merged = mergeImport(existing, incoming, accepted);
        // Seen from the merged dossier, the existing one adds and changes nothing.
        expect(compareImport(merged, existing).filter((one) => one.kind !== "kept")).toEqual([]);
        expect(merged.header).toEqual(existing.header);
      }),
      { numRuns: 200 },
    );
  });

  it("with everything accepted, a third look finds nothing to do", () => {
    fc.assert(
      fc.property(pair, ([existing, incoming]) => {
        const merged = mergeImport(existing, incoming, compareImport(existing, incoming));
        expect(compareImport(merged, incoming).filter((one) => one.kind !== "kept")).toEqual([]);
      }),
    );
  });
});
