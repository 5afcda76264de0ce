/** Where ids of other editions lead in the pinned one. */
import type { OtherEditionIds } from "#assessment";
import { editionsOf, findChangeList, type Catalogue, type IndexedProvisions } from "#standards";

const known = new WeakMap<Catalogue, WeakMap<IndexedProvisions, OtherEditionIds>>();

/** Ids that other editions of the document have and the pinned one lacks, with the change that leads here. */
export function idsOfOtherEditions(catalogue: Catalogue, pinned: IndexedProvisions): OtherEditionIds {
  const perCatalogue = known.get(catalogue) ?? new WeakMap<IndexedProvisions, OtherEditionIds>();
  known.set(catalogue, perCatalogue);
  const cached = perCatalogue.get(pinned);
  if (cached !== undefined) return cached;
  const { document, edition } = pinned.edition;
  const ids = new Map<string, NonNullable<ReturnType<OtherEditionIds["get"]>>>();
  for (const other of editionsOf(catalogue, document)) {
    if (other.kind !== "provisions" || other.edition === edition) continue;
    const changes = findChangeList(catalogue, document, other.edition, edition)?.changes ?? [];
    for (const provision of other.provisions) {
      if (pinned.byId.has(provision.id)) continue;
      const change = changes.find((one) => one.from === provision.id);
      ids.set(provision.id, { edition: other.edition, change });
    }
  }
  perCatalogue.set(pinned, ids);
  return ids;
}
