/** Reads summary matrices: they repeat verdicts of units, so they add a result only where none is recorded. */
import { caseDraft, list } from "./draft.ts";
import { casePlace, recordGroupVerdict, type CasePlace, type GroupPlace } from "./group-place.ts";
import type { HeadingPiece, Piece, TablePiece } from "./pieces.ts";
import { recordTable } from "./record-results.ts";
import { readMarking, verdictSubject } from "./references.ts";
import { attributeTable, type AttributedResult, type AttributedRow } from "./result-table.ts";

export function readSummaryMatrix(
  group: GroupPlace,
  cases: readonly string[],
  head: HeadingPiece,
  pieces: readonly Piece[],
): void {
  const place = casePlace(group, cases);
  const { ledger } = place;
  const about = cases.length > 0 ? cases.join(", ") : group.groupId;
  ledger.remark(
    { line: head.line, endLine: pieces.at(-1)?.endLine ?? head.endLine },
    about,
    "nothing says to which test unit this belongs",
  );
  for (const piece of pieces) {
    if (piece.kind === "table") readMatrix(place, head, piece);
    else if (piece.kind === "prose") {
      const subject = piece.label === undefined ? undefined : verdictSubject(piece.label);
      if (subject?.of === "group") recordGroupVerdict(place, piece);
      else addToReason(place, cases, head, piece.source, piece);
      if (subject?.of === "case" || subject?.of === "any") {
        for (const id of cases) caseDraft(place.context.draft, id).markings.push(readMarking(piece.body));
      }
    }
  }
}

function readMatrix(place: CasePlace, head: HeadingPiece, table: TablePiece): void {
  const attributed = attributeTable(table, { cases: place.cases, units: [], entries: place.entries });
  if (attributed === undefined) {
    addToReason(
      place,
      place.cases.map((one) => one.id),
      head,
      table.source,
      table,
    );
    return;
  }
  const all = attributed.rows.flatMap((row) => row.results);
  const news = new Set(all.filter((one) => isNewResult(place, one)));
  for (const row of attributed.rows) listDisagreement(place, row);
  const recorded = attributed.rows
    .map((row) => ({ ...row, results: row.results.filter((one) => news.has(one)) }))
    .filter((row) => row.results.length > 0);
  recordTable(place, table, recorded);
  const repeating = attributed.rows.filter((row) => row.results.some((one) => !news.has(one)));
  for (const { id } of place.cases)
    addRows(
      place,
      head,
      table,
      id,
      repeating.filter((row) => row.results.some((one) => one.caseId === id)),
    );
}

/** News: a result for an entry or unit that has none yet, or FAIL where no result of the unit says so. */
function isNewResult(place: CasePlace, one: AttributedResult): boolean {
  const runs = place.context.draft.cases.get(one.caseId)?.units.get(one.unit);
  if (runs === undefined || (one.key !== "once" && !runs.has(one.key))) return true;
  const failed = [...runs.values()].some((run) => run.markings.some((known) => known.marking.fails));
  return one.marking.marking.fails && !failed;
}

function listDisagreement(place: CasePlace, row: AttributedRow): void {
  const { draft } = place.context;
  for (const one of row.results) {
    const runs = [...(draft.cases.get(one.caseId)?.units.get(one.unit)?.values() ?? [])];
    if (
      one.marking.marking.exact === "PASS" &&
      runs.some((run) => run.markings.some((known) => known.marking.fails))
    ) {
      list(
        draft,
        place.ledger.file.path,
        row.row.line,
        "as-stated",
        `the summary says PASS for ${one.caseId} ${one.unit}, its result says FAIL; the result is kept`,
      );
    }
  }
}

/** The rows of one case, as a table of their own. */
function addRows(
  place: CasePlace,
  head: HeadingPiece,
  table: TablePiece,
  id: string,
  rows: readonly AttributedRow[],
): void {
  if (rows.length === 0) return;
  const { lines } = place.ledger.file;
  const top = { line: table.line, endLine: table.line + 1 };
  const numbers = [top.line, top.endLine, ...rows.map((row) => row.row.line)];
  const source = numbers.map((line) => lines[line - 1] ?? "").join("\n");
  caseDraft(place.context.draft, id).reason.push(`**${head.title}**\n\n${source}`);
  const at = [["assessment", "cases", id, "reason"]];
  place.ledger.claim(top, at);
  for (const row of rows) place.ledger.claim({ line: row.row.line, endLine: row.row.line }, at);
}

function addToReason(
  place: CasePlace,
  cases: readonly string[],
  head: HeadingPiece,
  source: string,
  piece: Exclude<Piece, { kind: "rule" }>,
): void {
  if (cases.length === 0) return;
  for (const id of cases) caseDraft(place.context.draft, id).reason.push(`**${head.title}**\n\n${source}`);
  place.ledger.claim(
    piece,
    cases.map((id) => ["assessment", "cases", id, "reason"]),
  );
}
