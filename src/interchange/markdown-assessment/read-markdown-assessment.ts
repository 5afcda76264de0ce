/** The import itself: files in, a dossier, a listing and an account of every line out. */
import type { DossierPath } from "#base/path";
import { problem, type Problem } from "#problems";
import {
  findEdition,
  indexProvisions,
  indexTestSpecification,
  type Catalogue,
  type IxitTableSpec,
  type ProvisionsEdition,
  type TestSpecification,
} from "#standards";
import { emptyDraft, list, type Draft, type ReadingContext } from "./draft.ts";
import { indexEntries } from "./entry-cell.ts";
import { attachmentsOf } from "./evidence-links.ts";
import { countUnitResults, finishDossier } from "./finish-dossier.ts";
import { openLedger, type Ledger } from "./ledger.ts";
import { readPieces, trimBlankLines } from "./pieces.ts";
import { readGroupPieces } from "./read-group.ts";
import { readIcsTable } from "./read-ics.ts";
import { readIxitPieces } from "./read-ixit.ts";
import type { ImportCounts, ImportFile, ImportOptions, ImportReading, ListingItem } from "./reading-types.ts";
import { splitParts, type FilePart } from "./file-parts.ts";
import { defaultLimits, guardFile } from "./source-file.ts";

const defaultProvisions = { document: "ETSI EN 303 645", edition: "V3.1.3" };
const defaultTests = { document: "ETSI TS 103 701", edition: "V2.1.1" };

/** Reads assessments written as Markdown. Pure; files and the folder listing come from the caller. */
export function readMarkdownAssessment(files: readonly ImportFile[], catalogue: Catalogue, options: ImportOptions): ImportReading {
  const editions = [options.provisions ?? defaultProvisions, options.tests ?? defaultTests];
  const [provisionsRef = defaultProvisions, testsRef = defaultTests] = editions;
  const provisions = findEdition(catalogue, provisionsRef);
  const tests = findEdition(catalogue, testsRef);
  const known = provisions?.kind === "provisions" && tests?.kind === "test-specification";
  const problems: Problem[] = [];
  if (!known) {
    const missing = provisions?.kind === "provisions" ? testsRef : provisionsRef;
    problems.push(
      problem("import/edition-unknown", {
        message: `The catalogue has no ${missing.document} ${missing.edition}, against which the files should be read`,
        at: ["header", "standards"],
      }),
    );
  }
  const draft = emptyDraft();
  const context: ReadingContext = {
    provisions: indexProvisions(known ? provisions : noProvisions(provisionsRef)),
    tests: indexTestSpecification(known ? tests : noTests(testsRef)),
    draft,
    otherFiles: new Set(options.otherFiles ?? []),
  };
  const opened = openFiles(context, files, options, problems);
  readAll(context, opened);
  for (const one of opened) keepLeftovers(draft, one.ledger);
  completeHeader(draft, options, problems);
  if (known && opened.length > 0 && draft.ixit.size + draft.ics.size + draft.cases.size + draft.groups.size === 0) {
    problems.push(
      problem("import/nothing-recognised", {
        message: `None of the ${String(opened.length)} files holds an IXIT table, an ICS table or a test group`,
        at: ["notes"],
      }),
    );
  }
  return {
    dossier: finishDossier(context, options, editions),
    listing: inReadingOrder(draft.listing, files),
    counts: countAll(draft, files.length, opened.length),
    problems,
    attachments: attachmentsOf(context),
    trace: opened.flatMap((one) => one.ledger.trace()),
  };
}

interface OpenedFile {
  readonly ledger: Ledger;
  readonly parts: readonly FilePart[];
}

/** Files that may be read; the others are refused with a problem and a note in their place. */
function openFiles(context: ReadingContext, files: readonly ImportFile[], options: ImportOptions, problems: Problem[]): readonly OpenedFile[] {
  const { draft } = context;
  const limits = { ...defaultLimits, ...options.limits };
  return files.flatMap((input) => {
    const guarded = guardFile(input, limits);
    if ("refused" in guarded) {
      const { path, line, why } = guarded.refused;
      const at: DossierPath = ["notes", draft.notes.length];
      draft.notes.push({ source: path, line, why: "file refused", text: `${path} was not imported: ${why}.` });
      list(draft, path, line, "refused", `not imported: ${why}`);
      problems.push(problem("import/file-refused", { message: `${path} was not imported: ${why} (line ${String(line)})`, at }));
      return [];
    }
    const pieces = readPieces(guarded.file);
    const ledger = openLedger(guarded.file);
    for (const piece of pieces) if (piece.kind === "heading" || piece.kind === "rule") ledger.structure(piece);
    return [{ ledger, parts: splitParts(context.tests, guarded.file.path, pieces) }];
  });
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
    if (part.of.kind === "group") readGroupPieces({ context, ledger, groupId: part.of.groupId, entries }, part.pieces);
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
    list(draft, file.path, left.line, "note", left.why ?? `kept as a note${left.about === undefined ? "" : ` about ${left.about}`}: ${firstWords(text)}`);
  }
}

function firstWords(text: string): string {
  const line = text.split("\n").find((one) => /[\p{L}\p{N}]/u.test(one)) ?? text;
  return line.length <= 70 ? line.trim() : `${line.slice(0, 69).trim()}…`;
}

function completeHeader(draft: Draft, options: ImportOptions, problems: Problem[]): void {
  if (options.supplierName !== undefined) return;
  list(draft, "plumbline.yaml", 1, "to-complete", "the name of the supplier (parties.supplier.name) is not in the imported files");
  problems.push(
    problem("import/to-complete", {
      message: "The imported files do not name the Supplier Organization; a placeholder stands in its place",
      at: ["header", "parties", "supplier", "name"],
    }),
  );
}

function inReadingOrder(listing: readonly ListingItem[], files: readonly ImportFile[]): readonly ListingItem[] {
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

const nothing = { date: "1970-01", title: "", completeness: "partial" as const, limits: [], sources: [{ what: "" }], clauses: [] };

/** Stand-ins for an unknown edition: nothing is recognised, everything becomes a note. */
function noProvisions(ref: { readonly document: string; readonly edition: string }): ProvisionsEdition {
  return { ...nothing, ...ref, kind: "provisions", legend: { status: {}, support: {}, detail: {} }, families: [], conditions: [], features: [], provisions: [], void: [] };
}

function noTests(ref: { readonly document: string; readonly edition: string }): TestSpecification {
  const empty: IxitTableSpec[] = [];
  return { ...nothing, ...ref, kind: "test-specification", ixit: empty, groups: [] } as unknown as TestSpecification;
}
