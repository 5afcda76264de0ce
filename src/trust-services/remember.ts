/** Keeps the last result of a pure function per key object, so that unchanged records are not judged again. */

/**
 * Remembers one result per key and gives it back while every further argument is identical (`Object.is`).
 * Records of a dossier are never changed in place, so identity is enough to tell an edited row from the others.
 */
export function rememberPer<K extends object, A extends readonly unknown[], R>(
  compute: (key: K, ...rest: A) => R,
): (key: K, ...rest: A) => R {
  const known = new WeakMap<K, { readonly rest: A; readonly result: R }>();
  return (key, ...rest) => {
    const last = known.get(key);
    if (last !== undefined && sameItems(last.rest, rest)) return last.result;
    const result = compute(key, ...rest);
    known.set(key, { rest, result });
    return result;
  };
}

/** True when two lists hold identical items in the same places. */
export function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (!Object.is(a[index], b[index])) return false;
  return true;
}
