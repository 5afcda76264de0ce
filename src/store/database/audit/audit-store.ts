/** The audit store: events gathered during a transaction and chained just before its commit. */
import { fail, ok, type Result } from "#base/result";
import type {
  AuditEvent,
  AuditHead,
  AuditQuery,
  AuditStore,
  BadCursor,
  Instant,
  NewAuditEvent,
  Page,
} from "#workbench/stored";
import { limitOf, pageOf, readCursor } from "../cursor.ts";
import { fromColumn, toColumn } from "../json-column.ts";
import type { ScopedSql } from "../scope.ts";
import type { AuditKey } from "./audit-key.ts";
import { chainStart, hashEvent } from "./chain.ts";
import type { HeadFiles } from "./head-files.ts";

export interface ChainedAudit {
  readonly store: AuditStore;
  /** Writes the gathered events; returns the new heads, to be published once the transaction is committed. */
  readonly chain: () => Promise<readonly AuditHead[]>;
}

interface EventRow extends Omit<AuditEvent, "detail"> {
  readonly detail: string;
}

const columns = `organisation_id AS "organisationId", seq, at, actor, action, subject, detail, previous_hash AS "previousHash", hash`;
const headColumns = 'organisation_id AS "organisationId", seq, hash, signature, key_id AS "keyId", at';
const batch = 1000;

/** `heads` is told of a trail before its first event is committed: a crash right after must not look like a removed file. */
export function auditStore(sql: ScopedSql, key: AuditKey, heads: Pick<HeadFiles, "begin">): ChainedAudit {
  const gathered: NewAuditEvent[] = [];
  return {
    store: {
      append: (event) => {
        gathered.push(event);
        return Promise.resolve();
      },
      head: async (organisationId) => {
        const [head] = seen(sql, organisationId)
          ? await sql.query<AuditHead>(`SELECT ${headColumns} FROM audit_head WHERE organisation_id = $1`, [
              organisationId,
            ])
          : [];
        return head;
      },
      list: (organisationId, query) => list(sql, organisationId, query),
      stream: (organisationId, fromSeq) => stream(sql, organisationId, fromSeq),
    },
    chain: async () => {
      const extended: AuditHead[] = [];
      // In one order for all, so that two transactions cannot wait for each other.
      const organisations = [...new Set(gathered.map((one) => one.organisationId))].sort();
      for (const organisationId of organisations) {
        const events = gathered.filter((one) => one.organisationId === organisationId);
        extended.push(await extend(sql, key, heads, organisationId, events));
      }
      return extended;
    },
  };
}

function seen(sql: ScopedSql, organisationId: string): boolean {
  return sql.organisations.includes(organisationId);
}

async function extend(
  sql: ScopedSql,
  key: AuditKey,
  heads: Pick<HeadFiles, "begin">,
  organisationId: string,
  events: readonly NewAuditEvent[],
): Promise<AuditHead> {
  // Row-level security lets this trail be extended, even one that we may not read. Nothing but the commit comes after.
  await sql.query("SELECT set_config('plumbline.audit_chain', $1, true)", [organisationId]);
  const before = await lockHead(sql, key, organisationId, instantOf(events[0]?.at ?? ""));
  await heads.begin(before);
  let { seq, hash } = before;
  const chained: AuditEvent[] = [];
  for (const event of events) {
    const { actor, action, subject, detail = null } = event;
    const at = instantOf(event.at);
    const link = { organisationId, seq: seq + 1, at, actor, action, subject, detail, previousHash: hash };
    ({ seq, hash } = { seq: link.seq, hash: hashEvent(link) });
    chained.push({ ...link, hash });
  }
  await insertEvents(sql, organisationId, chained);
  const at = chained.at(-1)?.at ?? before.at;
  const signature = key.sign({ organisationId, seq, hash, at });
  await sql.query(
    "UPDATE audit_head SET seq = $2, hash = $3, signature = $4, key_id = $5, at = $6 WHERE organisation_id = $1",
    [organisationId, seq, hash, signature, key.id, at],
  );
  return { organisationId, seq, hash, at, keyId: key.id, signature };
}

