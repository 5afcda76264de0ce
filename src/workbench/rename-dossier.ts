/** Act: change the name or release of a dossier, which are those of the subject in its header. */
import type { Actor } from "#access";
import { ok } from "#base/result";
import { recordFaults, singleKey, type Header } from "#dossier";
import type { ActPorts } from "./act-ports.ts";
import { hashBody } from "./hash-text.ts";
import { leaveOut } from "./leave-out.ts";
import { loadDossier } from "./load-dossier.ts";
import type { DossierHead } from "./ports/dossiers.ts";
import { invalid, notFound, visibleTo, type Answer } from "./refusal.ts";
import { saveChanges } from "./save-changes.ts";

export interface RenameDossierCommand {
  readonly dossierId: string;
  readonly name?: string | undefined;
  /** Null takes the release away. */
  readonly release?: string | null | undefined;
}

export async function renameDossier(
  ports: ActPorts,
  actor: Actor,
  command: RenameDossierCommand,
): Promise<Answer<DossierHead>> {
  const { dossierId } = command;
  const done = await ports.work.inTransaction(visibleTo(actor), async (stores) => {
    const loaded = await loadDossier(ports, stores, actor, dossierId, { lock: true, action: "claims.write" });
    if (!loaded.ok) return loaded;
    const body = renamed(loaded.value.dossier.header, command);
    const faults = recordFaults("header", singleKey, body);
    if (body.subject.name.trim() === "") return invalid("A dossier needs a name.");
    if (faults.length > 0) return invalid("The name or release cannot be kept.", { faults });
    // Nobody can lose anything here: the dossier is locked, and only the two words change.
    const saved = await saveChanges(
      { ports, stores, actor, loaded: loaded.value },
      {
        writes: [{ kind: "header", key: singleKey, body, expected: "any" }],
        action: "dossier.rename",
        detail: {
          name: body.subject.name,
          release: body.subject.release ?? null,
          bodySha256: hashBody(body),
        },
      },
    );
    if (!saved.ok) return saved;
    const head = await stores.dossiers.find(dossierId);
    return head === undefined ? notFound("dossier") : ok({ head, state: saved.value.state });
  });
  if (!done.ok) return done;
  ports.memory.keep(dossierId, done.value.state);
  return ok(done.value.head);
}

function renamed(header: Header, { name, release }: RenameDossierCommand): Header {
  const subject = leaveOut(header.subject, "release");
  const next = release === undefined ? header.subject.release : (release ?? undefined);
  return {
    ...header,
    subject: {
      ...subject,
      ...(name === undefined ? {} : { name }),
      ...(next === undefined ? {} : { release: next }),
    },
  };
}
