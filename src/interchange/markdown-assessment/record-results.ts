/** Puts attributed rows of result tables into the draft and claims their lines. */
import type { DossierPath } from "#base/path";
import { caseDraft, list, unitDraft, type FoundMarking, type UnitDraft } from "./draft.ts";
import { collectEvidence } from "./evidence-links.ts";
import type { GroupPlace } from "./group-place.ts";
import { emptyHeaders, type TablePiece } from "./pieces.ts";
import type { AttributedRow } from "./result-table.ts";

/** A result recorded from a segment. */
export interface Recorded {
  readonly draft: UnitDraft;
  readonly at: DossierPath;
  readonly unit: string;
  readonly key: string;
  readonly caseId: string;
}

export function recordMarking(
  place: GroupPlace,
  caseId: string,
  unit: string,
  key: string,
  marking: FoundMarking,
): Recorded {
  const draft = unitDraft(caseDraft(place.context.draft, caseId), unit, key);
  if (marking.marking.text !== "") draft.markings.push(marking);
  return { draft, at: ["assessment", "cases", caseId, "units", unit, key], unit, key, caseId };
}

/** Records the attributed rows; the others stay open and become notes. */
export function recordTable(
  place: GroupPlace,
  table: TablePiece,
  rows: readonly AttributedRow[],
): readonly Recorded[] {
  const { context, ledger } = place;
  const all: Recorded[] = [];
  for (const { row, results: found, remark, words } of rows) {
    const own = found.map((one) => {
      const recorded = recordMarking(place, one.caseId, one.unit, one.key, one.marking);
      if (one.observation !== "") recorded.draft.observations.push(one.observation);
      recorded.draft.artefacts.push(
        ...collectEvidence(context, ledger.file.path, row.cells.join(" "), { cases: [one.caseId] }),
      );
      return recorded;
    });
    ledger.claim(
      { line: row.line, endLine: row.line },
      own.map((one) => one.at),
      [...words, ...own.map((one) => one.key)],
    );
    if (remark !== undefined) list(context.draft, ledger.file.path, row.line, "as-stated", remark);
    all.push(...own);
  }
  if (all.length > 0) {
    const words = [
      ...(rows[0]?.words ?? []),
      ...emptyHeaders(
        table,
        rows.map((one) => one.row),
      ),
    ];
    ledger.claim(
      { line: table.line, endLine: table.line + 1 },
      all.map((one) => one.at),
      words,
    );
  }
  return all;
}
