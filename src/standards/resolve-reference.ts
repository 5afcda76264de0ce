/** Leads a printed reference ("requirements of clause 7.4 shall apply") to live requirements of the pinned editions. */
import {
  findChangeList,
  findEdition,
  indexRequirements,
  type Catalogue,
  type IndexedRequirements,
} from "./catalogue.ts";
import type { EditionRef, Incorporation } from "./edition.ts";
import { idsInRange } from "./requirement-range.ts";

export interface ResolvedRequirement {
  readonly document: string;
  readonly id: string;
  /** The number that the citing document prints, where it differs from `id`. */
  readonly printedAs?: string;
  /** True where what became of the printed number is not established. */
  readonly uncertain?: true;
}

export interface Resolution {
  readonly resolved: readonly ResolvedRequirement[];
  /** What leads nowhere, as printed. */
  readonly unresolved: readonly string[];
}

const nothing: Resolution = { resolved: [], unresolved: [] };

/**
 * The live requirements that `incorporation` stands for in the pinned editions. A clause means every requirement in
 * and below it; void ids are passed over. Numbers of another edition are led through `correspondsTo` and the change
 * list only, never by equal spelling: EN 319 401 gave some V3.1.1 numbers to other content in V3.2.1.
 */
export function resolveIncorporation(
  catalogue: Catalogue,
  pinned: readonly EditionRef[],
  citing: EditionRef,
  incorporation: Incorporation,
): Resolution {
  const target = targetOf(catalogue, pinned, citing, incorporation.document);
  if (target === undefined) return { resolved: [], unresolved: [describe(incorporation)] };
  const found = resolveIn(catalogue, target, incorporation);
  const except = new Set(incorporation.except);
  return except.size === 0
    ? found
    : {
        ...found,
        resolved: found.resolved.filter((one) => !except.has(one.id) && !except.has(one.printedAs ?? one.id)),
      };
}

/**
 * The same for a reference as text ("ETSI EN 319 401 REQ-7.4-02X to REQ-7.4-12X", "clause 6.3"). A reference to a
 * document that the catalogue does not hold is unresolved.
 */
export function resolveReference(
  catalogue: Catalogue,
  pinned: readonly EditionRef[],
  citing: EditionRef,
  printed: string,
): Resolution {
  const incorporation = readReference(catalogue, citing, printed);
  if (incorporation === undefined) return { resolved: [], unresolved: [printed] };
  const found = resolveIncorporation(catalogue, pinned, citing, incorporation);
  return found.unresolved.length === 0 ? found : { ...found, unresolved: [printed] };
}

function targetOf(
  catalogue: Catalogue,
  pinned: readonly EditionRef[],
  citing: EditionRef,
  document: string,
): IndexedRequirements | undefined {
  // Inside its own document an edition means itself, whatever else is pinned.
  const ref = document === citing.document ? citing : pinned.find((one) => one.document === document);
  const edition = ref === undefined ? undefined : findEdition(catalogue, ref);
  return edition?.kind === "requirements" ? indexRequirements(edition) : undefined;
}

function resolveIn(
  catalogue: Catalogue,
  target: IndexedRequirements,
  incorporation: Incorporation,
): Resolution {
  const { clause, policy, range, ids } = incorporation;
  if (clause !== undefined) return resolveClause(target, clause);
  if (policy !== undefined) return resolvePolicy(target, policy);
  const document = target.edition.document;
  const numbering = incorporation.numbering ?? target.edition.edition;
  if (range === undefined) return merge((ids ?? []).map((id) => resolveId(catalogue, target, numbering, id)));
  const known = idsKnownIn(catalogue, { document, edition: numbering }, target.edition.edition);
  const within = idsInRange(range, known);
  if (within === undefined) return { resolved: [], unresolved: [describe(incorporation)] };
  return merge(within.map((id) => resolveId(catalogue, target, numbering, id)));
}

function resolveClause(target: IndexedRequirements, clause: string): Resolution {
  const { document, clauses, requirements } = target.edition;
  if (!clauses.some((one) => one.id === clause))
    return { resolved: [], unresolved: [`${document} clause ${clause}`] };
  const inside = requirements.filter((one) => one.clause === clause || one.clause.startsWith(`${clause}.`));
  return { resolved: inside.filter((one) => !one.void).map(({ id }) => ({ document, id })), unresolved: [] };
}

function resolvePolicy(target: IndexedRequirements, policy: string): Resolution {
  const { document, policies, requirements } = target.edition;
  const definition = policies.find((one) => one.id === policy);
  if (definition === undefined) return { resolved: [], unresolved: [`${document} policy ${policy}`] };
  // A marker means what is tagged with it; a certificate policy is bound by unmarked requirements too.
  const binding = requirements.filter((one) =>
    one.policies === null ? definition.kind === "certificate-policy" : one.policies.includes(policy),
  );
  return { resolved: binding.filter((one) => !one.void).map(({ id }) => ({ document, id })), unresolved: [] };
}

