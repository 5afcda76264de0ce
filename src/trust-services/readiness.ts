/** The readiness gate of a trust service: from the scope to the conformity assessment audit, as a checklist. */
import { addDuration, parseDuration } from "#base/calendar";
import { gatePhase } from "#base/gate";
import type { Readiness, ReadinessItem, ReadinessPhase } from "#base/readiness";
import { listSome } from "./effective-status.ts";
import {
  areas,
  binding,
  codes,
  item,
  named,
  sum,
  tally,
  type Gate,
  type Tally,
  type TrustServiceReadinessInput,
} from "./readiness-item.ts";

export function trustServiceReadiness(input: TrustServiceReadinessInput): Readiness {
  const gate: Gate = {
    ...input,
    tallies: tally(input.problems),
    binding: binding(input.assessed.requirements),
  };
  const phases = [
    scopePhase(gate),
    statementPhase(gate),
    controlPhase(gate),
    evidencePhase(gate),
    internalPhase(gate),
  ];
  const all = [...phases, auditPhase(gate, phases)];
  const blockers = sum(gate.tallies, "blocker");
  const warnings = sum(gate.tallies, "warning");
  const current = all.find((phase) => phase.state !== "done")?.number;
  return {
    phases: all,
    current,
    blockers,
    warnings,
    notes: sum(gate.tallies, "note"),
    conclusion: conclude(blockers, warnings, all, current),
  };
}

function conclude(
  blockers: number,
  warnings: number,
  phases: readonly ReadinessPhase[],
  current: number | undefined,
): string {
  const limits =
    "This is no certification and no conformity decision: that is for a conformity assessment body, which looks at the service itself.";
  const phase = phases.find((one) => one.number === current);
  const where = phase === undefined ? "" : ` Work stands at phase ${phase.number}, ${phase.title}.`;
  if (blockers === 0) {
    const open =
      warnings === 0 ? "" : ` ${warnings} ${warnings === 1 ? "warning is" : "warnings are"} left to judge.`;
    return `No blocker found by these checks.${where}${open} ${limits}`;
  }
  return `${blockers} ${blockers === 1 ? "blocker stands" : "blockers stand"} in the way of a credible audit.${where} ${limits}`;
}

const provider = "Trust service provider";

function scopePhase(input: Gate): ReadinessPhase {
  const { dossier, assessed } = input;
  const { requirements } = assessed;
  const editions = [...new Set(requirements.map((one) => `${one.edition.document} ${one.edition.edition}`))];
  const policies = (dossier.header.policies ?? []).map((one) => (typeof one === "string" ? one : one.policy));
  const waiting = requirements.filter((one) => one.applicability.state === "undetermined");
  const statement = dossier.scope.service?.practiceStatement;
  return gatePhase(1, "Fix the scope", provider, [
    item(
      input,
      "The dossier can be read and its header is sound",
      areas("file", "dossier", "scope", "engine", "import"),
      { because: "Files, header and scope are checked before anything that builds on them" },
    ),
    item(
      input,
      "The editions are pinned and fit together",
      codes(
        "requirement/document-missing",
        "requirement/reference-unresolved",
        "requirement/reference-cycle",
      ),
      {
        because:
          editions.length === 0 ? "No edition with requirements is pinned" : `Pinned: ${editions.join(", ")}`,
        open: editions.length === 0,
      },
    ),
    item(
      input,
      "The certificate policies are claimed without an open choice",
      codes(
        "requirement/no-policy-claimed",
        "requirement/policy-unknown",
        "requirement/policy-choice-open",
        "requirement/policy-choice-invalid",
      ),
      { because: policies.length === 0 ? "No policy is claimed" : `Claimed: ${policies.join(", ")}` },
    ),
    item(
      input,
      "The service and its practice statement are identified",
      codes("requirement/service-undescribed", "requirement/practice-statement-unidentified"),
      {
        because:
          statement === undefined
            ? "The practice statement is not named"
            : `Practice statement: ${statement.title}${statement.version === undefined ? "" : ` ${statement.version}`}`,
      },
    ),
    item(
      input,
      "The conditions are answered",
      codes(
        "requirement/condition-unanswered",
        "requirement/condition-unknown",
        "requirement/condition-without-reason",
        "requirement/condition-contradiction",
      ),
      {
        because: `${waiting.length} of ${requirements.length} requirements wait for an answer${named(waiting)}`,
        open: waiting.length > 0,
      },
    ),
  ]);
}

