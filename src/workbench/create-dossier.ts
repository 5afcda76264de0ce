/** Act: create a dossier with every row, question and table that its editions ask for. */
import type { Actor } from "#access";
import { ok } from "#base/result";
import { recordsOf, type Dossier } from "#dossier";
import { readDossierFolder } from "#interchange/dossier-folder";
import type { ActPorts } from "./act-ports.ts";
import { initDossier, type InitCommand } from "./init-dossier.ts";
import { situationOf } from "./load-dossier.ts";
import { partyFault } from "./party-fault.ts";
import type { DossierHead, DossierParty } from "./ports/dossiers.ts";
import type { Json } from "./ports/values.ts";
import { granted, inState, invalid, mayIn, visibleTo, type Answer } from "./refusal.ts";
import { saveChanges } from "./save-changes.ts";
import { may } from "#access";

export interface CreateDossierCommand extends Pick<InitCommand, "name" | "kind"> {
  readonly organisationId: string;
  readonly release?: string | undefined;
  readonly standards?: InitCommand["standards"] | undefined;
  readonly objective?: InitCommand["objective"] | undefined;
  readonly policies?: InitCommand["policies"] | undefined;
  /** Name of the Supplier Organization; that of the owner where it is left out. */
  readonly supplier?: string | undefined;
  readonly laboratory?: string | undefined;
  readonly assessment?: InitCommand["assessment"] | undefined;
  readonly parties?: readonly DossierParty[] | undefined;
}

export async function createDossier(
  ports: ActPorts,
  actor: Actor,
  command: CreateDossierCommand,
): Promise<Answer<DossierHead>> {
  const { organisationId, parties = [] } = command;
  const right = mayIn(actor, "dossier.create", organisationId);
  if (!right.ok) return right;
  const id = ports.ids.next();
  const saved = await ports.work.inTransaction(visibleTo(actor), async (stores) => {
    const owner = await stores.organisations.find(organisationId);
    const dossier = starting(ports, command, owner?.name ?? organisationId);
    if (!dossier.ok) return dossier;
    const fault = partyFault(parties, dossier.value.header.parties.assessment, organisationId);
    if (fault !== undefined) return invalid(fault);
    const claims = granted(
      may(
        actor,
        "claims.write",
        situationOf({ organisationId, parties, archivedAt: undefined }, dossier.value),
      ),
    );
    if (!claims.ok) return claims;
    const { name, release } = dossier.value.header.subject;
    const made = { id, organisationId, name, kind: command.kind, release, parties };
    if ((await stores.dossiers.create(made, ports.clock.now())) === "taken")
      return inState("The id is taken; try again.");
    const head = await stores.dossiers.lock(id);
    if (head === undefined) throw new Error(`the new dossier ${id} cannot be seen by its maker`);
    const writes = recordsOf(dossier.value).map((one) => ({ ...one, body: one.body as Json, expected: 0 }));
    const result = await saveChanges(
      { ports, stores, actor, loaded: { head, dossier: undefined } },
      {
        writes,
        after: dossier.value,
        action: "dossier.create",
        detail: {
          name,
          kind: command.kind,
          records: writes.length,
          assessment: dossier.value.header.parties.assessment,
        },
      },
    );
    if (!result.ok) return result;
    const after = await stores.dossiers.find(id);
    return after === undefined
      ? inState("The new dossier cannot be seen.")
      : ok({ head: after, state: result.value.state });
  });
  if (!saved.ok) return saved;
  ports.memory.keep(id, saved.value.state);
  return ok(saved.value.head);
}

function starting({ catalogue }: ActPorts, command: CreateDossierCommand, owner: string): Answer<Dossier> {
  const { files } = initDossier(
    {
      name: command.name,
      release: command.release,
      kind: command.kind,
      standards: command.standards ?? [],
      objective: command.objective ?? "self-assessment",
      policies: command.policies ?? [],
      supplier: command.supplier ?? owner,
      laboratory: command.laboratory,
      assessment: command.assessment ?? "first-party",
    },
    catalogue,
  );
  const yaml = files.filter((one) => one.path.endsWith(".yaml"));
  const { dossier, problems } = readDossierFolder(yaml, catalogue);
  const placed = problems.map((one) => ({ ...one, place: undefined }));
  return dossier === undefined
    ? invalid("No dossier can be made from that.", { problems: placed })
    : ok(dossier);
}
