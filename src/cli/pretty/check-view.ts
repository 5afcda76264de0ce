/** What the pretty output of `check` shows, as data, so that it can be printed without files or a clock. */
import type { Place, Placed } from "#base/place";
import type { Header } from "#dossier";
import type { Evaluation } from "#evaluation";
import type { Problem } from "#problems";

export interface CheckView {
  /** Name of the dossier folder as the user gave it. */
  readonly folder: string;
  readonly header: Header | undefined;
  readonly asOf: string;
  /** Undefined when the dossier could not be read. */
  readonly evaluation: Evaluation | undefined;
  /** Files that could not be read: what they say is missing from everything else. */
  readonly unread: readonly string[];
  /** After the filters of the command line. */
  readonly problems: readonly Placed<Problem>[];
  /** All problems, also those that the filters leave out: the summary speaks of the whole dossier. */
  readonly all: readonly Placed<Problem>[];
  /** Title of a clause in a pinned edition; "" where the catalogue has none. */
  readonly clauseTitle: (document: string, clause: string) => string;
  /** A line of a file of the dossier, without its line end. */
  readonly sourceLine: (place: Place) => string | undefined;
}
