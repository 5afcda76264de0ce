/** Acts: read the audit trail of an organisation, and verify that nothing of it was changed, moved or cut off. */
import type { Actor } from "#access";
import { ok } from "#base/result";
import type { ActPorts } from "./act-ports.ts";
import { auditOrganisation } from "./audit-organisation.ts";
import type { AuditEvent, AuditQuery } from "./ports/audit.ts";
import type { Page } from "./ports/values.ts";
import { invalid, mayIn, visibleTo, type Answer } from "./refusal.ts";

export interface AuditFindings {
  readonly intact: boolean;
  readonly events: number;
  readonly faults: readonly { readonly seq?: number | undefined; readonly message: string }[];
}

/** Checks the chain, its signed head and the count kept outside of the database; the store has the keys for it. */
export type AuditCheck = (organisationId: string) => Promise<AuditFindings>;

export async function verifyAudit(
  ports: ActPorts,
  check: AuditCheck,
  actor: Actor,
  command: { readonly organisationId: string },
): Promise<Answer<AuditFindings>> {
  const { organisationId } = command;
  const right = mayIn(actor, "audit.read", organisationId);
  if (!right.ok) return right;
  const findings = await check(organisationId);
  await ports.work.inTransaction(visibleTo(actor), (stores) =>
    auditOrganisation(ports, stores, actor, {
      organisationId,
      action: "audit.verify",
      subject: `organisation/${organisationId}`,
      detail: { intact: findings.intact, events: findings.events, faults: findings.faults.length },
    }),
  );
  return ok(findings);
}

export async function readAudit(
  ports: ActPorts,
  actor: Actor,
  command: AuditQuery & { readonly organisationId: string },
): Promise<Answer<Page<AuditEvent>>> {
  const { organisationId, ...query } = command;
  const right = mayIn(actor, "audit.read", organisationId);
  if (!right.ok) return right;
  const page = await ports.work.inTransaction(
    visibleTo(actor),
    (stores) => stores.audit.list(organisationId, query),
    {
      readOnly: true,
    },
  );
  return page.ok ? page : invalid("The list cannot go on from there; begin it again.");
}
