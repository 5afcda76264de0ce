/** The combined requirement set of the pinned editions: live requirements, what they incorporate, and in which order they can be judged. */
import type { DossierPath } from "#base/path";
import {
  findEdition,
  indexRequirements,
  resolveIncorporation,
  type Catalogue,
  type EditionRef,
  type Incorporation,
  type Requirement,
  type RequirementsEdition,
} from "#standards";
import { orderReferences } from "./reference-circles.ts";
import { requirementKey, shortDocument } from "./requirement-key.ts";

/** A requirement in force in a pinned edition. */
export interface RequirementNode {
  readonly key: string;
  /** Position among the nodes of its set. */
  readonly index: number;
  readonly edition: EditionRef;
  readonly requirement: Requirement;
  /** Text of its condition; undefined where it has none. */
  readonly conditionText: string | undefined;
  /** Where its row stands. */
  readonly at: DossierPath;
  readonly incorporates: readonly string[];
  /** Positions of the incorporated requirements that bind ("shall"): those decide its status. */
  readonly members: readonly number[];
  /** References that resolve in no pinned edition, as printed. */
  readonly unresolved: readonly string[];
  /** True when it takes part in a circle of references. */
  readonly circular: boolean;
}

/** A reference that was resolved, but through data that may be wrong. */
export interface UncertainReference {
  readonly from: string;
  readonly to: string;
  readonly document: string;
  readonly why: "partial-edition" | "partial-numbering" | "recalled-record" | "uncertain-change";
}

export interface RequirementSet {
  readonly editions: readonly RequirementsEdition[];
  /** In the order of the pinned editions and of their requirements. */
  readonly nodes: readonly RequirementNode[];
  readonly byKey: ReadonlyMap<string, RequirementNode>;
  /** Every requirement after those it incorporates. */
  readonly bottomUp: readonly RequirementNode[];
  readonly circles: readonly (readonly string[])[];
  /** Documents that pinned requirements incorporate and that are not pinned, with the keys that need them. */
  readonly missingDocuments: ReadonlyMap<string, readonly string[]>;
  readonly uncertain: readonly UncertainReference[];
}

/** Sets depend on the catalogue and the pinned editions alone, so every dossier with the same pins shares one. */
const knownSets = new WeakMap<Catalogue, Map<string, RequirementSet>>();

export function combineRequirements(catalogue: Catalogue, pinned: readonly EditionRef[]): RequirementSet {
  const perCatalogue = knownSets.get(catalogue) ?? new Map<string, RequirementSet>();
  knownSets.set(catalogue, perCatalogue);
  const editions = requirementsEditions(catalogue, pinned);
  const name = editions.map((one) => `${one.document} ${one.edition}`).join("|");
  const known = perCatalogue.get(name);
  if (known !== undefined) return known;
  const set = build(catalogue, editions);
  perCatalogue.set(name, set);
  return set;
}

/** Of two editions of one document the first counts; that the second is pinned at all is reported elsewhere. */
function requirementsEditions(
  catalogue: Catalogue,
  pinned: readonly EditionRef[],
): readonly RequirementsEdition[] {
  const editions = new Map<string, RequirementsEdition>();
  for (const ref of pinned) {
    const edition = findEdition(catalogue, ref);
    if (edition?.kind !== "requirements" || editions.has(edition.document)) continue;
    editions.set(edition.document, edition);
  }
  return [...editions.values()];
}

interface Resolved {
  readonly incorporates: readonly string[];
  readonly unresolved: readonly string[];
}

