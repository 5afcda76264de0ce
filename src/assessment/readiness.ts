/** The readiness gate of a product: the six phases of TS 103 701 as a checklist computed from the dossier. */
import { gateItem, gatePhase } from "#base/gate";
import type { Readiness } from "#base/readiness";
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
  const phases = [
    gatePhase(1, "Identify the DUT", "Supplier Organization", [
      gateItem(
        { title: "Editions are pinned and known", heldUpBy: ["dossier/", "file/"], done: editions(context) },
        problems,
      ),
      gateItem(
        {
          title: "The DUT is identified",
          heldUpBy: ["scope/dut-incomplete", "scope/supplier-incomplete"],
          done: dutText(context),
        },
        problems,
      ),
      gateItem(
        {
          title: "The boundary is drawn",
          heldUpBy: ["scope/boundary-incomplete"],
          done: `${String((dossier.scope.interfaces ?? []).length)} interfaces, ${String((dossier.scope.associatedServices ?? []).length)} associated services named`,
        },
        problems,
      ),
    ]),
    gatePhase(2, "Complete the ICS", "Supplier Organization", [
      gateItem(
        {
          title: "Conditions and features are answered",
          heldUpBy: [
            "scope/answer-open",
            "scope/answer-unknown",
            "scope/answer-without-reason",
            "scope/answer-contradicts-ixit",
            "scope/constraint-disagrees",
          ],
          done: `${String(provisions.refText.size)} conditions and features answered`,
        },
        problems,
      ),
      gateItem(
        {
          title: "Every provision has a claim with its reason",
          heldUpBy: ["ics/", "guard/circular-na"],
          done: `${String(claimed)} of ${String(rows.length)} provisions claimed, ${String(reviewed)} reviewed`,
        },
        problems,
      ),
      gateItem(
        {
          title: "Claims say no more than can be shown",
          heldUpBy: ["claims/"],
          done: "no overclaiming words found",
        },
        problems,
      ),
    ]),
    gatePhase(3, "Complete the IXIT", "Supplier Organization", [
      gateItem(
        {
          title: "The IXIT that the claims need is complete",
          heldUpBy: ["ixit/"],
          open: context.tests === undefined ? "no test specification is pinned" : undefined,
          done: `${String(Object.keys(dossier.ixit).length)} tables filled in`,
        },
        problems,
      ),
      gateItem(
        {
          title: "Controls have owners and acceptance criteria",
          heldUpBy: ["control/"],
          done: `${String(Object.keys(dossier.controls).length)} controls`,
        },
        problems,
      ),
    ]),
    gatePhase(4, "Verify the ICS", "Test Laboratory", [
      gateItem(
        {
          title: "The Test Laboratory found the ICS valid",
          heldUpBy: [],
          open: overall.ics.result === "valid" ? undefined : (overall.ics.because[0]?.text ?? "not verified"),
          done: overall.ics.because[0]?.text ?? "verified",
        },
        problems,
      ),
    ]),
    gatePhase(5, "Perform the assessment", "Test Laboratory", [
      gateItem(
        {
          title: "Evidence is in place and counts",
          heldUpBy: ["evidence/"],
          done: `${String(context.evidence.size)} items of evidence`,
        },
        problems,
      ),
      gateItem(
        {
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
        },
        problems,
      ),
      gateItem(
        {
          title: "Findings are handled and reviews are kept",
          heldUpBy: ["governance/"],
          done: `${String(Object.keys(dossier.findings).length)} findings recorded`,
        },
        problems,
      ),
    ]),
    gatePhase(6, "Assign the overall verdict", "Test Laboratory", [
      gateItem(
        {
          title: "The overall verdict follows from ICS and groups",
          heldUpBy: [],
          open:
            overall.outcome === "PASS"
              ? undefined
              : `${overall.outcome}: ${overall.because[0]?.text ?? "open"}`,
          done: `${overall.outcome}: ${overall.because[0]?.text ?? ""}`,
        },
        problems,
      ),
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
