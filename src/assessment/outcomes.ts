/** The outcome of every test group, with what was discounted on the way. */
import type { DossierPath } from "#base/path";
import type { CaseResult, UnitResult } from "#dossier";
import { traitContext } from "./answers.ts";
import type { AssessmentContext } from "./context.ts";
import { externalCover, type ExternalCover } from "./external-cover.ts";
import { groupDependencies } from "./group-dependencies.ts";
import type { PlannedCase, PlannedGroup, PlannedRun, PlannedUnit, TestPlan } from "./plan-types.ts";
import { weighResult, type Discount } from "./run-outcome.ts";
import { planUnit } from "./test-plan.ts";
import type { TraitContext } from "./traits.ts";
import { foldCase, foldGroup, foldRuns, type UnitFold } from "./verdict.ts";
import type { GroupOutcome, RunOutcome } from "./verdict-types.ts";

/** A result that did not count as written, or a run without any result. */
export interface Finding {
  readonly kind: Discount | "no-result" | "inheritance-lost" | "reuse-disagrees";
  readonly group: string;
  readonly caseId: string;
  readonly unit: string;
  readonly key: string;
  readonly text: string;
  readonly at: DossierPath;
}

export interface GroupAssessment {
  readonly outcome: GroupOutcome;
  readonly findings: readonly Finding[];
}

