/** Looks up the ids that records name: in the pinned editions, in the dossier, and, for advice, in other editions. */
import { didYouMean } from "#base/near-miss";
import type { Dossier } from "#dossier";
import type { Citation } from "#problems";
import type { IndexedProvisions, IndexedRequirements, IndexedTestSpecification } from "#standards";
import { isRequirementKey, requirementKey, type CarriedKind } from "./evidence-index.ts";

/** The editions a dossier is pinned to, as look-ups; filled by whoever holds the catalogue. */
export interface StandardsLookup {
  readonly provisions: IndexedProvisions | undefined;
  readonly testSpecification: IndexedTestSpecification | undefined;
  /** Every pinned edition with requirements. */
  readonly requirements: readonly IndexedRequirements[];
  /** Editions that the dossier is not pinned to: only used to say where an unknown id comes from. */
  readonly otherProvisions?: readonly IndexedProvisions[];
  readonly otherRequirements?: readonly IndexedRequirements[];
}

/** An id that is not known. */
export interface UnknownId {
  readonly known: false;
  /** Why the id is not known, as a clause without a full stop. */
  readonly because: string;
  /** The id that was probably meant, written as the dossier would write it. */
  readonly suggestion: string | undefined;
  /** True where no loaded edition could know the id. */
  readonly undecided: boolean;
  readonly cites: readonly Citation[];
}

/** The answer for one id. A known id comes with the key under which everything else files it. */
export type LookUp = { readonly known: true; readonly key: string } | UnknownId;

/** Looks up an id of any kind that a record can name. */
export function lookUp(kind: CarriedKind, id: string, dossier: Dossier, standards: StandardsLookup): LookUp {
  switch (kind) {
    case "provisions":
      return lookUpProvision(id, standards);
    case "requirements":
      return lookUpRequirement(id, standards);
    case "groups":
      return lookUpIn("test group", id, standards.testSpecification?.groupById, standards);
    case "cases":
      return lookUpIn("test case", id, standards.testSpecification?.caseById, standards);
    case "controls":
      return lookUpRecord("control", id, new Set(Object.keys(dossier.controls)));
    case "ixit":
      return lookUpRecord("IXIT entry", id, ixitEntryIds(dossier));
  }
}

/** A control names provisions and requirements in one list; their form tells them apart. */
export function lookUpReference(reference: string, standards: StandardsLookup): LookUp {
  return isRequirementKey(reference)
    ? lookUpRequirement(reference, standards)
    : lookUpProvision(reference, standards);
}

export function lookUpProvision(id: string, standards: StandardsLookup): LookUp {
  const { provisions } = standards;
  if (provisions === undefined) return noEdition("no edition of EN 303 645 is pinned in plumbline.yaml");
  if (provisions.byId.has(id)) return { known: true, key: id };
  const name = `${provisions.edition.document} ${provisions.edition.edition}`;
  const citing = (clause: string): Citation[] => {
    return [{ document: provisions.edition.document, edition: provisions.edition.edition, clause }];
  };
  const replaced = provisions.voidById.get(id);
  if (replaced !== undefined) {
    const now = replaced.length === 0 ? "without a successor" : `and lives on as ${replaced.join(", ")}`;
    return unknown(
      `${id} is void in ${name} ${now}`,
      replaced.length === 1 ? replaced[0] : undefined,
      citing(id),
    );
  }
  const suggestion = similarId(id, provisions.byId.keys());
  const other = standards.otherProvisions?.find((one) => one.byId.has(id))?.edition;
  if (other !== undefined) {
    return unknown(`${id} is a provision of ${other.edition}, not of ${name}`, undefined, []);
  }
  return unknown(
    `${name} has no provision ${id}`,
    suggestion,
    suggestion === undefined ? [] : citing(suggestion),
  );
}

export function lookUpRequirement(text: string, standards: StandardsLookup): LookUp {
  const reference = requirementKey(text);
  const slash = reference.lastIndexOf("/");
  const document = reference.slice(0, Math.max(slash, 0)).trim();
  const id = reference.slice(slash + 1).trim();
  const provisions = standards.provisions?.edition.document;
  if (provisions !== undefined && document === requirementKey(provisions)) {
    return unknown(`provisions are written without their document, as ${id}`, id, []);
  }
  const pinned = standards.requirements.find((one) => requirementKey(one.edition.document) === document);
  if (pinned === undefined) return unpinnedDocument(document, id, standards);
  return lookUpInEdition(document, id, pinned, standards);
}

