/** Every registered problem code can be provoked, and every provoked problem is fit to be shown. */
import { describe, expect, it } from "vitest";
import { evaluate } from "#evaluation";
import { isProblemCode, problemKinds, type Problem, type ProblemCode } from "#problems";
import { findEdition } from "#standards";
import { loadCatalogue } from "../doubles/load-catalogue.ts";
import { inOrder, set } from "../doubles/edits.ts";
import { soundProduct } from "../doubles/sound-product.ts";
import { provoke, type Provocation } from "./provocation.ts";
import { archiveProvocations } from "./provoke-archives.ts";
import { claimProvocations } from "./provoke-claims.ts";
import { evidenceProvocations } from "./provoke-evidence.ts";
import { fileProvocations } from "./provoke-files.ts";
import { governanceProvocations } from "./provoke-governance.ts";
import { ixitProvocations } from "./provoke-ixit.ts";
import { requirementProvocations } from "./provoke-requirements.ts";
import { resultProvocations } from "./provoke-results.ts";

const catalogue = loadCatalogue();
const tables = [
  claimProvocations,
  ixitProvocations,
  resultProvocations,
  evidenceProvocations,
  governanceProvocations,
  requirementProvocations,
  fileProvocations,
  archiveProvocations,
];
const provocations = tables.flatMap((table) => Object.entries(table) as [ProblemCode, Provocation][]);
const codes = Object.keys(problemKinds) as ProblemCode[];

describe("register and provocations", () => {
  it("agree: every registered code is provoked, and no other", () => {
    const provoked = provocations.map(([code]) => code);
    expect(codes.filter((code) => !provoked.includes(code))).toEqual([]);
    expect(provoked.filter((code) => !isProblemCode(code))).toEqual([]);
  });
  it("name each code once", () => {
    expect(new Set(provocations.map(([code]) => code)).size).toBe(provocations.length);
  });
});

const recordKinds = new Set([
  "header",
  "scope",
  "ics",
  "requirements",
  "ixit",
  "controls",
  "evidence",
  "assessment",
  "findings",
  "governance",
  "notes",
  // Places in files that no dossier path reaches.
  "file",
  "line",
]);

describe("fixes", () => {
  it("never rename onto a record that is there", () => {
    const sound = soundProduct(catalogue);
    const row = set("ics", "5.2-11").to({ support: "Y", detail: "Mistyped." });
    const run = set("assessment", "cases", "5.2-2-1", "units", "a", "VulnTypes-Spaer").to({
      indication: "met",
    });
    const found = evaluate(inOrder(row, run)(sound.dossier), catalogue, sound).problems;
    for (const code of ["ics/row-unknown", "results/entry-unknown"] as const) {
      expect(found.filter((one) => one.code === code).map((one) => one.fix)).toEqual([undefined]);
    }
  });
});

describe.each(provocations)("%s", (code, provocation) => {
  it("appears by its provocation, fit to be shown, and goes away by its fix", async () => {
    const { before, after, fixed } = await provoke(provocation, catalogue);
    const mark = (one: Problem): string => `${one.code} ${JSON.stringify(one.at)} ${one.message}`;
    const known = new Set(before.map(mark));
    const found = after.filter((one) => one.code === code && !known.has(mark(one)));
    expect(before.map((one) => one.code)).not.toContain(code);
    expect(
      found.length,
      `${code} among ${[...new Set(after.map((one) => one.code))].join(", ")}`,
    ).toBeGreaterThan(0);
    for (const one of found) {
      checkWording(one);
      checkPlace(one);
      checkCitations(one);
      if (one.fix === undefined) continue;
      expect(one.fix.edits.length).toBeGreaterThan(0);
      for (const apply of fixed) {
        const left = apply(one.fix.edits).filter(
          (other) => other.code === code && sameValue(other.at, one.at),
        );
        expect(left.map(mark), `the fix "${one.fix.title}" leaves the problem`).toEqual([]);
      }
    }
  });
});

function checkWording(one: Problem): void {
  for (const text of [one.message, one.remedy, one.fix?.title ?? "fix"]) {
    expect(text.trim()).not.toBe("");
    expect(text).not.toMatch(/\bundefined\b|\[object|\bNaN\b|\bnull\b/);
  }
  expect(one.message).not.toMatch(/\bcompliant\b/);
  expect(one.severity).toBe(problemKinds[one.code].severity);
}

function checkPlace(one: Problem): void {
  expect(Array.isArray(one.at)).toBe(true);
  expect(recordKinds).toContain(one.at[0]);
  expect(one.at.every((step) => typeof step === "string" || Number.isInteger(step))).toBe(true);
}

function checkCitations(one: Problem): void {
  for (const { document, edition, clause } of one.cites) {
    expect(findEdition(catalogue, { document, edition }), `${document} ${edition}`).toBeDefined();
    expect(clause.trim()).not.toBe("");
  }
}

function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
