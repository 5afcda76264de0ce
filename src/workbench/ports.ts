/** What the acts need from the outside: a folder to read and write. The store makes it real. */
import type { Result } from "#base/result";
import type { Dossier, FileFact } from "#dossier";
import type { FolderFile } from "#interchange/dossier-folder";
import type { Problem } from "#problems";

export interface FolderContent {
  /** YAML files of the folder; evidence files are not among them. */
  readonly files: readonly FolderFile[];
  /** YAML files that are there but could not be read; each has a problem. */
  readonly unread: readonly string[];
  readonly problems: readonly Problem[];
}

/** A change of one file of the folder; `text` undefined removes it. */
export interface FileChange {
  readonly path: string;
  readonly text: string | Uint8Array | undefined;
}

export interface FolderPort {
  readonly read: () => Promise<FolderContent>;
  /** State and hash of each evidence file. */
  readonly evidenceFacts: (dossier: Dossier) => Promise<Readonly<Record<string, FileFact>>>;
  /** Makes all changes or none. */
  readonly write: (changes: readonly FileChange[]) => Promise<Result<void, readonly Problem[]>>;
}
