/** Reads IXIT files: an entry per heading (or `**ID**:` line), a field per heading or bold label. */
import type { DossierPath } from "#base/path";
import type { IxitFieldSpec, IxitTableSpec } from "#standards";
import { ensure, isUsableId, list, type EntryDraft, type ReadingContext } from "./draft.ts";
import { collectEvidence } from "./evidence-links.ts";
import { matchField } from "./field-names.ts";
import type { Ledger, LineRange } from "./ledger.ts";
import { plainText } from "./markup.ts";
import { trimBlankLines, type HeadingPiece, type Piece } from "./pieces.ts";
import { ixitInHeading } from "./references.ts";

/** Reads the pieces of one table; lines that belong to no field stay open and become notes. */
export function readIxitPieces(
  context: ReadingContext,
  ledger: Ledger,
  table: IxitTableSpec,
  pieces: readonly Piece[],
): void {
  const first = pieces[0];
  const last = pieces.at(-1);
  if (first === undefined || last === undefined) return;
  ledger.remark({ line: first.line, endLine: last.endLine }, table.id);
  if (table.repeating) {
    for (const entry of splitEntries(table, pieces)) readEntry(context, ledger, table, entry);
  } else {
    readFields(context, ledger, table, { id: table.id, title: undefined, head: undefined, depth: 0, pieces });
  }
}

interface EntrySection {
  readonly id: string;
  readonly title: string | undefined;
  readonly head: LineRange | undefined;
  /** Depth of the entry's heading; 6 for a label, below which no heading can stand. */
  readonly depth: number;
  readonly pieces: readonly Piece[];
}

interface EntryHead {
  readonly id: string;
  readonly title: string | undefined;
}

function splitEntries(table: IxitTableSpec, pieces: readonly Piece[]): readonly EntrySection[] {
  const sections: {
    id: string;
    title: string | undefined;
    head: LineRange;
    depth: number;
    pieces: Piece[];
  }[] = [];
  let open: (typeof sections)[number] | undefined;
  for (const piece of pieces) {
    const head = entryHead(table, piece);
    if (head !== undefined) {
      open = { ...head, head: piece, depth: piece.kind === "heading" ? piece.depth : 6, pieces: [] };
      sections.push(open);
    } else if (piece.kind === "heading" && open !== undefined && endsEntry(table, open, piece)) {
      open = undefined;
    } else {
      open?.pieces.push(piece);
    }
  }
  return sections;
}

/** A heading at the entry's own depth or above ends it, unless it is a field (writers forget a `#`). */
function endsEntry(
  table: IxitTableSpec,
  open: { readonly depth: number; readonly head: LineRange },
  piece: HeadingPiece,
): boolean {
  return piece.depth <= open.depth && matchField(table, fieldNameOf(piece.title))?.exact !== true;
}

function entryHead(table: IxitTableSpec, piece: Piece): EntryHead | undefined {
  if (piece.kind === "heading") {
    const labelled = /^(?:entry |ixit )?(?:id|identifier)\s*[:–-]\s*(\S.*)$/iu.exec(piece.title);
    if (labelled !== null) return splitId(labelled[1] ?? "");
    const bare =
      /^[A-Za-z0-9][\w.+-]*$/u.test(piece.title) &&
      piece.title.toLowerCase().startsWith(`${table.abbreviation.toLowerCase()}-`);
    return bare ? { id: piece.title, title: undefined } : undefined;
  }
  if (
    piece.kind !== "prose" ||
    piece.label === undefined ||
    !/^(?:entry |ixit )?(?:id|identifier)$/iu.test(piece.label)
  )
    return undefined;
  return piece.body.includes("\n") ? undefined : splitId(plainText(piece.body));
}

/** `UpdMech-WebUI: User-initiated update` → the id is the first word, the rest a title. */
function splitId(text: string): EntryHead | undefined {
  const found = /^(\S+?)(?:\s*[:–]\s+|\s+[–-]\s+|\s+|:?$)(.*)$/u.exec(text);
  const id = found?.[1] ?? "";
  if (!isUsableId(id)) return undefined;
  const title = (found?.[2] ?? "").trim();
  return { id, title: title === "" ? undefined : title };
}

