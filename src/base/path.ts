/** Where a value stands inside a dossier, independent of the home (folder, database, memory) it was read from. */

/**
 * Path from the root of a dossier to a value, for example `["ics", "5.1-1", "support"]`.
 * The first element is the record kind, the next ones its key, the rest the field.
 */
export type DossierPath = readonly (string | number)[];

/** The path as one readable string: `ics › 5.1-1 › support`. */
export function formatPath(path: DossierPath): string {
  return path.join(" › ");
}

export function pathKey(path: DossierPath): string {
  return JSON.stringify(path);
}
