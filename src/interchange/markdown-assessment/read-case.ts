/** Reads one test case: per unit its method, results by entry, and verdict; the rest is the reason of the case. */
import type { DossierPath } from "#base/path";
import { splitSegments, type Segment } from "./case-segments.ts";
import { caseDraft, list } from "./draft.ts";
import { collectEvidence } from "./evidence-links.ts";
import { casePlace, recordGroupVerdict, type CasePlace, type GroupPlace } from "./group-place.ts";
import { plainText } from "./markup.ts";
import type { HeadingPiece, Piece, ProsePiece, TablePiece } from "./pieces.ts";
import { recordTable, recordMarking, type Recorded } from "./record-results.ts";
import { isMethodLabel, readMarking, verdictSubject } from "./references.ts";
import { attributeTable, entriesOfUnit, type AttributedTable } from "./result-table.ts";
import { toolNamedIn } from "./tool-names.ts";
import { verdictRole } from "./verdict-role.ts";

export function readCase(group: GroupPlace, cases: readonly string[], pieces: readonly Piece[]): void {
  const place = casePlace(group, cases);
  const { context, ledger } = place;
  const first = pieces[0];
  const last = pieces.at(-1);
  for (const one of place.cases) {
    caseDraft(context.draft, one.id);
    if (one.spec === undefined && first !== undefined) {
      list(
        context.draft,
        ledger.file.path,
        first.line,
        "as-stated",
        `${one.id} is no test case of ${context.tests.name}; it is kept under the id as stated`,
      );
    }
  }
  if (first === undefined || last === undefined) return;
  ledger.remark(
    { line: first.line, endLine: last.endLine },
    cases.join(", "),
    "nothing says to which test unit this belongs",
  );
  const segments = splitSegments(pieces);
  for (const segment of segments) readSegment(place, segment, segments);
}

type TextPiece = HeadingPiece | ProsePiece | TablePiece;

function readSegment(place: CasePlace, segment: Segment, segments: readonly Segment[]): void {
  const recorded: Recorded[] = [];
  const texts: TextPiece[] = [];
  const methods: ProsePiece[] = [];
  const verdicts: ProsePiece[] = [];
  for (const piece of segment.pieces) {
    if (piece.kind === "table") {
      const results = attributeTable(piece, {
        cases: place.cases,
        units: segment.labels,
        entries: place.entries,
      });
      if (results === undefined) texts.push(piece);
      else {
        recorded.push(...recordTable(place, piece, results.rows));
        remarkUnclear(place, piece, results);
      }
      continue;
    }
    const purpose = piece.kind === "prose" ? purposeOf(piece) : "text";
    if (piece.kind !== "prose" || purpose === "text") texts.push(piece);
    else if (purpose === "verdict") verdicts.push(piece);
    else methods.push(piece);
  }
  for (const verdict of verdicts) recordVerdict(place, segment, segments, verdict, recorded, texts);
  const kept = storeMethods(place, recorded, methods);
  storeTexts(
    place,
    segment,
    recorded,
    [...texts, ...kept].sort((a, b) => a.line - b.line),
  );
}

/** Single rows that became notes stand there without the header of their table. */
function remarkUnclear(place: CasePlace, table: TablePiece, results: AttributedTable): void {
  if (results.rows.length === 0) return;
  const why = `nothing says to which test unit this belongs (columns: ${table.header.map(plainText).join(", ")})`;
  for (const row of results.unclear)
    place.ledger.remark(
      { line: row.line, endLine: row.line },
      place.cases.map((one) => one.id).join(", "),
      why,
    );
}

/** A verdict line with nothing behind the colon is text like any other. */
function purposeOf(piece: ProsePiece): "verdict" | "method" | "text" {
  if (piece.label === undefined) return "text";
  if (verdictSubject(piece.label) !== undefined)
    return readMarking(piece.body).text === "" ? "text" : "verdict";
  return isMethodLabel(piece.label) ? "method" : "text";
}

