/** Where the readers of a test-group file stand: the group, its file, and the entries that results can be about. */
import type { TestCase } from "#standards";
import { groupDraft, type ReadingContext } from "./draft.ts";
import type { EntryIndex } from "./entry-cell.ts";
import type { Ledger } from "./ledger.ts";
import type { ProsePiece } from "./pieces.ts";
import { readMarking } from "./references.ts";

export interface GroupPlace {
  readonly context: ReadingContext;
  readonly ledger: Ledger;
  readonly groupId: string;
  readonly entries: EntryIndex;
}

/** A case as the file names it; `spec` is undefined for one that the test specification does not have. */
export interface NamedCase {
  readonly id: string;
  readonly spec: TestCase | undefined;
}

export interface CasePlace extends GroupPlace {
  readonly cases: readonly NamedCase[];
}

export function casePlace(place: GroupPlace, cases: readonly string[]): CasePlace {
  return {
    ...place,
    cases: cases.map((id) => ({ id, spec: place.context.tests.caseById.get(id)?.testCase })),
  };
}

export function recordGroupVerdict(place: GroupPlace, piece: ProsePiece): void {
  const marking = readMarking(piece.body);
  groupDraft(place.context.draft, place.groupId).markings.push(marking);
  place.ledger.claim(
    piece,
    [["assessment", "groups", place.groupId]],
    [piece.label ?? "", marking.exact === undefined ? "" : piece.body],
  );
}
