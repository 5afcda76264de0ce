/** Order and circles of references. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderReferences } from "./reference-circles.ts";

describe("orderReferences", () => {
  it("puts targets first and finds circles and self-references", () => {
    const { bottomUp, circles } = orderReferences([[1], [2], [], [4], [3], [5]]);
    expect(bottomUp.indexOf(2)).toBeLessThan(bottomUp.indexOf(1));
    expect(bottomUp.indexOf(1)).toBeLessThan(bottomUp.indexOf(0));
    expect(circles).toEqual([[3, 4], [5]]);
  });

  it("a chain of 200,000 references does not exhaust the stack", () => {
    const length = 200_000;
    const { bottomUp, circles } = orderReferences(
      Array.from({ length }, (_, index) => (index + 1 < length ? [index + 1] : [])),
    );
    expect(bottomUp[0]).toBe(length - 1);
    expect(circles).toEqual([]);
  });

  it("holds every node once, targets first outside circles, and a circle is what reaches itself", () => {
    const graph = fc.array(fc.array(fc.nat(7), { maxLength: 3 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(graph, (targets) => {
        const { bottomUp, circles } = orderReferences(targets);
        expect([...bottomUp].sort((a, b) => a - b)).toEqual(targets.map((_, index) => index));
        const circular = new Set(circles.flat());
        targets.forEach((list, node) => {
          expect(circular.has(node)).toBe(reachable(targets, node).has(node));
          for (const target of list) {
            if (!circular.has(node)) expect(bottomUp.indexOf(target)).toBeLessThan(bottomUp.indexOf(node));
          }
        });
      }),
    );
  });
});

function reachable(targets: readonly (readonly number[])[], from: number): ReadonlySet<number> {
  const seen = new Set<number>();
  const todo = [...(targets[from] ?? [])];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    todo.push(...(targets[node] ?? []));
  }
  return seen;
}
