/** The hash chain of audit events: what exactly is hashed, and how each event holds the one before. */
import { createHash } from "node:crypto";
import { canonicalJson } from "#base/fingerprint";
import type { AuditEvent } from "#workbench/stored";

/** Stands before the first event. */
export const chainStart = "0".repeat(64);

export function hashEvent(event: Omit<AuditEvent, "hash">): string {
  return hashUnderNumber(event)(event.seq);
}

/** The hash that the event would have under other numbers; the rest is put in canonical form once. */
export function hashUnderNumber(event: Omit<AuditEvent, "hash">): (seq: number) => string {
  const { organisationId, at, actor, action, subject, detail, previousHash } = event;
  // The keys of canonical JSON are sorted: all of these come before "seq", and "subject" after it.
  const before = canonicalJson({ action, actor, at, detail, organisationId, previousHash }).slice(0, -1);
  const after = canonicalJson({ subject }).slice(1);
  return (seq) =>
    createHash("sha256")
      .update(`${before},"seq":${String(seq)},${after}`)
      .digest("hex");
}