function build(catalogue: Catalogue, editions: readonly RequirementsEdition[]): RequirementSet {
  const live = editions.flatMap((edition) =>
    edition.requirements
      .filter((requirement) => !requirement.void)
      .map((requirement) => ({
        edition,
        requirement,
        key: requirementKey(edition.document, requirement.id),
      })),
  );
  const position = new Map(live.map((one, index) => [one.key, index]));
  const missing = new Map<string, string[]>();
  const uncertain: UncertainReference[] = [];
  const resolved = live.map(({ edition, requirement, key }) =>
    resolveAll({ catalogue, editions, position, missing, uncertain }, edition, requirement, key),
  );
  const targets = resolved.map((one) => one.incorporates.flatMap((key) => position.get(key) ?? []));
  const order = orderReferences(targets);
  const circular = new Set(order.circles.flat());
  const nodes = live.map(({ edition, requirement, key }, index): RequirementNode => ({
    key,
    index,
    edition: { document: edition.document, edition: edition.edition },
    requirement,
    conditionText:
      requirement.condition === null
        ? undefined
        : indexRequirements(edition).conditionText.get(requirement.condition),
    at: ["requirements", edition.document, requirement.id],
    incorporates: resolved[index]?.incorporates ?? [],
    members: targets[index]?.filter((at) => live[at]?.requirement.modality === "shall") ?? [],
    unresolved: resolved[index]?.unresolved ?? [],
    circular: circular.has(index),
  }));
  const at = (index: number): RequirementNode[] => nodes.slice(index, index + 1);
  return {
    editions,
    nodes,
    byKey: new Map(nodes.map((node) => [node.key, node])),
    bottomUp: order.bottomUp.flatMap(at),
    circles: order.circles.map((circle) => circle.flatMap(at).map((node) => node.key)),
    missingDocuments: missing,
    uncertain,
  };
}

interface Resolving {
  readonly catalogue: Catalogue;
  readonly editions: readonly RequirementsEdition[];
  readonly position: ReadonlyMap<string, number>;
  readonly missing: Map<string, string[]>;
  readonly uncertain: UncertainReference[];
}

type ResolvedRequirement = ReturnType<typeof resolveIncorporation>["resolved"][number];

function resolveAll(
  to: Resolving,
  citing: RequirementsEdition,
  requirement: Requirement,
  key: string,
): Resolved {
  const incorporates = new Set<string>();
  const unresolved = new Set<string>();
  for (const incorporation of requirement.incorporates) {
    const target = to.editions.find((one) => one.document === incorporation.document);
    if (target === undefined) {
      const citing = to.missing.get(incorporation.document) ?? [];
      if (citing.at(-1) !== key) to.missing.set(incorporation.document, [...citing, key]);
      unresolved.add(printed(incorporation));
      continue;
    }
    const answer = resolveIncorporation(to.catalogue, to.editions, citing, incorporation);
    for (const text of answer.unresolved) unresolved.add(text);
    for (const found of answer.resolved) {
      const { document, id } = found;
      const targetKey = requirementKey(document, id);
      // Void ids stay known but are never required, so a range or clause may run over them.
      if (!to.position.has(targetKey) || incorporates.has(targetKey)) continue;
      incorporates.add(targetKey);
      const why = doubt(to.catalogue, citing, target, incorporation, found);
      if (why !== undefined) to.uncertain.push({ from: key, to: targetKey, document, why });
    }
  }
  return { incorporates: [...incorporates], unresolved: [...unresolved] };
}

/** Why the target may be another requirement in the published document; undefined when nothing speaks for it. */
function doubt(
  catalogue: Catalogue,
  citing: RequirementsEdition,
  target: RequirementsEdition,
  incorporation: Incorporation,
  found: ResolvedRequirement,
): UncertainReference["why"] | undefined {
  if (target === citing) return undefined;
  if (target.completeness === "partial") return "partial-edition";
  if (found.uncertain === true) return "uncertain-change";
  if (indexRequirements(target).byId.get(found.id)?.confidence === "recalled") return "recalled-record";
  const { document, numbering } = incorporation;
  if (numbering === undefined || numbering === target.edition) return undefined;
  const printedEdition = findEdition(catalogue, { document, edition: numbering });
  return printedEdition?.kind === "requirements" && printedEdition.completeness === "complete"
    ? undefined
    : "partial-numbering";
}

/** A reference in words, for documents of which nothing is pinned. */
function printed(incorporation: Incorporation): string {
  const parts = [
    ...(incorporation.clause === undefined ? [] : [`clause ${incorporation.clause}`]),
    ...(incorporation.ids ?? []),
    ...(incorporation.range === undefined ? [] : [incorporation.range.join(" to ")]),
    ...(incorporation.policy === undefined ? [] : [`all requirements for ${incorporation.policy}`]),
  ];
  return `${shortDocument(incorporation.document)} ${parts.join(", ")}`.trim();
}
