/** Laws of evidence: nothing faulty is ever usable, time only takes away, and `until` says when. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, addDuration, daysBetween, parseDuration } from "#base/calendar";
import type { Dossier, EvidenceItem, FileFact, Governance } from "#dossier";
import { evidenceContext } from "./evidence-context.ts";
import type { EvidenceStatus } from "./evidence-status.ts";
import { allEvidenceStatuses, evidenceStatus } from "./judge-evidence.ts";

const hash = "a".repeat(64);
const otherHash = "b".repeat(64);

function dossierOf(item: EvidenceItem, governance: Governance = {}): Dossier {
  return {
    header: {
      plumbline: 1,
      id: "plug",
      kind: "product",
      subject: { name: "Smart Plug" },
      standards: [{ document: "ETSI EN 303 645", edition: "V3.1.3" }],
      objective: "self-assessment",
      parties: { supplier: { name: "Maker" }, assessment: "first-party" },
    },
    scope: { dut: { name: "Smart Plug", model: "SP-1", hardware: "B", software: "v1.5.0" } },
    ics: {},
    requirements: {},
    ixit: {},
    controls: {},
    evidence: { E: item },
    assessment: { selections: {}, cases: {}, groups: {}, externalEvidence: {} },
    findings: {},
    governance,
    notes: [],
  };
}

function statusOf(item: EvidenceItem, now: string, fact?: FileFact, governance?: Governance): EvidenceStatus {
  const dossier = dossierOf(item, governance);
  const files = fact === undefined ? {} : { E: fact };
  return evidenceStatus(item, "E", evidenceContext(dossier, { now, files }));
}

const present: FileFact = { state: "present", sha256: hash, bytes: 10 };
const bare: EvidenceItem = { title: "Scan", type: "scan", madeOn: "2026-03-01" };
const undated: EvidenceItem = { title: "Scan", type: "scan", file: "evidence/scan.xml", sha256: hash };
const sound: EvidenceItem = {
  title: "Scan",
  type: "scan",
  file: "evidence/scan.xml",
  sha256: hash,
  madeOn: "2026-03-01",
};

describe("states", () => {
  const state = (more: Partial<EvidenceItem>, now = "2026-06-01", governance?: Governance) =>
    statusOf({ ...sound, ...more }, now, present, governance).state;

  it("is fresh with a file, a matching hash and no end", () => {
    expect(statusOf(sound, "2026-06-01", present)).toEqual({
      id: "E",
      state: "fresh",
      usable: true,
      because: "no end of its validity is recorded",
      until: undefined,
    });
  });

  it("counts on its last day and not on the next", () => {
    expect(state({ validUntil: "2026-06-01" })).toBe("expiring");
    expect(state({ validUntil: "2026-05-31" })).toBe("expired");
    expect(state({ validFrom: "2026-06-01" })).toBe("fresh");
    expect(state({ validFrom: "2026-06-02" })).toBe("not-yet-valid");
  });

  it("calls an item expiring from 60 days before it turns unusable", () => {
    const until = addDays("2026-06-01", 59);
    expect(state({ validUntil: until })).toBe("expiring");
    expect(state({ validUntil: addDays(until, 1) })).toBe("fresh");
    const status = statusOf({ ...sound, validUntil: "2026-12-08" }, "2026-11-25", present);
    expect(status.because).toBe(
      "turns unusable in 14 days, on 2026-12-09, because it is valid until 2026-12-08",
    );
  });

  it("expires when the review is over, counted from the review, else from the fact, else from the collection", () => {
    expect(state({ reviewEvery: "P3M" }, "2026-06-01")).toBe("expiring");
    expect(state({ reviewEvery: "P3M" }, "2026-06-02")).toBe("expired");
    expect(state({ reviewEvery: "P3M", reviewedOn: "2026-04-01" }, "2026-07-01")).toBe("expiring");
    const collected = statusOf(
      { ...undated, collectedOn: "2026-03-01", reviewEvery: "P1W" },
      "2026-03-09",
      present,
    );
    expect(collected.state).toBe("expired");
  });

  it("does not let a review of the future keep an item alive", () => {
    expect(state({ reviewEvery: "P1M", reviewedOn: "2072-01-01" }, "2026-03-20")).toBe("expiring");
    expect(state({ reviewEvery: "P1M", reviewedOn: "2072-01-01" }, "2026-06-01")).toBe("not-yet-valid");
  });

  it("does not count before it was made or collected", () => {
    expect(state({}, "2026-02-28")).toBe("not-yet-valid");
    expect(state({ collectedOn: "2026-07-01" })).toBe("not-yet-valid");
  });

  it("is reopened by a listed event on or after the day it was made, from the day of the event on", () => {
    const release = (on: string): Governance => ({ events: [{ kind: "release", on, what: "Firmware 1.6" }] });
    const reopenedBy: EvidenceItem["reopenedBy"] = ["release"];
    expect(state({ reopenedBy }, "2026-06-01", release("2026-02-28"))).toBe("fresh");
    expect(state({ reopenedBy }, "2026-06-01", release("2026-03-01"))).toBe("reopened");
    expect(state({ reopenedBy }, "2026-06-01", release("2026-06-01"))).toBe("reopened");
    expect(state({ reopenedBy }, "2026-06-01", release("2026-06-02"))).toBe("expiring");
    expect(state({ reopenedBy: ["incident"] }, "2026-06-01", release("2026-05-01"))).toBe("fresh");
    expect(state({}, "2026-06-01", release("2026-05-01"))).toBe("fresh");
  });

  it("lets every listed event reopen an undated item", () => {
    const governance: Governance = { events: [{ kind: "incident", on: "2020-01-01", what: "Leak" }] };
    expect(statusOf(undated, "2026-06-01", present).state).toBe("undated");
    expect(statusOf({ ...undated, reopenedBy: ["incident"] }, "2026-06-01", present, governance).state).toBe(
      "reopened",
    );
  });

  it("limits an event to the items that support what it concerns", () => {
    const governance = (provision: string): Governance => ({
      events: [
        { kind: "release", on: "2026-05-01", what: "Firmware", concerns: { provisions: [provision] } },
      ],
    });
    const supports = { provisions: ["5.3-1"], cases: ["5.5-1-2"] };
    const more: Partial<EvidenceItem> = { reopenedBy: ["release"], supports };
    expect(state(more, "2026-06-01", governance("5.3-1"))).toBe("reopened");
    expect(state(more, "2026-06-01", governance("5.5-1"))).toBe("reopened");
    expect(state(more, "2026-06-01", governance("5.1-1"))).toBe("fresh");
    const empty: Governance = { events: [{ kind: "release", on: "2026-05-01", what: "All", concerns: {} }] };
    expect(state(more, "2026-06-01", empty)).toBe("reopened");
  });

  it("compares the boundary with the DUT", () => {
    expect(state({ boundary: { product: "smart  plug", hardware: "b", software: "1.5.0" } })).toBe("fresh");
    expect(state({ boundary: { product: "Smart Plug SP-1" } })).toBe("fresh");
    expect(state({ boundary: { product: "Smart Plug Mini" } })).toBe("foreign");
    expect(state({ boundary: { software: "1.4.0" } })).toBe("foreign");
    expect(state({ boundary: { software: "1.5.0-rc1" } })).toBe("foreign");
    expect(state({ boundary: { hardware: "C" } })).toBe("foreign");
    expect(
      state({ boundary: { component: "Secure element", product: "Another Plug", software: "0.1" } }),
    ).toBe("fresh");
    expect(state({ boundary: { component: "Web interface", software: "1.4.0" } })).toBe("foreign");
  });

  it("needs something to look at", () => {
    expect(statusOf(bare, "2026-06-01").state).toBe("missing");
    expect(statusOf({ ...bare, link: "https://example.org/policy" }, "2026-06-01").state).toBe("fresh");
    expect(statusOf({ ...bare, link: "javascript:alert(1)" }, "2026-06-01").state).toBe("missing");
    expect(statusOf(sound, "2026-06-01").state).toBe("missing");
    expect(statusOf(sound, "2026-06-01", { state: "unreadable", why: "too large" }).state).toBe("unreadable");
    expect(statusOf(sound, "2026-06-01", { ...present, sha256: otherHash }).state).toBe("altered");
    for (const file of ["/etc/passwd", "../x", "a/../../x", "C:\\x", "\\\\host\\x", "file:///x", "a\0b"]) {
      expect(statusOf({ ...sound, file }, "2026-06-01", present).usable).toBe(false);
    }
  });
});

const day = fc.integer({ min: 0, max: 900 }).map((days) => addDays("2025-01-01", days));
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const duration = fc.constantFrom("P1D", "P2W", "P1M", "P3M", "P1Y", "P0D");
const trigger = fc.constantFrom("release", "supplier-change", "incident", "edition-change");
const boundary = fc.record(
  {
    product: fc.constantFrom("Smart Plug", "SP-1", "Other"),
    hardware: fc.constantFrom("B", "C"),
    software: fc.constantFrom("1.5.0", "V1.5.0", "1.4.0"),
    component: fc.constant("Secure element"),
    componentVersion: fc.constant("2"),
  },
  { requiredKeys: [] },
);
const item = fc
  .record(
    {
      file: fc.constantFrom("evidence/scan.xml", "../outside", "/absolute"),
      link: fc.constantFrom("https://example.org/x", "not a link"),
      sha256: fc.constantFrom(hash, otherHash),
      madeOn: day,
      collectedOn: day,
      validFrom: day,
      validUntil: day,
      reviewedOn: day,
      reviewEvery: duration,
      reopenedBy: fc.uniqueArray(trigger, { maxLength: 3 }),
      boundary,
    },
    { requiredKeys: [] },
  )
  .map((fields): EvidenceItem => ({ title: "Item", type: "record", ...fields }));
const fact = maybe<FileFact>(
  fc.constantFrom<FileFact>(present, { state: "missing" }, { state: "unreadable", why: "no permission" }),
);
const governance = fc
  .array(fc.record({ kind: trigger, on: day, what: fc.constant("Something") }), { maxLength: 3 })
  .map((events): Governance => ({ events }));

describe("laws", () => {
  it("a usable item has no fault at all, over all combinations", () => {
    fc.assert(
      fc.property(item, fact, governance, day, (one, file, events, now) => {
        const status = statusOf(one, now, file, events);
        if (!status.usable) return;
        expect(one.file !== undefined || one.link === "https://example.org/x").toBe(true);
        if (one.file !== undefined) {
          expect(one.file).toBe("evidence/scan.xml");
          expect(file?.state).toBe("present");
          if (one.sha256 !== undefined) expect(one.sha256).toBe(hash);
        }
        if (one.validFrom !== undefined) expect(one.validFrom <= now).toBe(true);
        if (one.validUntil !== undefined) expect(one.validUntil >= now).toBe(true);
        if (one.madeOn !== undefined) expect(one.madeOn <= now).toBe(true);
        if (one.collectedOn !== undefined) expect(one.collectedOn <= now).toBe(true);
        const last = [one.reviewedOn, one.madeOn, one.collectedOn].find(
          (date) => date !== undefined && date <= now,
        );
        const period = parseDuration(one.reviewEvery ?? "");
        if (period !== undefined && last !== undefined) expect(addDuration(last, period) >= now).toBe(true);
        const since = one.madeOn ?? one.collectedOn ?? "0000-00-00";
        for (const event of events.events ?? []) {
          if (one.reopenedBy?.includes(event.kind) !== true || event.on > now) continue;
          expect(event.on < since).toBe(true);
        }
        const part = one.boundary?.component !== undefined;
        if (!part) expect(one.boundary?.product).not.toBe("Other");
        if (one.boundary?.product !== "Other") {
          expect(one.boundary?.software).not.toBe("1.4.0");
          expect(one.boundary?.hardware).not.toBe("C");
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("usable follows from the state", () => {
    fc.assert(
      fc.property(item, fact, governance, day, (one, file, events, now) => {
        const status = statusOf(one, now, file, events);
        expect(status.usable).toBe(["fresh", "expiring", "undated"].includes(status.state));
        expect(status.because).not.toBe("");
      }),
    );
  });

  it("later days take away only: once expired or reopened, never usable again", () => {
    fc.assert(
      fc.property(
        item,
        fact,
        governance,
        day,
        fc.integer({ min: 1, max: 500 }),
        (one, file, events, now, days) => {
          const before = statusOf(one, now, file, events);
          const after = statusOf(one, addDays(now, days), file, events);
          if (!before.usable && before.state !== "not-yet-valid") expect(after.usable).toBe(false);
          if (["missing", "altered", "unreadable", "foreign"].includes(before.state))
            expect(after.state).toBe(before.state);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("until is the last day on which a usable item counts", () => {
    fc.assert(
      fc.property(item, fact, governance, day, (one, file, events, now) => {
        const status = statusOf(one, now, file, events);
        if (!status.usable) return;
        if (status.until === undefined) {
          expect(statusOf(one, "2099-01-01", file, events).usable).toBe(true);
          return;
        }
        expect(status.until >= now).toBe(true);
        expect(statusOf(one, status.until, file, events).usable).toBe(true);
        expect(statusOf(one, addDays(status.until, 1), file, events).usable).toBe(false);
        const between = addDays(now, Math.floor(daysBetween(now, status.until) / 2));
        expect(statusOf(one, between, file, events).usable).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it("remembering changes nothing", () => {
    fc.assert(
      fc.property(
        item,
        fact,
        governance,
        fc.array(day, { minLength: 1, maxLength: 4 }),
        (one, file, events, days) => {
          const dossier = dossierOf(one, events);
          const files = file === undefined ? {} : { E: file };
          for (const now of days) {
            const all = allEvidenceStatuses(dossier, { now, files });
            expect(all.get("E")).toEqual(evidenceStatus(one, "E", evidenceContext(dossier, { now, files })));
            expect(allEvidenceStatuses({ ...dossier }, { now, files: { ...files } })).toBe(all);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
