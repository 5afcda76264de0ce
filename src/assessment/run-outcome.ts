/** What one recorded result counts for. Missing, stale, foreign or artefact-free results never count as met. */
import { fingerprint } from "#base/fingerprint";
import type { CaseResult, IxitEntry, UnitResult } from "#dossier";
import type { TestCase } from "#standards";
import type { AssessmentContext } from "./context.ts";
import { entryOf, fieldOf, isUsableValue } from "./ixit-content.ts";
import type { PlannedUnit } from "./plan-types.ts";
import type { EffectiveIndication } from "./verdict-types.ts";
import { saysNothing } from "./wording.ts";

/** Why a result does not count as written; each is also a problem code of the area `results` or `guard`. */
export type Discount =
  | "results/indication-missing"
  | "results/marking-unknown"
  | "results/not-finished"
  | "results/set-up-broken"
  | "results/foreign-dut"
  | "results/dut-missing"
  | "results/pass-without-artefact"
  | "results/artefact-unusable"
  | "results/pass-without-observation"
  | "results/claim-changed"
  | "results/dated-in-future"
  | "results/ixit-insufficient"
  | "guard/evidence-stretched"
  | "guard/document-contradiction-as-fail"
  | "guard/escape-clause-ignored";

export interface Weighed {
  readonly indication: EffectiveIndication;
  readonly text: string;
  /** The reason why a result was not taken as written. */
  readonly discount: Discount | undefined;
}

export interface RunPlace {
  readonly testCase: TestCase;
  readonly planned: PlannedUnit;
  /** Entry id or "once". */
  readonly key: string;
  readonly table: string | undefined;
}

/** Weighs one recorded result of a run against what a result needs in order to count. */
export function weighResult(
  context: AssessmentContext,
  place: RunPlace,
  result: UnitResult,
  caseResult: CaseResult,
): Weighed {
  switch (result.indication) {
    case undefined:
      return result.stated === undefined
        ? missing("results/indication-missing", "a record without an indication")
        : missing("results/marking-unknown", `marked "${result.stated}", which is no indication`);
    case "missing":
      return missing(undefined, "something needed was missing");
    case "pending":
    case "retry":
      return missing(
        "results/not-finished",
        result.indication === "retry" ? "to be run again" : "work is pending",
      );
    case "set-up-broken":
      return missing("results/set-up-broken", "the test set-up was broken, which says nothing about the DUT");
    case "not-met":
      return weighNotMet(context, place, result, caseResult);
    case "met":
      return weighMet(context, place, result, caseResult);
  }
}

function missing(discount: Discount | undefined, text: string): Weighed {
  return { indication: "missing", text, discount };
}

function weighNotMet(
  context: AssessmentContext,
  place: RunPlace,
  result: UnitResult,
  caseResult: CaseResult,
): Weighed {
  const foreign = foreignDut(context, result, caseResult);
  if (foreign !== undefined) return missing("results/foreign-dut", foreign);
  if (result.cause === "set-up") {
    return missing(
      "results/set-up-broken",
      "not met because of the test set-up, which says nothing about the DUT",
    );
  }
  if (result.cause === "documentation" && place.planned.kind === "functional" && !examinesDocuments(place)) {
    return missing(
      "guard/document-contradiction-as-fail",
      "not met because documents contradict each other, which is no fault of the DUT",
    );
  }
  const alternative = place.testCase.alternative;
  if (alternative?.units.includes(place.planned.unit.label)) {
    if (result.alternative?.answer === "yes") {
      return {
        indication: "met",
        text: `the alternative of the pass criterion holds: ${alternative.text}`,
        discount: undefined,
      };
    }
    if (result.alternative?.answer !== "no") {
      return missing(
        "guard/escape-clause-ignored",
        `not met, but the alternative was not examined: ${alternative.text}`,
      );
    }
  }
  return { indication: "not-met", text: "not met", discount: undefined };
}

/** Units that look for undocumented items or at published documents fail on documents rightly. */
function examinesDocuments(place: RunPlace): boolean {
  const { unit } = place.planned;
  const searches = unit.forEach === null && unit.uses.some((use) => use.field === null);
  return searches || unit.uses.some((use) => use.ixit === "2-UserInfo");
}