/** As it will be read again, whatever way the caller wrote it. */
function instantOf(at: Instant): Instant {
  return new Date(at).toISOString();
}

/** Held until the commit: events of one organisation get their numbers one transaction after the other. */
async function lockHead(
  sql: ScopedSql,
  key: AuditKey,
  organisationId: string,
  at: Instant,
): Promise<AuditHead> {
  const select = `SELECT ${headColumns} FROM audit_head WHERE organisation_id = $1 FOR UPDATE`;
  const [head] = await sql.query<AuditHead>(select, [organisationId]);
  if (head !== undefined) return head;
  const signature = key.sign({ organisationId, seq: 0, hash: chainStart, at });
  await sql.query(
    `INSERT INTO audit_head (organisation_id, seq, hash, signature, key_id, at) VALUES ($1, 0, $2, $3, $4, $5)
     ON CONFLICT (organisation_id) DO NOTHING`,
    [organisationId, chainStart, signature, key.id, at],
  );
  const [made] = await sql.query<AuditHead>(select, [organisationId]);
  if (made === undefined) throw new Error(`The audit trail of ${organisationId} cannot be begun`);
  return made;
}

async function insertEvents(
  sql: ScopedSql,
  organisationId: string,
  events: readonly AuditEvent[],
): Promise<void> {
  await sql.query(
    `INSERT INTO audit_event (organisation_id, seq, at, actor, action, subject, detail, previous_hash, hash)
     SELECT $1, w.seq, w.at, w.actor, w.action, w.subject, w.detail, w.previous_hash, w.hash
     FROM unnest($2::bigint[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
       AS w (seq, at, actor, action, subject, detail, previous_hash, hash)`,
    [
      organisationId,
      events.map((one) => one.seq),
      events.map((one) => one.at),
      events.map((one) => one.actor),
      events.map((one) => one.action),
      events.map((one) => one.subject),
      events.map((one) => toColumn(one.detail)),
      events.map((one) => one.previousHash),
      events.map((one) => one.hash),
    ],
  );
}

async function list(
  sql: ScopedSql,
  organisationId: string,
  query: AuditQuery = {},
): Promise<Result<Page<AuditEvent>, BadCursor>> {
  const cursor = readCursor("audit", query, ["number"]);
  if (!cursor.ok) return fail(cursor.error);
  if (!seen(sql, organisationId)) return ok({ items: [], next: undefined });
  const limit = limitOf(query);
  // "/" is followed by "0": what lies between are the subjects below.
  const rows = await sql.query<EventRow>(
    `SELECT ${columns} FROM audit_event
     WHERE organisation_id = $1 AND ($2::bigint IS NULL OR seq < $2::bigint)
       AND ($3::text IS NULL OR subject = $3 OR (subject >= $3 || '/' AND subject < $3 || '0'))
       AND ($4::text IS NULL OR actor = $4) AND ($5::text IS NULL OR action = $5)
     ORDER BY seq DESC LIMIT $6`,
    [
      organisationId,
      cursor.value?.[0] ?? null,
      query.subject ?? null,
      query.actor ?? null,
      query.action ?? null,
      limit + 1,
    ],
  );
  return ok(pageOf("audit", rows, limit, eventOf, (row) => [row.seq]));
}

async function* stream(
  sql: ScopedSql,
  organisationId: string,
  fromSeq = 1,
): AsyncGenerator<AuditEvent, void, undefined> {
  if (!seen(sql, organisationId)) return;
  let last = fromSeq - 1;
  for (;;) {
    const rows = await sql.query<EventRow>(
      `SELECT ${columns} FROM audit_event WHERE organisation_id = $1 AND seq > $2::bigint ORDER BY seq LIMIT ${String(batch)}`,
      [organisationId, last],
    );
    for (const row of rows) yield eventOf(row);
    last = rows.at(-1)?.seq ?? last;
    if (rows.length < batch) return;
  }
}

/** Detail that someone made unreadable is shown as the text that it is, so that verification can name the event. */
function eventOf(row: EventRow): AuditEvent {
  try {
    return { ...row, detail: fromColumn(row.detail) };
  } catch {
    return { ...row, detail: row.detail };
  }
}
