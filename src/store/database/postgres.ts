/** A PostgreSQL server: a pool of connections, one per transaction. */
import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";
import type { Sql, TransactionOptions } from "#workbench/stored";
import { columnReaders } from "./column-values.ts";
import { checkParameters, type Connection, type ScriptSql } from "./connection.ts";
import { DatabaseFault, faultCode, reasonOf } from "./database-fault.ts";
import { listenOnServer } from "./postgres-listen.ts";

export interface PostgresOptions {
  readonly url: string;
  /** Connections at most; 10 where it is left out. */
  readonly connections?: number | undefined;
  /** How long one statement may take; 10 s where it is left out. */
  readonly statementMs?: number | undefined;
}

const standardReader = pg.types.getTypeParser as (oid: number, format: "text") => unknown;

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number): ((text: string) => unknown) =>
    columnReaders[oid] ?? (standardReader(oid, "text") as (text: string) => unknown),
};

/** Deadlock, serialisation failure: the same transaction may well succeed when it is run again. */
const worthAnotherTry = new Set(["40001", "40P01"]);
const tries = 5;

export function openPostgres(options: PostgresOptions): Connection {
  const settings = { connectionString: options.url, types };
  const pool = new pg.Pool({
    ...settings,
    max: options.connections ?? 10,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: "plumbline",
  });
  // An idle connection that breaks is replaced at its next use; without a listener the process would end here.
  pool.on("error", () => undefined);
  const inside = new AsyncLocalStorage<true>();
  let closing: Promise<void> | undefined;

  const withClient = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    if (closing !== undefined) throw new DatabaseFault("closed", "The database is closed");
    if (inside.getStore() === true) {
      throw new DatabaseFault("nested-use", "The database was used from inside its own transaction");
    }
    const client = await pool.connect().catch(rethrow);
    // While a client is checked out, a broken connection is reported here as well as by the statement that fails.
    const ignore = (): undefined => undefined;
    client.on("error", ignore);
    let broken: Error | undefined;
    try {
      return await inside.run(true, () => work(client));
    } catch (error) {
      if (error instanceof DatabaseFault && error.code === "unreachable") broken = error;
      throw error;
    } finally {
      client.off("error", ignore);
      client.release(broken);
    }
  };

  const attempt = <T>(begin: string, work: (sql: ScriptSql) => Promise<T>): Promise<T> =>
    withClient(async (client) => {
      await client.query(begin).catch(rethrow);
      try {
        const value = await work(sqlOf(client));
        const { command } = await client.query("COMMIT").catch(rethrow);
        if (command === "COMMIT") return value;
        throw new DatabaseFault("not-committed", "A failed statement was ignored; nothing was changed");
      } catch (error) {
        await client.query("ROLLBACK").catch(() => undefined);
        throw error;
      }
    });

  const transaction = async <T>(
    work: (sql: Sql) => Promise<T>,
    asked: TransactionOptions = {},
  ): Promise<T> => {
    const begin = beginning(asked, options.statementMs ?? 10_000);
    for (let round = 1; ; round += 1) {
      try {
        return await attempt(begin, work);
      } catch (error) {
        if (round >= tries || !worthAnotherTry.has(faultCode(error) ?? "")) throw error;
        // Those who met meet less likely again when they do not start together.
        await new Promise((resolve) => setTimeout(resolve, 2 ** round * (5 + Math.random() * 10)));
      }
    }
  };

  return {
    kind: "postgres",
    query: (text, parameters) => withClient((client) => sqlOf(client).query(text, parameters)),
    transaction,
    schemaChange: (work) => attempt("BEGIN; SET LOCAL statement_timeout = 0", work),
    listen: (channel, onMessage) => listenOnServer(settings, channel, onMessage),
    close: () => (closing ??= pool.end()),
  };
}

/** One round trip that begins the transaction and says whose rows it sees. */
function beginning({ readOnly, settings = {} }: TransactionOptions, statementMs: number): string {
  const begin = readOnly === true ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN";
  const parts = Object.entries(settings).map(
    ([name, value]) => `SELECT set_config(${pg.escapeLiteral(name)}, ${pg.escapeLiteral(value)}, true)`,
  );
  return [begin, `SET LOCAL statement_timeout = ${String(Math.trunc(statementMs))}`, ...parts].join("; ");
}

function sqlOf(client: pg.PoolClient): ScriptSql {
  return {
    query: async <T extends object>(text: string, parameters: readonly unknown[] = []) => {
      checkParameters(parameters);
      const { rows } = await client.query<T>(text, [...parameters]).catch(rethrow);
      return rows;
    },
    script: async (text) => {
      await client.query(text).catch(rethrow);
    },
  };
}

const gone = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENOENT", // a Unix socket that is not there
  "57P01", // terminated by the administrator
  "57P02", // crash of another session
  "57P03", // starting up
  "53300", // too many connections
  "25006", // a stand-by that takes no writes
]);

function rethrow(error: unknown): never {
  const code = faultCode(error);
  if (code === "57014") throw new DatabaseFault("timeout", "The database took too long to answer", error);
  if (code === "53100") throw new DatabaseFault("disk-full", "The disk of the database is full", error);
  const hungUp = code === undefined && /connection|timeout exceeded/i.test(reasonOf(error));
  if (hungUp || (code !== undefined && (gone.has(code) || code.startsWith("08")))) {
    throw new DatabaseFault("unreachable", `The database does not answer: ${reasonOf(error)}`, error);
  }
  throw error;
}
