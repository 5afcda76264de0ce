/** Act: list the dossiers that somebody may see, with what their kept evaluations say; nothing is evaluated here. */
import { may, type Actor } from "#access";
import type { ActPorts } from "./act-ports.ts";
import type { DossierQuery, DossierSummary } from "./ports/dossiers.ts";
import type { Page } from "./ports/values.ts";
import { forbidden, invalid, visibleTo, type Answer } from "./refusal.ts";

export async function listDossiers(
  ports: ActPorts,
  actor: Actor,
  query: Partial<DossierQuery> = {},
): Promise<Answer<Page<DossierSummary>>> {
  const visible = visibleTo(actor);
  const listing =
    visible === "system"
      ? []
      : visible.filter((one) => may(actor, "dossier.list", { organisationId: one }).allowed);
  if (listing.length === 0) return forbidden("You belong to no organisation whose dossiers you may list.");
  const page = await ports.work.inTransaction(
    listing,
    (stores) => stores.dossiers.list({ ...query, asOf: query.asOf ?? ports.clock.today() }),
    { readOnly: true },
  );
  return page.ok ? page : invalid("The list cannot go on from there; begin it again.");
}
