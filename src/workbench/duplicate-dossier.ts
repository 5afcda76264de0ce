/** Act: duplicate a dossier for the next release, with its claims and evidence and without the assessment of the last. */
import { writingAction, type Actor } from "#access";
import { ok } from "#base/result";
import { recordKinds, singleKey, type Dossier, type Header } from "#dossier";
import type { ActPorts } from "./act-ports.ts";
import { applyChanges, type RecordChange } from "./compare-records.ts";
import { leaveOut } from "./leave-out.ts";
import { loadDossier, toDossier } from "./load-dossier.ts";
import type { DossierHead } from "./ports/dossiers.ts";
import type { RecordWrite } from "./ports/records.ts";
import type { Json } from "./ports/values.ts";
import { inState, invalid, mayIn, notFound, visibleTo, type Answer } from "./refusal.ts";
import { saveChanges } from "./save-changes.ts";

export interface DuplicateDossierCommand {
  readonly dossierId: string;
  /** That of the source where it is left out. */
  readonly name?: string | undefined;
  readonly release?: string | undefined;
  /** Short name in the header; made from name and release where it is left out. */
  readonly headerId?: string | undefined;
}

/** What the laboratory recorded about another release says nothing about this one. */
const leftBehind = new Set(recordKinds.filter((kind) => writingAction[kind] === "assessment.write"));

export async function duplicateDossier(
  ports: ActPorts,
  actor: Actor,
  command: DuplicateDossierCommand,
): Promise<Answer<DossierHead>> {
  const id = ports.ids.next();
  const done = await ports.work.inTransaction(visibleTo(actor), async (stores) => {
    const from = await loadDossier(ports, stores, actor, command.dossierId, {
      lock: true,
      action: "dossier.duplicate",
    });
    if (!from.ok) return from;
    const { organisationId, kind, parties, name, release } = from.value.head;
    const right = mayIn(actor, "dossier.create", organisationId);
    if (!right.ok) return right;
    const header = nextHeader(from.value.dossier, command);
    if (!/^[A-Za-z0-9][A-Za-z0-9._:+-]*$/.test(header.id))
      return invalid(`${header.id} is no short name of a dossier.`);
    const at = ports.clock.now();
    const made = { id, organisationId, name, kind, release, parties };
    const outcome = await stores.dossiers.duplicate(command.dossierId, made, { by: actor.personId, at });
    if (outcome !== "created")
      return outcome === "taken" ? inState("The id is taken; try again.") : notFound("dossier");
    const copied = await stores.records.readAll(id);
    const head = await stores.dossiers.lock(id);
    if (copied === undefined || head === undefined)
      throw new Error(`the copy ${id} cannot be seen by its maker`);
    const changes: readonly RecordChange[] = [
      { change: "changed", kind: "header", key: singleKey, body: header, position: 0 },
      ...copied.records
        .filter((one) => leftBehind.has(one.kind))
        .map((one): RecordChange => ({ ...one, change: "removed", body: undefined })),
    ];
    const writes = changes.map((one): RecordWrite => ({
      kind: one.kind,
      key: one.key,
      body: one.body as Json | undefined,
      expected: "any",
    }));
    const saved = await saveChanges(
      { ports, stores, actor, loaded: { head, dossier: undefined } },
      {
        writes,
        after: toDossier(id, applyChanges(copied.records, changes)),
        action: "dossier.duplicate",
        detail: {
          from: command.dossierId,
          fromRevision: from.value.revision,
          records: copied.records.length - changes.length + 1,
          leftBehind: changes.length - 1,
        },
      },
    );
    if (!saved.ok) return saved;
    const after = await stores.dossiers.find(id);
    return after === undefined ? notFound("dossier") : ok({ head: after, state: saved.value.state });
  });
  if (!done.ok) return done;
  ports.memory.keep(id, done.value.state);
  return ok(done.value.head);
}

function nextHeader({ header }: Dossier, command: DuplicateDossierCommand): Header {
  const subject = leaveOut(header.subject, "release");
  const name = command.name ?? subject.name;
  const release = command.release ?? header.subject.release;
  return {
    ...header,
    id: command.headerId ?? shortName(`${name} ${release ?? ""}`),
    subject: { ...subject, name, ...(release === undefined ? {} : { release }) },
  };
}

function shortName(text: string): string {
  const plain = text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  return plain === "" ? "dossier" : plain;
}
