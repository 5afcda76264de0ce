/** References of EN 319 411-1 and 411-2 lead to the right requirements of whatever EN 319 401 edition is pinned. */
import { describe, expect, it } from "vitest";
import {
  indexRequirements,
  resolveIncorporation,
  resolveReference,
  type EditionRef,
  type Resolution,
} from "#standards";
import { en319401, part1, part2, requirementsOf, shippedCatalogue } from "./shipped-files.ts";

const catalogue = shippedCatalogue();
const part1Ref = { document: part1, edition: "V1.5.1" };
const part2Ref = { document: part2, edition: "V2.6.1" };
const pinnedTo = (edition: string): readonly EditionRef[] => [
  { document: en319401, edition },
  part1Ref,
  part2Ref,
];
const current = pinnedTo("V3.2.1");

function resolve(citing: EditionRef, id: string, pinned = current): Resolution {
  const requirement = indexRequirements(requirementsOf(catalogue, citing.document, citing.edition)).byId.get(
    id,
  );
  const parts = (requirement?.incorporates ?? []).map((one) =>
    resolveIncorporation(catalogue, pinned, citing, one),
  );
  return {
    resolved: parts.flatMap((one) => one.resolved),
    unresolved: parts.flatMap((one) => one.unresolved),
  };
}

const idsOf = (resolution: Resolution): readonly string[] => resolution.resolved.map((one) => one.id);

describe("shall-apply references", () => {
  it("every one resolves in the pinned editions, or leads to a clause without live requirements", () => {
    const empty: string[] = [];
    let count = 0;
    for (const ref of current) {
      for (const one of requirementsOf(catalogue, ref.document, ref.edition).requirements) {
        for (const incorporation of one.incorporates) {
          count += 1;
          const found = resolveIncorporation(catalogue, current, ref, incorporation);
          expect(found.unresolved, one.id).toEqual([]);
          if (found.resolved.length === 0) empty.push(`${ref.document} ${one.id}`);
        }
      }
    }
    expect(count).toBe(113);
    expect(empty).toEqual([`${part2} REG-6.2.3-01`]);
  });

  it("never lead in a circle", () => {
    const next = new Map<string, readonly string[]>();
    for (const ref of current) {
      for (const one of requirementsOf(catalogue, ref.document, ref.edition).requirements) {
        const found = resolve(ref, one.id).resolved;
        next.set(
          `${ref.document}/${one.id}`,
          found.map((to) => `${to.document}/${to.id}`),
        );
      }
    }
    const done = new Set<string>();
    const visit = (key: string, path: readonly string[]): void => {
      expect(path.includes(key), [...path, key].join(" > ")).toBe(false);
      if (done.has(key)) return;
      for (const to of next.get(key) ?? []) visit(to, [...path, key]);
      done.add(key);
    };
    for (const key of next.keys()) visit(key, []);
  });

  it("a clause means every live requirement in it and below it", () => {
    const found = idsOf(resolve(part1Ref, "OVR-6.4.1-01"));
    const inside = requirementsOf(catalogue, en319401, "V3.2.1").requirements.filter(
      ({ clause }) => clause === "5" || clause === "6.3" || clause === "7.3" || clause.startsWith("7.3."),
    );
    expect(found).toEqual(inside.map((one) => one.id));
    expect(found).toContain("REQ-7.3.3-05");
  });

  it("clause 6.3.3 of Part 1 is taken as the printed range, void ids passed over and inserted ones included", () => {
    expect(idsOf(resolve(part2Ref, "GEN-6.3.3-01"))).toEqual(
      ["01", "02", "02A", "03", "05", "06", "07", "08", "10", "11"].map((number) => `GEN-6.3.3-${number}`),
    );
  });

  it("a range with letters takes what lies between", () => {
    expect(idsOf(resolve(part1Ref, "REV-6.3.9-15A"))).toEqual(
      expect.arrayContaining([
        "REV-6.2.4-05A",
        "REV-6.2.4-06A",
        "REV-6.2.4-07",
        "REV-6.2.4-08",
        "REV-6.2.4-09",
      ]),
    );
    expect(idsOf(resolve(part1Ref, "REV-6.3.9-15A"))).not.toContain("REV-6.2.4-05");
  });

  it("exceptions are left out", () => {
    const found = idsOf(resolve(part2Ref, "REG-6.3.6-03"));
    expect(found).toContain("REG-6.3.6-01A");
    expect(found).not.toContain("REG-6.3.6-06");
    expect(found).not.toContain("REG-6.3.6-07");
  });

  it("renewal in Part 1 draws in its own clauses", () => {
    const found = idsOf(resolve(part1Ref, "REG-6.3.6-01A"));
    expect(found).toContain("REG-6.3.1-00A");
    expect(found).toContain("REG-6.3.2-01");
    expect(found.every((id) => /-6\.3\.[12]-/.test(id))).toBe(true);
  });

  it("a policy means what binds it, a marker only what is tagged", () => {
    const all = requirementsOf(catalogue, part1, "V1.5.1").requirements.filter((one) => !one.void);
    expect(idsOf(resolve(part2Ref, "OVR-5.1-06"))).toEqual(
      all.filter((one) => one.policies?.includes("NCP") ?? true).map((one) => one.id),
    );
    expect(idsOf(resolve(part2Ref, "OVR-5.1-07"))).toEqual(
      all.filter((one) => one.policies?.includes("WEB") ?? false).map((one) => one.id),
    );
  });

  it("a document that is not pinned leaves the reference unresolved, as printed", () => {
    expect(resolve(part1Ref, "OVR-6.4.2-01", [part1Ref])).toEqual({
      resolved: [],
      unresolved: [`${en319401} clause 7.6`],
    });
  });
});

