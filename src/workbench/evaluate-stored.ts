/** Act: evaluate a stored dossier as of a day, and keep today's result for the lists. */
import type { Actor } from "#access";
import type { IsoDate } from "#base/calendar";
import { ok } from "#base/result";
import { recordAt, type Dossier } from "#dossier";
import type { Evaluation } from "#evaluation";
import type { Problem } from "#problems";
import type { ActPorts } from "./act-ports.ts";
import type { FileFacts } from "./dossier-memory.ts";
import { evaluateState, keepEvaluation } from "./keep-evaluation.ts";
import { loadDossier } from "./load-dossier.ts";
import type { DossierHead } from "./ports/dossiers.ts";
import type { EvaluationSummary } from "./ports/evaluations.ts";
import type { RecordName } from "./ports/records.ts";
import { visibleTo, type Answer } from "./refusal.ts";
import { summariseEvaluation } from "./summarise-evaluation.ts";

export interface EvaluatedDossier {
  readonly head: DossierHead;
  readonly asOf: IsoDate;
  readonly dossier: Dossier;
  readonly files: FileFacts;
  readonly evaluation: Evaluation;
  readonly summary: EvaluationSummary;
  /** The problems of the evaluation, each with the record it stands in. */
  readonly problems: readonly (Problem & { readonly record: RecordName | undefined })[];
}

export async function evaluateStored(
  ports: ActPorts,
  actor: Actor,
  command: { readonly dossierId: string; readonly asOf?: IsoDate | undefined },
): Promise<Answer<EvaluatedDossier>> {
  const { dossierId } = command;
  const today = ports.clock.today();
  const asOf = command.asOf ?? today;
  const found = await ports.work.inTransaction(
    visibleTo(actor),
    async (stores) => {
      const loaded = await loadDossier(ports, stores, actor, dossierId);
      if (!loaded.ok) return loaded;
      const kept = await stores.evaluations.get({ dossierId, revision: loaded.value.revision, asOf });
      return ok({ ...loaded.value, kept });
    },
    { readOnly: true },
  );
  if (!found.ok) return found;
  const { head, dossier, files, revision, records } = found.value;
  const evaluation = evaluateState(ports, dossierId, found.value, asOf);
  const summary = summariseEvaluation(dossier, evaluation);
  if (asOf === today) {
    ports.memory.keep(dossierId, { revision, dossier, files, records, evaluation });
    if (JSON.stringify(found.value.kept?.summary) !== JSON.stringify(summary)) {
      await ports.work.inTransaction(visibleTo(actor), (stores) =>
        keepEvaluation(stores, dossierId, revision, { dossier }, evaluation),
      );
    }
  }
  const problems = evaluation.problems.map((one) => ({ ...one, record: recordAt(one.at, dossier.notes) }));
  return ok({ head, asOf, dossier, files, evaluation, summary, problems });
}
