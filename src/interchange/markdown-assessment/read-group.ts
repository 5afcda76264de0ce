/** Reads test-group files: cases with units, result tables and verdicts, the status line, conditions and the summary. */
import { groupDraft, list } from "./draft.ts";
import { recordGroupVerdict, type GroupPlace } from "./group-place.ts";
import { plainText } from "./markup.ts";
import type { HeadingPiece, Piece, ProsePiece } from "./pieces.ts";
import { readCase } from "./read-case.ts";
import { readConditions } from "./read-conditions.ts";
import { readSummaryMatrix } from "./read-summary-matrix.ts";
import { caseIdsIn, casesInHeading, verdictSubject } from "./references.ts";

type Section =
  | {
      readonly kind: "case" | "summary-matrix";
      readonly cases: readonly string[];
      readonly head: HeadingPiece;
      readonly pieces: Piece[];
    }
  | {
      readonly kind: "preamble" | "other" | "conditions" | "group-summary";
      readonly head: HeadingPiece | undefined;
      readonly pieces: Piece[];
    };

export function readGroupPieces(place: GroupPlace, pieces: readonly Piece[]): void {
  const first = pieces[0];
  const last = pieces.at(-1);
  if (first === undefined || last === undefined) return;
  place.ledger.remark({ line: first.line, endLine: last.endLine }, place.groupId);
  for (const section of splitSections(pieces)) {
    switch (section.kind) {
      case "case":
        readCase(place, section.cases, section.pieces);
        break;
      case "summary-matrix":
        readSummaryMatrix(place, section.cases, section.head, section.pieces);
        break;
      case "conditions":
        readConditions(place, section.pieces);
        break;
      case "group-summary":
        readGroupSummary(place, section.pieces);
        break;
      case "preamble":
      case "other":
        for (const piece of section.pieces) if (piece.kind === "prose") readLooseProse(place, piece);
    }
  }
}

function splitSections(pieces: readonly Piece[]): readonly Section[] {
  const sections: Section[] = [];
  let open: Section = { kind: "preamble", head: undefined, pieces: [] };
  sections.push(open);
  for (const piece of pieces) {
    const begun: Section | undefined = piece.kind === "heading" ? beginSection(piece, open) : undefined;
    if (begun === undefined) {
      open.pieces.push(piece);
      continue;
    }
    open = begun;
    sections.push(open);
  }
  return sections;
}

/** A new section where the heading says what it is, or where an unknown heading ends the open one. */
function beginSection(head: HeadingPiece, open: Section): Section | undefined {
  const cases = casesInHeading(head.title);
  if (cases.length > 0) return { kind: "case", cases, head, pieces: [] };
  if (/\bsummary matrix\b/iu.test(head.title)) {
    const named = caseIdsIn(head.title);
    const around = open.kind === "case" || open.kind === "summary-matrix" ? open.cases : [];
    return { kind: "summary-matrix", cases: named.length > 0 ? named : around, head, pieces: [] };
  }
  if (/^(?:test )?group (?:summary|conclusion)\b|^summary$|^conclusion$/iu.test(head.title))
    return { kind: "group-summary", head, pieces: [] };
  if (/^(?:condition|applicability) evaluation\b/iu.test(head.title))
    return { kind: "conditions", head, pieces: [] };
  return open.head === undefined || head.depth <= open.head.depth
    ? { kind: "other", head, pieces: [] }
    : undefined;
}

function readGroupSummary(place: GroupPlace, pieces: readonly Piece[]): void {
  const { ledger } = place;
  const at = ["assessment", "groups", place.groupId];
  for (const piece of pieces) {
    if (piece.kind === "rule" || piece.kind === "heading") continue;
    if (piece.kind === "prose" && readGroupVerdict(place, piece, true)) continue;
    const group = groupDraft(place.context.draft, place.groupId);
    group.reason.push(piece.source);
    ledger.claim(piece, [[...at, "reason"]]);
  }
}

/** `**Group Verdict**: **PASS**`; inside the summary also a bare `**Verdict**`. */
function readGroupVerdict(place: GroupPlace, piece: ProsePiece, inSummary: boolean): boolean {
  const subject = piece.label === undefined ? undefined : verdictSubject(piece.label);
  if (subject === undefined || (subject.of !== "group" && !(inSummary && subject.of === "any"))) return false;
  recordGroupVerdict(place, piece);
  return true;
}

function readLooseProse(place: GroupPlace, piece: ProsePiece): void {
  if (readGroupVerdict(place, piece, false)) return;
  readStatusLine(place, piece);
}

/** `Provision 5.3-11 — Status: **R C (17)**. Related IXIT: …`: the status as stated, never a claim of support. */
function readStatusLine(place: GroupPlace, piece: ProsePiece): void {
  const { draft } = place.context;
  const found =
    /^Provision\s+(\d{1,2}(?:\.\d{1,2})?-\d{1,2}[A-Z]?)\s*[—–:-]+\s*Status:\s*([^.]{1,60})(?:\.|$)/iu.exec(
      plainText(piece.source),
    );
  if (found === null) return;
  const id = (found[1] ?? "").toUpperCase();
  const status = (found[2] ?? "").trim();
  const known = draft.ics.get(id);
  if (known?.statedStatus !== undefined && known.statedStatus !== status) {
    list(
      draft,
      place.ledger.file.path,
      piece.line,
      "as-stated",
      `status of ${id} is given as ${known.statedStatus} and as ${status}; the first is kept`,
    );
  }
  const notes = known?.notes === undefined ? piece.source : `${known.notes}\n\n${piece.source}`;
  draft.ics.set(id, { ...known, statedStatus: known?.statedStatus ?? status, notes });
  place.ledger.claim(piece, [["ics", id]]);
}