describe("numbers of EN 319 401 V3.1.1", () => {
  it("lead to V3.2.1 through the change list", () => {
    const found = resolve(part1Ref, "OVR-6.5.5-01A");
    expect(found.unresolved).toEqual([]);
    expect(found.resolved).toEqual(
      [
        ["REQ-7.4-01", "REQ-7.4.1-01"],
        ["REQ-7.4-02X", "REQ-7.4.1-02"],
        ["REQ-7.4-05X", "REQ-7.4.1-05"],
        ["REQ-7.4-06X", "REQ-7.4.1-06"],
        ["REQ-7.4-13X", "REQ-7.4.1-13"],
      ].map(([printedAs, id]) => ({ document: en319401, id, printedAs })),
    );
    expect(idsOf(resolve(part1Ref, "OVR-6.8.2-01"))).toEqual(["REQ-7.1.2-04"]);
    expect(idsOf(resolve(part1Ref, "OVR-6.4.9-02"))).toEqual(["REQ-7.12-06"]);
  });

  it("a range is read in its own numbering; the one number of unknown content is marked", () => {
    const found = resolve(part1Ref, "OVR-6.4.3-01A");
    expect([...idsOf(found)].sort()).toEqual(
      ["02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"].map(
        (number) => `REQ-7.4.1-${number}`,
      ),
    );
    expect(found.resolved.filter((one) => one.uncertain === true).map((one) => one.id)).toEqual([
      "REQ-7.4.1-08",
    ]);
  });

  it("stay as they are where V3.1.1 is pinned, except what its reconstruction lacks", () => {
    const found = resolve(part1Ref, "OVR-6.4.3-01A", pinnedTo("V3.1.1"));
    expect(idsOf(found)).toContain("REQ-7.4-02X");
    expect(idsOf(found)).not.toContain("REQ-7.4-08X");
    expect(idsOf(resolve(part1Ref, "OVR-6.8.2-01", pinnedTo("V3.1.1")))).toEqual(["REQ-7.1.1-04"]);
  });

  it.each(["REQ-7.2-15", "REQ-7.3.2-02", "REQ-7.8-16", "REQ-7.8-17"])(
    "%s is not taken for the other requirement that V3.2.1 gave this number to",
    (id) => {
      const printed = `${en319401} ${id}`;
      expect(indexRequirements(requirementsOf(catalogue, en319401, "V3.2.1")).byId.has(id)).toBe(true);
      expect(resolveReference(catalogue, current, part2Ref, printed)).toEqual({
        resolved: [],
        unresolved: [printed],
      });
      const incorporation = { document: en319401, ids: [id], numbering: "V3.1.1" };
      expect(resolveIncorporation(catalogue, current, part1Ref, incorporation).resolved).toEqual([]);
    },
  );

  it.each([
    ["REQ-7.1.1-01", "REQ-7.1.2-01"],
    ["REQ-7.5-02", "REQ-7.5-05"],
  ])("%s moved, and its number went to another requirement", (id, moved) => {
    const found = resolveReference(catalogue, current, part1Ref, `${en319401} ${id}`);
    expect(found.resolved).toEqual([{ document: en319401, id: moved, printedAs: id }]);
  });

  it.each(["REQ-7.4-04A to REQ-7.4-09", "REQ-7.4-10"])("%s of Annex A resolves in neither edition", (ids) => {
    const printed = `${en319401} ${ids}`;
    const rows = requirementsOf(catalogue, part2, "V2.6.1").annexMappings.flatMap((one) => one.references);
    expect(rows).toContain(printed);
    for (const edition of ["V3.1.1", "V3.2.1"]) {
      const found = resolveReference(catalogue, pinnedTo(edition), part2Ref, printed);
      expect(found).toEqual({ resolved: [], unresolved: [printed] });
    }
  });

  it("are also followed backwards, from V3.2.1 to a pinned V3.1.1", () => {
    const incorporation = { document: en319401, ids: ["REQ-7.4.1-02"], numbering: "V3.2.1" };
    const found = resolveIncorporation(catalogue, pinnedTo("V3.1.1"), part1Ref, incorporation);
    expect(idsOf(found)).toEqual(["REQ-7.4-02X"]);
  });
});

describe("references as text", () => {
  it("are read with document, clause, items and remarks around them", () => {
    const read = (text: string): readonly string[] =>
      idsOf(resolveReference(catalogue, current, part2Ref, text));
    expect(read(`${en319401} REQ-6.2-02 item f)`)).toEqual(["REQ-6.2-02"]);
    expect(read(`${en319401} clause 7.12 (termination)`)).toContain("REQ-7.12-01");
    expect(read("clause 6.2.2")).toEqual(["REG-6.2.2-01", "REG-6.2.2-02", "REG-6.2.2-03", "REG-6.2.2-04"]);
    expect(read("REG-6.2.2-02")).toEqual(["REG-6.2.2-02"]);
    expect(read(`${part1} CSS-6.3.9-06`)).toEqual(["CSS-6.3.9-06"]);
  });

  it("to documents outside the catalogue stay as printed", () => {
    expect(resolveReference(catalogue, current, part2Ref, "IETF RFC 6960")).toEqual({
      resolved: [],
      unresolved: ["IETF RFC 6960"],
    });
  });
});
