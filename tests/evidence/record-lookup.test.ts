/** What is said about ids that no pinned edition has. */
import { describe, expect, it } from "vitest";
import { similarId, lookUp } from "#evidence";
import { loadCatalogue } from "../doubles/load-catalogue.ts";
import { soundProduct } from "../doubles/sound-product.ts";
import { soundTrustService } from "../doubles/sound-trust-service.ts";
import { productLookup, serviceLookup } from "./lookup.ts";

const catalogue = loadCatalogue();

function said(
  kind: "provisions" | "requirements" | "groups" | "cases",
  id: string,
  family: "product" | "service",
): string {
  const { dossier } = family === "product" ? soundProduct(catalogue) : soundTrustService(catalogue);
  const standards = family === "product" ? productLookup(catalogue) : serviceLookup(catalogue);
  const answer = lookUp(kind, id, dossier, standards);
  return answer.known ? `known as ${answer.key}` : `${answer.because} → ${answer.suggestion ?? "?"}`;
}

describe("lookUp", () => {
  it("knows provisions of the pinned edition and says where others come from", () => {
    expect(said("provisions", "5.1-1", "product")).toBe("known as 5.1-1");
    expect(said("provisions", "5.3-4", "product")).toMatch(
      /^5\.3-4 is void in ETSI EN 303 645 V3\.1\.3 and lives on as 5\.3-4A, 5\.3-4B/,
    );
    expect(said("provisions", "Provision 5.1.2a", "product")).toMatch(
      /has no provision Provision 5\.1\.2a → 5\.1-2A$/,
    );
    expect(said("provisions", "5.1-9", "product")).toBe("ETSI EN 303 645 V3.1.3 has no provision 5.1-9 → ?");
    expect(said("provisions", "5.1-1", "service")).toMatch(/^no edition of EN 303 645 is pinned/);
  });

  it("knows requirements with and without ETSI, and says where others come from", () => {
    expect(said("requirements", "EN 319 401/REQ-5-01", "service")).toBe("known as EN 319 401/REQ-5-01");
    expect(said("requirements", "ETSI EN 319 401/REQ-5-01", "service")).toBe("known as EN 319 401/REQ-5-01");
    expect(said("requirements", "EN 319 401/REQ-5-1", "service")).toMatch(
      /has no requirement REQ-5-1 → EN 319 401\/REQ-5-01$/,
    );
    expect(said("requirements", "REQ-5-01", "service")).toMatch(
      /does not say which document it belongs to → EN 319 401\/REQ-5-01$/,
    );
    expect(said("requirements", "EN 319401/REQ-5-01", "service")).toMatch(
      /is not among the pinned standards .* → EN 319 401\/REQ-5-01$/,
    );
    expect(said("requirements", "EN 319 401/REQ-6.3-06X", "service")).toMatch(
      /^REQ-6\.3-06X is a requirement of V3\.1\.1, not of ETSI EN 319 401 V3\.2\.1/,
    );
    expect(said("requirements", "EN 303 645/5.1-1", "product")).toBe(
      "provisions are written without their document, as 5.1-1 → 5.1-1",
    );
  });

  it("names void requirements as void", () => {
    const part = serviceLookup(catalogue).requirements.find((one) => one.edition.document.endsWith("411-1"));
    const gone = part?.edition.requirements.find((one) => one.void);
    expect(said("requirements", `EN 319 411-1/${gone?.id ?? ""}`, "service")).toContain(
      "is void in ETSI EN 319 411-1 V1.5.1",
    );
  });

  it("knows groups and cases", () => {
    expect(said("groups", "5.4-1", "product")).toBe("known as 5.4-1");
    expect(said("cases", "5.1.1-1", "product")).toMatch(/has no test case 5\.1\.1-1 → 5\.1-1-1$/);
    expect(said("groups", "5.4-1", "service")).toMatch(/^no edition of TS 103 701 is pinned/);
  });
});

describe("similarId", () => {
  it("forgives punctuation, case and zeros, never another number", () => {
    const ids = ["5.1-1", "5.1-2A", "REQ-7.1.1-01", "5.11-1"];
    expect(similarId("5-1-1", ids)).toBe("5.1-1");
    expect(similarId("req 7.1.1.1", ids)).toBe("REQ-7.1.1-01");
    expect(similarId("5.1-2", ids)).toBeUndefined();
    expect(similarId("5.1-3", ids)).toBeUndefined();
    expect(similarId("", ids)).toBeUndefined();
  });
});