function lookUpInEdition(
  document: string,
  id: string,
  pinned: IndexedRequirements,
  standards: StandardsLookup,
): LookUp {
  const { edition } = pinned;
  const name = `${edition.document} ${edition.edition}`;
  const requirement = pinned.byId.get(id);
  const cites = [{ document: edition.document, edition: edition.edition, clause: id }];
  if (requirement !== undefined && !requirement.void) return { known: true, key: `${document}/${id}` };
  if (requirement !== undefined) {
    const next = requirement.possibleSuccessors ?? [];
    const hint = next.length === 0 ? "" : `; look at ${next.join(", ")} in its place`;
    return unknown(`${id} is void in ${name}${hint}`, undefined, cites);
  }
  const elsewhere = standards.otherRequirements?.find(
    (one) => one.edition.document === edition.document && one.byId.get(id)?.void === false,
  );
  if (elsewhere !== undefined) {
    const next = elsewhere.byId.get(id)?.correspondsTo;
    const known = next?.edition === edition.edition && next.ids.length > 0 ? next.ids : [];
    const hint = known.length === 0 ? "" : ` (there it is ${known.join(", ")})`;
    const only = known.length === 1 ? `${document}/${known[0] ?? ""}` : undefined;
    return unknown(
      `${id} is a requirement of ${elsewhere.edition.edition}, not of ${name}${hint}`,
      only,
      cites,
    );
  }
  const near = similarId(id, pinned.byId.keys());
  return unknown(
    `${name} has no requirement ${id}`,
    near === undefined ? undefined : `${document}/${near}`,
    [],
  );
}

function unpinnedDocument(document: string, id: string, standards: StandardsLookup): LookUp {
  const pinned = standards.requirements.map((one) => requirementKey(one.edition.document));
  if (pinned.length === 0) return noEdition("no edition with requirements is pinned in plumbline.yaml");
  if (document === "") {
    const holders = standards.requirements.filter((one) => one.byId.has(id));
    const holder = holders.length === 1 ? holders[0]?.edition.document : undefined;
    const meant = holder === undefined ? undefined : `${requirementKey(holder)}/${id}`;
    return unknown(`${id} does not say which document it belongs to`, meant, []);
  }
  const near = didYouMean(document, pinned);
  const meant = near !== undefined && sameDigits(near, document) ? `${near}/${id}` : undefined;
  const because = `${document} is not among the pinned standards (${pinned.join(", ")})`;
  return { ...unknown(because, meant, []), undecided: true };
}

function lookUpIn(
  what: string,
  id: string,
  known: ReadonlyMap<string, unknown> | undefined,
  standards: StandardsLookup,
): LookUp {
  const edition = standards.testSpecification?.edition;
  if (known === undefined || edition === undefined) {
    return noEdition("no edition of TS 103 701 is pinned in plumbline.yaml");
  }
  if (known.has(id)) return { known: true, key: id };
  return unknown(
    `${edition.document} ${edition.edition} has no ${what} ${id}`,
    similarId(id, known.keys()),
    [],
  );
}

function lookUpRecord(what: string, id: string, known: ReadonlySet<string>): LookUp {
  if (known.has(id)) return { known: true, key: id };
  return unknown(`the dossier has no ${what} ${id}`, didYouMean(id, known), []);
}

const entryIds = new WeakMap<Dossier["ixit"], ReadonlySet<string>>();

function ixitEntryIds({ ixit }: Dossier): ReadonlySet<string> {
  const known = entryIds.get(ixit);
  if (known !== undefined) return known;
  const ids = new Set(Object.values(ixit).flatMap((entries) => Object.keys(entries)));
  entryIds.set(ixit, ids);
  return ids;
}

/**
 * The id that was meant by a slip in punctuation, case or leading zeros (5.1.1, req-5-1). Another number is never
 * suggested: 5.1-9 is as far from 5.1-1 as from 5.1-8, and a wrong guess would move evidence to another claim.
 */
export function similarId(id: string, candidates: Iterable<string>): string | undefined {
  const wanted = idCore(id);
  if (wanted === "") return undefined;
  for (const candidate of candidates) if (idCore(candidate) === wanted) return candidate;
  return undefined;
}

function idCore(id: string): string {
  const tokens = id
    .toLowerCase()
    .replace(/\b(?:provision|requirement|clause|test|group|case|tg|tc)\b/g, "")
    .match(/\d+|[a-z]+/g);
  return (tokens ?? []).map((token) => token.replace(/^0+(?=\d)/, "")).join(".");
}

/**
 * True when an edition named in plumbline.yaml is not among the look-ups: then an id may be unknown only because its edition
 * is, which has a problem of its own.
 */
export function lacksPinnedEdition({ header }: Dossier, standards: StandardsLookup): boolean {
  const loaded = [standards.provisions, standards.testSpecification, ...standards.requirements].filter(
    (one) => one !== undefined,
  );
  return header.standards.some(
    (pin) =>
      !loaded.some(({ edition }) => edition.document === pin.document && edition.edition === pin.edition),
  );
}

function sameDigits(a: string, b: string): boolean {
  return a.replace(/\D/g, "") === b.replace(/\D/g, "");
}

function unknown(because: string, suggestion: string | undefined, cites: readonly Citation[]): UnknownId {
  return { known: false, because, suggestion, undecided: false, cites };
}

function noEdition(because: string): UnknownId {
  return { known: false, because, suggestion: undefined, undecided: true, cites: [] };
}