/** Outcomes by group, in the order of the specification. */
export function assessGroups(context: AssessmentContext, plan: TestPlan): readonly GroupAssessment[] {
  const traits = traitContext(context);
  if (traits === undefined) return [];
  return plan.groups.map((group) => {
    const spec = traits.tests.groupById.get(group.id);
    if (spec === undefined || group.assessable === "no") return notTested(context, group);
    const { cases, tables } = groupDependencies(traits.tests, spec);
    const recorded = context.dossier.assessment.cases;
    const cover = externalCover(context, group.id);
    const inputs = [
      group,
      cover,
      context.evidence,
      context.now,
      context.dossier.scope.dut,
      own(context.dossier.assessment.groups, group.id),
      ...cases.map((id) => own(recorded, id)),
      ...cases.map(
        (id) => own(context.dossier.ics, traits.tests.caseById.get(id)?.group.provision ?? "")?.support,
      ),
      ...tables.map((id) => own(context.dossier.ixit, id)),
    ];
    return context.memo(`outcome ${group.id}`, inputs, () => assessGroup(context, traits, group, cover));
  });
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function notTested(context: AssessmentContext, group: PlannedGroup): GroupAssessment {
  const result = own(context.dossier.assessment.groups, group.id);
  return context.memo(`outcome ${group.id}`, [group, result], () => ({
    outcome: {
      id: group.id,
      provision: group.provision,
      outcome: "not-tested",
      stated: result?.verdict ?? result?.statedVerdict,
      because: [{ text: group.because, at: ["ics", group.provision, "support"] }],
      cases: [],
      external: [],
      provisional: undefined,
    },
    findings: [],
  }));
}

interface Pass {
  readonly context: AssessmentContext;
  readonly traits: TraitContext;
  readonly group: string;
  readonly cover: ExternalCover;
  readonly findings: Finding[];
  /** Outcomes of reused runs by "unit key", so that chains are followed once. */
  readonly done: Map<string, RunOutcome>;
}

function assessGroup(
  context: AssessmentContext,
  traits: TraitContext,
  group: PlannedGroup,
  cover: ExternalCover,
): GroupAssessment {
  const pass: Pass = { context, traits, group: group.id, cover, findings: [], done: new Map() };
  const cases = group.cases.map((planned) => {
    const result = own(context.dossier.assessment.cases, planned.id);
    const units = planned.units.map((unit) => foldUnit(pass, planned, unit));
    return foldCase(planned.id, units, result?.verdict ?? result?.statedVerdict);
  });
  const result = own(context.dossier.assessment.groups, group.id);
  const folded = foldGroup(group.id, cases, result);
  const open = group.assessable === "open";
  const hasResults =
    cases.some((one) => one.stated !== undefined) ||
    folded.outcome === "FAIL" ||
    group.cases.some((one) => own(context.dossier.assessment.cases, one.id) !== undefined);
  return {
    outcome: {
      id: group.id,
      provision: group.provision,
      outcome: open ? "not-tested" : folded.outcome,
      stated: result?.verdict ?? result?.statedVerdict,
      because: open
        ? [{ text: group.because, at: ["ics", group.provision, "support"] }, ...folded.because]
        : folded.because,
      cases,
      external: cover.evidence,
      provisional: open && hasResults ? folded.outcome : undefined,
    },
    findings: pass.findings,
  };
}

function foldUnit(pass: Pass, planned: PlannedCase, unit: PlannedUnit): UnitFold {
  if (unit.tableMissing) {
    const text = `unit ${unit.key}: IXIT ${unit.unit.forEach ?? ""} has no entry to work on`;
    return {
      key: unit.key,
      verdict: "INCONCLUSIVE",
      runs: [],
      empty: { text, at: ["ixit", unit.unit.forEach ?? ""] },
    };
  }
  if (unit.runs.length === 0) {
    // An empty selection is met vacuously (verdict rules, empty selection).
    return {
      key: unit.key,
      verdict: "PASS",
      runs: [],
      empty: { text: `unit ${unit.key}: no entry falls under its selector` },
    };
  }
  const runs = unit.runs.map((run) => outcomeOfRun(pass, planned, unit, run, true));
  const oneIsEnough = planned.testCase.oneEntryIsEnough ?? false;
  return {
    key: unit.key,
    verdict: foldRuns(
      runs.map((one) => one.indication),
      oneIsEnough,
    ),
    runs,
    empty: undefined,
  };
}

const noOutcomes: readonly RunOutcome[] = [];

function outcomeOfRun(
  pass: Pass,
  planned: Pick<PlannedCase, "id" | "testCase">,
  unit: PlannedUnit,
  run: PlannedRun,
  report: boolean,
): RunOutcome {
  const { context } = pass;
  const label = unit.unit.label;
  const at = ["assessment", "cases", planned.id, "units", label, run.key];
  const where = run.key === "once" ? `unit ${unit.key}` : `unit ${unit.key} on ${run.key}`;
  const done = (indication: RunOutcome["indication"], text: string, inherited = false): RunOutcome => ({
    unit: unit.key,
    key: run.key,
    indication,
    inherited,
    because: { text: `${where}: ${text}`, at },
  });
  const note = (kind: Finding["kind"], text: string): void => {
    if (!report) return;
    pass.findings.push({
      kind,
      group: pass.group,
      caseId: planned.id,
      unit: unit.key,
      key: run.key,
      text,
      at,
    });
  };
  const caseResult: CaseResult = own(context.dossier.assessment.cases, planned.id) ?? {};
  const recorded: UnitResult | undefined = own(own(caseResult.units ?? {}, label) ?? {}, run.key);
  const inherited = run.inherits.length === 0 ? noOutcomes : inheritedOutcomes(pass, run);
  if (
    recorded === undefined ||
    (recorded.indication === undefined && recorded.stated === undefined && inherited.length > 0)
  ) {
    return withoutRecord(pass, unit, run, inherited, done, note);
  }
  const weighed = weighResult(
    context,
    { testCase: planned.testCase, planned: unit, key: run.key, table: run.table },
    recorded,
    caseResult,
  );
  if (weighed.discount !== undefined) note(weighed.discount, weighed.text);
  if (weighed.indication === "met" && run.inherits.length > 0) {
    const failed = inherited.find((one) => one.indication === "not-met");
    if (failed !== undefined) {
      const text = `met, although the reused ${failed.because.text}`;
      note("inheritance-lost", text);
      return done("not-met", text);
    }
    const open = inherited.find((one) => one.indication === "missing" && isExecuted(pass, one.unit));
    if (open !== undefined) note("reuse-disagrees", `met, while the reused ${open.because.text}`);
  }
  return done(weighed.indication, weighed.text);
}

/** Groups of provisions claimed N or N/A are not executed, so nothing can be expected of their own records. */
function isExecuted(pass: Pass, unitKey: string): boolean {
  const caseId = unitKey.slice(0, unitKey.indexOf(" "));
  const provision = pass.traits.tests.caseById.get(caseId)?.group.provision ?? "";
  const support = own(pass.context.dossier.ics, provision)?.support;
  return support !== "N" && support !== "N/A";
}

function withoutRecord(
  pass: Pass,
  unit: PlannedUnit,
  run: PlannedRun,
  inherited: readonly RunOutcome[],
  done: (indication: RunOutcome["indication"], text: string, inherited?: boolean) => RunOutcome,
  note: (kind: Finding["kind"], text: string) => void,
): RunOutcome {
  if (pass.cover.covers(unit.key)) return done("met", pass.cover.because);
  const failed = inherited.find((one) => one.indication === "not-met");
  if (failed !== undefined) return done("not-met", `taken over from ${failed.because.text}`, true);
  const open = inherited.find((one) => one.indication === "missing");
  if (inherited.length > 0 && open === undefined && unit.unit.beyondReuse === undefined) {
    return done("met", `taken over from ${inherited.map((one) => one.unit).join(", ")}`, true);
  }
  if (open !== undefined) {
    const text = `waits for the reused ${open.because.text}`;
    note("no-result", text);
    return done("missing", text);
  }
  const text =
    inherited.length > 0
      ? `needs a result of its own: ${unit.unit.beyondReuse ?? ""}`
      : run.selected === "open"
        ? `whether the unit takes this entry is not answered (${run.questions.map((one) => one.trait).join(", ")})`
        : "no result recorded";
  note("no-result", text);
  return done("missing", text);
}

function inheritedOutcomes(pass: Pass, run: PlannedRun): readonly RunOutcome[] {
  return run.inherits.flatMap((reused) => {
    const found = reusedOutcome(pass, reused.unit, reused.key);
    return found === undefined ? [] : [found];
  });
}

function reusedOutcome(pass: Pass, unitKey: string, key: string): RunOutcome | undefined {
  const cacheKey = `${unitKey}\n${key}`;
  const known = pass.done.get(cacheKey);
  if (known !== undefined) return known;
  const spec = pass.traits.tests.unitByKey.get(unitKey);
  if (spec === undefined) return undefined;
  const unit = planUnit(pass.traits, spec.testCase, spec.unit);
  const run = unit.runs.find((one) => one.key === key) ?? {
    key,
    table: spec.unit.forEach ?? undefined,
    selected: "yes" as const,
    questions: [],
    inherits: [],
  };
  const outcome = outcomeOfRun(pass, { id: spec.testCase.id, testCase: spec.testCase }, unit, run, false);
  pass.done.set(cacheKey, outcome);
  return outcome;
}
