/** Which evidence stands behind which record of a dossier, and the other way round. */
import type { CaseResult, Control, Dossier, EvidenceItem, IcsRow, RequirementRow } from "#dossier";

/** The records that an item of evidence stands behind. */
export interface CarriedRecords {
  /** Provision ids of EN 303 645. */
  readonly provisions: readonly string[];
  /** DOCUMENT/ID without the word ETSI, for example "EN 319 401/REQ-5-01". */
  readonly requirements: readonly string[];
  readonly groups: readonly string[];
  readonly cases: readonly string[];
  readonly controls: readonly string[];
  /** IXIT entry ids. */
  readonly ixit: readonly string[];
}

export type CarriedKind = keyof CarriedRecords;

/** Evidence ids in the order in which the dossier names them; each list without repetition. */
export interface EvidenceIndex {
  readonly byProvision: ReadonlyMap<string, readonly string[]>;
  readonly byRequirement: ReadonlyMap<string, readonly string[]>;
  /** Includes the evidence of the group's cases. */
  readonly byGroup: ReadonlyMap<string, readonly string[]>;
  readonly byCase: ReadonlyMap<string, readonly string[]>;
  readonly byControl: ReadonlyMap<string, readonly string[]>;
  readonly byIxit: ReadonlyMap<string, readonly string[]>;
  /** By evidence id; an item that stands behind nothing has no entry. */
  readonly carriedBy: ReadonlyMap<string, CarriedRecords>;
  /** Items that something names, findings and governance included. */
  readonly used: ReadonlySet<string>;
}

/** `to` is undefined for records that use evidence without being covered by it (findings, cadence). */
interface Link {
  readonly evidence: string;
  readonly kind: CarriedKind | undefined;
  readonly to: string;
}

type Links = readonly Link[];

/** The key of a requirement as the dossier may write it, without the word ETSI. */
export function requirementKey(text: string): string {
  return text.trim().replace(/^ETSI\s+/i, "");
}

/** The test group of a case: TS 103 701 numbers the cases of group 5.1-1 as 5.1-1-1, 5.1-1-2 and so on. */
export function groupOfCase(caseId: string): string {
  return caseId.replace(/-\d+$/, "");
}

/** True for a reference to a requirement (EN 319 401/REQ-5-01); provisions are numbered and start with a digit. */
export function isRequirementKey(reference: string): boolean {
  return reference.includes("/") || !/^\s*\d/.test(reference);
}

const indexes = new WeakMap<Dossier, EvidenceIndex>();
const lastBuilt = new WeakMap<
  Dossier["evidence"],
  { readonly parts: readonly Links[]; readonly index: EvidenceIndex }
>();

/**
 * The index of a dossier; built once per dossier object. A dossier that shares its evidence with one seen before and names
 * it in the same places gets the very same index, so that an edit elsewhere costs next to nothing.
 */
export function evidenceFor(dossier: Dossier): EvidenceIndex {
  const known = indexes.get(dossier);
  if (known !== undefined) return known;
  const last = lastBuilt.get(dossier.evidence);
  const parts = linksOf(dossier).map((links, place) => sameLinks(links, last?.parts[place]));
  const unchanged =
    last?.parts.length === parts.length && parts.every((links, place) => links === last.parts[place]);
  const index = unchanged ? last.index : buildIndex(parts);
  indexes.set(dossier, index);
  if (!unchanged) lastBuilt.set(dossier.evidence, { parts, index });
  return index;
}

/** The earlier list where both say the same, so that sameness can be seen by identity from then on. */
function sameLinks(links: Links, before: Links | undefined): Links {
  if (before === undefined || links === before || links.length !== before.length) return links;
  const same = links.every((link, place) => {
    const other = before[place];
    return link.evidence === other?.evidence && link.kind === other.kind && link.to === other.to;
  });
  return same ? before : links;
}

