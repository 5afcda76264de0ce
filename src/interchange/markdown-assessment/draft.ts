/** The dossier in the making: everything the readers of the single kinds of file put into it. */
import type { EvidenceItem, IcsRow, IxitValue, Note, ReasonedAnswer } from "#dossier";
import type { IndexedTestSpecification, IxitTableSpec, IndexedProvisions } from "#standards";
import type { Disposition, ListingItem } from "./reading-types.ts";
import type { Marking } from "./references.ts";

export interface EntryDraft {
  readonly fields: Map<string, IxitValue>;
  readonly additional: Map<string, string>;
}

/** One marking found for a unit. `whole` is a statement about the unit where the unit runs over entries. */
export interface FoundMarking {
  readonly marking: Marking;
  readonly whole: boolean;
}

export interface UnitDraft {
  readonly markings: FoundMarking[];
  readonly observations: string[];
  readonly method: string[];
  readonly artefacts: string[];
  tool: string | undefined;
}

export interface CaseDraft {
  readonly markings: Marking[];
  readonly reason: string[];
  /** By unit label, then by entry id or "once". */
  readonly units: Map<string, Map<string, UnitDraft>>;
}

export interface GroupDraft {
  readonly markings: Marking[];
  readonly reason: string[];
}

export interface Draft {
  readonly ixit: Map<string, Map<string, EntryDraft>>;
  readonly ics: Map<string, IcsRow>;
  readonly cases: Map<string, CaseDraft>;
  readonly groups: Map<string, GroupDraft>;
  readonly answers: Map<string, ReasonedAnswer>;
  readonly evidence: Map<string, EvidenceItem>;
  readonly notes: Note[];
  readonly listing: ListingItem[];
}

/** What the readers ask of the test specification; all empty when the catalogue does not have it. */
export interface KnownTests extends Pick<IndexedTestSpecification, "caseById" | "groupById"> {
  /** Document and edition. */
  readonly name: string;
  readonly tables: readonly IxitTableSpec[];
}

export interface KnownProvisions extends Pick<IndexedProvisions, "byId"> {
  readonly document: string;
  readonly name: string;
}

/** What every reader needs: the catalogue's look-ups and the draft. */
export interface ReadingContext {
  readonly tests: KnownTests;
  readonly provisions: KnownProvisions;
  readonly draft: Draft;
  /** Files of the folder that are no Markdown, by path. */
  readonly otherFiles: ReadonlySet<string>;
}

export function emptyDraft(): Draft {
  return {
    ixit: new Map(),
    ics: new Map(),
    cases: new Map(),
    groups: new Map(),
    answers: new Map(),
    evidence: new Map(),
    notes: [],
    listing: [],
  };
}

export function list(draft: Draft, file: string, line: number, disposition: Disposition, what: string): void {
  draft.listing.push({ file, line, what, disposition });
}

export function caseDraft(draft: Draft, id: string): CaseDraft {
  return ensure(draft.cases, id, () => ({ markings: [], reason: [], units: new Map() }));
}

export function groupDraft(draft: Draft, id: string): GroupDraft {
  return ensure(draft.groups, id, () => ({ markings: [], reason: [] }));
}

export function unitDraft(draft: CaseDraft, label: string, key: string): UnitDraft {
  const runs = ensure(draft.units, label, () => new Map<string, UnitDraft>());
  return ensure(runs, key, () => ({
    markings: [],
    observations: [],
    method: [],
    artefacts: [],
    tool: undefined,
  }));
}

export function ensure<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Ids become keys of records and file names; anything that is no plain id stays text. */
export function isUsableId(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._:+-]{0,99}$/u.test(text);
}
