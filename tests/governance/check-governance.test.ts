/** Each problem of the areas `control/…` and `governance/…` is found in a sound dossier with one fault, at the exact place. */
import { describe, expect, it } from "vitest";
import type { Applicability } from "#base/applicability";
import type { DossierPath } from "#base/path";
import type { Control, Dossier, Finding, Governance } from "#dossier";
import { evaluate } from "#evaluation";
import { problemKinds, type Problem, type ProblemCode } from "#problems";
import type { Requirement } from "#standards";
import { loadCatalogue } from "../doubles/load-catalogue.ts";
import { soundProduct } from "../doubles/sound-product.ts";
import { soundTrustService } from "../doubles/sound-trust-service.ts";
import {
  governanceProblems,
  productLookup,
  serviceLookup,
  withCode,
  type Situation,
} from "../evidence/lookup.ts";

const catalogue = loadCatalogue();
const sound = soundProduct(catalogue);
const service = soundTrustService(catalogue);

function situationOf(from: typeof sound, standards: Situation["standards"]): Situation {
  const { applicability } = evaluate(from.dossier, catalogue, { now: from.now, files: from.files });
  return { ...from, standards, applicability };
}

const product = situationOf(sound, productLookup(catalogue));
const trust = situationOf(service, serviceLookup(catalogue));

function change(part: Partial<Dossier>, from: Situation = product): Situation {
  return { ...from, dossier: { ...from.dossier, ...part } };
}

const control: Control = {
  title: "Unique passwords",
  statement: "Every unit gets its own password at production.",
  requirements: ["5.1-1"],
  acceptance: ["No two units share a password."],
  verification: [{ kind: "test-case", what: "5.1-1-1" }],
  owner: "Head of development",
};

function withControl(part: Partial<Control>, from: Situation = product): Situation {
  return change({ controls: { ...from.dossier.controls, CTL: { ...control, ...part } } }, from);
}

type Action = NonNullable<Finding["actions"]>[number];

const done: Action = {
  what: "Sign it",
  owner: "Quality",
  due: "2026-07-01",
  doneOn: "2026-06-20",
  evidence: ["POLICY-1"],
  effective: { answer: "yes", on: "2026-09-01" },
};
const finding: Finding = {
  title: "Checklist not signed",
  kind: "nonconformity",
  concerns: { provisions: ["5.1-1"] },
  state: "verified",
  actions: [done],
};

function withFinding(part: Partial<Finding>): Situation {
  return change({ findings: { F: { ...finding, ...part } } });
}

function withAction(part: Partial<Action>, state: Finding["state"] = "verified"): Situation {
  return withFinding({ state, actions: [{ ...done, ...part }] });
}

type Cadence = NonNullable<Governance["cadence"]>[string];

const yearly: Cadence = {
  kind: "drill",
  title: "Incident drill",
  every: "P1Y",
  lastDone: "2026-06-01",
  owner: "Security",
};

function withCadence(part: Partial<Cadence>): Situation {
  return change({
    governance: { ...product.dossier.governance, cadence: { drill: { ...yearly, ...part } } },
  });
}

interface Provocation {
  readonly code: ProblemCode;
  readonly fault: string;
  readonly situation: Situation;
  readonly at: DossierPath;
  readonly says: RegExp;
}

const notApplying: Applicability = {
  state: "does-not-apply",
  because: ["feature (a) is answered no"],
  open: [],
};