function statementPhase(input: Gate): ReadinessPhase {
  const shall = input.binding;
  const stated = shall.filter((one) => one.stated !== undefined || one.status !== "not-assessed");
  return gatePhase(2, "State how each requirement is met", provider, [
    item(
      input,
      "Every requirement that applies has a row, and no row stands on anything else",
      codes(
        "requirement/row-missing",
        "requirement/row-unknown",
        "requirement/row-void",
        "requirement/row-of-other-edition",
        "requirement/row-document-not-pinned",
        "requirement/recommendation-open",
      ),
      {
        because: `${stated.length} of ${shall.length} binding requirements that apply have a status${named(shall.filter((one) => !stated.includes(one)))}`,
      },
    ),
    item(
      input,
      "What is left out is left out for a reason",
      codes(
        "requirement/not-applicable-not-allowed",
        "requirement/not-applicable-unjustified",
        "requirement/not-applicable-against-condition",
        "requirement/not-applicable-circular",
        "requirement/recommendation-unjustified",
      ),
      {
        because: `${input.assessed.requirements.filter((one) => one.status === "not-applicable").length} requirements do not apply or are left out`,
      },
    ),
    item(
      input,
      "Rows say how, and where the practice statement covers it",
      codes(
        "requirement/detail-missing",
        "requirement/detail-says-nothing",
        "requirement/choice-missing",
        "requirement/practice-statement-missing",
      ),
      { because: "Each row says what is done and names sections of the practice statement" },
    ),
    item(input, "No claim says more than the dossier can show", areas("claims", "guard"), {
      because: "The wording of claims and reasons is checked",
    }),
  ]);
}

function controlPhase(input: Gate): ReadinessPhase {
  const shall = input.binding;
  const without = shall.filter((one) => one.controls.length === 0 && one.incorporates.length === 0);
  return gatePhase(3, "Controls and owners", provider, [
    item(input, "Every control has owner, acceptance criteria and verification", areas("control"), {
      because: `${Object.keys(input.dossier.controls).length} controls; ${without.length} of ${shall.length} binding requirements rest on none`,
    }),
    item(
      input,
      "Somebody answers for every requirement",
      codes("requirement/owner-missing", "requirement/overdue"),
      {
        because: "Each row names an owner and keeps its day",
      },
    ),
  ]);
}

function evidencePhase(input: Gate): ReadinessPhase {
  const statuses = [...input.statuses.values()];
  const unusable = statuses.filter((one) => !one.usable).map((one) => one.id);
  return gatePhase(4, "Evidence usable", provider, [
    item(input, "The evidence items can be used", areas("evidence"), {
      because: `${statuses.length - unusable.length} of ${statuses.length} items can be used${unusable.length === 0 ? "" : `; not ${listSome(unusable)}`}`,
    }),
    item(
      input,
      "Evidence shows every requirement that is stated met",
      codes(
        "requirement/met-without-evidence",
        "requirement/evidence-unusable",
        "requirement/documented-only",
        "requirement/recommendation-met-without-evidence",
      ),
      {
        because: `${input.binding.filter((one) => one.status === "met").length} binding requirements are met after all checks`,
      },
    ),
  ]);
}

