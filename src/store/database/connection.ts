/** What both kinds of database offer to the migrations and to `openDatabase`, below the port. */
import type { Database, Sql } from "#workbench";
import { DatabaseFault } from "./database-fault.ts";

/** A transaction that can also run a script of several statements. */
export interface ScriptSql extends Sql {
  readonly script: (text: string) => Promise<void>;
}

export interface Connection extends Omit<Database, "rowSecurity"> {
  /** Like `transaction`, for schema changes: waits as long as it takes, and is not run again. */
  readonly schemaChange: <T>(work: (sql: ScriptSql) => Promise<T>) => Promise<T>;
}

/** PostgreSQL holds no NUL in text; said before the statement is sent, so that the transaction stays usable. */
export function checkParameters(parameters: readonly unknown[]): void {
  for (const one of parameters) {
    if (typeof one === "string") checkText(one);
    else if (Array.isArray(one)) checkParameters(one);
  }
}

function checkText(text: string): void {
  if (!text.includes("\0")) return;
  throw new DatabaseFault(
    "unstorable-text",
    "A name, id or text holds the NUL character, which the database cannot keep",
  );
}
