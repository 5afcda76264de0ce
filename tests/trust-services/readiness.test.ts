/** Readiness gate, matrix rows and clause summary of a trust service. */
import { describe, expect, it } from "vitest";
import type { Dossier } from "#dossier";
import { problem, problemKinds, type Problem } from "#problems";
import {
  assessRequirements,
  requirementMatrixRows,
  summariseClauses,
  trustServiceReadiness,
} from "#trust-services";
import {
  base,
  catalogueOf,
  dossierOf,
  edition,
  evidenceItem,
  goodRow,
  requirement,
  status,
  today,
} from "./made-up.ts";

const made = edition(
  base,
  "V1.1.1",
  [
    requirement("REQ-5-01"),
    requirement("REQ-5-02", { condition: "remote" }),
    requirement("REQ-6.1-01", { clause: "6.1" }),
  ],
  { conditions: [{ id: "remote", text: "people work remotely" }] },
);
const catalogue = catalogueOf([made]);

const complete: Partial<Dossier> = {
  scope: {
    service: { description: "Issues certificates", practiceStatement: { title: "CPS", version: "1.0" } },
    answers: { [base]: { remote: { answer: "no", because: "All work on site" } } },
  },
  requirements: { [base]: { "REQ-5-01": goodRow, "REQ-6.1-01": goodRow } },
  evidence: { "EV-1": evidenceItem() },
  governance: {
    cadence: {
      audit: { kind: "internal-audit", title: "Audit", every: "P1Y", lastDone: "2026-03-01" },
      review: { kind: "management-review", title: "Review", every: "P1Y", lastDone: "2026-04-01" },
    },
  },
};

function gate(parts: Partial<Dossier>, more: readonly Problem[] = []) {
  const dossier = dossierOf([made], { ...complete, ...parts });
  const statuses = new Map([status("EV-1")]);
  const assessed = assessRequirements({
    dossier,
    catalogue,
    pinned: dossier.header.standards,
    statuses,
    now: today,
  });
  const problems = [...assessed.problems, ...more];
  return {
    dossier,
    statuses,
    assessed,
    problems,
    readiness: trustServiceReadiness({ dossier, assessed, statuses, problems, now: today }),
  };
}

describe("readiness", () => {
  it("a complete dossier passes all six phases, and the conclusion claims nothing", () => {
    const { readiness } = gate({});
    expect(readiness.phases.map((phase) => [phase.number, phase.state])).toEqual(
      [1, 2, 3, 4, 5, 6].map((number) => [number, "done"]),
    );
    expect(readiness.current).toBeUndefined();
    expect(readiness.conclusion).toMatch(
      /^No blocker found by these checks\..*no certification and no conformity decision/,
    );
  });

  it("an open condition stops at the first phase and names what waits", () => {
    const { readiness } = gate({ scope: { service: complete.scope?.service } });
    expect(readiness.current).toBe(1);
    const item = readiness.phases[0]?.items.find((one) =>
      one.codes.includes("requirement/condition-unanswered"),
    );
    expect(item?.state).toBe("blocked");
    expect(item?.because).toContain("1 of 3 requirements wait for an answer: EN 900 100/REQ-5-02");
    expect(readiness.conclusion).toContain("Work stands at phase 1, Fix the scope.");
  });

  it("an audit that is missing or overdue keeps the internal assessment open without a problem of its own", () => {
    expect(gate({ governance: {} }).readiness.current).toBe(5);
    const late = gate({
      governance: {
        cadence: {
          ...complete.governance?.cadence,
          audit: { kind: "internal-audit", title: "Audit", every: "P1Y", lastDone: "2025-11-24" },
        },
      },
    }).readiness;
    const items = late.phases[4]?.items.filter((one) => one.state === "open");
    expect(items?.map((one) => one.because)).toEqual(["Never done or overdue: audit"]);
    expect(late.phases[5]?.state).toBe("open");
  });

  it("counts come from all problems, of other areas too", () => {
    const crash = problem("engine/check-crashed", { message: "x", at: ["header"] });
    const { readiness } = gate({}, [crash]);
    expect(readiness.blockers).toBe(1);
    expect(readiness.phases[0]?.state).toBe("blocked");
    expect(readiness.conclusion).toMatch(/^1 blocker stands/);
  });

  it("every blocker and warning of the requirement area holds up a phase before the last", () => {
    const { dossier, statuses, assessed } = gate({});
    const lost = Object.entries(problemKinds).flatMap(([code, kind]) => {
      if (!code.startsWith("requirement/") || kind.severity === "note") return [];
      const one = problem(code as Problem["code"], { message: "x", at: [] });
      const { phases } = trustServiceReadiness({ dossier, assessed, statuses, problems: [one], now: today });
      return phases.slice(0, 5).some((phase) => phase.state !== "done") ? [] : [code];
    });
    expect(lost).toEqual([]);
  });
});

describe("matrix and summary", () => {
  it("a row leads from the requirement to controls, evidence and state", () => {
    const { dossier, statuses, assessed, problems } = gate({
      controls: {
        C1: {
          title: "Review",
          statement: "s",
          requirements: ["EN 900 100/REQ-5-01"],
          owner: "Ops",
          acceptance: ["done each quarter"],
          verification: [{ kind: "inspection", what: "minutes" }],
        },
      },
      requirements: { [base]: { "REQ-5-01": { ...goodRow, evidence: ["EV-1", "EV-9"] } } },
    });
    const matrix = requirementMatrixRows({ dossier, catalogue, assessed, statuses, problems });
    expect(matrix.map((one) => [one.id, one.state, one.blockers])).toEqual([
      ["REQ-5-01", "met", 0],
      ["REQ-5-02", "not-applicable", 0],
      ["REQ-6.1-01", "not-assessed", 1],
    ]);
    expect(matrix[0]).toMatchObject({
      key: "EN 900 100/REQ-5-01",
      clauseTitle: "Certificate Policy name and identification",
      claim: "met",
      owner: "Security officer",
      practiceStatement: ["3.2"],
      controls: [
        { id: "C1", owner: "Ops", acceptance: ["done each quarter"], verification: ["inspection: minutes"] },
      ],
      evidence: [
        { id: "EV-1", title: "Record", state: "fresh" },
        { id: "EV-9", title: "", state: "missing" },
      ],
    });
    expect(matrix[1]?.status).toBe("if remote");
  });

  it("a clause is summed up by status", () => {
    const { assessed } = gate({});
    const summary = summariseClauses(assessed.requirements, [made]);
    expect(
      summary.map((one) => [one.clause, one.total, one.counts.met, one.counts["not-applicable"]]),
    ).toEqual([
      ["5", 2, 1, 1],
      ["6.1", 1, 1, 0],
    ]);
  });
});
