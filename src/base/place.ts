/** A place in a file of a dossier folder, as people and editors name it. */

export interface Place {
  /** Path inside the folder, with forward slashes. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 units as editors do. */
  readonly column: number;
  readonly endLine?: number | undefined;
  /** Column behind the last character. */
  readonly endColumn?: number | undefined;
}

/** Something with the place it concerns, where one is known. */
export type Placed<T> = T & { readonly place: Place | undefined };

/** `ics.yaml:12:5`. */
export function formatPlace(place: Place): string {
  return `${place.file}:${place.line}:${place.column}`;
}
