/** What a laboratory's decision on external evidence is worth for one test group (TS 103 701 clause 4.7). */
import type { EvidenceItem, ExternalDecision } from "#dossier";
import type { TestGroup } from "#standards";
import type { EvidenceStatus } from "./evidence-status.ts";

export interface ExternalEvidenceOutcome {
  readonly effect: "covers-group" | "covers-units" | "none";
  /** Units that need not be run, as "5.4-1-2 a"; all of the group when the effect is "covers-group". */
  readonly units: readonly string[];
  /** One sentence without a full stop. */
  readonly because: string;
}

/** The conditions of TS 103 701 V2.1.1; an edition's own list is `externalEvidence.conditions`. */
export const externalConditionIds: readonly string[] = ["EE-1", "EE-2", "EE-3", "EE-4", "EE-5", "EE-6"];

/**
 * External evidence counts only when the laboratory accepted it with name, day and reason, answered every condition yes,
 * the item is usable, and then only for what its own scope covers. Anything less counts for nothing.
 */
export function externalEvidenceOutcome(
  item: EvidenceItem,
  id: string,
  group: TestGroup,
  decision: ExternalDecision | undefined,
  status: EvidenceStatus | undefined,
  conditionIds: readonly string[] = externalConditionIds,
): ExternalEvidenceOutcome {
  const none = (because: string): ExternalEvidenceOutcome => ({ effect: "none", units: [], because });
  if (item.external === undefined) return none(`${id} is not declared as external evidence`);
  if (decision === undefined) return none(`the laboratory has not decided on ${id} for ${group.id}`);
  if (decision.decision === "rejected") return none(`the laboratory rejected ${id} for ${group.id}`);
  const open = openConditions(decision, conditionIds);
  if (open.length > 0) return none(`${id} is accepted for ${group.id}, but ${open.join(", ")}`);
  const lacking = lackingInDecision(decision);
  if (lacking.length > 0)
    return none(`the decision on ${id} for ${group.id} does not record ${lacking.join(", ")}`);
  if (status === undefined || !status.usable) {
    return none(`${id} is not usable: ${status?.because ?? "its state is not known"}`);
  }
  const units = coveredUnits(item, group, decision);
  if (units.length === 0) return none(`the scope of ${id} covers nothing of ${group.id} that was accepted`);
  const scheme = `${item.external.scheme}${item.external.reportId === undefined ? "" : ` ${item.external.reportId}`}`;
  if (decision.decision === "accepted" && units.length === unitKeys(group).length) {
    return {
      effect: "covers-group",
      units,
      because: `${id} (${scheme}) is accepted for ${group.id} by ${decision.by ?? ""}`,
    };
  }
  const because = `${id} (${scheme}) is accepted for ${units.join(", ")} by ${decision.by ?? ""}`;
  return { effect: "covers-units", units, because };
}

/** "EE-3 is answered no", "EE-5 is not answered": what stands against a decision. */
export function openConditions(decision: ExternalDecision, conditionIds: readonly string[]): string[] {
  return conditionIds.flatMap((id) => {
    const given = decision.conditions ?? {};
    const answer = Object.hasOwn(given, id) ? given[id]?.answer : undefined;
    if (answer === "yes") return [];
    return [answer === "no" ? `${id} is answered no` : `${id} is not answered`];
  });
}

/** What a decision fails to record of who made it, when and why. */
export function lackingInDecision(decision: ExternalDecision): string[] {
  const lacking: string[] = [];
  if ((decision.by ?? "").trim() === "") lacking.push("who decided");
  if (decision.on === undefined) lacking.push("when");
  if ((decision.because ?? "").trim() === "") lacking.push("why");
  if (decision.decision === "partly" && (decision.units ?? []).length === 0)
    lacking.push("which units are covered");
  return lacking;
}

/** Keys of all units of a group, as "5.4-1-2 a". */
export function unitKeys(group: TestGroup): string[] {
  return group.cases.flatMap((testCase) => testCase.units.map((unit) => `${testCase.id} ${unit.label}`));
}

/** Units of the group that the evaluation itself covers. */
export function unitsInScope(item: EvidenceItem, group: TestGroup): string[] {
  const all = unitKeys(group);
  if (item.external?.covers.groups?.includes(group.id) === true) return all;
  const listed = new Set((item.external?.covers.units ?? []).map(unitKey));
  return all.filter((key) => listed.has(key));
}

/** "5.4-1-2  a" and "5.4-1-2 a" name the same unit. */
export function unitKey(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}

function coveredUnits(item: EvidenceItem, group: TestGroup, decision: ExternalDecision): string[] {
  const inScope = unitsInScope(item, group);
  const named = decision.units ?? [];
  // Units named beside "accepted" still limit it: the narrower reading can overstate nothing.
  if (decision.decision === "accepted" && named.length === 0) return inScope;
  const accepted = new Set(named.map(unitKey));
  return inScope.filter((key) => accepted.has(key));
}
