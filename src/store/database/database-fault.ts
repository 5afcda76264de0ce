/** What can be wrong with a database, as one typed error: a code for programs and a sentence for people. */

export type DatabaseFaultCode =
  /** Another process has the data folder. */
  | "locked"
  /** The database was written by a newer Plumbline. */
  | "newer-database"
  /** A migration that was applied reads differently now. */
  | "migration-changed"
  /** A migration failed; the data are as they were. */
  | "migration-failed"
  /** The prepared database or the data folder cannot be read or written. */
  | "folder"
  /** The database was closed, here, before this use. */
  | "closed"
  /** The server does not answer, or hung up. The same may work again later. */
  | "unreachable"
  /** A statement took longer than is allowed. */
  | "timeout"
  /** The disk has no room left; nothing was changed. */
  | "disk-full"
  /** Text with a NUL character, which PostgreSQL cannot hold in a column. */
  | "unstorable-text"
  /** A store was asked for rows outside of the organisations of its transaction: a mistake in the program. */
  | "out-of-scope"
  /** The database was used from inside its own transaction: a mistake in the program. */
  | "nested-use"
  /** A failing statement was ignored inside a transaction, which could therefore not be committed. */
  | "not-committed";

export class DatabaseFault extends Error {
  readonly code: DatabaseFaultCode;

  constructor(code: DatabaseFaultCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "DatabaseFault";
    this.code = code;
  }
}

/** The SQLSTATE or system error code of whatever was thrown, if it has one. */
export function faultCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
