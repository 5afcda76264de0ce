/** The shipped standards pass every wall, hold the published counts and get the known traps right. */
import { z } from "zod";
import { describe, expect, it } from "vitest";
import {
  buildCatalogue,
  explainChanges,
  indexProvisions,
  indexRequirements,
  searchCatalogue,
} from "#standards";
import { changeListSchema, editionRegistrySchema } from "../../src/standards/change-schema.ts";
import { provisionsEditionSchema, requirementsEditionSchema } from "../../src/standards/edition-schema.ts";
import {
  en303645,
  en319401,
  part1,
  part2,
  provisionsOf,
  requirementsOf,
  shippedCatalogue,
  standardsFiles,
  tally,
} from "./shipped-files.ts";

const catalogue = shippedCatalogue();

describe("walls", () => {
  it("no shipped file has a fault", () => {
    const built = buildCatalogue(standardsFiles());
    expect(built.faults).toEqual([]);
    expect(built.catalogue.editions).toHaveLength(6);
    expect(built.catalogue.changeLists).toHaveLength(3);
  });

  it("every schema becomes a JSON Schema", () => {
    for (const schema of [
      provisionsEditionSchema,
      requirementsEditionSchema,
      changeListSchema,
      editionRegistrySchema,
    ]) {
      expect(z.toJSONSchema(schema)).toMatchObject({ type: "object", additionalProperties: false });
    }
  });

  it("the registry mentions each shipped edition, with its date", () => {
    for (const { document, edition, date } of catalogue.editions) {
      const entry = catalogue.registry?.documents.find((one) => one.document === document);
      expect(entry?.editions.find((one) => one.version === edition)?.date, `${document} ${edition}`).toBe(
        date,
      );
    }
  });

  it("each change list names every requirement of the later edition exactly once", () => {
    for (const list of catalogue.changeLists) {
      const later = catalogue.editions.find(
        (one) => one.document === list.document && one.edition === list.to,
      );
      const ids =
        later?.kind === "provisions"
          ? later.provisions
          : later?.kind === "requirements"
            ? later.requirements
            : [];
      const named = list.changes.flatMap((one) => one.to).sort();
      expect(named).toEqual(ids.map((one) => one.id).sort());
    }
  });

  it("the statuses of a change list are those the editions print", () => {
    const list = explainChanges(catalogue, en303645, "V2.1.1", "V3.1.3")?.list;
    const before = indexProvisions(provisionsOf(catalogue, "V2.1.1")).byId;
    const after = indexProvisions(provisionsOf(catalogue, "V3.1.3")).byId;
    for (const change of list?.changes ?? []) {
      if (change.from !== null) expect(change.statusFrom).toBe(before.get(change.from)?.printedStatus);
      for (const id of change.to) expect(change.statusTo[id]).toBe(after.get(id)?.printedStatus);
    }
  });
});

describe("golden counts", () => {
  it.each([
    ["V3.1.3", 78, 36, 42, 6],
    ["V2.1.1", 68, 33, 35, 0],
  ])("EN 303 645 %s", (name, all, shall, should, gone) => {
    const edition = provisionsOf(catalogue, name);
    expect(edition.provisions).toHaveLength(all);
    expect(tally(edition.provisions.map((one) => one.modality))).toEqual({ shall, should });
    expect(tally(edition.provisions.map((one) => one.confidence))).toEqual({ verified: all });
    expect(edition.void).toHaveLength(gone);
  });

  it("EN 303 645: conditions and features", () => {
    const v3 = provisionsOf(catalogue, "V3.1.3");
    expect(v3.conditions.map((one) => one.id)).toEqual(["3", "12", "14", "15", "16"]);
    expect(v3.features.map((one) => one.id).join("")).toBe("abcdefghijklmnopqrstuvwxyzaa");
    const v2 = provisionsOf(catalogue, "V2.1.1");
    expect(v2.conditions.map((one) => Number(one.id))).toEqual(Array.from({ length: 13 }, (_, at) => at + 1));
    expect(v2.features).toEqual([]);
  });

  it.each([
    [en319401, "V3.2.1", "complete", 321, 0, { verified: 321 }, 0],
    [en319401, "V3.1.1", "partial", 189, 0, { "single-source": 127, recalled: 43, verified: 19 }, 0],
    [part1, "V1.5.1", "complete", 388, 57, { verified: 334, "single-source": 54 }, 63],
    [part2, "V2.6.1", "complete", 125, 12, { verified: 116, "single-source": 9 }, 39],
  ])("%s %s", (document, name, completeness, all, gone, confidence, automatable) => {
    const edition = requirementsOf(catalogue, document, name);
    expect(edition.completeness).toBe(completeness);
    expect(edition.requirements).toHaveLength(all);
    expect(edition.requirements.filter((one) => one.void)).toHaveLength(gone);
    expect(tally(edition.requirements.map((one) => one.confidence))).toEqual(confidence);
    expect(edition.automatable).toHaveLength(automatable);
  });

  it("modalities of the trust service documents", () => {
    const modalities = (document: string, name: string): Record<string, number> =>
      tally(requirementsOf(catalogue, document, name).requirements.flatMap((one) => one.modality ?? []));
    expect(modalities(en319401, "V3.2.1")).toEqual({ shall: 312, should: 5, may: 4 });
    expect(modalities(part1, "V1.5.1")).toEqual({ shall: 269, should: 42, may: 20 });
    expect(modalities(part2, "V2.6.1")).toEqual({ shall: 97, should: 11, may: 5 });
  });

  it("change lists", () => {
    expect(explainChanges(catalogue, en303645, "V2.1.1", "V3.1.3")?.total).toBe(72);
    const trust = explainChanges(catalogue, en319401, "V3.1.1", "V3.2.1");
    expect(trust?.total).toBe(324);
    expect(Object.fromEntries(trust?.counts ?? [])).toEqual({
      unchanged: 56,
      reworded: 35,
      renumbered: 98,
      new: 107,
      undetermined: 28,
    });
    expect(explainChanges(catalogue, en319401, "V3.2.1", "V3.1.1")).toBeUndefined();
    expect(explainChanges(catalogue, en319401, "V2.2.1", "V3.1.1")?.total).toBe(192);
  });

  it("annex mappings and registry", () => {
    expect(requirementsOf(catalogue, en319401, "V3.2.1").annexMappings).toHaveLength(87);
    expect(requirementsOf(catalogue, part2, "V2.6.1").annexMappings).toHaveLength(26);
    expect(catalogue.registry?.documents).toHaveLength(18);
    expect(catalogue.registry?.documents.flatMap((one) => one.editions)).toHaveLength(84);
  });
});

