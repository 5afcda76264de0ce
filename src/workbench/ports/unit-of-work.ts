/** One transaction over all stores: an act writes records, evaluation and audit event together or not at all. */
import type { AuditStore } from "./audit.ts";
import type { DossierStore } from "./dossiers.ts";
import type { EvaluationStore } from "./evaluations.ts";
import type { EvidenceStore } from "./evidence.ts";
import type { JobStore } from "./jobs.ts";
import type { OrganisationStore } from "./organisations.ts";
import type { RecordStore } from "./records.ts";
import type { SignInStore } from "./sign-in.ts";
import type { TokenStore } from "./tokens.ts";

/** All stores, bound to one transaction and to the organisations it may see. */
export interface Stores {
  readonly records: RecordStore;
  readonly dossiers: DossierStore;
  readonly organisations: OrganisationStore;
  readonly evaluations: EvaluationStore;
  readonly audit: AuditStore;
  readonly evidence: EvidenceStore;
  readonly jobs: JobStore;
  readonly tokens: TokenStore;
  /** On the database: `signInStore(sql)` in `src/store/database/sign-in-store.ts`. */
  readonly signIn: SignInStore;
}

/**
 * Whose rows a transaction may see and change: those of the organisations of the person who acts, and dossiers they are party to.
 * `system` is for sign-in, invitations, the job queue and the list of organisations; it reaches no dossier and no record.
 */
export type Visibility = readonly string[] | "system";

export interface UnitOfWork {
  /**
   * Commits when `work` resolves; rolls back when it rejects or resolves to a failed `Result` (`{ ok: false }`). `work` may run more than
   * once when the database asks for it (deadlock), so it changes nothing outside the stores. With `readOnly` all reads see one
   * snapshot.
   */
  readonly inTransaction: <T>(
    organisations: Visibility,
    work: (stores: Stores) => Promise<T>,
    options?: { readonly readOnly?: boolean },
  ) => Promise<T>;
}
