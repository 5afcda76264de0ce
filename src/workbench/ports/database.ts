/** The thin SQL port: the same statements run on the embedded database and on PostgreSQL. */

/**
 * Runs one statement with numbered parameters (`$1`). Rows come back with portable values: `bigint` columns as numbers,
 * `timestamptz` as `Instant`, `date` as `IsoDate`, `json` and `jsonb` parsed. JSON parameters are passed as text and cast
 * (`$1::jsonb`); JavaScript arrays become SQL arrays.
 */
export interface Sql {
  readonly query: <T extends object>(text: string, parameters?: readonly unknown[]) => Promise<T[]>;
}

export interface TransactionOptions {
  /** One snapshot for all statements, and no writes. */
  readonly readOnly?: boolean | undefined;
  /** Settings for this transaction, which row-level security reads; ignored by the embedded database. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

export interface Database extends Sql {
  readonly kind: "embedded" | "postgres";
  /**
   * Whether the database itself keeps organisations apart: `enforced` on PostgreSQL under an ordinary role, `bypassed` for a
   * superuser or a role with BYPASSRLS, `absent` in the embedded database, which has one user.
   */
  readonly rowSecurity: "enforced" | "bypassed" | "absent";
  /**
   * Commits when `work` resolves, rolls back when it rejects. Use only the given `sql` inside: the embedded database has one
   * connection, and waiting there for another statement would wait for ever. Deadlocks and serialisation failures run `work`
   * again, so it must not change anything but the database.
   */
  readonly transaction: <T>(work: (sql: Sql) => Promise<T>, options?: TransactionOptions) => Promise<T>;
  /** Calls `onMessage` for each `pg_notify` on the channel, of this process or another. Resolves to the way to stop. */
  readonly listen: (channel: string, onMessage: (payload: string) => void) => Promise<() => Promise<void>>;
  /** Finishes what runs, refuses what comes after, writes everything to disk and gives the folder free. */
  readonly close: () => Promise<void>;
}
