/** What the acts need from the outside: a folder to read and write. The store makes it real. */
import type { Dossier, FileFact } from "#dossier";
import type { FolderFile } from "#interchange/dossier-folder";
import type { Problem } from "#problems";

export interface FolderContent {
  /** Text files of the folder; evidence files are not among them. */
  readonly files: readonly FolderFile[];
  /** What could not be read, with the reason. */
  readonly problems: readonly Problem[];
  /** True when a file that belongs to the dossier could not be read. */
  readonly unreadable: boolean;
}

/** A change of one file of the folder; `text` undefined removes it. */
export interface FileChange {
  readonly path: string;
  readonly text: string | undefined;
}

export interface FolderPort {
  /** All text files of the dossier folder. Throws only where the folder itself cannot be read. */
  readonly read: () => Promise<FolderContent>;
  /** State and hash of each evidence file. */
  readonly evidenceFacts: (dossier: Dossier) => Promise<Readonly<Record<string, FileFact>>>;
  /** Writes all changes, each file beside its target and then renamed. */
  readonly write: (changes: readonly FileChange[]) => Promise<void>;
}