/** Ids of the items that support one of the named records; evidence on a group counts for its provision. */
export function evidenceConcernedBy(
  concerns: { readonly [kind in CarriedKind]?: readonly string[] | undefined },
  index: EvidenceIndex,
): ReadonlySet<string> {
  const found = new Set<string>();
  const take = (lists: ReadonlyMap<string, readonly string[]>, keys: readonly string[] | undefined): void => {
    for (const key of keys ?? []) for (const id of lists.get(key) ?? []) found.add(id);
  };
  take(index.byProvision, concerns.provisions);
  take(index.byGroup, concerns.provisions);
  take(index.byRequirement, concerns.requirements?.map(requirementKey));
  take(index.byGroup, concerns.groups);
  take(index.byCase, concerns.cases);
  take(index.byControl, concerns.controls);
  take(index.byIxit, concerns.ixit);
  return found;
}

/** The links of each part of the dossier, always in the same order. */
function linksOf(dossier: Dossier): Links[] {
  const { evidence, controls, ics, requirements, assessment, findings, governance } = dossier;
  return [
    linksOnce(evidence, controls, () => entriesOf(evidence, (id, item) => itemLinks(id, item, controls))),
    linksOnce(ics, ics, () => entriesOf(ics, icsLinks)),
    linksOnce(controls, controls, () =>
      entriesOf(controls, (id, control) =>
        (control.evidence ?? []).flatMap((one) => controlLinks(one, id, control)),
      ),
    ),
    linksOnce(assessment.cases, assessment.cases, () => entriesOf(assessment.cases, caseLinks)),
    linksOnce(assessment.externalEvidence, assessment.externalEvidence, () =>
      entriesOf(assessment.externalEvidence, (id, decisions) =>
        Object.keys(decisions).map((group): Link => ({ evidence: id, kind: "groups", to: group })),
      ),
    ),
    linksOnce(findings, governance, () => [
      ...entriesOf(findings, (_, finding) =>
        bareLinks(finding.actions?.flatMap((action) => action.evidence ?? [])),
      ),
      ...entriesOf(governance.cadence ?? {}, (_, cadence) => bareLinks(cadence.evidence)),
    ]),
    ...Object.entries(requirements).map(([document, rows]) =>
      linksOnce(rows, rows, () =>
        entriesOf(rows, (id, row) => rowLinks(`${requirementKey(document)}/${id}`, row)),
      ),
    ),
  ];
}

const knownLinks = new WeakMap<object, { readonly beside: object; readonly links: Links }>();

/** The links of one part, kept as long as the part and what stands beside it are the same objects. */
function linksOnce(part: object, beside: object, read: () => Links): Links {
  const known = knownLinks.get(part);
  if (known?.beside === beside) return known.links;
  const links = read();
  knownLinks.set(part, { beside, links });
  return links;
}

function entriesOf<T>(records: Readonly<Record<string, T>>, read: (key: string, one: T) => Links): Links {
  const links: Link[] = [];
  for (const [key, one] of Object.entries(records)) links.push(...read(key, one));
  return links;
}

function itemLinks(evidence: string, item: EvidenceItem, controls: Dossier["controls"]): Link[] {
  const { supports, external } = item;
  const links: Link[] = [];
  const link = (kind: CarriedKind, keys: readonly string[] | undefined): void => {
    for (const to of keys ?? []) links.push({ evidence, kind, to });
  };
  link("provisions", supports?.provisions);
  link("requirements", supports?.requirements?.map(requirementKey));
  link("groups", supports?.groups);
  link("ixit", supports?.ixit);
  for (const id of supports?.cases ?? []) links.push(...caseLink(evidence, id));
  for (const id of supports?.controls ?? []) {
    const control = Object.hasOwn(controls, id) ? controls[id] : undefined;
    links.push(...controlLinks(evidence, id, control));
  }
  link("groups", external?.covers.groups);
  for (const unit of external?.covers.units ?? [])
    links.push(...caseLink(evidence, unit.trim().split(/\s+/)[0] ?? unit));
  return links;
}