function weighMet(
  context: AssessmentContext,
  place: RunPlace,
  result: UnitResult,
  caseResult: CaseResult,
): Weighed {
  const foreign = foreignDut(context, result, caseResult);
  if (foreign !== undefined) return missing("results/foreign-dut", foreign);
  const day = (result.at ?? caseResult.date ?? "").slice(0, 10);
  if (day > context.now)
    return missing("results/dated-in-future", `dated ${day}, which is after ${context.now}`);
  const gap = unusableInput(context, place);
  if (gap !== undefined) return missing("results/ixit-insufficient", gap);
  if (claimChanged(context, place, result)) {
    return missing("results/claim-changed", "the IXIT entry changed after the test");
  }
  if (place.planned.kind === "functional") return weighFunctional(context, place, result, caseResult);
  if (saysNothing(result.observation ?? "")) {
    return missing("results/pass-without-observation", "met, but nothing is recorded of how that was judged");
  }
  return weighArtefacts(context, place, result) ?? met();
}

function met(): Weighed {
  return { indication: "met", text: "met", discount: undefined };
}

function weighFunctional(
  context: AssessmentContext,
  place: RunPlace,
  result: UnitResult,
  caseResult: CaseResult,
): Weighed {
  if ((result.artefacts ?? []).length === 0) {
    return missing("results/pass-without-artefact", "met on the device, but no artefact is attached");
  }
  const tested = result.dut ?? caseResult.dut;
  if (context.dossier.scope.dut?.software !== undefined && tested?.software === undefined) {
    return missing("results/dut-missing", "met, but the tested software version is not recorded");
  }
  return weighArtefacts(context, place, result) ?? met();
}

function weighArtefacts(
  context: AssessmentContext,
  place: RunPlace,
  result: UnitResult,
): Weighed | undefined {
  const artefacts = result.artefacts ?? [];
  if (artefacts.length === 0) return undefined;
  const usable = artefacts.filter(({ evidence }) => context.evidence.get(evidence)?.usable === true);
  if (usable.length === 0) {
    const first = artefacts[0]?.evidence ?? "";
    const status = context.evidence.get(first);
    return missing(
      "results/artefact-unusable",
      `met, but its artefact ${first} cannot count: ${status === undefined ? "no such evidence item" : status.because}`,
    );
  }
  const wide = usable.filter(({ evidence }) => reaches(context, place, evidence));
  if (wide.length === 0) {
    const first = usable[0]?.evidence ?? "";
    return missing(
      "guard/evidence-stretched",
      `met, but ${first} is about ${context.dossier.evidence[first]?.boundary?.component ?? "a part"} only`,
    );
  }
  return undefined;
}

/** Evidence about a part counts for a run on that part, never for the whole device. */
function reaches(context: AssessmentContext, place: RunPlace, evidence: string): boolean {
  const component = context.dossier.evidence[evidence]?.boundary?.component;
  if (component === undefined) return true;
  if (place.key === component) return true;
  const entry = place.table === undefined ? undefined : entryOf(context.dossier.ixit, place.table, place.key);
  return entry !== undefined && JSON.stringify(entry.fields).includes(component);
}

function foreignDut(
  context: AssessmentContext,
  result: UnitResult,
  caseResult: CaseResult,
): string | undefined {
  const dut = context.dossier.scope.dut;
  const tested = result.dut ?? caseResult.dut;
  if (dut === undefined || tested === undefined) return undefined;
  for (const field of ["model", "hardware", "software"] as const) {
    const [own, other] = [dut[field], tested[field]];
    if (own !== undefined && other !== undefined && own.trim() !== other.trim()) {
      return `made on ${field} ${other}, while the DUT has ${own}`;
    }
  }
  return undefined;
}

/** The fingerprint of an IXIT entry to write under `claim` in a result. */
export function claimFingerprint(entry: IxitEntry): string {
  return fingerprint(entry.fields);
}

function claimChanged(context: AssessmentContext, place: RunPlace, result: UnitResult): boolean {
  if (result.claim === undefined || place.table === undefined) return false;
  const entry = entryOf(context.dossier.ixit, place.table, place.key);
  return entry !== undefined && claimFingerprint(entry) !== result.claim;
}

/** A field that the unit names and that is empty or a placeholder makes the result meaningless. */
function unusableInput(context: AssessmentContext, place: RunPlace): string | undefined {
  for (const { ixit, field } of place.planned.unit.uses) {
    if (field === null) continue;
    const spec = context.tests?.tableById.get(ixit);
    if (spec === undefined) continue;
    const id = ixit === place.table ? place.key : spec.repeating ? undefined : ixit;
    if (id === undefined) continue;
    const entry = entryOf(context.dossier.ixit, ixit, id);
    const conditional = spec.fields.find((one) => one.name === field)?.condition != null;
    const value = fieldOf(entry, field);
    if (conditional && value === undefined) continue;
    if (!isUsableValue(value))
      return `met, but IXIT ${ixit}, ${id === ixit ? "" : `${id}, `}${field} is empty or a placeholder`;
  }
  return undefined;
}
