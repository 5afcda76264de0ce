/** The list of dossiers: a page of heads by index, then the newest kept evaluation of each; nothing is evaluated. */
import { fail, ok, type Result } from "#base/result";
import type { BadCursor, DossierQuery, DossierSummary, Page } from "#workbench/stored";
import { limitOf, pageOf, readCursor, type CursorValue } from "./cursor.ts";
import { dossierColumns, dossierHead, sortName, type DossierRow } from "./dossier-rows.ts";
import { summaryFrom } from "./evaluation-store.ts";
import { visibleDossier, type ScopedSql } from "./scope.ts";

interface ListRow extends DossierRow {
  readonly sortName: string;
  readonly organisationName: string | null;
  readonly evaluatedRevision: number | null;
  readonly asOf: string | null;
  readonly summary: string | null;
}

type Order = NonNullable<DossierQuery["order"]>;

/** Ids make the order total, so that no row is shown twice or left out where names or times are equal. */
const orders: Readonly<Record<Order, { by: string; type: string; direction: string; beyond: string }>> = {
  name: { by: "sort_name", type: "text", direction: "ASC", beyond: ">" },
  updated: { by: "updated_at", type: "timestamptz", direction: "DESC", beyond: "<" },
  created: { by: "created_at", type: "timestamptz", direction: "DESC", beyond: "<" },
};

export async function listDossiers(
  sql: ScopedSql,
  query: DossierQuery,
): Promise<Result<Page<DossierSummary>, BadCursor>> {
  const order = query.order ?? "name";
  const list = `dossiers-${order}`;
  const cursor = readCursor(list, query, ["string", "string"]);
  if (!cursor.ok) return fail(cursor.error);
  const [from, fromId] = cursor.value ?? [null, null];
  if (order !== "name" && from !== null && Number.isNaN(Date.parse(String(from)))) return fail("bad-cursor");
  if (sql.organisations.length === 0) return ok({ items: [], next: undefined });
  const limit = limitOf(query);
  const rows = await sql.query<ListRow>(statement(order), [
    sql.organisations,
    from,
    fromId,
    query.archived ?? "without",
    query.search === undefined ? null : sortName(query.search),
    query.kind ?? null,
    query.ownedBy ?? null,
    limit + 1,
    query.asOf,
  ]);
  return ok(pageOf(list, rows, limit, summaryOf, (row) => cursorOf(row, order)));
}

function statement(order: Order): string {
  const { by, type, direction, beyond } = orders[order];
  const sorted = (table: string): string => `${table}.${by} ${direction}, ${table}.id ${direction}`;
  return `SELECT ${dossierColumns}, d.sort_name AS "sortName", o.name AS "organisationName",
      e.revision AS "evaluatedRevision", e.as_of AS "asOf", e.summary
    FROM (
      SELECT d.* FROM dossier d
      WHERE ${visibleDossier("$1::text[]")}
        AND ($2::${type} IS NULL OR (d.${by}, d.id) ${beyond} ($2::${type}, $3::text))
        AND ($4 = 'with' OR ($4 = 'only') = (d.archived_at IS NOT NULL))
        AND ($5::text IS NULL OR strpos(d.sort_name, $5) > 0 OR strpos(lower(d.release), $5) > 0)
        AND ($6::text IS NULL OR d.kind = $6) AND ($7::text IS NULL OR d.organisation_id = $7)
      ORDER BY ${sorted("d")} LIMIT $8
    ) d
    LEFT JOIN organisation o ON o.id = d.organisation_id
    LEFT JOIN LATERAL (
      SELECT revision, as_of, summary FROM evaluation
      WHERE organisation_id = d.organisation_id AND dossier_id = d.id AND as_of <= $9::date
      ORDER BY revision DESC, as_of DESC LIMIT 1
    ) e ON true
    ORDER BY ${sorted("d")}`;
}

function cursorOf(row: ListRow, order: Order): readonly CursorValue[] {
  if (order === "name") return [row.sortName, row.id];
  return [order === "updated" ? row.updatedAt : row.createdAt, row.id];
}

function summaryOf(row: ListRow): DossierSummary {
  const { evaluatedRevision, asOf, summary } = row;
  const evaluation =
    evaluatedRevision === null || asOf === null || summary === null
      ? undefined
      : { revision: evaluatedRevision, asOf, summary: summaryFrom(summary) };
  return { ...dossierHead(row), organisationName: row.organisationName ?? row.organisationId, evaluation };
}
