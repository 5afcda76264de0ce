/** Cross-checks of a catalogue file: every id, letter and reference in it leads somewhere, and statuses agree with words. */
import type { ChangeList } from "./change-schema.ts";
import { crossCheckRequirements } from "./cross-check-requirements.ts";
import { crossCheckTestSpecification } from "./cross-check-test-specification.ts";
import type { Edition, ProvisionsEdition, Provision } from "./edition.ts";
import { pointerTo, type Fault } from "./fault.ts";
import { repeats } from "./repeats.ts";

/** All that is wrong inside an edition; `editions` are the other editions that references may lead to. */
export function crossCheckEdition(edition: Edition, editions: readonly Edition[]): readonly Fault[] {
  const common = crossCheckClauses(edition);
  if (edition.kind === "provisions") return [...common, ...crossCheckProvisions(edition)];
  if (edition.kind === "requirements") return [...common, ...crossCheckRequirements(edition, editions)];
  return [...common, ...crossCheckTestSpecification(edition, editions)];
}

function crossCheckClauses(edition: Edition): readonly Fault[] {
  const known = new Set(edition.clauses.map((one) => one.id));
  const faults = [...repeats(edition.clauses, "clauses", "clause")];
  edition.clauses.forEach((clause, index) => {
    if (typeof clause.parent === "string" && !known.has(clause.parent)) {
      faults.push({
        pointer: pointerTo("clauses", index, "parent"),
        message: `Clause ${clause.id} names clause ${clause.parent} as its parent, which the file does not have.`,
      });
    }
  });
  return faults;
}

function crossCheckProvisions(edition: ProvisionsEdition): readonly Fault[] {
  const clauses = new Set(edition.clauses.map((one) => one.id));
  const families = new Set(edition.families.map((one) => one.id));
  const conditions = new Set(edition.conditions.map((one) => one.id));
  const features = new Set(edition.features.map((one) => one.id));
  const live = new Set(edition.provisions.map((one) => one.id));
  const faults: Fault[] = [
    ...repeats(edition.provisions, "provisions", "provision"),
    ...repeats([...edition.conditions, ...edition.features], "conditions", "condition or feature"),
    ...repeats(edition.void, "void", "void provision"),
  ];
  edition.provisions.forEach((provision, index) => {
    const fault = (field: string, message: string): void => {
      faults.push({
        pointer: pointerTo("provisions", index, field),
        message: `Provision ${provision.id}: ${message}`,
      });
    };
    if (!clauses.has(provision.clause))
      fault("clause", `clause ${provision.clause} is not among the clauses.`);
    if (!families.has(provision.family))
      fault("family", `family "${provision.family}" is not among the families.`);
    for (const ref of provision.refs) {
      if (!conditions.has(ref) && !features.has(ref)) {
        fault("refs", `"${ref}" is neither a condition nor a feature of this edition.`);
      }
    }
    checkStatus(provision, conditions, features, fault);
  });
  edition.void.forEach((one, index) => {
    if (live.has(one.id)) {
      faults.push({
        pointer: pointerTo("void", index, "id"),
        message: `${one.id} is void and a provision at once.`,
      });
    }
    for (const successor of one.replacedBy.filter((id) => !live.has(id))) {
      faults.push({
        pointer: pointerTo("void", index, "replacedBy"),
        message: `Void ${one.id} is replaced by ${successor}, which is no provision of this edition.`,
      });
    }
  });
  return faults;
}

/** Annex B: M goes with "shall" and R with "should"; C goes with a condition and F with a feature among the references. */
function checkStatus(
  provision: Provision,
  conditions: ReadonlySet<string>,
  features: ReadonlySet<string>,
  fault: (field: string, message: string) => void,
): void {
  const { obligation, modality, conditional, featured, refs, printedStatus } = provision;
  const expected = modality === "shall" ? "M" : "R";
  if (obligation !== expected) {
    fault(
      "obligation",
      `the modality is "${modality}", so the obligation is ${expected} and not ${obligation}.`,
    );
  }
  const hasCondition = refs.some((ref) => conditions.has(ref));
  const hasFeature = refs.some((ref) => features.has(ref));
  if (conditional !== hasCondition) {
    fault(
      "conditional",
      conditional
        ? "it is conditional but names no condition."
        : "it names a condition but is not conditional.",
    );
  }
  if (featured !== hasFeature) {
    fault(
      "featured",
      featured ? "it depends on a feature but names none." : "it names a feature but does not depend on one.",
    );
  }
  const letters = printedStatus.replace(/\(.*$/, "").trim().split(/\s+/);
  if (letters[0] !== obligation)
    fault("printedStatus", `"${printedStatus}" does not begin with ${obligation}.`);
  // A print that leaves a letter out (V2.1.1 5.3-10) is read by its words, and the note has to say so.
  const agrees = letters.includes("C") === conditional && letters.includes("F") === featured;
  if (!agrees && provision.note === undefined) {
    fault("note", `"${printedStatus}" is read otherwise than printed, so a note must say why.`);
  }
}

/** All that is wrong with a change list, as far as the editions it compares are in the catalogue. */
export function crossCheckChangeList(list: ChangeList, editions: readonly Edition[]): readonly Fault[] {
  const idsOf = (name: string): ReadonlySet<string> | undefined => {
    const edition = editions.find((one) => one.document === list.document && one.edition === name);
    // A partial edition lacks requirements that a change list may rightly name.
    return edition === undefined || edition.completeness === "partial" ? undefined : new Set(idsIn(edition));
  };
  const earlier = idsOf(list.from);
  const later = idsOf(list.to);
  const faults: Fault[] = [];
  list.changes.forEach((change, index) => {
    const fault = (field: string, message: string): void => {
      faults.push({ pointer: pointerTo("changes", index, field), message });
    };
    const name = change.from ?? change.to.join(", ");
    if (change.from !== null && earlier?.has(change.from) === false) {
      fault("from", `${list.document} ${list.from} has no ${change.from}.`);
    }
    for (const id of change.to) {
      if (later?.has(id) === false) fault("to", `${list.document} ${list.to} has no ${id}.`);
    }
    if (change.kind === "new" && (change.from !== null || change.to.length === 0)) {
      fault("kind", `${name} is called new, so "from" must be null and "to" name it.`);
    }
    if (change.kind === "withdrawn" && (change.from === null || change.to.length > 0)) {
      fault("kind", `${name} is called withdrawn, so "from" must name it and "to" be empty.`);
    }
    if (change.kind === "split" && change.to.length < 2)
      fault("kind", `${name} is called split but has fewer than two successors.`);
    for (const id of Object.keys(change.statusTo).filter((one) => !change.to.includes(one))) {
      fault("statusTo", `${name} gives a status for ${id}, which is not among its successors.`);
    }
    for (const kind of [change.kind, ...change.alsoChanged].filter(
      (one) => !Object.hasOwn(list.kinds, one),
    )) {
      fault("kind", `${name}: "${kind}" is not explained under kinds.`);
    }
  });
  return faults;
}

function idsIn(edition: Edition): readonly string[] {
  if (edition.kind === "provisions") return edition.provisions.map((one) => one.id);
  if (edition.kind === "requirements") return edition.requirements.map((one) => one.id);
  return edition.groups.map((one) => one.id);
}
