/** Act: keep the file of an evidence item, and say in its record which file and what hash it has. */
import type { Actor } from "#access";
import { fail, ok } from "#base/result";
import { recordFaults, type Dossier, type EvidenceItem } from "#dossier";
import type { ActPorts } from "./act-ports.ts";
import { evidencePath } from "./evidence-path.ts";
import { hashBody } from "./hash-text.ts";
import { loadDossier } from "./load-dossier.ts";
import type { BlobFacts } from "./ports/blobs.ts";
import type { EvidenceLink } from "./ports/evidence.ts";
import { invalid, notFound, visibleTo, type Answer } from "./refusal.ts";
import { saveChanges, type Saved } from "./save-changes.ts";

export interface AttachEvidenceCommand {
  readonly dossierId: string;
  readonly evidenceId: string;
  /** Version of the evidence record that the uploader saw; `any` where only the file matters. */
  readonly expected: number | "any";
  readonly name: string;
  readonly mediaType: string;
  readonly content: AsyncIterable<Uint8Array>;
  readonly maxBytes: number;
}

export interface AttachedEvidence {
  readonly link: EvidenceLink;
  readonly revision: number;
  readonly version: number;
  readonly appeared: Saved["appeared"];
  readonly disappeared: Saved["disappeared"];
}

export async function attachEvidence(
  ports: ActPorts,
  actor: Actor,
  command: AttachEvidenceCommand,
): Promise<Answer<AttachedEvidence>> {
  const { dossierId, evidenceId } = command;
  // Nothing is taken in from somebody who may not attach it, or for an item that is not there.
  const early = await ports.work.inTransaction(
    visibleTo(actor),
    async (stores) => {
      const loaded = await loadDossier(ports, stores, actor, dossierId, { action: "claims.write" });
      if (!loaded.ok) return loaded;
      return itemOf(loaded.value.dossier, evidenceId) === undefined
        ? notFound("evidence item")
        : ok(undefined);
    },
    { readOnly: true },
  );
  if (!early.ok) return early;
  const facts = await ports.blobs.put(command.content, { maxBytes: command.maxBytes });
  if (facts === "too-large") {
    return fail({
      refused: "too-large",
      because: `The file is larger than ${String(command.maxBytes)} bytes.`,
    });
  }
  const done = await ports.work.inTransaction(visibleTo(actor), async (stores) => {
    const loaded = await loadDossier(ports, stores, actor, dossierId, { lock: true, action: "claims.write" });
    if (!loaded.ok) return loaded;
    const before = itemOf(loaded.value.dossier, evidenceId);
    if (before === undefined) return notFound("evidence item");
    const file = evidencePath(loaded.value.dossier, evidenceId, command.name, facts.sha256);
    const body: EvidenceItem = { ...before, file, sha256: facts.sha256 };
    const faults = recordFaults("evidence", evidenceId, body);
    if (faults.length > 0) return invalid("The file name cannot be kept.", { faults });
    await stores.evidence.link(linkOf(command, facts, file), { by: actor.personId, at: ports.clock.now() });
    const saved = await saveChanges(
      { ports, stores, actor, loaded: loaded.value },
      {
        writes: [{ kind: "evidence", key: evidenceId, body, expected: command.expected }],
        relinked: true,
        action: "evidence.attach",
        subject: `evidence/${evidenceId}`,
        detail: { file, sha256: facts.sha256, bytes: facts.bytes, bodySha256: hashBody(body) },
      },
    );
    if (!saved.ok) return saved;
    const link = await stores.evidence.find(dossierId, evidenceId);
    return link === undefined ? notFound("evidence file") : ok({ ...saved.value, link });
  });
  if (!done.ok) return done;
  const { link, revision, version, appeared, disappeared, state } = done.value;
  ports.memory.keep(dossierId, state);
  return ok({ link, revision, version: version ?? 0, appeared, disappeared });
}

function itemOf({ evidence }: Dossier, id: string): EvidenceItem | undefined {
  return Object.hasOwn(evidence, id) ? evidence[id] : undefined;
}

function linkOf({ dossierId, evidenceId, mediaType }: AttachEvidenceCommand, facts: BlobFacts, file: string) {
  return { dossierId, evidenceId, name: file.slice(file.lastIndexOf("/") + 1), mediaType, ...facts };
}