describe("traps of EN 303 645", () => {
  it("V2.1.1 5.3-10 prints M with conditions and no C, and is read as conditional", () => {
    const provision = indexProvisions(provisionsOf(catalogue, "V2.1.1")).byId.get("5.3-10");
    expect(provision).toMatchObject({
      obligation: "M",
      conditional: true,
      featured: false,
      refs: ["11", "12"],
      printedStatus: "M (11, 12)",
    });
    expect(provision?.note).toMatch(/no letter C/);
  });

  it("no other provision is read otherwise than its status is printed", () => {
    for (const name of ["V2.1.1", "V3.1.3"]) {
      for (const one of provisionsOf(catalogue, name).provisions) {
        const letters = one.printedStatus.replace(/\(.*/, "").trim().split(" ");
        const agrees = letters.includes("C") === one.conditional && letters.includes("F") === one.featured;
        expect(agrees || one.id === "5.3-10", `${name} ${one.id}`).toBe(true);
      }
    }
  });

  it("V2.1.1 4-1 has no row in the table and says so", () => {
    const provision = indexProvisions(provisionsOf(catalogue, "V2.1.1")).byId.get("4-1");
    expect(provision).toMatchObject({ obligation: "M", refs: [], printedStatus: "M (not in Table B.1)" });
    expect(provision?.note).toMatch(/no row/);
    expect(provisionsOf(catalogue, "V2.1.1").limits.join(" ")).toMatch(/4-1 has no row/);
  });

  it("V3.1.3 clause 6 ids are 6-1, the print of the table is kept and found", () => {
    const inClause6 = provisionsOf(catalogue, "V3.1.3").provisions.filter((one) => one.clause === "6");
    expect(inClause6.map((one) => one.id)).toEqual([
      "6-1",
      "6-2",
      "6-3A",
      "6-3B",
      "6-4",
      "6-5",
      "6-6",
      "6-7",
      "6-8",
    ]);
    for (const one of inClause6) {
      expect(one.printedAs).toBe(one.id.replace("-", "."));
      expect(one.note).toContain(`prints this identifier as ${one.id.replace("-", ".")}`);
    }
    expect(searchCatalogue(catalogue, "6.3A")[0]).toMatchObject({ edition: "V3.1.3", id: "6-3A" });
  });

  it("void ids stay known with what replaced them", () => {
    const { voidById, byId } = indexProvisions(provisionsOf(catalogue, "V3.1.3"));
    expect(voidById.get("5.3-4")).toEqual(["5.3-4A", "5.3-4B"]);
    for (const id of voidById.keys()) expect(byId.has(id)).toBe(false);
  });
});

describe("traps of the trust service documents", () => {
  it("the reconstructed edition says that it is one, with what each record rests on", () => {
    const edition = requirementsOf(catalogue, en319401, "V3.1.1");
    expect(edition.limits.join(" ")).toMatch(/Incomplete reconstruction/);
    expect(
      edition.requirements.every((one) => one.basis !== undefined && one.reconstruction !== undefined),
    ).toBe(true);
    expect(new Set(edition.requirements.map((one) => one.basis ?? ""))).toEqual(
      new Set(Object.keys(edition.basisKey ?? {})),
    );
    expect(edition.unresolved).toHaveLength(8);
  });

  it("void requirements keep inferred successors and bind nobody", () => {
    const index = indexRequirements(requirementsOf(catalogue, part1, "V1.5.1"));
    expect(index.byId.get("OVR-5.1-01")).toMatchObject({
      void: true,
      modality: null,
      possibleSuccessors: ["OVR-5.1-01A"],
      incorporates: [],
    });
    expect(index.byId.get("SDP-6.3.3-09")?.printedAs).toBe("SDP 6.3.3-09");
  });

  it("a condition of single items excuses no requirement", () => {
    const index = indexRequirements(requirementsOf(catalogue, part1, "V1.5.1"));
    expect(index.byId.get("OVR-6.3.5-01")?.condition).toBeNull();
    expect(index.byId.get("OVR-6.3.5-01")?.conditionOfParts).toMatch(/^Items d, e and g/);
    expect(index.byId.get("REG-6.2.2-09")).toMatchObject({
      condition: "subject-is-natural-person-of-legal-person",
      conditionOfParts: "item f: only when applicable",
    });
  });

  it("conditions have readable ids, each used, each text once", () => {
    for (const edition of catalogue.editions) {
      if (edition.kind !== "requirements") continue;
      const used = new Set(edition.requirements.flatMap((one) => one.condition ?? []));
      expect(new Set(edition.conditions.map((one) => one.id))).toEqual(used);
      expect(new Set(edition.conditions.map((one) => one.text)).size).toBe(edition.conditions.length);
      for (const { id } of edition.conditions) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+){1,7}$/);
    }
    const qualified = indexRequirements(requirementsOf(catalogue, part2, "V2.6.1"));
    expect(qualified.conditionText.get("crls-are-provided")).toBe("CRLs are provided");
  });

  it("choices are when/then, also where the print is one sentence or goes by policy", () => {
    const trust = requirementsOf(catalogue, en319401, "V3.2.1").requirements.flatMap(
      (one) => one.choice ?? [],
    );
    expect(trust).toHaveLength(1);
    expect(trust[0]?.when).toBeNull();
    const byPolicy = indexRequirements(requirementsOf(catalogue, part2, "V2.6.1")).byId.get(
      "GEN-6.6.1-05",
    )?.choice;
    expect(byPolicy?.find((one) => one.policy === "QEVCP-w")).toMatchObject({
      always: "an EVCG clause 7.1.6.1 OID",
      combination: "and/or",
    });
  });

  it("policies of Part 1 are effective sets, those of Part 2 as marked", () => {
    expect(requirementsOf(catalogue, part1, "V1.5.1").policySets).toBe("effective");
    expect(requirementsOf(catalogue, part2, "V2.6.1").policySets).toBe("as-marked");
    const marked = requirementsOf(catalogue, part2, "V2.6.1").requirements.filter(
      (one) => one.policies === null,
    );
    expect(marked).toHaveLength(82);
  });

  it("policies build on each other as described", () => {
    const builds = (document: string, name: string): Record<string, unknown> =>
      Object.fromEntries(
        requirementsOf(catalogue, document, name).policies.map(({ id, includes, oneOf, optional }) => [
          id,
          { includes, oneOf, optional: optional.map((one) => one.policy) },
        ]),
      );
    const only = (...includes: string[]): object => ({ includes, oneOf: [], optional: [] });
    const device = { includes: ["NCP"], oneOf: [], optional: ["NCP+"] };
    expect(builds(part1, "V1.5.1")).toEqual({
      LCP: only(),
      NCP: only(),
      "NCP+": only("NCP"),
      EVCP: only("NCP"),
      DVCP: only("LCP"),
      OVCP: only("LCP"),
      IVCP: only("LCP"),
      WEB: only(),
    });
    expect(builds(part2, "V2.6.1")).toEqual({
      "QCP-n": device,
      "QCP-l": device,
      "QCP-n-qscd": only("QCP-n", "NCP+"),
      "QCP-l-qscd": only("QCP-l", "NCP+"),
      "QEVCP-w": only("EVCP"),
      "QNCP-w": { includes: ["NCP"], oneOf: [["OVCP", "IVCP"]], optional: [] },
      "QNCP-w-gen": only("NCP", "WEB"),
    });
    expect(requirementsOf(catalogue, part1, "V1.5.1").policies.find((one) => one.id === "WEB")?.kind).toBe(
      "marker",
    );
  });
});
