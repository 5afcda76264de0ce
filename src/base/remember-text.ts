/** Remembers what was found in a text, since the same texts are looked at again on every evaluation. */

/** At most this many texts are kept per finder, so that memory stays flat over any number of dossiers. */
const limit = 8192;

/** Short texts are quicker to look through than to look up. */
const shortest = 24;

/** The same function, remembering its answers for texts seen before. */
export function rememberText<T>(find: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly found: T }>();
  return (text) => {
    if (text.length < shortest) return find(text);
    const before = known.get(text);
    if (before !== undefined) return before.found;
    const found = find(text);
    if (known.size >= limit) known.clear();
    known.set(text, { found });
    return found;
  };
}
