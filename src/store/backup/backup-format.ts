/** The format of a backup: which files it has and what they say. A number in its header says which format it is. */
/**
 * ```
 * backup.json                               header, written last: a backup without it is unfinished
 * manifest.jsonl                            path, bytes and SHA-256 of every other file
 * organisations/<id>/organisation.json
 * organisations/<id>/members.jsonl          people with their roles; no passwords, links or tokens
 * organisations/<id>/audit.jsonl            the audit trail, chained as it was
 * organisations/<id>/dossiers/<id>/head.json
 * organisations/<id>/dossiers/<id>/folder/  the dossier folder, without its evidence files
 * organisations/<id>/dossiers/<id>/history.jsonl    every version of every record
 * organisations/<id>/dossiers/<id>/evidence.jsonl   which blob is which item's file
 * blobs/ab/cd…                              evidence files by their SHA-256
 * ```
 */
export const backupFormat = 1;

export interface BackupHeader {
  readonly plumblineBackup: number;
  /** Version of the program that made it. */
  readonly madeBy: string;
  readonly madeAt: string;
  readonly files: number;
  /** SHA-256 of manifest.jsonl, and so of everything. */
  readonly manifest: string;
  readonly organisations: readonly { readonly id: string; readonly dossiers: readonly string[] }[];
  /** Blobs that dossiers refer to and that the storage did not have, or had damaged. */
  readonly missingBlobs: readonly string[];
  /** Dossiers whose present records make no dossier; they have their history only. */
  readonly withoutFolder: readonly string[];
}

export interface ManifestLine {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export const headerPath = "backup.json";
export const manifestPath = "manifest.jsonl";

export function organisationPath(organisationId: string): string {
  return `organisations/${step(organisationId)}`;
}

export function dossierPath(organisationId: string, dossierId: string): string {
  return `${organisationPath(organisationId)}/dossiers/${step(dossierId)}`;
}

export function backupBlobPath(sha256: string): string {
  return `blobs/${sha256.slice(0, 2)}/${sha256.slice(2)}`;
}

/** One step of a path for whatever an id holds, and never a hidden one. */
function step(id: string): string {
  return encodeURIComponent(id).replace(/^\./, "%2E").replaceAll("*", "%2A");
}
