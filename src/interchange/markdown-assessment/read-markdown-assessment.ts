/** The import itself: files in, a dossier, a listing and an account of every line out. */
import type { DossierPath } from "#base/path";
import { problem, type Problem } from "#problems";
import {
  findEdition,
  indexProvisions,
  indexTestSpecification,
  type Catalogue,
  type EditionRef,
} from "#standards";
import {
  emptyDraft,
  list,
  type Draft,
  type KnownProvisions,
  type KnownTests,
  type ReadingContext,
} from "./draft.ts";
import { indexEntries } from "./entry-cell.ts";
import { attachmentsOf } from "./evidence-links.ts";
import { countUnitResults, finishDossier } from "./finish-dossier.ts";
import { openLedger, type Ledger } from "./ledger.ts";
import { readPieces, trimBlankLines, type Piece } from "./pieces.ts";
import { readGroupPieces } from "./read-group.ts";
import { readIcsTable } from "./read-ics.ts";
import { readIxitPieces } from "./read-ixit.ts";
import type { ImportCounts, ImportFile, ImportOptions, ImportReading, ListingItem } from "./reading-types.ts";
import { splitParts, type FilePart } from "./file-parts.ts";
import { defaultLimits, guardFile } from "./source-file.ts";

const defaultProvisions: EditionRef = { document: "ETSI EN 303 645", edition: "V3.1.3" };
const defaultTests: EditionRef = { document: "ETSI TS 103 701", edition: "V2.1.1" };

/** Reads assessments written as Markdown. Pure; files and the folder listing come from the caller. */
export function readMarkdownAssessment(
  files: readonly ImportFile[],
  catalogue: Catalogue,
  options: ImportOptions,
): ImportReading {
  const provisionsRef = options.provisions ?? defaultProvisions;
  const testsRef = options.tests ?? defaultTests;
  const provisions = knownProvisions(catalogue, provisionsRef);
  const tests = knownTests(catalogue, testsRef);
  const known = provisions !== undefined && tests !== undefined;
  const problems: Problem[] = [];
  if (!known) problems.push(editionUnknown(provisions === undefined ? provisionsRef : testsRef));
  const draft = emptyDraft();
  const context: ReadingContext = {
    // Where one is missing nothing can be recognised, and everything becomes a note.
    provisions: known
      ? provisions
      : { document: provisionsRef.document, name: nameOf(provisionsRef), byId: new Map() },
    tests: known ? tests : { name: nameOf(testsRef), tables: [], caseById: new Map(), groupById: new Map() },
    draft,
    otherFiles: new Set(options.otherFiles ?? []),
  };
  const opened = openFiles(context, files, options, problems);
  if (known) readAll(context, opened);
  for (const one of opened) keepLeftovers(draft, one.ledger);
  completeHeader(draft, options, problems);
  if (
    known &&
    opened.length > 0 &&
    draft.ixit.size + draft.ics.size + draft.cases.size + draft.groups.size === 0
  ) {
    problems.push(
      problem("import/nothing-recognised", {
        message: `None of the ${String(opened.length)} files holds an IXIT table, an ICS table or a test group`,
        at: ["notes"],
      }),
    );
  }
  return {
    dossier: finishDossier(context, options, [provisionsRef, testsRef]),
    listing: inReadingOrder(draft.listing, files),
    counts: countAll(draft, files.length, opened.length),
    problems,
    attachments: attachmentsOf(context),
    trace: opened.flatMap((one) => one.ledger.trace()),
  };
}

function editionUnknown(ref: EditionRef): Problem {
  return problem("import/edition-unknown", {
    message: `The catalogue has no ${nameOf(ref)}, against which the files should be read`,
    at: ["header", "standards"],
  });
}

interface OpenedFile {
  readonly ledger: Ledger;
  readonly parts: readonly FilePart[];
}

/** Files that may be read; the others are refused with a problem and a note in their place. */
function openFiles(
  context: ReadingContext,
  files: readonly ImportFile[],
  options: ImportOptions,
  problems: Problem[],
): readonly OpenedFile[] {
  const { draft } = context;
  const limits = { ...defaultLimits, ...options.limits };
  return files.flatMap((input) => {
    const guarded = guardFile(input, limits);
    if ("refused" in guarded) {
      const { path, line, why } = guarded.refused;
      const at: DossierPath = ["notes", draft.notes.length];
      draft.notes.push({
        source: path,
        line,
        why: "file refused",
        text: `${path} was not imported: ${why}.`,
      });
      list(draft, path, line, "refused", `not imported: ${why}`);
      problems.push(
        problem("import/file-refused", {
          message: `${path} was not imported: ${why} (line ${String(line)})`,
          at,
        }),
      );
      return [];
    }
    const pieces = readPieces(guarded.file);
    const ledger = openLedger(guarded.file);
    markStructure(ledger, pieces);
    return [{ ledger, parts: splitParts(context.tests, guarded.file.path, pieces) }];
  });
}

