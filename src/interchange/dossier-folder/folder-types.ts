/** What reading a dossier folder gives, and what the parts of the reader hand to each other. */
import type { DossierPath } from "#base/path";
import type { Dossier, ObjectShape } from "#dossier";
import type { Problem } from "#problems";
import type { FileKind, Stretch } from "./layout.ts";
import type { Position, SourceFile } from "./source-file.ts";

/** A file of the folder: its path from the folder with forward slashes, and its text. */
export interface FolderFile {
  readonly path: string;
  readonly text: string;
}

export interface FolderReading {
  /** Undefined where plumbline.yaml is missing, broken, or does not say what is assessed against which editions. */
  readonly dossier: Dossier | undefined;
  /** All problems of all files, in the order of the files. */
  readonly problems: readonly Problem[];
  /**
   * Where the value at this path stands; for a missing value its nearest ancestor that exists. Besides dossier paths it
   * knows `["line", file, line, column]` and `["file", file, …keys]`, which problems use where no dossier path fits.
   */
  readonly locate: (path: DossierPath) => Position | undefined;
  /** True where some file could not be read at all, or no dossier came out. */
  readonly unreadable: boolean;
  /** The files that could not be read because of YAML errors. */
  readonly unreadableFiles: readonly string[];
}

/** A file that was read, with its value in the shape of its kind. */
export interface HeldFile {
  readonly kind: FileKind;
  readonly source: SourceFile;
  readonly stretch: Stretch;
  readonly shape: ObjectShape;
  /** The IXIT table or document that the file says it holds. */
  readonly name: string | undefined;
  readonly value: object | undefined;
}
