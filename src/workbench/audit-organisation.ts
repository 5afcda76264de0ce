/** Records in the audit trail what was done to an organisation or its members. */
import type { Actor } from "#access";
import type { ActPorts } from "./act-ports.ts";
import type { Stores } from "./ports/unit-of-work.ts";
import type { Json } from "./ports/values.ts";
import { actorName } from "./refusal.ts";
import { person } from "./save-changes.ts";

export function auditOrganisation(
  { clock }: Pick<ActPorts, "clock">,
  stores: Stores,
  actor: Actor,
  event: {
    readonly organisationId: string;
    readonly action: string;
    readonly subject: string;
    /** Never a secret: no invitation link, password or token. */
    readonly detail?: Readonly<Record<string, Json>>;
  },
): Promise<void> {
  const { organisationId, action, subject, detail = {} } = event;
  return stores.audit.append({
    organisationId,
    at: clock.now(),
    actor: actorName(actor),
    action,
    subject,
    detail: { ...detail, ...person(actor) },
  });
}
