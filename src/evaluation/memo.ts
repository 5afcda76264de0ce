/** A memory of computed parts, so that an edit recomputes only what depends on it. */
import type { Memo } from "#assessment";

/** Remembers the last value per key; computes it anew when any input is another object than last time. */
export function createMemo(): Memo {
  const cells = new Map<string, { readonly inputs: readonly unknown[]; readonly value: unknown }>();
  return <T>(key: string, inputs: readonly unknown[], compute: () => T): T => {
    const cell = cells.get(key);
    if (cell !== undefined && sameInputs(cell.inputs, inputs)) return cell.value as T;
    const value = compute();
    cells.set(key, { inputs, value });
    return value;
  };
}

function sameInputs(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (!Object.is(a[index], b[index])) return false;
  return true;
}
