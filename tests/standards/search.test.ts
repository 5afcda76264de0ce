/** The search ranks ids before titles before texts and demands every word. */
import { describe, expect, it } from "vitest";
import { searchCatalogue } from "#standards";
import { en303645, en319401, part1, shippedCatalogue } from "./shipped-files.ts";

const catalogue = shippedCatalogue();

describe("searchCatalogue", () => {
  it("puts the exact id first, in every edition that has it, then ids that begin with it", () => {
    const hits = searchCatalogue(catalogue, "5.3-1", { document: en303645, edition: "V3.1.3" });
    expect(hits[0]).toMatchObject({
      id: "5.3-1",
      document: en303645,
      edition: "V3.1.3",
      clause: "5.3",
      kind: "provision",
    });
    expect(hits[1]?.id).toBe("5.3-10");
    expect(searchCatalogue(catalogue, "req-7.4.1-02")[0]?.id).toBe("REQ-7.4.1-02");
  });

  it("finds a void id by its number only", () => {
    expect(searchCatalogue(catalogue, "5.3-4", { edition: "V3.1.3" })[0]).toMatchObject({
      kind: "void",
      excerpt: "Void; replaced by 5.3-4A and 5.3-4B.",
    });
    expect(
      searchCatalogue(catalogue, "void requirement stands").filter((one) => one.kind === "void"),
    ).toEqual([]);
  });

  it("demands every word, whatever case and accents", () => {
    const hits = searchCatalogue(catalogue, "PASSWORDS Únique");
    expect(hits[0]).toMatchObject({ document: en303645, id: "5.1-1" });
    expect(searchCatalogue(catalogue, "passwords zebra")).toEqual([]);
    expect(searchCatalogue(catalogue, "   ")).toEqual([]);
  });

  it("ranks titles before texts and carries the confidence", () => {
    const hits = searchCatalogue(catalogue, "penetration", { document: en319401 });
    const inTitle = hits.map((one) => one.title.toLowerCase().includes("penetration"));
    expect(inTitle).toEqual([...inTitle].sort((a, b) => Number(b) - Number(a)));
    expect(new Set(hits.map((one) => one.edition))).toEqual(new Set(["V3.1.1", "V3.2.1"]));
    expect(hits.every((one) => ["verified", "single-source", "recalled"].includes(one.confidence))).toBe(
      true,
    );
  });

  it("shows the words in the excerpt and respects the limit", () => {
    const hits = searchCatalogue(catalogue, "escrow", { document: part1, limit: 3 });
    expect(hits).toHaveLength(3);
    for (const hit of searchCatalogue(catalogue, "dual control", { document: part1 })) {
      expect(`${hit.title} ${hit.excerpt}`.toLowerCase()).toMatch(/dual|control/);
      expect(hit.excerpt.length).toBeLessThan(170);
    }
  });
});
