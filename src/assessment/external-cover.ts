/** What accepted external evidence stands in for in a test group (TS 103 701 clause 4.7). */
import { externalEvidenceOutcome } from "#evidence";
import type { AssessmentContext } from "./context.ts";

export interface ExternalCover {
  /** Evidence items that count. */
  readonly evidence: readonly string[];
  readonly because: string;
  /** Whether the unit ("5.4-1-2 a") need not be executed. */
  readonly covers: (unit: string) => boolean;
}

const nothing: ExternalCover = { evidence: [], because: "", covers: () => false };

export function externalCover(context: AssessmentContext, group: string): ExternalCover {
  const decisions = context.dossier.assessment.externalEvidence;
  const relevant = Object.keys(decisions).filter((id) => Object.hasOwn(decisions[id] ?? {}, group));
  if (relevant.length === 0) return nothing;
  const inputs = [context.evidence, context.dossier.evidence, decisions, context.tests];
  return context.memo(`external ${group}`, inputs, () => combine(context, group, relevant));
}

function combine(context: AssessmentContext, group: string, ids: readonly string[]): ExternalCover {
  const units = new Set<string>();
  const evidence: string[] = [];
  const reasons: string[] = [];
  let whole = false;
  for (const id of ids) {
    const item = context.dossier.evidence[id];
    const decision = context.dossier.assessment.externalEvidence[id]?.[group];
    const status = context.evidence.get(id);
    const spec = context.tests?.groupById.get(group);
    if (item === undefined || spec === undefined || context.tests === undefined) continue;
    const conditions = context.tests.edition.externalEvidence.conditions.map((one) => one.id);
    const outcome = externalEvidenceOutcome(item, id, spec, decision, status, conditions);
    if (outcome.effect === "none") continue;
    evidence.push(id);
    reasons.push(outcome.because);
    if (outcome.effect === "covers-group") whole = true;
    for (const unit of outcome.units) units.add(unit);
  }
  if (evidence.length === 0) return nothing;
  return { evidence, because: reasons.join("; "), covers: (unit) => whole || units.has(unit) };
}
