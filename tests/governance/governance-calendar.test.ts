/** The calendar of governance, and which controls serve what. */
import { describe, expect, it } from "vitest";
import type { Control, Dossier } from "#dossier";
import { controlsByReference, governanceCalendar } from "#governance";
import { loadCatalogue } from "../doubles/load-catalogue.ts";
import { soundProduct } from "../doubles/sound-product.ts";

const { dossier: dossierBase } = soundProduct(loadCatalogue());

const control: Control = {
  title: "Unique passwords",
  statement: "Every unit gets its own password at production.",
  requirements: ["5.1-1"],
  acceptance: ["No two units share a password."],
  verification: [{ kind: "test-case", what: "5.1-1-1" }],
  owner: "Head of development",
};

describe("controlsByReference", () => {
  it("files each control once under each requirement, whatever way it is written", () => {
    const index = controlsByReference({
      A: { ...control, requirements: ["5.1-1", "ETSI EN 319 401/REQ-5-01", "EN 319 401/REQ-5-01"] },
      B: { ...control, requirements: ["5.1-1"] },
    });
    expect(index.get("5.1-1")).toEqual(["A", "B"]);
    expect(index.get("EN 319 401/REQ-5-01")).toEqual(["A"]);
  });
});

describe("governanceCalendar", () => {
  it("shows everything with a day in order, what is overdue first", () => {
    const dossier: Dossier = {
      ...dossierBase,
      ics: {
        "5.1-1": { support: "Y", due: "2026-11-01", owner: "Firmware" },
        "5.1-2": { due: "2026-11-01", review: "reviewed" },
      },
      ixit: {},
      controls: {
        CTL: {
          ...control,
          verification: [{ kind: "drill", what: "Restore", every: "P6M", lastDone: "2026-08-31" }],
        },
      },
      evidence: {
        E: {
          title: "Scan",
          type: "scan",
          madeOn: "2026-01-15",
          reviewEvery: "P1Y",
          validUntil: "2027-03-01",
        },
      },
      findings: {
        F: {
          title: "Checklist not signed",
          kind: "nonconformity",
          concerns: {},
          state: "in-work",
          owner: "Quality",
          actions: [{ what: "Sign it", due: "2026-09-01" }],
        },
      },
      governance: {
        cadence: {
          audit: {
            every: "P1Y",
            owner: "Security",
            kind: "internal-audit",
            title: "Internal audit",
            lastDone: "2025-12-24",
          },
        },
        events: [
          { kind: "release", on: "2026-12-01", what: "Firmware 4" },
          { kind: "release", on: "2026-01-01", what: "Firmware 3" },
        ],
      },
    };
    const days = governanceCalendar(dossier, "2026-10-01");
    expect(days.map((one) => [one.on, one.kind, one.overdue, one.inDays])).toEqual([
      ["2026-09-01", "action-due", true, -30],
      ["2026-11-01", "record-due", false, 31],
      ["2026-12-01", "event", false, 61],
      ["2026-12-24", "internal-audit", false, 84],
      ["2027-01-15", "evidence-review", false, 106],
      ["2027-02-28", "verification", false, 150],
      ["2027-03-01", "evidence-end", false, 151],
    ]);
    expect(days[0]).toMatchObject({
      owner: "Quality",
      title: "Sign it (finding F)",
      at: ["findings", "F", "actions", 0, "due"],
    });
  });
});
