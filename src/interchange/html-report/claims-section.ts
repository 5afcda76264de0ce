/** What is claimed: ICS rows of a product, requirement rows of a trust service, IXIT entries. */
import type { MatrixRow } from "#base/matrix";
import type { Dossier, IxitEntry, IxitValue } from "#dossier";
import { findEdition, indexTestSpecification } from "#standards";
import { anchor, markup, nothing, type Html } from "./html.ts";
import type { HtmlReportInput } from "./input.ts";
import { foldedMarkdown, markdown } from "./markdown.ts";
import { groupBy, id, list, state, table, type Section } from "./parts.ts";

export function icsSection({ dossier, evaluation }: HtmlReportInput): Section {
  const groups = groupBy(evaluation.matrix, (row) => `${row.clause} ${row.clauseTitle}`);
  const known = new Set(evaluation.matrix.map((row) => row.key));
  const others = Object.keys(dossier.ics).filter((one) => !known.has(one));
  return {
    id: "ics",
    title: "Implementation conformance statement",
    hint: `${Object.keys(dossier.ics).length} rows`,
    body: markup`${groups.map(([title, rows]) =>
      table<MatrixRow>(
        [
          { title: "Reference", share: 8, look: "id", header: true, cell: (row) => id(row.id) },
          { title: "Provision", share: 16, cell: (row) => row.title },
          { title: "Status", share: 11, look: "id", cell: (row) => row.status },
          { title: "Support", share: 9, look: "id", cell: (row) => supportOf(row) },
          { title: "Detail", share: 43, look: "wide", cell: (row) => detailOf(dossier, row.id) },
          { title: "Owner", share: 13, cell: (row) => dossier.ics[row.id]?.owner },
        ],
        rows,
        { caption: title, anchorOf: (row) => anchor("ics", row.id) },
      ),
    )}${others.length === 0 ? nothing : markup`<p>Rows that no provision of the edition has: ${others.map((one) => markup`${id(one)} `)}</p>`}`,
  };
}

function supportOf(row: MatrixRow): Html {
  const does =
    row.applicability.state === "does-not-apply"
      ? markup`<br><span class="muted">does not apply</span>`
      : row.applicability.state === "undetermined"
        ? markup`<br><span class="muted">undetermined</span>`
        : nothing;
  return markup`${row.claim === "" ? "–" : row.claim}${does}`;
}

function detailOf(dossier: Dossier, provision: string): Html {
  const row = dossier.ics[provision];
  if (row === undefined) return markup`<span class="muted">no row</span>`;
  return markup`${foldedMarkdown(row.detail)}${row.justification === undefined ? nothing : markup`<p class="muted">Justification</p>${foldedMarkdown(row.justification)}`}${row.notes === undefined ? nothing : markup`<p class="muted">Notes</p>${foldedMarkdown(row.notes)}`}`;
}

export function requirementsSection({ dossier, evaluation }: HtmlReportInput): Section {
  const assessments = new Map(evaluation.requirements.map((one) => [one.key, one]));
  const groups = groupBy(
    evaluation.matrix,
    (row) => `${row.document} ${row.edition} · ${row.clause} ${row.clauseTitle}`,
  );
  return {
    id: "requirements",
    title: "Requirements",
    hint: String(evaluation.matrix.length),
    body: markup`${groups.map(([title, rows]) =>
      table<MatrixRow>(
        [
          { title: "Requirement", share: 12, look: "id", header: true, cell: (row) => id(row.id) },
          { title: "Title", share: 18, cell: (row) => row.title },
          {
            title: "Status",
            share: 11,
            look: "id",
            cell: (row) =>
              row.applicability.state === "does-not-apply" ? state("not-applicable") : state(row.state),
          },
          {
            title: "How it is met",
            share: 35,
            look: "wide",
            cell: (row) =>
              markup`${foldedMarkdown(dossier.requirements[row.document]?.[row.id]?.detail)}${because(row, assessments.get(row.key)?.because ?? [])}`,
          },
          { title: "Practice statement", share: 12, cell: (row) => row.practiceStatement.join(", ") },
          { title: "Owner", share: 12, cell: (row) => row.owner },
        ],
        rows,
        { caption: title, anchorOf: (row) => anchor("req", row.key) },
      ),
    )}`,
  };
}

function because(row: MatrixRow, reasons: readonly string[]): Html {
  const shown = row.state === "met" || row.state === "not-assessed" ? [] : reasons;
  return shown.length === 0
    ? nothing
    : markup`<div class="muted">${list(shown.map((one) => markup`${one}`))}</div>`;
}

export function ixitSection({ dossier, evaluation, catalogue }: HtmlReportInput): Section {
  const specification = evaluation.plan.specification;
  const edition = specification === undefined ? undefined : findEdition(catalogue, specification);
  const index = edition?.kind === "test-specification" ? indexTestSpecification(edition) : undefined;
  const order = (table: string): number => index?.tableById.get(table)?.number ?? 999;
  const tables = Object.entries(dossier.ixit).sort(([a], [b]) => order(a) - order(b));
  const entries = tables.reduce((sum, [, own]) => sum + Object.keys(own).length, 0);
  return {
    id: "ixit",
    title: "IXIT",
    hint: `${tables.length} tables, ${entries} entries`,
    body: markup`${tables.map(([tableId, own]) => {
      const spec = index?.tableById.get(tableId);
      return markup`<h3 id="${anchor("ixit", tableId)}">${id(tableId)} ${spec?.title}</h3>${Object.entries(
        own,
      ).map(([entryId, entry]) =>
        ixitEntry(tableId, entryId, entry, spec?.fields.map((one) => one.name) ?? []),
      )}`;
    })}`,
  };
}

function ixitEntry(tableId: string, entryId: string, entry: IxitEntry, fieldOrder: readonly string[]): Html {
  const rank = (name: string): number =>
    fieldOrder.includes(name) ? fieldOrder.indexOf(name) : fieldOrder.length;
  const fields = Object.entries(entry.fields).sort(([a], [b]) => rank(a) - rank(b));
  const additional = Object.entries(entry.own.additional ?? {});
  const rows = [
    ...fields.map(([name, value]) => ({ name, value })),
    ...additional.map(([name, value]) => ({ name: `${name} (additional)`, value })),
  ];
  return markup`<details id="${anchor("ixit", `${tableId}.${entryId}`)}"><summary>${id(entryId)}${entry.own.owner === undefined ? nothing : markup` <span class="muted">${entry.own.owner}</span>`}</summary>${table(
    [
      { title: "Field", header: true, cell: (row) => row.name },
      { title: "Value", look: "wide", cell: (row) => ixitValue(row.value) },
    ],
    rows,
    { caption: `${tableId}, ${entryId}`, captionHidden: true },
  )}${entry.own.notes === undefined ? nothing : markdown(entry.own.notes)}</details>`;
}

function ixitValue(value: IxitValue): Html {
  if (typeof value === "string") return markdown(value);
  if (typeof value === "boolean") return markup`${value ? "yes" : "no"}`;
  return value.length === 0 ? markup`none` : list(value.map((one) => markup`${one}`));
}