/** Evidence of a control stands behind the requirements that the control serves. */
function controlLinks(evidence: string, id: string, control: Control | undefined): Link[] {
  const links: Link[] = [{ evidence, kind: "controls", to: id }];
  for (const reference of control?.requirements ?? []) {
    links.push(
      isRequirementKey(reference)
        ? { evidence, kind: "requirements", to: requirementKey(reference) }
        : { evidence, kind: "provisions", to: reference },
    );
  }
  return links;
}

function icsLinks(provision: string, row: IcsRow): Link[] {
  const ids = [...(row.evidence ?? []), ...(row.externalEvidence ?? [])];
  return ids.map((evidence) => ({ evidence, kind: "provisions", to: provision }));
}

function rowLinks(key: string, row: RequirementRow): Link[] {
  return (row.evidence ?? []).map((evidence) => ({ evidence, kind: "requirements", to: key }));
}

function caseLink(evidence: string, caseId: string): Link[] {
  return [
    { evidence, kind: "cases", to: caseId },
    { evidence, kind: "groups", to: groupOfCase(caseId) },
  ];
}

const caseLinkLists = new WeakMap<CaseResult, { readonly id: string; readonly links: readonly Link[] }>();

/** Kept per case, because the results of a laboratory are by far the largest part of a dossier. */
function caseLinks(caseId: string, result: CaseResult): readonly Link[] {
  const known = caseLinkLists.get(result);
  if (known?.id === caseId) return known.links;
  const entriesByEvidence = new Map<string, Set<string>>();
  for (const runs of Object.values(result.units ?? {})) {
    for (const [entry, run] of Object.entries(runs)) {
      for (const { evidence } of run.artefacts ?? []) {
        const entries = entriesByEvidence.get(evidence) ?? new Set<string>();
        entriesByEvidence.set(evidence, entries);
        if (entry !== "once") entries.add(entry);
      }
    }
  }
  const links: Link[] = [];
  for (const [evidence, entries] of entriesByEvidence) {
    links.push(...caseLink(evidence, caseId));
    for (const to of entries) links.push({ evidence, kind: "ixit", to });
  }
  caseLinkLists.set(result, { id: caseId, links });
  return links;
}

function bareLinks(ids: readonly string[] | undefined): Link[] {
  return (ids ?? []).map((evidence) => ({ evidence, kind: undefined, to: "" }));
}

function buildIndex(parts: readonly Links[]): EvidenceIndex {
  const forward = emptyByKind(() => new Map<string, Set<string>>());
  const carriedBy = new Map<string, Record<CarriedKind, string[]>>();
  const used = new Set<string>();
  for (const { evidence, kind, to } of parts.flat()) {
    used.add(evidence);
    if (kind === undefined) continue;
    const ids = forward[kind].get(to);
    if (ids === undefined) forward[kind].set(to, new Set([evidence]));
    else if (ids.has(evidence)) continue;
    else ids.add(evidence);
    let carried = carriedBy.get(evidence);
    if (carried === undefined) {
      carried = emptyByKind(() => []);
      carriedBy.set(evidence, carried);
    }
    carried[kind].push(to);
  }
  return {
    byProvision: asLists(forward.provisions),
    byRequirement: asLists(forward.requirements),
    byGroup: asLists(forward.groups),
    byCase: asLists(forward.cases),
    byControl: asLists(forward.controls),
    byIxit: asLists(forward.ixit),
    carriedBy,
    used,
  };
}

function emptyByKind<T>(make: () => T): Record<CarriedKind, T> {
  return {
    provisions: make(),
    requirements: make(),
    groups: make(),
    cases: make(),
    controls: make(),
    ixit: make(),
  };
}

function asLists(sets: ReadonlyMap<string, ReadonlySet<string>>): Map<string, readonly string[]> {
  const lists = new Map<string, readonly string[]>();
  for (const [key, ids] of sets) lists.set(key, [...ids]);
  return lists;
}
