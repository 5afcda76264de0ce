/** Results for every planned run, as a careful laboratory records them. */
import { claimFingerprint, type TestPlan } from "#assessment";
import type {
  Assessment,
  CaseResult,
  Dossier,
  GroupResult,
  IxitEntry,
  ReasonedAnswer,
  UnitResult,
} from "#dossier";
import { roles } from "./sound-ixit.ts";

export const testedOn = "2026-09-20";

/** Answers to all questions of a plan: the first entry has each trait, the second has none. */
export function answersTo(plan: TestPlan): Assessment["selections"] {
  const selections: Record<string, Record<string, ReasonedAnswer>> = {};
  for (const { entry, trait } of plan.questions) {
    const answer = entry.endsWith(`-${roles[1]}`) ? "no" : "yes";
    (selections[entry] ??= {})[trait] = { answer, because: `Read from the design note on ${entry}.` };
  }
  return selections;
}

export interface LaboratoryInput {
  readonly plan: TestPlan;
  readonly ixit: Dossier["ixit"];
  readonly dut: { readonly model: string; readonly hardware: string; readonly software: string };
  /** The evidence item that a functional result points into. */
  readonly artefact: string;
}

export function soundResults(input: LaboratoryInput): Pick<Assessment, "cases" | "groups"> {
  const cases: Record<string, CaseResult> = {};
  const groups: Record<string, GroupResult> = {};
  for (const group of input.plan.groups) {
    if (group.assessable !== "yes") continue;
    groups[group.id] = { verdict: "PASS", reason: `Both readings of group ${group.id} agree.` };
    for (const planned of group.cases) {
      const units: Record<string, Record<string, UnitResult>> = {};
      for (const unit of planned.units) {
        if (unit.runs.length === 0) continue;
        units[unit.unit.label] = Object.fromEntries(
          unit.runs.map((run) => [
            run.key,
            result(
              input,
              `${unit.key} on ${run.key}`,
              unit.kind,
              run.table === undefined ? undefined : input.ixit[run.table]?.[run.key],
            ),
          ]),
        );
      }
      cases[planned.id] = {
        verdict: "PASS",
        reason: `All units of ${planned.id} came out met.`,
        tester: "R. Okafor",
        date: testedOn,
        dut: input.dut,
        units,
      };
    }
  }
  return { cases, groups };
}

function result(
  input: LaboratoryInput,
  where: string,
  kind: "conceptual" | "functional",
  entry: IxitEntry | undefined,
): UnitResult {
  return {
    indication: "met",
    observation: `Unit ${where} was judged on the text of the IXIT and agrees with it.`,
    ...(kind === "functional"
      ? {
          method: `Carried out on the bench for ${where}.`,
          tool: { name: "bench rig", version: "4.1" },
          at: `${testedOn}T10:00`,
          artefacts: [{ evidence: input.artefact, pointer: `section ${where}` }],
        }
      : {}),
    ...(entry === undefined ? {} : { claim: claimFingerprint(entry) }),
  };
}