function readEntry(
  context: ReadingContext,
  ledger: Ledger,
  table: IxitTableSpec,
  section: EntrySection,
): void {
  const entries = ensure(context.draft.ixit, table.id, () => new Map<string, EntryDraft>());
  const end = section.pieces.at(-1)?.endLine ?? section.head?.endLine ?? 1;
  const line = section.head?.line ?? 1;
  if (entries.has(section.id)) {
    ledger.remark(
      { line, endLine: end },
      `${table.id} ${section.id}`,
      `entry ${section.id} of ${table.id} is defined a second time`,
    );
    return;
  }
  readFields(context, ledger, table, section);
}

function readFields(
  context: ReadingContext,
  ledger: Ledger,
  table: IxitTableSpec,
  section: EntrySection,
): void {
  const byHeading = section.pieces.some(
    (piece) => piece.kind === "heading" && matchField(table, fieldNameOf(piece.title)) !== undefined,
  );
  const found = byHeading ? fieldsByHeading(table, section) : fieldsByLabel(table, section);
  if (!table.repeating && found.length === 0) return;
  const entries = ensure(context.draft.ixit, table.id, () => new Map<string, EntryDraft>());
  const entry = ensure(entries, section.id, () => ({ fields: new Map(), additional: new Map() }));
  const at = ["ixit", table.id, section.id];
  if (section.head !== undefined) {
    ledger.claim(section.head, section.title === undefined ? [] : [[...at, "additional", "Title"]], [
      "ID",
      section.id,
    ]);
    if (section.title !== undefined) entry.additional.set("Title", section.title);
  }
  for (const field of found) storeField(context, ledger, table, entry, at, field);
}

interface FoundField {
  /** The words of the heading or label. */
  readonly named: string;
  readonly field: IxitFieldSpec | undefined;
  readonly exact: boolean;
  readonly head: LineRange;
  /** Text on the line of the name. */
  readonly inline: string;
  readonly pieces: readonly Piece[];
}

function fieldNameOf(title: string): string {
  return title.split(":")[0] ?? title;
}

/** Fields by heading. In a single record an unknown heading ends the field; in an entry it is a field of its own. */
function fieldsByHeading(table: IxitTableSpec, section: EntrySection): readonly FoundField[] {
  const found: {
    named: string;
    field: IxitFieldSpec | undefined;
    exact: boolean;
    head: HeadingPiece;
    inline: string;
    pieces: Piece[];
  }[] = [];
  const filled = new Set<string>();
  const usual = usualFieldDepth(table, section);
  let open: (typeof found)[number] | undefined;
  for (const piece of section.pieces) {
    if (piece.kind !== "heading") {
      open?.pieces.push(piece);
      continue;
    }
    const named = fieldNameOf(piece.title);
    const match = matchField(table, named);
    const deeper = open !== undefined && piece.depth > open.head.depth;
    const isField = match !== undefined && (!deeper || (match.exact && !filled.has(match.name)));
    if (!isField && deeper && (piece.depth !== usual || !table.repeating)) {
      open?.pieces.push(piece);
      continue;
    }
    if (!isField && !isAdditional(table, section, piece)) {
      open = undefined;
      continue;
    }
    const field = match === undefined ? undefined : table.fields.find((one) => one.name === match.name);
    if (field !== undefined) filled.add(field.name);
    const inline = field === undefined ? "" : textAfterColon(piece.source);
    open = {
      named: field === undefined ? piece.title : named,
      field,
      exact: match?.exact ?? true,
      head: piece,
      inline,
      pieces: [],
    };
    found.push(open);
  }
  return found;
}

/** The depth at which most fields of the entry stand: one forgotten `#` does not make its neighbours part of a field. */
function usualFieldDepth(table: IxitTableSpec, section: EntrySection): number {
  const counts = new Map<number, number>();
  for (const piece of section.pieces) {
    if (piece.kind !== "heading" || matchField(table, fieldNameOf(piece.title)) === undefined) continue;
    counts.set(piece.depth, (counts.get(piece.depth) ?? 0) + 1);
  }
  const [usual] = [...counts].sort(([a, many], [b, more]) => more - many || a - b);
  return usual?.[0] ?? 0;
}

/** `**Confirmation of …**: Yes` → `Yes` */
function textAfterColon(source: string): string {
  const colon = source.indexOf(":");
  if (colon < 0) return "";
  const text = source.slice(colon + 1).replace(/^[*_\s]+/u, "");
  return text.split("**").length % 2 === 0 ? text.replace(/\*\*$/u, "").trimEnd() : text;
}

