/** What an import of Markdown assessments takes and gives. */
import type { DossierPath } from "#base/path";
import type { Dossier, Header } from "#dossier";
import type { Problem } from "#problems";
import type { EditionRef } from "#standards";

/** One Markdown file, with its path inside the imported folder (forward slashes). */
export interface ImportFile {
  readonly path: string;
  readonly text: string;
}

export interface ImportOptions {
  /** Id of the dossier to make. */
  readonly id: string;
  /** Name of the product; the caller derives it from the folder name where the user gave none. */
  readonly subjectName: string;
  readonly release?: string;
  readonly supplierName?: string;
  readonly objective?: Header["objective"];
  readonly assessment?: Header["parties"]["assessment"];
  readonly provisions?: EditionRef;
  readonly tests?: EditionRef;
  /** Paths of all other files in the imported folder; a link to one of them becomes an item of evidence. */
  readonly otherFiles?: readonly string[];
  readonly limits?: Partial<ImportLimits>;
}

/** What one file may demand; a parser of nested structure must not be handed everything. */
export interface ImportLimits {
  readonly characters: number;
  readonly lines: number;
  /** Lists and quotations inside one another. */
  readonly depth: number;
}

/** What became of a passage that deserves a look after the import. */
export type Disposition =
  /** No place found; kept as a note in the dossier. */
  | "note"
  /** Recorded, but in the words of the file, because they are none of the standard. */
  | "as-stated"
  /** Recorded under a name that differs slightly from the one in the file. */
  | "read-as"
  /** A field beyond the pro forma, recorded under `additional`. */
  | "additional"
  /** The file was not read. */
  | "refused"
  /** A value the dossier needs and the files do not give. */
  | "to-complete";

export interface ListingItem {
  readonly file: string;
  readonly line: number;
  readonly what: string;
  readonly disposition: Disposition;
}

export interface ImportCounts {
  readonly files: number;
  readonly refused: number;
  readonly ixitTables: number;
  readonly ixitEntries: number;
  /** Entries by IXIT table id. */
  readonly entriesByTable: Readonly<Record<string, number>>;
  readonly icsRows: number;
  readonly answers: number;
  readonly groups: number;
  readonly cases: number;
  readonly unitResults: number;
  readonly evidence: number;
  readonly notes: number;
}

/** Which lines of a file went where; structure (headings, rules, delimiters) has no place of its own. */
export interface TraceItem {
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
  /** Places in the dossier that hold the text. */
  readonly at: readonly DossierPath[];
  /** Words of these lines that were understood and are represented by a key, a column or a value. */
  readonly words: readonly string[];
}

/** A file of the imported folder that an item of evidence names, and the path it must have in the dossier. */
export interface Attachment {
  readonly evidence: string;
  readonly from: string;
  readonly to: string;
}

export interface ImportReading {
  readonly dossier: Dossier;
  readonly listing: readonly ListingItem[];
  readonly counts: ImportCounts;
  /** Files refused, editions unknown, nothing recognised, header fields to complete. */
  readonly problems: readonly Problem[];
  readonly attachments: readonly Attachment[];
  readonly trace: readonly TraceItem[];
}
