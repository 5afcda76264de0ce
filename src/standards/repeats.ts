/** Finds ids that stand more than once in a list. */
import { pointerTo, type Fault } from "./fault.ts";

export function repeats(
  list: readonly { readonly id: string }[],
  field: string,
  what: string,
): readonly Fault[] {
  const seen = new Set<string>();
  return list.flatMap((one, index) => {
    if (!seen.has(one.id)) {
      seen.add(one.id);
      return [];
    }
    return [
      {
        pointer: pointerTo(field, index, "id"),
        message: `The ${what} ${one.id} stands more than once in the file.`,
      },
    ];
  });
}