function recordVerdict(
  place: CasePlace,
  segment: Segment,
  segments: readonly Segment[],
  piece: ProsePiece,
  recorded: Recorded[],
  texts: TextPiece[],
): void {
  const role = verdictRole(place.cases, segment, segments, piece);
  if (role.of === "group") {
    recordGroupVerdict(place, piece);
    return;
  }
  const marking = readMarking(piece.body);
  const claims: DossierPath[] = [];
  if (role.caseIds.length > 0) {
    for (const id of role.caseIds) {
      caseDraft(place.context.draft, id).markings.push(marking);
      claims.push(["assessment", "cases", id]);
    }
  }
  const [only, ...others] = place.cases;
  let asText = false;
  for (const label of only === undefined || others.length > 0 ? [] : role.units) {
    const known = [
      ...(place.context.draft.cases
        .get(only?.id ?? "")
        ?.units.get(label)
        ?.values() ?? []),
    ];
    // Rows decide. The verdict of a case says nothing new of its units; that of a unit adds only another marking than PASS.
    if (known.length > 0 && role.caseIds.length > 0) continue;
    if (
      known.length > 0 &&
      (marking.exact === "PASS" ||
        known.some((run) => run.markings.some((one) => one.marking.text === marking.text)))
    ) {
      asText = true;
      continue;
    }
    const unit = only?.spec?.units.find((one) => one.label === label);
    const own = unit === undefined ? [] : entriesOfUnit(unit, place.entries);
    const runsOver = unit !== undefined && unit.forEach !== null;
    const key = runsOver && own.length === 1 ? (own[0] ?? "once") : "once";
    const one = recordMarking(place, only?.id ?? "", label, key, {
      marking,
      whole: runsOver && key === "once",
    });
    recorded.push(one);
    claims.push(one.at);
  }
  if (claims.length === 0 || asText) texts.push(piece);
  else place.ledger.claim(piece, claims, [piece.label ?? "", marking.exact === undefined ? "" : piece.body]);
}

/** How it was tested goes to every result of the segment; gives back what has none to go to. */
function storeMethods(
  place: CasePlace,
  recorded: readonly Recorded[],
  methods: readonly ProsePiece[],
): readonly ProsePiece[] {
  if (recorded.length === 0) return methods;
  const drafts = new Set(recorded.map((one) => one.draft));
  for (const piece of methods) {
    for (const draft of drafts) draft.method.push(piece.body);
    place.ledger.claim(
      piece,
      recorded.map((one) => one.at),
      [piece.label ?? ""],
    );
  }
  const text = methods.map((piece) => piece.body).join("\n");
  for (const one of recorded) {
    const type = place.cases.find((known) => known.id === one.caseId)?.spec?.type;
    if (type !== undefined && type !== "conceptual") one.draft.tool ??= toolNamedIn(text);
  }
  return [];
}

/**
 * Prose of a segment: the observation of the only thing that was recorded (once, or for one entry), else the reason of
 * the case. Statements of purpose are always the latter.
 */
function storeTexts(
  place: CasePlace,
  segment: Segment,
  recorded: readonly Recorded[],
  texts: readonly TextPiece[],
): void {
  const { context, ledger } = place;
  const once =
    new Set(recorded.map((one) => one.key)).size === 1
      ? recorded
      : recorded.filter((one) => one.key === "once");
  let headed = false;
  for (const piece of texts) {
    const source = piece.kind === "heading" ? `**${piece.title}**` : piece.source;
    const links = collectEvidence(context, ledger.file.path, source, {
      cases: place.cases.map((one) => one.id),
    });
    for (const one of recorded) one.draft.artefacts.push(...links);
    const isPurpose = piece.kind === "prose" && piece.label !== undefined && /^purpose$/iu.test(piece.label);
    if (once.length > 0 && !isPurpose) {
      for (const draft of new Set(once.map((one) => one.draft))) draft.observations.push(source);
      ledger.claim(
        piece,
        once.map((one) => one.at),
      );
      continue;
    }
    for (const one of place.cases) {
      const { reason } = caseDraft(context.draft, one.id);
      if (!headed && segment.title !== undefined) reason.push(`**${plainText(segment.title)}**`);
      reason.push(source);
    }
    headed = true;
    ledger.claim(
      piece,
      place.cases.map((one) => ["assessment", "cases", one.id, "reason"]),
    );
  }
}
