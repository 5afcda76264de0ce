/** The smallest choice of items that together reach every target: for advice on what to renew. */

export interface Cover {
  /** Chosen items, in the order in which they were offered. */
  readonly items: readonly string[];
  /** False where the search was cut short, so that a smaller choice may exist. */
  readonly smallest: boolean;
}

/** Work limit of the search; dossiers met so far need a few dozen steps. */
const maxSteps = 20_000;

/**
 * Smallest set of items that hits every target, by branch and bound on the target with the fewest candidates. Targets without
 * candidates are left out: nothing offered can reach them.
 */
export function smallestCover(candidatesByTarget: ReadonlyMap<string, readonly string[]>): Cover {
  const targets = withoutImplied([...candidatesByTarget.values()].filter((one) => one.length > 0));
  let best = greedyCover(targets);
  let steps = 0;
  const search = (open: readonly ReadonlySet<string>[], chosen: readonly string[]): void => {
    steps += 1;
    if (steps > maxSteps || chosen.length + disjointTargets(open) >= best.length) return;
    const [first] = open;
    if (first === undefined) {
      best = [...chosen];
      return;
    }
    for (const item of first) {
      search(
        open.filter((one) => !one.has(item)),
        [...chosen, item],
      );
    }
  };
  search(targets, []);
  const picked = new Set(best);
  const order = new Set([...candidatesByTarget.values()].flat());
  return { items: [...order].filter((item) => picked.has(item)), smallest: steps <= maxSteps };
}

/** Targets with fewest candidates first, without those that another target implies (its candidates are a subset). */
function withoutImplied(lists: readonly (readonly string[])[]): ReadonlySet<string>[] {
  const distinct = new Map<string, ReadonlySet<string>>();
  for (const list of lists) distinct.set([...list].sort().join("\n"), new Set(list));
  const sorted = [...distinct.values()].sort((a, b) => a.size - b.size);
  const kept: ReadonlySet<string>[] = [];
  for (const set of sorted) if (!kept.some((other) => isSubset(other, set))) kept.push(set);
  return kept;
}

function greedyCover(targets: readonly ReadonlySet<string>[]): string[] {
  const chosen: string[] = [];
  let open = targets;
  while (open.length > 0) {
    const counts = new Map<string, number>();
    for (const set of open) for (const item of set) counts.set(item, (counts.get(item) ?? 0) + 1);
    let top: string | undefined;
    for (const [item, count] of counts) if (top === undefined || count > (counts.get(top) ?? 0)) top = item;
    if (top === undefined) break;
    const taken = top;
    chosen.push(taken);
    open = open.filter((set) => !set.has(taken));
  }
  return chosen;
}

function isSubset(small: ReadonlySet<string>, large: ReadonlySet<string>): boolean {
  for (const item of small) if (!large.has(item)) return false;
  return true;
}

/** How many targets, at least, need an item of their own: a lower bound for what is still to choose. */
function disjointTargets(targets: readonly ReadonlySet<string>[]): number {
  const taken = new Set<string>();
  let count = 0;
  for (const set of targets) {
    if ([...set].some((item) => taken.has(item))) continue;
    for (const item of set) taken.add(item);
    count += 1;
  }
  return count;
}
