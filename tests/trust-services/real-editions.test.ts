/** The combined requirement set over the real editions of EN 319 401, 411-1 and 411-2. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Dossier } from "#dossier";
import { buildCatalogue } from "#standards";
import {
  assessRequirements,
  combineRequirements,
  summariseClauses,
  type RequirementsResult,
} from "#trust-services";
import { codesOf, dossierOf, find, header, today } from "./made-up.ts";

const root = new URL("../../data/standards/", import.meta.url);
const files = readdirSync(root, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".json"))
  .map((path): { path: string; json: unknown } => ({
    path,
    json: JSON.parse(readFileSync(new URL(path, root), "utf8")),
  }));
const { catalogue } = buildCatalogue(files);

const pinned = [
  { document: "ETSI EN 319 401", edition: "V3.2.1" },
  { document: "ETSI EN 319 411-1", edition: "V1.5.1" },
  { document: "ETSI EN 319 411-2", edition: "V2.6.1" },
];
type Policies = NonNullable<Dossier["header"]["policies"]>;
const qualified: Policies = ["QCP-n-qscd", { policy: "QNCP-w", with: ["OVCP"] }];

function assessReal(policies: Policies, editions = pinned): RequirementsResult {
  return assessRequirements({
    dossier: dossierOf(editions, { header: header(editions, policies) }),
    catalogue,
    pinned: editions,
    statuses: new Map(),
    now: today,
  });
}

/** Requirements that apply or may apply once all conditions are answered. */
function inScope(result: RequirementsResult, document: string): readonly string[] {
  return result.requirements
    .filter((one) => one.edition.document === document && one.applicability.state !== "does-not-apply")
    .map((one) => one.key);
}

describe("the combined set for QCP-n-qscd and QNCP-w with OVCP", () => {
  const set = combineRequirements(catalogue, pinned);
  const result = assessReal(qualified);

  it("holds every requirement in force and no void id", () => {
    const counts = pinned.map(
      (ref) => set.nodes.filter((one) => one.edition.document === ref.document).length,
    );
    expect(counts).toEqual([321, 331, 113]);
    expect(
      summariseClauses(result.requirements, set.editions).reduce((total, one) => total + one.total, 0),
    ).toBe(765);
  });

  it("keeps those that the claimed policies bind", () => {
    expect(pinned.map((ref) => inScope(result, ref.document).length)).toEqual([321, 327, 96]);
  });

  it("leaves out what binds other policies, with the reason", () => {
    const out = result.requirements.filter((one) => one.applicability.state === "does-not-apply");
    for (const one of out) {
      expect(one.requirement.policies).not.toBeNull();
      expect(one.applicability.because[0]).toMatch(/^it binds .*, which (?:is|are) not claimed$/);
      expect(one.status).toBe("not-applicable");
    }
    expect(out.some((one) => one.requirement.policies?.includes("QEVCP-w") === true)).toBe(true);
  });

  it("every incorporation leads to a requirement in force, and nothing goes round in a circle", () => {
    expect(
      set.nodes.filter((one) => one.unresolved.length > 0).map((one) => [one.key, ...one.unresolved]),
    ).toEqual([]);
    expect(set.circles).toEqual([]);
    const citing = set.nodes.filter((one) => one.incorporates.length > 0);
    expect(citing.length).toBeGreaterThan(80);
    for (const node of citing) for (const key of node.incorporates) expect(set.byKey.has(key)).toBe(true);
  });

  it("EN 319 411-1 requirements that take over EN 319 401 ones point at them, by V3.2.1 numbers", () => {
    const across = set.nodes.filter(
      (one) =>
        one.edition.document === "ETSI EN 319 411-1" &&
        one.incorporates.some((key) => key.startsWith("EN 319 401/")),
    );
    expect(across.length).toBeGreaterThan(15);
    expect(find(result, "requirement/reference-uncertain").severity).toBe("note");
  });

  it("dropping QNCP-w removes exactly what only QNCP-w brings", () => {
    const fewer = assessReal(["QCP-n-qscd"]);
    const before = pinned.flatMap((ref) => inScope(result, ref.document));
    const after = new Set(pinned.flatMap((ref) => inScope(fewer, ref.document)));
    const removed = before.filter((key) => !after.has(key));
    expect([...after].filter((key) => !before.includes(key))).toEqual([]);
    const web = new Set(["QNCP-w", "OVCP"]);
    for (const key of removed) {
      const bound = set.byKey.get(key)?.requirement.policies ?? [];
      expect(bound.some((name) => web.has(name))).toBe(true);
      expect(bound.some((name) => ["QCP-n-qscd", "QCP-n", "NCP+"].includes(name))).toBe(false);
    }
    expect(removed).toEqual([
      "EN 319 411-1/OVR-5.1-02A",
      "EN 319 411-1/OVR-5.2-06",
      "EN 319 411-1/OVR-5.2-07",
      "EN 319 411-1/OVR-5.2-07A",
      "EN 319 411-1/DIS-6.1-06A",
      "EN 319 411-1/DIS-6.1-10A",
      "EN 319 411-1/REG-6.2.2-03A",
      "EN 319 411-1/REG-6.3.6-06",
      "EN 319 411-1/REG-6.3.6-07",
      "EN 319 411-1/REG-6.3.7-05",
      "EN 319 411-1/REG-6.3.7-06",
      "EN 319 411-1/OVR-6.4.4-03",
      "EN 319 411-1/GEN-6.5.1-15",
      "EN 319 411-1/OVR-6.9.4-03",
      "EN 319 411-2/OVR-5.1-06",
      "EN 319 411-2/OVR-5.1-08",
      "EN 319 411-2/OVR-5.1-09",
      "EN 319 411-2/REG-6.2.2-04",
    ]);
  });

  it("QNCP-w without an alternative leaves the choice open", () => {
    const open = assessReal(["QNCP-w"]);
    expect(find(open, "requirement/policy-choice-open").message).toContain("OVCP or IVCP");
  });
});

describe("the reconstructed edition EN 319 401 V3.1.1", () => {
  const older = [{ document: "ETSI EN 319 401", edition: "V3.1.1" }, ...pinned.slice(1)];
  const result = assessReal(qualified, older);

  it("is marked wherever it is used, and what does not resolve is listed as printed", () => {
    expect(find(result, "requirement/edition-partial").message).toMatch(
      /of its 189 requirements are reconstructed/,
    );
    expect(find(result, "requirement/reference-uncertain").message).toContain(
      "its pinned edition is a reconstruction",
    );
    const unresolved = result.problems.filter((one) => one.code === "requirement/reference-unresolved");
    expect(unresolved.map((one) => one.message)).toEqual([]);
  });
});

it("EN 319 411-2 alone asks for both documents it builds on", () => {
  const result = assessReal(["QCP-n"], pinned.slice(2));
  const missing = result.problems.filter((one) => one.code === "requirement/document-missing");
  expect(missing.map((one) => one.message.split(" is not")[0]).sort()).toEqual([
    "ETSI EN 319 401",
    "ETSI EN 319 411-1",
  ]);
  expect(codesOf(result)).not.toContain("requirement/reference-unresolved");
});
