/** What lapses until a day, what then stands bare, and the fewest items to renew; and the index behind it. */
import { expect, it } from "vitest";
import type { Dossier, EvidenceItem } from "#dossier";
import { allEvidenceStatuses, coversWholeProduct, evidenceFor, forecast } from "#evidence";
import { loadCatalogue } from "../doubles/load-catalogue.ts";
import { soundProduct } from "../doubles/sound-product.ts";

const { dossier: sound } = soundProduct(loadCatalogue());
const empty: Dossier = {
  ...sound,
  ics: {},
  controls: {},
  evidence: {},
  findings: {},
  governance: {},
  assessment: { selections: {}, cases: {}, groups: {}, externalEvidence: {} },
};

function linked(validUntil: string | undefined, provisions: string[]): EvidenceItem {
  return {
    title: "Item",
    type: "record",
    link: "https://example.org/x",
    madeOn: "2026-01-01",
    validUntil,
    supports: { provisions },
  };
}

it("lists lapses in order, with what they carry, and renews as little as possible", () => {
  const dossier: Dossier = {
    ...empty,
    evidence: {
      LATE: linked("2026-12-31", ["5.1-1", "5.1-2"]),
      EARLY: linked("2026-11-01", ["5.1-1"]),
      WIDE: linked("2027-01-15", ["5.1-1", "5.1-2", "5.1-3"]),
      LASTING: linked(undefined, ["5.1-4"]),
      ALSO: linked("2026-11-02", ["5.1-4"]),
      GONE: linked("2026-06-01", ["5.1-5"]),
    },
  };
  const seen = forecast(dossier, { now: "2026-10-01", files: {} }, "2027-02-01");
  expect(seen.lapses.map((one) => [one.id, one.until, one.on])).toEqual([
    ["EARLY", "2026-11-01", "2026-11-02"],
    ["ALSO", "2026-11-02", "2026-11-03"],
    ["LATE", "2026-12-31", "2027-01-01"],
    ["WIDE", "2027-01-15", "2027-01-16"],
  ]);
  expect(seen.lapses[2]?.carries.provisions).toEqual(["5.1-1", "5.1-2"]);
  expect(seen.lapses[0]?.because).toBe("it is valid until 2026-11-01");
  expect(seen.uncovered).toEqual(["provision 5.1-1", "provision 5.1-2", "provision 5.1-3"]);
  expect(seen.renew).toEqual(["WIDE"]);
  expect(seen.smallest).toBe(true);
  expect(forecast(dossier, { now: "2026-10-01", files: {} }, "2026-11-01").lapses).toEqual([]);
});

it("foresees planned events", () => {
  const dossier: Dossier = {
    ...empty,
    evidence: { E: { ...linked(undefined, ["5.1-1"]), reopenedBy: ["release"] } },
    governance: { events: [{ kind: "release", on: "2026-12-01", what: "Firmware 4" }] },
  };
  const [lapse] = forecast(dossier, { now: "2026-10-01", files: {} }, "2027-01-01").lapses;
  expect(lapse).toMatchObject({ id: "E", until: "2026-11-30", on: "2026-12-01" });
  expect(lapse?.because).toContain("Firmware 4");
});

it("indexes evidence from both sides", () => {
  const dossier: Dossier = {
    ...empty,
    ics: { "5.1-1": { support: "Y", evidence: ["A"], externalEvidence: ["X"] } },
    requirements: { "ETSI EN 319 401": { "REQ-5-01": { evidence: ["A"] } } },
    controls: {
      C: { title: "C", statement: "c", requirements: ["5.2-1", "ETSI EN 319 401/REQ-5-04"], evidence: ["A"] },
    },
    evidence: {
      A: {
        ...linked(undefined, ["5.1-1", "5.3-1"]),
        supports: { provisions: ["5.1-1", "5.3-1"], controls: ["C"], cases: ["5.5-1-2"] },
      },
      X: {
        ...linked(undefined, []),
        external: { scheme: "EUCC", covers: { groups: ["5.4-1"], units: ["5.4-2-1 a"] } },
      },
    },
    assessment: {
      ...empty.assessment,
      cases: {
        "5.1-1-2": {
          units: { a: { "AuthMech-Web": { artefacts: [{ evidence: "A" }, { evidence: "Z" }] }, once: {} } },
        },
      },
    },
  };
  const index = evidenceFor(dossier);
  expect(index.byProvision.get("5.1-1")).toEqual(["A", "X"]);
  expect(index.byProvision.get("5.2-1")).toEqual(["A"]);
  expect(index.byRequirement.get("EN 319 401/REQ-5-01")).toEqual(["A"]);
  expect(index.byRequirement.get("EN 319 401/REQ-5-04")).toEqual(["A"]);
  expect(index.byCase.get("5.1-1-2")).toEqual(["A", "Z"]);
  expect(index.byGroup.get("5.1-1")).toEqual(["A", "Z"]);
  expect(index.byGroup.get("5.4-1")).toEqual(["X"]);
  expect(index.byGroup.get("5.4-2")).toEqual(["X"]);
  expect(index.byControl.get("C")).toEqual(["A"]);
  expect(index.byIxit.get("AuthMech-Web")).toEqual(["A", "Z"]);
  expect(index.carriedBy.get("A")?.cases).toEqual(["5.5-1-2", "5.1-1-2"]);
  expect([...index.used].sort()).toEqual(["A", "X", "Z"]);
  expect(evidenceFor(dossier)).toBe(index);
});

it("knows what can stand for the whole product", () => {
  const about = (boundary: EvidenceItem["boundary"]) =>
    coversWholeProduct({ ...linked(undefined, []), boundary }, sound);
  expect(about(undefined)).toBe(true);
  expect(about({ product: "Harbour Lamp 3", software: "v3.2.0" })).toBe(true);
  expect(about({ component: "Secure element" })).toBe(false);
  expect(about({ product: "Quay station service" })).toBe(false);
  expect(about({ product: "Harbour Lamp 2" })).toBe(false);
});

it("judges two hundred items well within a keystroke", () => {
  const evidence: Record<string, EvidenceItem> = {};
  for (let index = 0; index < 200; index += 1) {
    evidence[`E${String(index)}`] = {
      ...linked("2027-01-01", ["5.1-1"]),
      reviewEvery: "P6M",
      reopenedBy: ["release"],
    };
  }
  const dossier: Dossier = { ...empty, evidence, governance: sound.governance };
  const files = {};
  const first = allEvidenceStatuses(dossier, { now: "2026-06-01", files });
  expect(first.size).toBe(200);
  expect(allEvidenceStatuses({ ...dossier, ics: sound.ics }, { now: "2026-06-01", files })).toBe(first);
});