function markStructure(ledger: Ledger, pieces: readonly Piece[]): void {
  for (const piece of pieces) {
    if (piece.kind === "heading" || piece.kind === "rule") ledger.structure(piece);
    if (piece.kind !== "table") continue;
    for (const row of piece.rows)
      if (row.cells.every((cell) => cell === "")) ledger.structure({ line: row.line, endLine: row.line });
  }
}

/** IXIT first: result tables are read against its entries. ICS rows before the status lines of the groups. */
function readAll(context: ReadingContext, opened: readonly OpenedFile[]): void {
  const each = (act: (part: FilePart, ledger: Ledger) => void): void => {
    for (const { ledger, parts } of opened) for (const part of parts) act(part, ledger);
  };
  each((part, ledger) => {
    if (part.of.kind === "ixit") readIxitPieces(context, ledger, part.of.table, part.pieces);
  });
  each((part, ledger) => {
    if (part.of.kind !== "none") return;
    for (const piece of part.pieces) if (piece.kind === "table") readIcsTable(context, ledger, piece);
  });
  const entries = indexEntries(context.draft);
  each((part, ledger) => {
    if (part.of.kind === "group")
      readGroupPieces({ context, ledger, groupId: part.of.groupId, entries }, part.pieces);
  });
}

function keepLeftovers(draft: Draft, ledger: Ledger): void {
  const { file } = ledger;
  for (const left of ledger.leftovers()) {
    const text = trimBlankLines(file.lines.slice(left.line - 1, left.endLine).join("\n"));
    ledger.claim({ line: left.line, endLine: left.endLine }, [["notes", draft.notes.length]]);
    draft.notes.push({
      source: file.path,
      line: left.line,
      ...(left.endLine > left.line ? { endLine: left.endLine } : {}),
      ...(left.about === undefined ? {} : { about: left.about }),
      ...(left.why === undefined ? {} : { why: left.why }),
      text,
    });
    list(
      draft,
      file.path,
      left.line,
      "note",
      left.why ??
        `kept as a note${left.about === undefined ? "" : ` about ${left.about}`}: ${firstWords(text)}`,
    );
  }
}

function firstWords(text: string): string {
  const line = text.split("\n").find((one) => /[\p{L}\p{N}]/u.test(one)) ?? text;
  return line.length <= 70 ? line.trim() : `${line.slice(0, 69).trim()}…`;
}

function completeHeader(draft: Draft, options: ImportOptions, problems: Problem[]): void {
  if (options.supplierName !== undefined) return;
  list(
    draft,
    "plumbline.yaml",
    1,
    "to-complete",
    "the name of the supplier (parties.supplier.name) is not in the imported files",
  );
  problems.push(
    problem("import/to-complete", {
      message: "The imported files do not name the Supplier Organization; a placeholder stands in its place",
      at: ["header", "parties", "supplier", "name"],
    }),
  );
}

function inReadingOrder(
  listing: readonly ListingItem[],
  files: readonly ImportFile[],
): readonly ListingItem[] {
  const rank = new Map(files.map((file, index) => [file.path, index]));
  const rankOf = (item: ListingItem): number => rank.get(item.file) ?? files.length;
  return [...listing].sort((a, b) => rankOf(a) - rankOf(b) || a.line - b.line);
}

function countAll(draft: Draft, files: number, read: number): ImportCounts {
  const entriesByTable = Object.fromEntries([...draft.ixit].map(([table, entries]) => [table, entries.size]));
  return {
    files,
    refused: files - read,
    ixitTables: draft.ixit.size,
    ixitEntries: Object.values(entriesByTable).reduce((sum, one) => sum + one, 0),
    entriesByTable,
    icsRows: draft.ics.size,
    answers: draft.answers.size,
    groups: draft.groups.size,
    cases: draft.cases.size,
    unitResults: countUnitResults(draft),
    evidence: draft.evidence.size,
    notes: draft.notes.length,
  };
}

function knownProvisions(catalogue: Catalogue, ref: EditionRef): KnownProvisions | undefined {
  const edition = findEdition(catalogue, ref);
  if (edition?.kind !== "provisions") return undefined;
  return { document: ref.document, name: nameOf(ref), byId: indexProvisions(edition).byId };
}

function knownTests(catalogue: Catalogue, ref: EditionRef): KnownTests | undefined {
  const edition = findEdition(catalogue, ref);
  if (edition?.kind !== "test-specification") return undefined;
  const { caseById, groupById } = indexTestSpecification(edition);
  return { name: nameOf(ref), tables: edition.ixit, caseById, groupById };
}

function nameOf(ref: EditionRef): string {
  return `${ref.document} ${ref.edition}`;
}
