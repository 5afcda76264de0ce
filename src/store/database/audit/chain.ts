/** The hash chain of audit events: what exactly is hashed, and how each event holds the one before. */
import { createHash } from "node:crypto";
import { canonicalJson } from "#base/fingerprint";
import type { AuditEvent } from "#workbench";

/** Stands before the first event. */
export const chainStart = "0".repeat(64);

export function hashEvent(event: Omit<AuditEvent, "hash">): string {
  const { organisationId, seq, at, actor, action, subject, detail, previousHash } = event;
  const text = canonicalJson({ organisationId, seq, at, actor, action, subject, detail, previousHash });
  return createHash("sha256").update(text).digest("hex");
}
