/** Act: write the report of a stored dossier as one HTML file. */
import type { Actor } from "#access";
import type { IsoDate } from "#base/calendar";
import { ok } from "#base/result";
import type { ActPorts } from "./act-ports.ts";
import { evaluateStored } from "./evaluate-stored.ts";
import type { DossierHead } from "./ports/dossiers.ts";
import { actorName, granted, visibleTo, type Answer } from "./refusal.ts";
import { reportDossier } from "./report-dossier.ts";
import { person } from "./save-changes.ts";
import { may } from "#access";
import { situationOf } from "./load-dossier.ts";

export interface WrittenReport {
  readonly head: DossierHead;
  readonly asOf: IsoDate;
  readonly html: string;
}

export async function writeReport(
  ports: ActPorts,
  actor: Actor,
  command: { readonly dossierId: string; readonly asOf?: IsoDate | undefined; readonly version: string },
): Promise<Answer<WrittenReport>> {
  const evaluated = await evaluateStored(ports, actor, command);
  if (!evaluated.ok) return evaluated;
  const { head, asOf, dossier, files, evaluation } = evaluated.value;
  const right = granted(may(actor, "dossier.report", situationOf(head, dossier)));
  if (!right.ok) return right;
  const checked = {
    asOf,
    dossier,
    evaluation,
    files: [],
    facts: files,
    // A stored dossier has no files and lines to point at.
    problems: evaluation.problems.map((one) => ({ ...one, place: undefined })),
    unreadable: false,
    unread: [],
    sourceLine: () => undefined,
  };
  const html = await reportDossier(checked, ports.catalogue, { version: command.version });
  await ports.work.inTransaction(visibleTo(actor), (stores) =>
    stores.audit.append({
      organisationId: head.organisationId,
      at: ports.clock.now(),
      actor: actorName(actor),
      action: "dossier.report",
      subject: `dossier/${head.id}`,
      detail: { revision: head.revision, asOf, ...person(actor) },
    }),
  );
  return ok({ head, asOf, html });
}
