/** The readiness gate of a product: the six phases of TS 103 701 as a checklist computed from the dossier. */
import { gateItem, gatePhase, type GateItemSpec } from "#base/gate";
import type { Readiness, ReadinessItem } from "#base/readiness";
import type { Problem } from "#problems";
import type { AssessmentContext } from "./context.ts";
import type { TestPlan } from "./plan-types.ts";
import type { VerdictReport } from "./verdict-types.ts";

export function productReadiness(
  context: AssessmentContext,
  problems: readonly Problem[],
  plan: TestPlan,
  verdicts: VerdictReport,
): Readiness {
  const { dossier, provisions } = context;
  const rows = provisions.edition.provisions.map((one) => dossier.ics[one.id]);
  const claimed = rows.filter((row) => row?.support !== undefined).length;
  const reviewed = rows.filter((row) => row?.review === "reviewed").length;
  const counts = verdicts.overall.counts;
  const tested = plan.groups.filter((group) => group.assessable === "yes").length;
  const decided = counts.PASS + counts.FAIL;
  const overall = verdicts.overall;
  const item = gateOver(problems);
  const phases = [
    gatePhase(1, "Identify the DUT", "Supplier Organization", [
      item({
        title: "Editions are pinned and known",
        heldUpBy: ["dossier/", "file/"],
        done: editions(context),
      }),
      item({
        title: "The DUT is identified",
        heldUpBy: ["scope/dut-incomplete", "scope/supplier-incomplete"],
        done: dutText(context),
      }),
      item({
        title: "The boundary is drawn",
        heldUpBy: ["scope/boundary-incomplete"],
        done: `${String((dossier.scope.interfaces ?? []).length)} interfaces, ${String((dossier.scope.associatedServices ?? []).length)} associated services named`,
      }),
    ]),
    gatePhase(2, "Complete the ICS", "Supplier Organization", [
      item({
        title: "Conditions and features are answered",
        heldUpBy: [
          "scope/answer-open",
          "scope/answer-unknown",
          "scope/answer-without-reason",
          "scope/answer-contradicts-ixit",
          "scope/constraint-disagrees",
        ],
        done: `${String(provisions.refText.size)} conditions and features answered`,
      }),
      item({
        title: "Every provision has a claim with its reason",
        heldUpBy: ["ics/", "guard/circular-na"],
        done: `${String(claimed)} of ${String(rows.length)} provisions claimed, ${String(reviewed)} reviewed`,
      }),
      item({
        title: "Claims say no more than can be shown",
        heldUpBy: ["claims/"],
        done: "no overclaiming words found",
      }),
    ]),
    gatePhase(3, "Complete the IXIT", "Supplier Organization", [
      item({
        title: "The IXIT that the claims need is complete",
        heldUpBy: ["ixit/"],
        open: context.tests === undefined ? "no test specification is pinned" : undefined,
        done: `${String(Object.keys(dossier.ixit).length)} tables filled in`,
      }),
      item({
        title: "Controls have owners and acceptance criteria",
        heldUpBy: ["control/"],
        done: `${String(Object.keys(dossier.controls).length)} controls`,
      }),
    ]),
    gatePhase(4, "Verify the ICS", "Test Laboratory", [
      item({
        title: "The Test Laboratory found the ICS valid",
        heldUpBy: [],
        open: overall.ics.result === "valid" ? undefined : (overall.ics.because[0]?.text ?? "not verified"),
        done: overall.ics.because[0]?.text ?? "verified",
      }),
    ]),
    gatePhase(5, "Perform the assessment", "Test Laboratory", [
      item({
        title: "Evidence is in place and counts",
        heldUpBy: ["evidence/"],
        done: `${String(context.evidence.size)} items of evidence`,
      }),
      item({
        title: "Every planned unit has a result that counts",
        heldUpBy: [
          "results/",
          "guard/escape-clause-ignored",
          "guard/all-weakened-to-some",
          "guard/document-contradiction-as-fail",
          "guard/inheritance-lost",
          "guard/evidence-stretched",
          "engine/",
        ],
        open:
          tested === 0
            ? "no provision is claimed Y"
            : decided < tested
              ? `${String(decided)} of ${String(tested)} groups are decided`
              : undefined,
        done: `${String(decided)} groups decided`,
      }),
      item({
        title: "Findings are handled and reviews are kept",
        heldUpBy: ["governance/"],
        done: `${String(Object.keys(dossier.findings).length)} findings recorded`,
      }),
    ]),
    gatePhase(6, "Assign the overall verdict", "Test Laboratory", [
      item({
        title: "The overall verdict follows from ICS and groups",
        heldUpBy: [],
        open:
          overall.outcome === "PASS"
            ? undefined
            : `${overall.outcome}: ${overall.because[0]?.text ?? "open"}`,
        done: `${overall.outcome}: ${overall.because[0]?.text ?? ""}`,
      }),
    ]),
  ];
  const count = (severity: Problem["severity"]): number =>
    problems.filter((one) => one.severity === severity).length;
  const blockers = count("blocker");
  const current = phases.find((phase) => phase.state !== "done")?.number;
  return {
    phases,
    current,
    blockers,
    warnings: count("warning"),
    notes: count("note"),
    conclusion: conclusion(blockers, current, overall.outcome),
  };
}

/** Items over these problems, which are sorted by code once and not gone through for every item. */
function gateOver(problems: readonly Problem[]): (spec: GateItemSpec) => ReadinessItem {
  const byCode = new Map<string, Problem[]>();
  for (const one of problems) {
    const known = byCode.get(one.code);
    if (known === undefined) byCode.set(one.code, [one]);
    else known.push(one);
  }
  const lists = [...byCode.values()];
  return (spec) => {
    const holds = (code: string): boolean =>
      spec.heldUpBy.some((held) => (held.endsWith("/") ? code.startsWith(held) : code === held));
    return gateItem(
      spec,
      lists.flatMap((list) => (list[0] !== undefined && holds(list[0].code) ? list : [])),
    );
  };
}

function editions(context: AssessmentContext): string {
  return context.dossier.header.standards.map((one) => `${one.document} ${one.edition}`).join(", ");
}

function dutText(context: AssessmentContext): string {
  const dut = context.dossier.scope.dut;
  return [dut?.name, dut?.hardware, dut?.software].filter((one) => one !== undefined).join(", ");
}

function conclusion(blockers: number, current: number | undefined, overall: string): string {
  const limit = "This organises evidence; it is no certification and no legal opinion.";
  if (blockers > 0) {
    return `${String(blockers)} ${blockers === 1 ? "blocker stands" : "blockers stand"} in the way of a credible claim. ${limit}`;
  }
  if (current !== undefined) return `No blocker found; phase ${String(current)} is not finished. ${limit}`;
  return `No blocker found and the derived overall verdict is ${overall}. ${limit}`;
}