function resolveId(
  catalogue: Catalogue,
  target: IndexedRequirements,
  numbering: string,
  id: string,
): Resolution {
  const { document, edition } = target.edition;
  if (numbering === edition) {
    const requirement = target.byId.get(id);
    if (requirement === undefined) return { resolved: [], unresolved: [`${document} ${id}`] };
    return requirement.void ? nothing : { resolved: [{ document, id }], unresolved: [] };
  }
  const successors = successorsOf(catalogue, document, numbering, edition, id);
  const live = successors?.ids.filter((one) => target.byId.get(one)?.void === false) ?? [];
  if (successors === undefined || live.length === 0)
    return { resolved: [], unresolved: [`${document} ${id}`] };
  return {
    resolved: live.map((one) => ({
      document,
      id: one,
      ...(one === id ? {} : { printedAs: id }),
      ...(successors.certain ? {} : { uncertain: true as const }),
    })),
    unresolved: [],
  };
}

interface Successors {
  readonly ids: readonly string[];
  readonly certain: boolean;
}

/** What a requirement of one edition is called in another one; undefined where nothing tells. */
function successorsOf(
  catalogue: Catalogue,
  document: string,
  from: string,
  to: string,
  id: string,
): Successors | undefined {
  const edition = findEdition(catalogue, { document, edition: from });
  const record = edition?.kind === "requirements" ? indexRequirements(edition).byId.get(id) : undefined;
  if (record?.correspondsTo?.edition === to) return { ids: record.correspondsTo.ids, certain: true };
  const forward =
    findChangeList(catalogue, document, from, to)?.changes.filter((one) => one.from === id) ?? [];
  if (forward.length > 0) {
    return {
      ids: forward.flatMap((one) => one.to),
      certain: forward.every((one) => one.kind !== "undetermined"),
    };
  }
  // The dossier may be pinned to the earlier of the two editions.
  const backward =
    findChangeList(catalogue, document, to, from)?.changes.filter((one) => one.to.includes(id)) ?? [];
  const ids = backward.flatMap((one) => one.from ?? []);
  return ids.length === 0
    ? undefined
    : { ids, certain: backward.every((one) => one.kind !== "undetermined") };
}

/** Every id that the catalogue knows in the numbering of an edition: from its file and from its change list. */
function idsKnownIn(catalogue: Catalogue, numbering: EditionRef, pinned: string): readonly string[] {
  const edition = findEdition(catalogue, numbering);
  const own = edition?.kind === "requirements" ? edition.requirements.map((one) => one.id) : [];
  const { document } = numbering;
  const forward = findChangeList(catalogue, document, numbering.edition, pinned)?.changes ?? [];
  const backward = findChangeList(catalogue, document, pinned, numbering.edition)?.changes ?? [];
  const listed = [...forward.flatMap((one) => one.from ?? []), ...backward.flatMap((one) => one.to)];
  return [...new Set([...own, ...listed])];
}

function merge(parts: readonly Resolution[]): Resolution {
  const resolved = new Map(parts.flatMap((part) => part.resolved.map((one) => [one.id, one] as const)));
  return { resolved: [...resolved.values()], unresolved: parts.flatMap((part) => part.unresolved) };
}

function describe(incorporation: Incorporation): string {
  const { document, clause, policy, range, ids } = incorporation;
  if (clause !== undefined) return `${document} clause ${clause}`;
  if (policy !== undefined) return `${document} policy ${policy}`;
  if (range !== undefined) return `${document} ${range[0]} to ${range[1]}`;
  return `${document} ${(ids ?? []).join(", ")}`;
}

const idPattern = /[A-Z]{3}-\d[\w.-]*/g;

function readReference(catalogue: Catalogue, citing: EditionRef, printed: string): Incorporation | undefined {
  const documents = [...new Set(catalogue.editions.map((one) => one.document))];
  const named = documents
    .filter((one) => printed.startsWith(`${one} `))
    .sort((a, b) => b.length - a.length)[0];
  const document = named ?? citing.document;
  const rest = named === undefined ? printed : printed.slice(named.length + 1);
  const clause = /^clause (\d[\d.]*)/.exec(rest)?.[1];
  if (clause !== undefined) return { document, clause };
  const ids: readonly string[] = /^[A-Z]{3}-\d/.test(rest) ? (rest.match(idPattern) ?? []) : [];
  const [first, last] = ids;
  if (first === undefined) return undefined;
  const numbering = numberingOf(catalogue, citing, document);
  const shared = { document, ...(numbering === undefined ? {} : { numbering }) };
  return last !== undefined && rest.includes(" to ")
    ? { ...shared, range: [first, last] }
    : { ...shared, ids: [...ids] };
}

function numberingOf(catalogue: Catalogue, citing: EditionRef, document: string): string | undefined {
  const edition = findEdition(catalogue, citing);
  if (edition?.kind !== "requirements") return undefined;
  return edition.citedNumbering?.find((one) => one.document === document)?.edition;
}
