/** References between requirements: unresolved, resolved through uncertain data, or going round in a circle. */
import type { Applicability } from "#base/applicability";
import { problem, type Problem } from "#problems";
import type { EditionRef } from "#standards";
import { citeRequirement } from "./check-row-status.ts";
import { listSome } from "./effective-status.ts";
import type { RequirementSet, UncertainReference } from "./requirement-set.ts";

export function checkReferences(
  applicability: ReadonlyMap<string, Applicability>,
  standards: readonly EditionRef[],
  set: RequirementSet,
): readonly Problem[] {
  const bears = (key: string): boolean => applicability.get(key)?.state !== "does-not-apply";
  return [
    ...checkUnresolved(set, bears),
    ...checkUncertain(standards, set, bears),
    ...checkCircles(set, bears),
  ];
}

type Bears = (key: string) => boolean;

function checkUnresolved(set: RequirementSet, bears: Bears): readonly Problem[] {
  // References into a document that is not pinned are reported once, by requirement/document-missing.
  const pinned = new Set(set.editions.map((one) => one.document));
  return set.nodes.flatMap((node) => {
    if (node.unresolved.length === 0 || !bears(node.key)) return [];
    if (!node.requirement.incorporates.every((one) => pinned.has(one.document))) return [];
    const other = node.requirement.incorporates.find((one) => one.numbering !== undefined);
    const numbering =
      other === undefined ? "" : `; ${other.document} ${other.numbering ?? ""} numbering is meant`;
    return [
      problem("requirement/reference-unresolved", {
        message: `${node.requirement.id} refers to ${listSome(node.unresolved)}, which resolves in no pinned edition${numbering}`,
        at: node.at,
        subject: node.key,
        cites: [citeRequirement(node)],
      }),
    ];
  });
}

const reasons: Readonly<Record<UncertainReference["why"], string>> = {
  "partial-edition": "its pinned edition is a reconstruction",
  "partial-numbering": "they print numbers of an edition of which the data is a reconstruction",
  "recalled-record": "the records found are written from memory",
  "uncertain-change": "what became of the printed numbers is not established",
};

/** One note per document and reason: a reconstructed edition would otherwise give a note for every reference into it. */
function checkUncertain(
  standards: readonly EditionRef[],
  set: RequirementSet,
  bears: Bears,
): readonly Problem[] {
  const groups = new Map<string, UncertainReference[]>();
  for (const one of set.uncertain) {
    if (!bears(one.from)) continue;
    const name = `${one.document} ${one.why}`;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const edition = set.editions.find((one) => one.document === first?.document);
    if (first === undefined || edition === undefined) return [];
    const pairs = group.map((one) => `${one.from} → ${one.to}`);
    const position = standards.findIndex((one) => one.document === edition.document);
    return [
      problem("requirement/reference-uncertain", {
        subject: "Editions",
        message: `${group.length} ${group.length === 1 ? "reference" : "references"} into ${edition.document} ${edition.edition} may mean another requirement, because ${reasons[first.why]}: ${listSome(pairs, 3)}`,
        at: ["header", "standards", position],
        cites: [
          { document: edition.document, edition: edition.edition, clause: edition.clauses[0]?.id ?? "1" },
        ],
      }),
    ];
  });
}

function checkCircles(set: RequirementSet, bears: Bears): readonly Problem[] {
  return set.circles.flatMap((circle) => {
    const [first] = circle;
    const node = first === undefined ? undefined : set.byKey.get(first);
    if (node === undefined || !circle.some(bears)) return [];
    return [
      problem("requirement/reference-cycle", {
        message: `${listSome(circle)} ${circle.length === 1 ? "incorporates itself" : "incorporate each other"}, so none of them can be derived`,
        at: node.at,
        subject: node.key,
        cites: [citeRequirement(node)],
      }),
    ];
  });
}
