/** Everything of the database store at once: the database, its stores, the audit key and the heads outside. */
import type { Database, UnitOfWork } from "#workbench/stored";
import { auditKeyFrom, auditKeyIn, publicAuditKey, type AuditKey } from "./audit/audit-key.ts";
import { headFiles } from "./audit/head-files.ts";
import { verifyTrail, type AuditVerification } from "./audit/verify-audit.ts";
import { openDatabase, type DatabaseOptions } from "./open-database.ts";
import { createUnitOfWork } from "./unit-of-work.ts";

export interface StoresOptions extends DatabaseOptions {
  /** The data folder: embedded database, `keys/` and `audit-heads/`. Needed with `url` too. */
  readonly folder: string;
  /** The signing key as PEM text, for several servers on one database; `keys/audit.pem` of the folder where it is left out. */
  readonly auditKey?: string | undefined;
  /** Public keys, as PEM texts, that signed heads before. */
  readonly formerAuditKeys?: readonly string[] | undefined;
  /** Where `audit-heads/` lies; in the data folder where it is left out. Best on another disk than the database. */
  readonly headsFolder?: string | undefined;
}

export interface OpenStores {
  readonly database: Database;
  readonly unitOfWork: UnitOfWork;
  /** Follows the trail of an organisation and names the first event that differs. */
  readonly verifyAudit: (organisationId: string) => Promise<AuditVerification>;
  /** Finishes, writes the last heads, closes. */
  readonly close: () => Promise<void>;
}

export async function openStores(options: StoresOptions): Promise<OpenStores> {
  // What is configured is looked at before anything is opened or made.
  const given =
    options.auditKey === undefined ? undefined : auditKeyFrom(options.auditKey, "The configured audit key");
  const former = (options.formerAuditKeys ?? []).map((pem) => publicAuditKey(pem, "A former audit key"));
  const database = await openDatabase(options);
  try {
    return assemble(database, given ?? (await auditKeyIn(options.folder)), former, options);
  } catch (error) {
    await database.close();
    throw error;
  }
}

function assemble(
  database: Database,
  key: AuditKey,
  former: readonly Pick<AuditKey, "id" | "publicKey">[],
  { folder, headsFolder, warn }: StoresOptions,
): OpenStores {
  const heads = headFiles(headsFolder ?? folder, warn ?? ((line) => void process.stderr.write(`${line}\n`)));
  const unitOfWork = createUnitOfWork(database, { key, heads });
  return {
    database,
    unitOfWork,
    verifyAudit: async (organisationId) => {
      await heads.flush();
      // Read before the events: whatever is appended meanwhile may only be more than the file says.
      const outside = await heads.read(organisationId);
      return unitOfWork.inTransaction(
        [organisationId],
        async ({ audit }) =>
          verifyTrail({
            organisationId,
            events: audit.stream(organisationId),
            head: await audit.head(organisationId),
            outside,
            keys: [key, ...former],
          }),
        { readOnly: true },
      );
    },
    close: async () => {
      await database.close();
      await heads.flush();
    },
  };
}
