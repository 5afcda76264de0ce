/** What an act of the workbench needs from outside; made once when the server starts. */
import type { Catalogue } from "#standards";
import type { DossierMemory } from "./dossier-memory.ts";
import type { BlobStore } from "./ports/blobs.ts";
import type { Clock, Ids } from "./ports/environment.ts";
import type { UnitOfWork } from "./ports/unit-of-work.ts";

export interface ActPorts {
  readonly work: UnitOfWork;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly catalogue: Catalogue;
  readonly memory: DossierMemory;
}
