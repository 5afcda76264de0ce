/** What every check of the consumer IoT assessment needs to know. */
import type { IsoDate } from "#base/calendar";
import type { Dossier } from "#dossier";
import type { EvidenceStatus } from "#evidence";
import type { Citation } from "#problems";
import type { IndexedProvisions, IndexedTestSpecification } from "#standards";

/**
 * Answers `compute()` and remembers it under `key` for as long as every element of `inputs` stays the same object.
 * This is what makes the second evaluation of a slightly edited dossier cheap.
 */
export type Memo = <T>(key: string, inputs: readonly unknown[], compute: () => T) => T;

export interface AssessmentContext {
  readonly dossier: Dossier;
  readonly provisions: IndexedProvisions;
  /** Undefined when no test specification is pinned or the pinned one is unknown. */
  readonly tests: IndexedTestSpecification | undefined;
  readonly evidence: ReadonlyMap<string, EvidenceStatus>;
  readonly now: IsoDate;
  readonly memo: Memo;
}

/** A citation of the provisions edition (EN 303 645). */
export function citeProvision(context: AssessmentContext, clause: string): Citation {
  const { document, edition } = context.provisions.edition;
  return { document, edition, clause };
}

/** Citations are the same for every dossier, so each is made once per edition. */
const testCitations = new WeakMap<IndexedTestSpecification, Map<string, readonly Citation[]>>();

/** A citation of the test specification (TS 103 701); none when none is pinned. */
export function citeTests(context: AssessmentContext, clause: string): readonly Citation[] {
  const { tests } = context;
  if (tests === undefined) return [];
  let known = testCitations.get(tests);
  if (known === undefined) {
    known = new Map();
    testCitations.set(tests, known);
  }
  let cites = known.get(clause);
  if (cites === undefined) {
    const { document, edition } = tests.edition;
    cites = [{ document, edition, clause }];
    known.set(clause, cites);
  }
  return cites;
}

/** The Table of Annex B row of a provision. */
export function citeIcsRow(context: AssessmentContext, provision: string): Citation {
  return citeProvision(context, `Table B.1, ${provision}`);
}