function internalPhase(input: Gate): ReadinessPhase {
  const { dossier } = input;
  const shall = input.binding;
  const open = shall.filter((one) => one.status === "not-assessed");
  const short = shall.filter((one) => one.status === "partly" || one.status === "not-met");
  const findings = Object.entries(dossier.findings).filter(
    ([, one]) => one.state !== "verified" && one.kind !== "observation",
  );
  const idle = findings.filter(([, one]) => (one.actions ?? []).length === 0).map(([id]) => id);
  const onFindings = (one: Tally): boolean => areas("governance")(one) && one.onFinding;
  const elsewhere = (one: Tally): boolean =>
    areas("governance")(one) &&
    !one.onFinding &&
    !onCadence("internal-audit")(one) &&
    !onCadence("management-review")(one);
  const others = input.tallies.filter(elsewhere).reduce((total, one) => total + one.count, 0);
  return gatePhase(5, "Internal assessment", provider, [
    item(
      input,
      "Every requirement that applies is assessed",
      codes(
        "requirement/not-assessed",
        "requirement/assessment-undated",
        "requirement/assessment-in-future",
        "requirement/assessment-stale",
      ),
      {
        because: `${shall.length - open.length} of ${shall.length} binding requirements are assessed${named(open)}`,
        open: open.length > 0,
      },
    ),
    item(
      input,
      "What is assessed is met",
      codes(
        "requirement/not-met",
        "requirement/partly-met",
        "requirement/partly-met-planned",
        "requirement/met-despite-finding",
        "requirement/incorporated-not-met",
      ),
      {
        because: `${short.length} binding requirements are not met or met in part${named(short)}`,
        open: short.length > 0,
      },
    ),
    item(input, "Findings are recorded and their corrective actions are under way", onFindings, {
      because: `${findings.length} findings are not closed${idle.length === 0 ? "" : `; without an action: ${listSome(idle)}`}`,
      open: idle.length > 0,
    }),
    cadenceItem(input, "internal-audit", "An internal audit was done within its cadence"),
    cadenceItem(input, "management-review", "A management review was done within its cadence"),
    item(input, "Governance otherwise keeps its days", elsewhere, {
      because: `${others} governance problems outside findings`,
    }),
  ]);
}

type Cadence = "internal-audit" | "management-review";

/** Problems of governance that are about one kind of cadence, such as governance/internal-audit-missing. */
function onCadence(kind: Cadence): (one: Tally) => boolean {
  return (one) => one.code.startsWith(`governance/${kind}-`);
}

function cadenceItem(input: Gate, kind: Cadence, title: string): ReadinessItem {
  const entries = Object.entries(input.dossier.governance.cadence ?? {}).filter(
    ([, one]) => one.kind === kind,
  );
  const late = entries.filter(([, one]) => {
    const every = parseDuration(one.every);
    const next =
      one.lastDone === undefined || every === undefined ? undefined : addDuration(one.lastDone, every);
    return next === undefined || next < input.now || (one.lastDone ?? "") > input.now;
  });
  const because =
    entries.length === 0
      ? `governance.yaml plans no ${kind.replace("-", " ")}`
      : late.length === 0
        ? `In time: ${listSome(entries.map(([id, one]) => `${id} (${one.lastDone ?? ""})`))}`
        : `Never done or overdue: ${listSome(late.map(([id]) => id))}`;
  return item(input, title, onCadence(kind), { because, open: entries.length === 0 || late.length > 0 });
}

function auditPhase(input: Gate, before: readonly ReadinessPhase[]): ReadinessPhase {
  const undone = before.filter((one) => one.state !== "done").map((one) => one.number);
  return gatePhase(6, "Ready for the conformity assessment audit", "Conformity assessment body", [
    item(input, "No blocker is left", (one) => one.severity === "blocker", {
      because: `${sum(input.tallies, "blocker")} blockers in the whole dossier`,
    }),
    item(input, "The earlier phases are done", () => false, {
      because: undone.length === 0 ? "Phases 1 to 5 are done" : `Not done: phase ${undone.join(", ")}`,
      open: undone.length > 0,
    }),
  ]);
}