const controlProvocations: readonly Provocation[] = [
  {
    code: "control/owner-missing",
    fault: "no owner",
    situation: withControl({ owner: " " }),
    at: ["controls", "CTL", "owner"],
    says: /has no owner/,
  },
  {
    code: "control/acceptance-missing",
    fault: "no criteria",
    situation: withControl({ acceptance: [] }),
    at: ["controls", "CTL", "acceptance"],
    says: /no acceptance criteria/,
  },
  {
    code: "control/verification-missing",
    fault: "no verification",
    situation: withControl({ verification: [] }),
    at: ["controls", "CTL", "verification"],
    says: /no verification/,
  },
  {
    code: "control/verification-never-done",
    fault: "periodic, never done",
    situation: withControl({ verification: [{ kind: "drill", what: "Restore", every: "P1Y" }] }),
    at: ["controls", "CTL", "verification", 0, "lastDone"],
    says: /every P1Y \("Restore"\), but no verification is recorded/,
  },
  {
    code: "control/verification-overdue",
    fault: "interval over",
    situation: withControl({
      verification: [{ kind: "review", what: "Rights", every: "P3M", lastDone: "2026-06-30" }],
    }),
    at: ["controls", "CTL", "verification", 0, "lastDone"],
    says: /the next was due on 2026-09-30/,
  },
  {
    code: "control/test-case-unknown",
    fault: "no such case",
    situation: withControl({
      verification: [{ kind: "test-case", what: "Run 5.1-1-7 on the web interface" }],
    }),
    at: ["controls", "CTL", "verification", 0, "what"],
    says: /test case 5\.1-1-7, which ETSI TS 103 701 V2\.1\.1 does not have/,
  },
  {
    code: "control/requirement-unknown",
    fault: "a void provision",
    situation: withControl({ requirements: ["5.1-1", "5.3-4"] }),
    at: ["controls", "CTL", "requirements", 1],
    says: /serves 5\.3-4, but 5\.3-4 is void/,
  },
  {
    code: "control/requirement-twice",
    fault: "named twice",
    situation: withControl({ requirements: ["5.1-1", "5.1-1"] }),
    at: ["controls", "CTL", "requirements", 1],
    says: /names 5\.1-1 twice/,
  },
  {
    code: "control/requirement-not-applicable",
    fault: "serves what does not apply",
    situation: {
      ...withControl({}),
      applicability: new Map([...(product.applicability ?? []), ["5.1-1", notApplying]]),
    },
    at: ["controls", "CTL", "requirements", 0],
    says: /5\.1-1, which does not apply: feature \(a\)/,
  },
  {
    code: "control/requirement-without-control",
    fault: "a provision without control",
    situation: change({ controls: { CTL: control } }),
    at: ["controls"],
    says: /^5\.3-13 \(.*\) is mandatory and applies, but no control serves it$/,
  },
  {
    code: "control/duplicate",
    fault: "the same statement",
    situation: change({
      controls: { ...product.dossier.controls, A: control, B: { ...control, title: "Other" } },
    }),
    at: ["controls", "B"],
    says: /B \(Other\) says the same as control A/,
  },
];

const governanceProvocations: readonly Provocation[] = [
  {
    code: "governance/nonconformity-without-action",
    fault: "no action",
    situation: withFinding({ state: "open", actions: [], grade: "major" }),
    at: ["findings", "F", "actions"],
    says: /a major nonconformity without a corrective action/,
  },
  {
    code: "governance/action-without-owner",
    fault: "no owner",
    situation: withAction({ owner: undefined }),
    at: ["findings", "F", "actions", 0, "owner"],
    says: /has no owner/,
  },
  {
    code: "governance/action-without-due",
    fault: "no day",
    situation: withAction({ due: undefined, doneOn: undefined }, "in-work"),
    at: ["findings", "F", "actions", 0, "due"],
    says: /has no due day/,
  },
  {
    code: "governance/action-overdue",
    fault: "late",
    situation: withAction({ due: "2026-09-30", doneOn: undefined }, "in-work"),
    at: ["findings", "F", "actions", 0, "due"],
    says: /was due on 2026-09-30 and is not done/,
  },
  {
    code: "governance/action-still-open",
    fault: "finding closed, action open",
    situation: withAction({ due: "2026-12-30", doneOn: undefined }, "done"),
    at: ["findings", "F", "actions", 0, "doneOn"],
    says: /but the finding is done/,
  },
  {
    code: "governance/done-without-evidence",
    fault: "nothing shows it",
    situation: withAction({ evidence: [] }),
    at: ["findings", "F", "actions", 0, "evidence"],
    says: /no evidence shows it/,
  },
  {
    code: "governance/effectiveness-unchecked",
    fault: "effect unchecked",
    situation: withAction({ effective: undefined }, "done"),
    at: ["findings", "F", "actions", 0, "effective"],
    says: /nobody checked whether the action worked/,
  },
  {
    code: "governance/action-not-effective",
    fault: "closed in vain",
    situation: withAction({ effective: { answer: "no" } }),
    at: ["findings", "F", "actions", 0, "effective", "answer"],
    says: /was not effective, but the finding is verified/,
  },
  {
    code: "governance/concern-unknown",
    fault: "concerns nothing known",
    situation: withFinding({ concerns: { controls: ["CTL-99"] } }),
    at: ["findings", "F", "concerns", "controls", 0],
    says: /F concerns CTL-99, but the dossier has no control CTL-99/,
  },
  {
    code: "governance/concern-missing",
    fault: "concerns nothing",
    situation: withFinding({ concerns: {} }),
    at: ["findings", "F", "concerns"],
    says: /does not say what it concerns/,
  },
  {
    code: "governance/date-in-future",
    fault: "done in future",
    situation: withAction({ doneOn: "2062-01-01" }),
    at: ["findings", "F", "actions", 0, "doneOn"],
    says: /was done on 2062-01-01, which is after 2026-10-01/,
  },
  {
    code: "governance/internal-audit-missing",
    fault: "a trust service without audit",
    situation: change({ governance: {} }, trust),
    at: ["governance", "cadence"],
    says: /plans no internal audit/,
  },
  {
    code: "governance/management-review-missing",
    fault: "audit preparation without review",
    situation: change({
      governance: {},
      header: { ...product.dossier.header, objective: "audit-preparation" },
    }),
    at: ["governance", "cadence"],
    says: /no management review, which the objective audit-preparation calls for/,
  },
  {
    code: "governance/cadence-never-done",
    fault: "never done",
    situation: withCadence({ lastDone: undefined }),
    at: ["governance", "cadence", "drill", "lastDone"],
    says: /was never done/,
  },
  {
    code: "governance/cadence-overdue",
    fault: "late",
    situation: withCadence({ lastDone: "2025-09-30" }),
    at: ["governance", "cadence", "drill", "lastDone"],
    says: /it was due on 2026-09-30/,
  },
  {
    code: "governance/cadence-due-soon",
    fault: "due this month",
    situation: withCadence({ lastDone: "2025-10-31" }),
    at: ["governance", "cadence", "drill", "lastDone"],
    says: /is due on 2026-10-31, in 30 days/,
  },
  {
    code: "governance/cadence-without-owner",
    fault: "no owner",
    situation: withCadence({ owner: undefined }),
    at: ["governance", "cadence", "drill", "owner"],
    says: /has no owner/,
  },
  {
    code: "governance/event-in-future",
    fault: "a planned release",
    situation: change({
      governance: { events: [{ kind: "release", on: "2027-02-01", what: "Firmware 4" }] },
    }),
    at: ["governance", "events", 0, "on"],
    says: /"Firmware 4" \(release\) is dated 2027-02-01/,
  },
];

