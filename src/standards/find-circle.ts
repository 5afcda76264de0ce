/** Finds a circle among arrows between named things. */

/** Some circle, first name repeated at the end; undefined where there is none. */
export function findCircle(arrows: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const finished = new Set<string>();
  for (const start of arrows.keys()) {
    const path: string[] = [];
    const rest: (readonly string[])[] = [[start]];
    // Depth first with a stack of what is still to visit, so that a long chain cannot exhaust the call stack.
    while (rest.length > 0) {
      const [next, ...others] = rest.pop() ?? [];
      if (next === undefined) {
        const left = path.pop();
        if (left !== undefined) finished.add(left);
        continue;
      }
      rest.push(others);
      if (finished.has(next)) continue;
      const seen = path.indexOf(next);
      if (seen >= 0) return [...path.slice(seen), next];
      path.push(next);
      rest.push(arrows.get(next) ?? []);
    }
  }
  return undefined;
}
