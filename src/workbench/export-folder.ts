/** Act: give out a dossier as the files of a folder, with the evidence files that belong to it. */
import type { Actor } from "#access";
import { ok } from "#base/result";
import type { Dossier } from "#dossier";
import { pathFault } from "#evidence";
import {
  jsonSchemasFor,
  schemaFolder,
  writeDossierFolder,
  type FolderFile,
} from "#interchange/dossier-folder";
import type { ActPorts } from "./act-ports.ts";
import { loadDossier, toDossier } from "./load-dossier.ts";
import type { DossierHead } from "./ports/dossiers.ts";
import type { EvidenceLink } from "./ports/evidence.ts";
import { actorName, notFound, visibleTo, type Answer } from "./refusal.ts";
import { person } from "./save-changes.ts";

export interface ExportedEvidence {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly open: () => Promise<AsyncIterable<Uint8Array>>;
}

export interface ExportedFolder {
  readonly head: DossierHead;
  readonly revision: number;
  readonly files: readonly FolderFile[];
  /** JSON Schemas for editors, which the reader of a folder leaves alone. */
  readonly schemas: readonly FolderFile[];
  readonly evidence: readonly ExportedEvidence[];
  /** Items whose file cannot go into the folder, with the reason as a sentence. */
  readonly leftOut: readonly { readonly evidenceId: string; readonly why: string }[];
}

export async function exportFolder(
  ports: ActPorts,
  actor: Actor,
  command: { readonly dossierId: string; readonly revision?: number | undefined },
): Promise<Answer<ExportedFolder>> {
  const { dossierId } = command;
  return ports.work.inTransaction(visibleTo(actor), async (stores) => {
    const loaded = await loadDossier(ports, stores, actor, dossierId, { action: "dossier.export" });
    if (!loaded.ok) return loaded;
    const { head } = loaded.value;
    const revision = command.revision ?? head.revision;
    let { dossier } = loaded.value;
    if (revision !== head.revision) {
      const set = await stores.records.readAllAt(dossierId, revision);
      if (set === undefined) return notFound("revision of this dossier");
      dossier = toDossier(dossierId, set.records);
    }
    const links = await stores.evidence.list(dossierId);
    const files = writeDossierFolder(dossier, ports.catalogue);
    const sorted = sortEvidence(ports, dossier, links);
    await stores.audit.append({
      organisationId: head.organisationId,
      at: ports.clock.now(),
      actor: actorName(actor),
      action: "dossier.export",
      subject: `dossier/${dossierId}`,
      detail: { revision, files: files.length, evidence: sorted.evidence.length, ...person(actor) },
    });
    return ok({ head, revision, files, schemas: schemasFor(ports, dossier), ...sorted });
  });
}

function schemasFor({ catalogue }: ActPorts, { header }: Dossier): readonly FolderFile[] {
  return Object.entries(jsonSchemasFor(catalogue, header)).map(([name, schema]) => ({
    path: `${schemaFolder}/${name}`,
    text: `${JSON.stringify(schema, null, 2)}\n`,
  }));
}

function sortEvidence(
  ports: Pick<ActPorts, "blobs">,
  dossier: Dossier,
  links: readonly EvidenceLink[],
): Pick<ExportedFolder, "evidence" | "leftOut"> {
  const evidence = new Map<string, ExportedEvidence>();
  const leftOut: { evidenceId: string; why: string }[] = [];
  for (const { evidenceId, sha256, bytes } of links) {
    const path = dossier.evidence[evidenceId]?.file;
    if (path === undefined) continue;
    const fault = pathFault(path) ?? (path.startsWith("evidence/") ? undefined : "does not lie in evidence/");
    const taken = evidence.get(path);
    if (fault !== undefined) leftOut.push({ evidenceId, why: `The path ${path} ${fault}.` });
    else if (taken !== undefined && taken.sha256 !== sha256) {
      leftOut.push({ evidenceId, why: `The path ${path} is that of another file, too.` });
    } else evidence.set(path, { path, bytes, sha256, open: () => contentOf(ports, sha256) });
  }
  return { evidence: [...evidence.values()], leftOut };
}

async function contentOf(
  { blobs }: Pick<ActPorts, "blobs">,
  sha256: string,
): Promise<AsyncIterable<Uint8Array>> {
  const found = await blobs.get(sha256);
  if (found === undefined) throw new Error(`the content ${sha256} of an evidence file is gone`);
  return found.content;
}