const provocations = [...controlProvocations, ...governanceProvocations];

function codesOf(problems: readonly Problem[]): readonly string[] {
  return problems.map((one) => `${one.code} ${JSON.stringify(one.at)}: ${one.message}`);
}

describe("checkGovernance", () => {
  it("finds nothing in the sound dossiers, nor in the starting point of each provocation", () => {
    expect(codesOf(governanceProblems(product))).toEqual([]);
    expect(codesOf(governanceProblems(trust))).toEqual([]);
    expect(codesOf(governanceProblems(withControl({})))).toEqual([]);
    expect(codesOf(governanceProblems(withFinding({})))).toEqual([]);
    expect(codesOf(governanceProblems(withCadence({})))).toEqual([]);
  });

  it.each(provocations)("$code: $fault", ({ code, situation, at, says }) => {
    const found = withCode(governanceProblems(situation), code);
    expect(found.map((one) => one.at)).toContainEqual(at);
    expect(found.some((one) => says.test(one.message))).toBe(true);
    expect(found.every((one) => one.subject !== undefined && !/\.$/.test(one.message))).toBe(true);
  });

  it("provokes every code of its areas", () => {
    const own = Object.keys(problemKinds).filter((code) => /^(control|governance)\//.test(code));
    const provoked = new Set<string>(provocations.map((one) => one.code));
    expect(own.filter((code) => !provoked.has(code))).toEqual([]);
  });

  it("says once that controls are missing altogether", () => {
    const found = withCode(
      governanceProblems(change({ controls: {} })),
      "control/requirement-without-control",
    );
    expect(found.length).toBe(1);
    expect(found[0]?.message).toMatch(/has no controls, although \d+ mandatory requirements apply/);
  });

  it("never asks for a control of a requirement that only incorporates others", () => {
    const [first] = Object.entries(trust.dossier.controls);
    if (first === undefined) throw new Error("the sound service lost its controls");
    const few = change({ controls: { ONE: { ...first[1], requirements: ["EN 319 401/REQ-5-01"] } } }, trust);
    const open = withCode(governanceProblems(few), "control/requirement-without-control");
    expect(open.length).toBeGreaterThan(200);
    const byKey = new Map<string, Requirement>(
      trust.standards.requirements.flatMap(({ edition }) =>
        edition.requirements.map((one) => [`${edition.document.slice(5)}/${one.id}`, one] as const),
      ),
    );
    for (const one of open) {
      const requirement = byKey.get(one.subject ?? "");
      expect(requirement).toMatchObject({ modality: "shall", void: false, incorporates: [] });
      expect(trust.applicability?.get(one.subject ?? "")?.state).toBe("applies");
      expect(one.cites.length).toBe(1);
    }
  });

  it("takes an action that failed as overtaken once a later one worked", () => {
    const actions = [
      { ...done, effective: { answer: "no" as const } },
      { ...done, what: "Sign it twice" },
    ];
    expect(codesOf(governanceProblems(withFinding({ actions })))).toEqual([]);
    const reversed = governanceProblems(withFinding({ actions: actions.toReversed() }));
    expect(withCode(reversed, "governance/action-not-effective").length).toBe(1);
  });

  it("expects audits only of trust services and of whoever prepares for one", () => {
    expect(codesOf(governanceProblems(change({ governance: {} })))).toEqual([]);
  });

  it("cites EN 319 401 for a trust service", () => {
    const [found] = withCode(
      governanceProblems(change({ governance: {} }, trust)),
      "governance/internal-audit-missing",
    );
    expect(found?.cites).toEqual([{ document: "ETSI EN 319 401", edition: "V3.2.1", clause: "REQ-5-08" }]);
  });
});
