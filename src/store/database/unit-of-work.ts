/** The unit of work: all stores over one transaction, with its audit events at the end. */
import type { AuditHead, Database, Stores, UnitOfWork } from "#workbench/stored";
import type { AuditKey } from "./audit/audit-key.ts";
import { auditStore } from "./audit/audit-store.ts";
import type { HeadFiles } from "./audit/head-files.ts";
import { dossierStore } from "./dossier-store.ts";
import { evaluationStore } from "./evaluation-store.ts";
import { evidenceStore } from "./evidence-store.ts";
import { jobStore } from "./job-store.ts";
import { organisationStore } from "./organisation-store.ts";
import { recordStore } from "./record-store.ts";
import { scopedSql, scopeSettings } from "./scope.ts";
import { signInStore } from "./sign-in-store.ts";
import { tokenStore } from "./token-store.ts";

/** Carries the value of a failed `Result` out of a transaction that must not be committed. */
class RolledBack extends Error {
  readonly value: unknown;

  constructor(value: unknown) {
    super("rolled back");
    this.value = value;
  }
}

export function createUnitOfWork(
  database: Database,
  audit: { readonly key: AuditKey; readonly heads: HeadFiles },
): UnitOfWork {
  return {
    inTransaction: async (organisations, work, options = {}) => {
      let heads: readonly AuditHead[] = [];
      const settings = scopeSettings(organisations);
      try {
        const value = await database.transaction(
          async (plain) => {
            const sql = scopedSql(plain, organisations);
            const trail = auditStore(sql, audit.key, audit.heads);
            const stores: Stores = {
              records: recordStore(sql),
              dossiers: dossierStore(sql),
              organisations: organisationStore(sql),
              evaluations: evaluationStore(sql),
              audit: trail.store,
              evidence: evidenceStore(sql),
              jobs: jobStore(sql),
              tokens: tokenStore(sql),
              signIn: signInStore(sql),
            };
            const result = await work(stores);
            if (isFailed(result)) throw new RolledBack(result);
            heads = await trail.chain();
            return result;
          },
          { readOnly: options.readOnly, settings },
        );
        for (const head of heads) audit.heads.publish(head);
        return value;
      } catch (error) {
        if (error instanceof RolledBack) return error.value as never;
        throw error;
      }
    },
  };
}

function isFailed(value: unknown): boolean {
  return typeof value === "object" && value !== null && "ok" in value && value.ok === false;
}
