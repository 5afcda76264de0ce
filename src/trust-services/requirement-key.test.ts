/** Keys of requirements and the ways in which people write them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RequirementsEdition } from "#standards";
import { parseRequirementRef, requirementKey, splitRequirementKey } from "./requirement-key.ts";

function edition(document: string, ...ids: readonly string[]): RequirementsEdition {
  return {
    document,
    edition: "V1.1.1",
    requirements: ids.map((id) => ({ id })),
  } as unknown as RequirementsEdition;
}

const editions = [
  edition("ETSI EN 319 401", "REQ-5-01", "REQ-7.8-16"),
  edition("ETSI EN 319 411-1", "OVR-5.1-01", "GEN-6.5.1-13A"),
  edition("ETSI EN 319 411-2", "OVR-5.1-01", "OVR-5.1-02"),
];

describe("requirementKey", () => {
  it("drops the word ETSI", () => {
    expect(requirementKey("ETSI EN 319 401", "REQ-5-01")).toBe("EN 319 401/REQ-5-01");
    expect(requirementKey("ACME 7", "R-1")).toBe("ACME 7/R-1");
  });

  it("is undone by splitRequirementKey", () => {
    const document = fc.oneof(
      fc.integer({ min: 100, max: 999 }).map((number) => `ETSI EN 319 ${String(number)}`),
      fc.constantFrom("ACME 7", "ISO/IEC 27001"),
    );
    const id = fc.stringMatching(/^[A-Z]{3}-[0-9.]{1,6}-[0-9]{2}[A-Z]?$/);
    fc.assert(
      fc.property(document, id, (one, two) => {
        expect(splitRequirementKey(requirementKey(one, two))).toEqual({ document: one, id: two });
      }),
    );
  });

  it("splitRequirementKey refuses text that is no key", () => {
    for (const text of ["", "REQ-5-01", "/REQ-5-01", "EN 319 401/"])
      expect(splitRequirementKey(text)).toBeUndefined();
  });
});

describe("parseRequirementRef", () => {
  it.each([
    "EN 319 401/REQ-5-01",
    "ETSI EN 319 401/REQ-5-01",
    "ETSI EN 319 401 V3.2.1/REQ-5-01",
    "EN 319 401 REQ-5-01",
    "en319401/req-5-01",
    " EN 319 401 / REQ-5-01 ",
    "REQ-5-01",
  ])("%o", (text) => {
    expect(parseRequirementRef(text, editions)).toEqual({
      key: "EN 319 401/REQ-5-01",
      document: "ETSI EN 319 401",
      id: "REQ-5-01",
    });
  });

  it("a bare id that two documents have means neither", () => {
    expect(parseRequirementRef("OVR-5.1-01", editions)).toBeUndefined();
    expect(parseRequirementRef("EN 319 411-1/OVR-5.1-01", editions)?.document).toBe("ETSI EN 319 411-1");
    expect(parseRequirementRef("OVR-5.1-02", editions)?.document).toBe("ETSI EN 319 411-2");
  });

  it("unknown references mean nothing, whatever their text", () => {
    for (const text of ["REQ-5-02", "EN 319 999/REQ-5-01", "", "/", "__proto__", "constructor"]) {
      expect(parseRequirementRef(text, editions)).toBeUndefined();
    }
  });
});
