/** What both kinds of database offer to the migrations and to `openDatabase`, below the port. */
import type { Database, Sql } from "#workbench/stored";
import { DatabaseFault } from "./database-fault.ts";

/** A transaction that can also run a script of several statements. */
export interface ScriptSql extends Sql {
  readonly script: (text: string) => Promise<void>;
}

export interface Connection extends Omit<Database, "rowSecurity"> {
  /** Like `transaction`, for schema changes: waits as long as it takes, and is not run again. */
  readonly schemaChange: <T>(work: (sql: ScriptSql) => Promise<T>) => Promise<T>;
}

/**
 * PostgreSQL holds no NUL in text, and half a surrogate pair would come back as another character, which a hash notices much later.
 * Said before the statement is sent, so that the transaction stays usable.
 */
export function checkParameters(parameters: readonly unknown[]): void {
  for (const one of parameters) {
    if (typeof one === "string") checkText(one);
    else if (Array.isArray(one)) checkParameters(one);
  }
}

const unstorable = /[\0\p{Surrogate}]/u;

function checkText(text: string): void {
  if (!unstorable.test(text)) return;
  throw new DatabaseFault(
    "unstorable-text",
    "A name, id or text holds a NUL character or half a surrogate pair, which the database cannot keep",
  );
}
