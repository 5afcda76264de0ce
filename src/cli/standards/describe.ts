/** Everything the catalogue knows about one id, as data for JSON and for the terminal. */
import { relationsOfProvision, type Crosswalk } from "#crosswalks";
import { didYouMean } from "#base/near-miss";
import {
  indexProvisions,
  indexRequirements,
  indexTestSpecification,
  type Catalogue,
  type Edition,
  type ProvisionsEdition,
  type RequirementsEdition,
  type TestSpecification,
} from "#standards";
import { UsageError } from "../usage-error.ts";

export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

export interface Description {
  readonly document: string;
  readonly edition: string;
  readonly completeness: "complete" | "partial";
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly confidence: string | null;
  readonly sections: readonly Section[];
  /** The record as the catalogue holds it. */
  readonly record: unknown;
}

export function describeId(
  catalogue: Catalogue,
  edition: Edition,
  id: string,
  crosswalks: readonly Crosswalk[],
): Description {
  const found =
    edition.kind === "provisions"
      ? describeProvision(catalogue, edition, id, crosswalks)
      : edition.kind === "requirements"
        ? describeRequirement(catalogue, edition, id)
        : describeTest(edition, id);
  if (found !== undefined) return found;
  const meant = didYouMean(id, idsOf(edition));
  const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
  throw new UsageError(`${edition.document} ${edition.edition} has no ${id}${hint}`);
}

function idsOf(edition: Edition): readonly string[] {
  if (edition.kind === "provisions") return edition.provisions.map((one) => one.id);
  if (edition.kind === "requirements") return edition.requirements.map((one) => one.id);
  return [...edition.ixit.map((one) => one.id), ...edition.groups.map((one) => one.id)];
}

function base(edition: Edition) {
  return { document: edition.document, edition: edition.edition, completeness: edition.completeness };
}

function section(title: string, lines: readonly (string | undefined)[]): Section[] {
  const present = lines.filter((line) => line !== undefined && line !== "") as string[];
  return present.length === 0 ? [] : [{ title, lines: present }];
}

function describeProvision(
  catalogue: Catalogue,
  edition: ProvisionsEdition,
  id: string,
  crosswalks: readonly Crosswalk[],
): Description | undefined {
  const { byId, voidById, refText } = indexProvisions(edition);
  const replaced = voidById.get(id);
  if (replaced !== undefined) return describeVoid(edition, id, replaced);
  const provision = byId.get(id) ?? edition.provisions.find((one) => one.printedAs === id);
  if (provision === undefined) return undefined;
  const related = relationsOfProvision(crosswalks, provision.id);
  return {
    ...base(edition),
    id: provision.id,
    title: provision.title,
    kind: `provision (${provision.modality})`,
    confidence: provision.confidence,
    record: provision,
    sections: [
      ...section("In our words", [provision.statement, provision.note]),
      ...section("Status", [
        `${provision.printedStatus}: ${provision.obligation === "M" ? "mandatory" : "recommended"}`,
        ...provision.refs.map((ref) => `(${ref}) ${refText.get(ref) ?? ""}`),
        ...(provision.refs.length === 0
          ? []
          : ["It applies when all of these hold; N/A is possible only where one does not."]),
        provision.refsConfidence === undefined || provision.refsConfidence === provision.confidence
          ? undefined
          : `Confidence of the references: ${provision.refsConfidence}`,
      ]),
      ...section("Evidence to think of", provision.evidenceHints),
      ...testSections(catalogue, edition, provision.id),
      ...changeSections(catalogue, edition, provision.id),
      ...crosswalkSections(related, crosswalks),
    ],
  };
}

function describeVoid(edition: Edition, id: string, replacedBy: readonly string[]): Description {
  const successor =
    replacedBy.length === 0
      ? "Nothing is known to take its place."
      : `In its place: ${replacedBy.join(", ")}.`;
  return {
    ...base(edition),
    id,
    title: "Void",
    kind: "void",
    confidence: null,
    record: { id, replacedBy },
    sections: section("In our words", [
      `The id is kept by the standard, but nothing is required under it in this edition. ${successor}`,
    ]),
  };
}

function testSections(catalogue: Catalogue, edition: ProvisionsEdition, provision: string): Section[] {
  return catalogue.editions.flatMap((one) => {
    if (one.kind !== "test-specification") return [];
    if (one.assesses.document !== edition.document || one.assesses.edition !== edition.edition) return [];
    const { groupByProvision, tableById } = indexTestSpecification(one);
    const needs = one.provisionIxit.find((entry) => entry.provision === provision)?.needs ?? [];
    const group = groupByProvision.get(provision);
    return [
      ...section(
        `IXIT (${one.document} ${one.edition})`,
        needs.map(
          ({ ixit, fields }) =>
            `${ixit} ${tableById.get(ixit)?.title ?? ""}: ${fields.length === 0 ? "all fields" : fields.join(", ")}`,
        ),
      ),
      ...section(
        `Test group ${group?.id ?? ""} (${one.document} ${one.edition})`,
        (group?.cases ?? []).map(
          (testCase) =>
            `${testCase.id} ${testCase.type}, ${testCase.units.length} units: ${testCase.purpose}`,
        ),
      ),
    ];
  });
}

