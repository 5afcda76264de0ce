/** What changed between two editions of a document, with counts. */
import { findChangeList, type Catalogue } from "./catalogue.ts";
import type { Change, ChangeList } from "./change-schema.ts";

export interface ChangeSummary {
  readonly list: ChangeList;
  /** Number of changes per kind, only kinds that occur, in the order of the list's own explanation of kinds. */
  readonly counts: ReadonlyMap<Change["kind"], number>;
  readonly total: number;
}

/** The change list between two editions with its counts; undefined when the catalogue holds none in this direction. */
export function explainChanges(
  catalogue: Catalogue,
  document: string,
  from: string,
  to: string,
): ChangeSummary | undefined {
  const list = findChangeList(catalogue, document, from, to);
  if (list === undefined) return undefined;
  const kinds = Object.keys(list.kinds) as Change["kind"][];
  const counted = kinds.map(
    (kind) => [kind, list.changes.filter((one) => one.kind === kind).length] as const,
  );
  return { list, counts: new Map(counted.filter(([, count]) => count > 0)), total: list.changes.length };
}
