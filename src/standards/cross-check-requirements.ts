/** Cross-checks of a requirements edition: conditions, policies, clauses and references to other requirements. */
import type { Edition, Incorporation, Requirement, RequirementsEdition } from "./edition.ts";
import { pointerTo, type Fault } from "./fault.ts";
import { repeats } from "./repeats.ts";

interface Known {
  readonly document: string;
  readonly clauses: ReadonlySet<string>;
  readonly live: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
  readonly conditions: ReadonlySet<string>;
  readonly policies: ReadonlySet<string>;
  readonly components: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
}

type Report = (message: string, ...at: readonly (string | number)[]) => void;

export function crossCheckRequirements(
  edition: RequirementsEdition,
  editions: readonly Edition[],
): readonly Fault[] {
  const faults: Fault[] = [
    ...repeats(edition.requirements, "requirements", "requirement"),
    ...repeats(edition.policies, "policies", "policy"),
    ...repeats(edition.conditions, "conditions", "condition"),
  ];
  const known: Known = {
    document: edition.document,
    clauses: new Set(edition.clauses.map((one) => one.id)),
    ids: new Set(edition.requirements.map((one) => one.id)),
    live: new Set(edition.requirements.filter((one) => !one.void).map((one) => one.id)),
    conditions: new Set(edition.conditions.map((one) => one.id)),
    policies: new Set(edition.policies.map((one) => one.id)),
    components: new Set(edition.components.map((one) => one.id)),
    sources: new Set(edition.sources.flatMap((one) => one.id ?? [])),
  };
  edition.requirements.forEach((requirement, index) => {
    const report: Report = (message, ...at) => {
      faults.push({
        pointer: pointerTo("requirements", index, ...at),
        message: `${requirement.id}: ${message}`,
      });
    };
    checkRequirement(requirement, known, report);
    checkReferences(requirement, known, report);
    checkCorrespondence(requirement, edition, editions, report);
  });
  const report: Report = (message, ...at) => {
    faults.push({ pointer: pointerTo(...at), message });
  };
  checkPolicies(edition, editions, report);
  checkAutomatable(edition, known, report);
  checkAnnexes(edition, known, report);
  return faults;
}

function checkRequirement(requirement: Requirement, known: Known, report: Report): void {
  if (!known.clauses.has(requirement.clause))
    report(`clause ${requirement.clause} is not among the clauses.`, "clause");
  if (!known.components.has(requirement.component)) {
    report(`"${requirement.component}" is not among the components.`, "component");
  }
  if (requirement.void !== (requirement.modality === null)) {
    report(
      requirement.void ? "a void id has no modality." : "a requirement that is not void needs a modality.",
      "modality",
    );
  }
  if (requirement.void && requirement.incorporates.length > 0)
    report("a void id incorporates nothing.", "incorporates");
  if (requirement.condition !== null && !known.conditions.has(requirement.condition)) {
    report(`"${requirement.condition}" is not among the conditions.`, "condition");
  }
  for (const policy of requirement.policies ?? []) {
    if (!known.policies.has(policy)) report(`"${policy}" is not among the policies.`, "policies");
  }
  for (const id of requirement.possibleSuccessors ?? []) {
    if (!known.live.has(id))
      report(`its possible successor ${id} is no live requirement.`, "possibleSuccessors");
  }
  for (const source of requirement.corroboratedBy ?? []) {
    if (!known.sources.has(source)) report(`"${source}" is not among the sources.`, "corroboratedBy");
  }
}

const idStart = /^[A-Z]{3}-\d\S*/;

/** The id or clause of the same document that a printed reference begins with. */
function checkPrinted(reference: string, known: Known): string | undefined {
  const id = idStart.exec(reference)?.[0];
  if (id !== undefined) return known.ids.has(id) ? undefined : `"${id}" is no requirement of this document.`;
  const clause = /^clause (\S+)$/.exec(reference)?.[1];
  if (clause !== undefined && !known.clauses.has(clause)) return `clause ${clause} is not among the clauses.`;
  return undefined;
}

function checkReferences(requirement: Requirement, known: Known, report: Report): void {
  requirement.refersTo.forEach((reference, index) => {
    const fault = checkPrinted(reference, known);
    if (fault !== undefined) report(fault, "refersTo", index);
  });
  requirement.incorporates.forEach((one, index) => {
    if (one.document !== known.document) return;
    for (const fault of checkIncorporation(one, known)) report(fault, "incorporates", index);
  });
}

function checkIncorporation(one: Incorporation, known: Known): readonly string[] {
  const faults: string[] = [];
  if (one.clause !== undefined && !known.clauses.has(one.clause))
    faults.push(`clause ${one.clause} is not among the clauses.`);
  if (one.policy !== undefined && !known.policies.has(one.policy))
    faults.push(`"${one.policy}" is not among the policies.`);
  for (const id of one.ids ?? []) if (!known.live.has(id)) faults.push(`${id} is no live requirement.`);
  for (const id of [...(one.range ?? []), ...(one.except ?? [])]) {
    if (!known.ids.has(id)) faults.push(`${id} is no requirement of this document.`);
  }
  return faults;
}

function checkCorrespondence(
  requirement: Requirement,
  edition: RequirementsEdition,
  editions: readonly Edition[],
  report: Report,
): void {
  const target = requirement.correspondsTo;
  if (target === undefined) return;
  const later = editions.find((one) => one.document === edition.document && one.edition === target.edition);
  if (later?.kind !== "requirements") return;
  const ids = new Set(later.requirements.map((one) => one.id));
  for (const id of target.ids.filter((one) => !ids.has(one))) {
    report(`${edition.document} ${target.edition} has no ${id}.`, "correspondsTo", "ids");
  }
}

function checkPolicies(edition: RequirementsEdition, editions: readonly Edition[], report: Report): void {
  // A part of a series builds on the policies of another part, so those of every edition count.
  const known = new Set(
    [...editions, edition].flatMap((one) =>
      one.kind === "requirements" ? one.policies.map((policy) => policy.id) : [],
    ),
  );
  edition.policies.forEach((policy, index) => {
    const named = [...policy.includes, ...policy.oneOf.flat(), ...policy.optional.map((one) => one.policy)];
    for (const id of named.filter((one) => !known.has(one))) {
      report(
        `Policy ${policy.id} builds on "${id}", which no edition in the catalogue defines.`,
        "policies",
        index,
      );
    }
  });
}

function checkAutomatable(edition: RequirementsEdition, known: Known, report: Report): void {
  edition.automatable.forEach((one, index) => {
    if (!known.live.has(one.requirement)) {
      report(
        `The check names ${one.requirement}, which is no live requirement.`,
        "automatable",
        index,
        "requirement",
      );
    }
    for (const policy of (one.policies ?? []).filter((id) => !known.policies.has(id))) {
      report(
        `The check of ${one.requirement} names the policy "${policy}", which the file lacks.`,
        "automatable",
        index,
        "policies",
      );
    }
  });
}

function checkAnnexes(edition: RequirementsEdition, known: Known, report: Report): void {
  edition.annexMappings.forEach((row, index) => {
    row.references.forEach((reference, at) => {
      const fault = checkPrinted(reference, known);
      if (fault !== undefined)
        report(`Annex ${row.annex}, ${row.provision}: ${fault}`, "annexMappings", index, "references", at);
    });
  });
}