function isAdditional(table: IxitTableSpec, section: EntrySection, piece: HeadingPiece): boolean {
  return (
    table.repeating &&
    piece.depth > section.depth &&
    piece.title !== "" &&
    ixitInHeading(piece.title) === undefined
  );
}

/** Fields by `**Label**:`. A paragraph with an unknown label is a field of its own; a list item is not. */
function fieldsByLabel(table: IxitTableSpec, section: EntrySection): readonly FoundField[] {
  const found: (Omit<FoundField, "pieces"> & { readonly pieces: Piece[] })[] = [];
  for (const piece of section.pieces) {
    if (piece.kind === "prose" && piece.label !== undefined) {
      const match = matchField(table, piece.label);
      const field = match === undefined ? undefined : table.fields.find((one) => one.name === match.name);
      if (field !== undefined || (table.repeating && !piece.listItem)) {
        found.push({
          named: piece.label,
          field,
          exact: match?.exact ?? true,
          head: piece,
          inline: piece.body,
          pieces: [],
        });
        continue;
      }
    }
    // In a single record whose fields are labels, a heading begins something else.
    if (piece.kind === "heading" && !table.repeating) break;
    found.at(-1)?.pieces.push(piece);
  }
  return found;
}

function storeField(
  context: ReadingContext,
  ledger: Ledger,
  table: IxitTableSpec,
  entry: EntryDraft,
  at: readonly string[],
  found: FoundField,
): void {
  const { draft } = context;
  const { file } = ledger;
  const name = found.field?.name ?? found.named;
  const path: DossierPath = found.field === undefined ? [...at, "additional", name] : [...at, name];
  const pieces = withoutRulesAtTheEnd(found.pieces);
  const range =
    pieces.length === 0 ? undefined : { line: pieces[0]?.line ?? 1, endLine: pieces.at(-1)?.endLine ?? 1 };
  const below =
    range === undefined ? "" : trimBlankLines(file.lines.slice(range.line - 1, range.endLine).join("\n"));
  const content = [found.inline, below].filter((text) => text !== "").join("\n\n");
  ledger.claim(found.head, [path], [found.named, name]);
  if (range !== undefined) ledger.claim(range, [path]);
  if (found.field === undefined) {
    const known = entry.additional.get(name);
    entry.additional.set(name, known === undefined ? content : `${known}\n\n${content}`);
    list(
      draft,
      file.path,
      found.head.line,
      "additional",
      `"${name}" is no field of ${table.id}; kept as an additional field of ${at.at(-1) ?? ""}`,
    );
  } else {
    const known = entry.fields.get(name);
    const text = known === undefined ? content : `${String(known)}\n\n${content}`;
    entry.fields.set(
      name,
      (found.field.format === "reference" && known === undefined ? idList(content) : undefined) ?? text,
    );
    if (!found.exact)
      list(
        draft,
        file.path,
        found.head.line,
        "read-as",
        `"${found.named}" is read as the field ${name} of ${table.id}`,
      );
    if (known !== undefined)
      list(
        draft,
        file.path,
        found.head.line,
        "as-stated",
        `${name} of ${at.at(-1) ?? ""} is given twice; the texts are joined`,
      );
  }
  collectEvidence(context, file.path, content, { ixit: [String(at.at(-1))] });
}

function withoutRulesAtTheEnd(pieces: readonly Piece[]): readonly Piece[] {
  let end = pieces.length;
  while (end > 0 && pieces[end - 1]?.kind === "rule") end -= 1;
  return pieces.slice(0, end);
}

/** The ids of a field that holds nothing but ids (bullets, commas, code marks); undefined for prose. */
export function idList(content: string): string[] | undefined {
  const items = content
    .split(/\n|,|;/u)
    .map((item) => item.replace(/^\s*[-*+]\s+/u, "").trim())
    .filter((item) => item !== "");
  const ids = items.map((item) =>
    /^(`?)([A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9_.]+)+)\1\.?$/u.exec(item)?.[2]?.replace(/\.$/u, ""),
  );
  const known = ids.filter((id) => id !== undefined);
  return known.length > 0 && known.length === ids.length ? known : undefined;
}