function changeSections(catalogue: Catalogue, edition: Edition, id: string): Section[] {
  return catalogue.changeLists
    .filter((list) => list.document === edition.document)
    .flatMap((list) => {
      const later = list.to === edition.edition;
      if (!later && list.from !== edition.edition) return [];
      const own = list.changes.filter((one) => (later ? one.to.includes(id) : one.from === id));
      const title = later ? `Since ${list.from}` : `In ${list.to}`;
      return section(
        title,
        own.map((one) => {
          const other = later ? (one.from ?? "nothing") : one.to.join(", ");
          return `${one.kind}${other === id || other === "" ? "" : ` (${later ? "was" : "becomes"} ${other})`}: ${one.note} [${one.confidence}]`;
        }),
      );
    });
}

function crosswalkSections(
  related: ReturnType<typeof relationsOfProvision>,
  crosswalks: readonly Crosswalk[],
): Section[] {
  const ids = [...new Set(related.map((one) => one.requirement.crosswalk))];
  return ids.flatMap((id) => {
    const crosswalk = crosswalks.find((one) => one.id === id);
    const lines = related
      .filter((one) => one.requirement.crosswalk === id)
      .map(
        ({ requirement, relation }) =>
          `${requirement.id} ${requirement.title}: ${relation.relation}, overlap ${relation.overlap} [${relation.confidence}]`,
      );
    return section(`Crosswalk: ${crosswalk?.title ?? id}`, [
      ...lines,
      ...(crosswalk === undefined ? [] : [`Caveat: ${crosswalk.caveat}`]),
    ]);
  });
}

function describeRequirement(
  catalogue: Catalogue,
  edition: RequirementsEdition,
  id: string,
): Description | undefined {
  const { byId, conditionText } = indexRequirements(edition);
  const requirement = byId.get(id) ?? edition.requirements.find((one) => one.printedAs === id);
  if (requirement === undefined) return undefined;
  if (requirement.void) return describeVoid(edition, requirement.id, requirement.possibleSuccessors ?? []);
  const incorporated = requirement.incorporates.map((one) => {
    const target =
      [one.clause, one.ids?.join(", "), one.range?.join(" to "), one.policy].find(
        (part) => part !== undefined,
      ) ?? "";
    return `${one.document} ${target}${one.numbering === undefined ? "" : ` (numbered as in ${one.numbering})`}`;
  });
  return {
    ...base(edition),
    id: requirement.id,
    title: requirement.title,
    kind: `requirement (${requirement.modality ?? "no modal verb"}${requirement.prohibition ? " not" : ""})`,
    confidence: requirement.confidence,
    record: requirement,
    sections: [
      ...section("In our words", [requirement.statement, ...(requirement.items ?? []), ...requirement.notes]),
      ...section("Applies", [
        requirement.policies === null
          ? "to every provider"
          : `for the policies ${requirement.policies.join(", ")}`,
        requirement.condition === null
          ? undefined
          : `when ${conditionText.get(requirement.condition) ?? requirement.condition}`,
        ...(requirement.choice ?? []).map(
          (one) => `${one.when === null ? "otherwise" : `if ${one.when}`}: ${one.then}`,
        ),
      ]),
      ...section("Met by meeting", incorporated),
      ...section("Evidence to think of", requirement.evidenceHints),
      ...changeSections(catalogue, edition, requirement.id),
      ...section("Rests on", [requirement.basis]),
    ],
  };
}

function describeTest(edition: TestSpecification, id: string): Description | undefined {
  const { tableById, groupById, caseById } = indexTestSpecification(edition);
  const table =
    tableById.get(id) ?? edition.ixit.find((one) => one.abbreviation === id || `IXIT ${one.id}` === id);
  if (table !== undefined) {
    return {
      ...base(edition),
      id: table.id,
      title: table.title,
      kind: table.repeating ? "IXIT table with entries" : "IXIT, a single record",
      confidence: table.confidence,
      record: table,
      sections: [
        ...section("Purpose", [table.purpose, table.note]),
        ...section(
          "Fields",
          table.fields.map(
            (one) =>
              `${one.name} (${one.format}${one.condition === null ? "" : `, ${one.condition}`}): ${one.description}`,
          ),
        ),
        ...section("Needed by", [
          edition.provisionIxit
            .filter((one) => one.needs.some((need) => need.ixit === table.id))
            .map((one) => one.provision)
            .join(", "),
        ]),
      ],
    };
  }
  const inCase = caseById.get(id);
  const group = groupById.get(id) ?? inCase?.group;
  if (group === undefined) return undefined;
  const cases = inCase === undefined ? group.cases : [inCase.testCase];
  return {
    ...base(edition),
    id,
    title: group.title,
    kind:
      inCase === undefined
        ? `test group of provision ${group.provision}`
        : `${inCase.testCase.type} test case`,
    confidence: inCase === undefined ? group.confidence : inCase.testCase.verdictConfidence,
    record: inCase?.testCase ?? group,
    sections: [
      ...section("Objective", [group.objective]),
      ...section("IXIT", [group.ixit.join(", ")]),
      ...cases.flatMap((one) =>
        section(`Test case ${one.id} (${one.type})`, [
          one.purpose,
          ...one.units.map(
            (unit) =>
              `${unit.label} ${unit.action}${unit.forEach === null ? "" : ` for each ${unit.forEach}${unit.selector === null ? "" : ` (${unit.selector})`}`}: ${unit.check}`,
          ),
          `PASS when ${one.passWhen}`,
          `FAIL when ${one.failWhen}`,
        ]),
      ),
    ],
  };
}
