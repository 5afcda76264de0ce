/** Links between evidence items and the contents of their files. */
import type { Authorship } from "./records.ts";
import type { BlobFacts } from "./blobs.ts";
import type { Instant } from "./values.ts";

export interface EvidenceLink extends BlobFacts {
  readonly dossierId: string;
  /** Key of the evidence record. */
  readonly evidenceId: string;
  /** File name as uploaded, without folders. */
  readonly name: string;
  readonly mediaType: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
}

export interface NewEvidenceLink extends BlobFacts {
  readonly dossierId: string;
  readonly evidenceId: string;
  readonly name: string;
  readonly mediaType: string;
}

export interface EvidenceStore {
  /** Links the blob to the item in place of the one before; false when there is no such dossier for us. */
  readonly link: (link: NewEvidenceLink, author: Authorship) => Promise<boolean>;
  readonly unlink: (dossierId: string, evidenceId: string) => Promise<boolean>;
  readonly find: (dossierId: string, evidenceId: string) => Promise<EvidenceLink | undefined>;
  readonly list: (dossierId: string) => Promise<readonly EvidenceLink[]>;
  /** Whether any dossier of any organisation links the blob; needs a system transaction. */
  readonly isReferenced: (sha256: string) => Promise<boolean>;
}
