/** Order and circles of a graph of references, found without recursion so that long chains cannot exhaust the stack. */

export interface ReferenceOrder {
  /** Every node after all nodes it points at, except inside a circle. */
  readonly bottomUp: readonly number[];
  /** Groups of nodes that reach each other, or one node that points at itself. */
  readonly circles: readonly (readonly number[])[];
}

/** Tarjan's strongly connected components over nodes 0..n-1; `targets[i]` are the nodes that node i points at. */
export function orderReferences(targets: readonly (readonly number[])[]): ReferenceOrder {
  const count = targets.length;
  const found = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const open = new Uint8Array(count);
  const stack: number[] = [];
  const bottomUp: number[] = [];
  const circles: number[][] = [];
  let clock = 0;

  const enter = (node: number): void => {
    found[node] = low[node] = clock;
    clock += 1;
    open[node] = 1;
    stack.push(node);
  };
  const close = (node: number): void => {
    const members = stack.splice(stack.lastIndexOf(node));
    for (const member of members) open[member] = 0;
    bottomUp.push(...members);
    if (members.length > 1 || targets[node]?.includes(node) === true)
      circles.push(members.sort((a, b) => a - b));
  };
  const lower = (node: number, value: number): void => {
    if (value < (low[node] ?? value)) low[node] = value;
  };

  for (let start = 0; start < count; start += 1) {
    if (found[start] !== -1) continue;
    const path: { readonly node: number; next: number }[] = [{ node: start, next: 0 }];
    enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const target = targets[top.node]?.[top.next];
      top.next += 1;
      if (target === undefined) {
        path.pop();
        if (low[top.node] === found[top.node]) close(top.node);
        const parent = path.at(-1);
        if (parent !== undefined) lower(parent.node, low[top.node] ?? 0);
      } else if (found[target] === -1) {
        enter(target);
        path.push({ node: target, next: 0 });
      } else if (open[target] === 1) {
        lower(top.node, found[target] ?? 0);
      }
    }
  }
  return { bottomUp, circles: circles.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)) };
}
