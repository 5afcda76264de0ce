/** Building blocks of the readiness gate: what an item asks of the problems, counted by kind. */
import type { IsoDate } from "#base/calendar";
import type { ReadinessItem } from "#base/readiness";
import type { Problem, ProblemCode } from "#problems";
import type { Dossier } from "#dossier";
import type { EvidenceStatus } from "#evidence";
import type { RequirementsResult } from "./assess-requirements.ts";
import { listSome } from "./effective-status.ts";
import type { RequirementAssessment } from "./status-types.ts";

export interface TrustServiceReadinessInput {
  readonly dossier: Dossier;
  readonly assessed: Pick<RequirementsResult, "requirements">;
  readonly statuses: ReadonlyMap<string, EvidenceStatus>;
  /** All problems of the evaluation, of every area. */
  readonly problems: readonly Problem[];
  readonly now: IsoDate;
}

/** The state of what is asked, and the sentence that says why. */
interface Answer {
  readonly because: string;
  /** True when something is undone that no problem reports. */
  readonly open?: boolean;
}

/** Problems alike in all that the gate looks at, with their number. */
export interface Tally {
  readonly code: string;
  readonly severity: Problem["severity"];
  readonly onFinding: boolean;
  count: number;
}

/** A dossier may have thousands of problems but only few kinds of them, and every item asks about all. */
export function tally(problems: readonly Problem[]): readonly Tally[] {
  const tallies = new Map<string, Tally>();
  for (const { code, severity, at } of problems) {
    const onFinding = at[0] === "findings";
    const name = onFinding ? `${code} finding` : code;
    const known = tallies.get(name);
    if (known === undefined) tallies.set(name, { code, severity, onFinding, count: 1 });
    else known.count += 1;
  }
  return [...tallies.values()];
}

export function sum(tallies: readonly Tally[], severity: Problem["severity"]): number {
  return tallies.reduce((total, one) => (one.severity === severity ? total + one.count : total), 0);
}

type Concerns = (one: Tally) => boolean;

/** The input with what every phase needs, computed once. */
export interface Gate extends TrustServiceReadinessInput {
  readonly tallies: readonly Tally[];
  /** Requirements that bind ("shall"), apply and are not left out. */
  readonly binding: readonly RequirementAssessment[];
}

export function item(input: Gate, title: string, concerns: Concerns, answer: Answer): ReadinessItem {
  const found = input.tallies.filter(concerns);
  const blockers = sum(found, "blocker");
  const warnings = sum(found, "warning");
  return {
    title,
    state: blockers > 0 ? "blocked" : warnings > 0 || answer.open === true ? "open" : "done",
    because: answer.because,
    codes: [...new Set(found.filter((one) => one.severity !== "note").map((one) => one.code))].sort(),
    blockers,
    warnings,
  };
}

export function codes(...wanted: readonly ProblemCode[]): Concerns {
  const set = new Set<string>(wanted);
  return (one) => set.has(one.code);
}

export function areas(...wanted: readonly string[]): Concerns {
  const set = new Set(wanted);
  return (one) => set.has(one.code.slice(0, one.code.indexOf("/")));
}

export function binding(requirements: readonly RequirementAssessment[]): readonly RequirementAssessment[] {
  return requirements.filter(
    (one) =>
      one.applicability.state === "applies" &&
      one.requirement.modality === "shall" &&
      one.status !== "not-applicable",
  );
}

export function named(requirements: readonly RequirementAssessment[]): string {
  return requirements.length === 0 ? "" : `: ${listSome(requirements.map((one) => one.key))}`;
}
