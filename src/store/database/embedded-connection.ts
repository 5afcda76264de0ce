/** The embedded database as a connection: one thing at a time, in the order of asking. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { PGlite, Transaction } from "@electric-sql/pglite";
import type { Sql, TransactionOptions } from "#workbench/stored";
import { checkParameters, type Connection, type ScriptSql } from "./connection.ts";
import { DatabaseFault } from "./database-fault.ts";
import type { Upkeep } from "./embedded-upkeep.ts";
import { createQueue } from "./queue.ts";

export function connectionTo(db: PGlite, care: Upkeep, release: () => Promise<void>): Connection {
  const queue = createQueue();
  const inside = new AsyncLocalStorage<true>();
  let closing: Promise<void> | undefined;
  const exclusively = <T>(work: () => Promise<T>): Promise<T> => {
    if (closing !== undefined) {
      return Promise.reject(new DatabaseFault("closed", "The database is closed"));
    }
    if (inside.getStore() === true) {
      return Promise.reject(
        new DatabaseFault("nested-use", "The database was used from inside its own transaction"),
      );
    }
    return queue.run(() => work().finally(care.after));
  };
  const inTransaction = <T>(work: (sql: ScriptSql) => Promise<T>, readOnly: boolean): Promise<T> =>
    exclusively(() =>
      db.transaction(async (transaction) => {
        if (readOnly) await transaction.exec("SET TRANSACTION READ ONLY");
        return inside.run(true, () => work(sqlOf(transaction, care)));
      }),
    );
  const close = async (): Promise<void> => {
    await queue.idle();
    try {
      await db.exec("CHECKPOINT");
      await db.close();
    } finally {
      await release();
    }
  };
  return {
    kind: "embedded",
    query: (text, parameters) => exclusively(() => sqlOf(db, care).query(text, parameters)),
    transaction: <T>(work: (sql: Sql) => Promise<T>, options?: TransactionOptions) =>
      inTransaction(work, options?.readOnly === true),
    schemaChange: (work) => inTransaction(work, false),
    listen: (channel, onMessage) =>
      exclusively(async () => {
        const stop = await db.listen(channel, onMessage);
        return () => exclusively(() => stop());
      }),
    close: () => (closing ??= close()),
  };
}

function sqlOf(db: PGlite | Transaction, care: Upkeep): ScriptSql {
  return {
    query: async <T extends object>(text: string, parameters: readonly unknown[] = []) => {
      checkParameters(parameters);
      await care.before(text, parameters);
      const { rows } = await db.query<T>(text, [...parameters]);
      return rows;
    },
    script: async (text) => {
      await care.before(text, []);
      await db.exec(text);
    },
  };
}
