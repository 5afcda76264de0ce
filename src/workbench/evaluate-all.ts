/** Act: evaluate every dossier of an organisation as of today, so that lists are right on a new day or with new editions. */
import type { Actor } from "#access";
import { ok } from "#base/result";
import type { ActPorts } from "./act-ports.ts";
import { evaluateStored } from "./evaluate-stored.ts";
import type { DossierSummary } from "./ports/dossiers.ts";
import { cancelled, invalid, mayIn, visibleTo, type Answer } from "./refusal.ts";
import { isCancelled, type Working } from "./working.ts";

export interface EvaluatedAll {
  readonly dossiers: number;
  readonly blockers: number;
  /** Dossiers that could not be evaluated, with the reason. */
  readonly failed: readonly { readonly dossierId: string; readonly because: string }[];
}

export async function evaluateAll(
  ports: ActPorts,
  actor: Actor,
  command: { readonly organisationId: string },
  working?: Working,
): Promise<Answer<EvaluatedAll>> {
  const right = mayIn(actor, "evaluations.renew", command.organisationId);
  if (!right.ok) return right;
  const found = await ownDossiers(ports, actor, command.organisationId);
  if (!found.ok) return found;
  const failed: { dossierId: string; because: string }[] = [];
  let blockers = 0;
  for (const [index, { id, name }] of found.value.entries()) {
    if (isCancelled(working)) return cancelled();
    await working?.progress(index / found.value.length, `Evaluating ${name}`);
    const answer = await evaluateStored(ports, actor, { dossierId: id });
    if (answer.ok) blockers += answer.value.summary.blockers;
    else failed.push({ dossierId: id, because: answer.error.because });
  }
  return ok({ dossiers: found.value.length, blockers, failed });
}

async function ownDossiers(
  ports: ActPorts,
  actor: Actor,
  ownedBy: string,
): Promise<Answer<readonly DossierSummary[]>> {
  const all: DossierSummary[] = [];
  let after: string | undefined;
  do {
    const query = { ownedBy, after, limit: 200, order: "name", asOf: ports.clock.today() } as const;
    const page = await ports.work.inTransaction(visibleTo(actor), (stores) => stores.dossiers.list(query), {
      readOnly: true,
    });
    if (!page.ok) return invalid("The list of dossiers changed under way; try again.");
    all.push(...page.value.items);
    after = page.value.next;
  } while (after !== undefined);
  return ok(all);
}
