/** Proves that an import dropped nothing: every line with text is found again at the place the import says it went to. */
import { formatPath, pathKey, type DossierPath } from "#base/path";
import type { Dossier } from "#dossier";
import { valueAt } from "./dossier-value.ts";
import { readPieces } from "./pieces.ts";
import type { ImportFile, ImportReading } from "./reading-types.ts";
import { cleanText, type SourceFile } from "./source-file.ts";

export interface Account {
  /** Lines with text. */
  readonly lines: number;
  /** Of these: headings, rules and table delimiters, which carry no text of their own. */
  readonly structure: number;
  /** Files that were refused as a whole, with a problem each. */
  readonly refused: readonly string[];
  readonly unaccounted: readonly {
    readonly file: string;
    readonly line: number;
    readonly text: string;
    readonly why: string;
  }[];
}

interface Claim {
  readonly at: readonly DossierPath[];
  readonly words: readonly string[];
}

export function accountFor(files: readonly ImportFile[], reading: ImportReading): Account {
  const refused = new Set(
    reading.listing.filter((one) => one.disposition === "refused").map((one) => one.file),
  );
  const textAt = textReader(reading.dossier);
  const claims = claimsByFile(reading);
  const unaccounted: Account["unaccounted"][number][] = [];
  let count = 0;
  let structure = 0;
  for (const input of files) {
    if (refused.has(input.path)) continue;
    const text = cleanText(input.text);
    const file: SourceFile = { path: input.path, text, lines: text.split("\n") };
    const structural = structuralLines(file);
    const byLine = claims.get(input.path);
    file.lines.forEach((line, index) => {
      if (line.trim() === "") return;
      count += 1;
      if (structural.has(index + 1) || bare(line) === "") {
        structure += 1;
        return;
      }
      const why = whyMissing(line, byLine?.get(index + 1) ?? [], textAt);
      if (why !== undefined) unaccounted.push({ file: input.path, line: index + 1, text: line, why });
    });
  }
  return { lines: count, structure, refused: [...refused], unaccounted };
}

function structuralLines(file: SourceFile): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const piece of readPieces(file)) {
    if (piece.kind === "heading" || piece.kind === "rule") {
      for (let line = piece.line; line <= piece.endLine; line += 1) lines.add(line);
    } else if (piece.kind === "table") lines.add(piece.line + 1);
  }
  return lines;
}

function claimsByFile(reading: ImportReading): ReadonlyMap<string, ReadonlyMap<number, readonly Claim[]>> {
  const files = new Map<string, Map<number, Claim[]>>();
  for (const item of reading.trace) {
    const lines = files.get(item.file) ?? new Map<number, Claim[]>();
    files.set(item.file, lines);
    for (let line = item.line; line <= item.endLine; line += 1) {
      const known = lines.get(line);
      if (known === undefined) lines.set(line, [item]);
      else known.push(item);
    }
  }
  return files;
}

function whyMissing(
  line: string,
  claims: readonly Claim[],
  textAt: (path: DossierPath) => string,
): string | undefined {
  if (claims.length === 0) return "nothing claims the line";
  const wanted = bare(line);
  const words = claims.flatMap((claim) => claim.words.map(bare)).join("\n");
  const paths = claims.flatMap((claim) => claim.at);
  const texts = paths.map(textAt);
  if (texts.some((text) => text.includes(wanted))) return undefined;
  // Understood in parts: every word stands in the record, in its path, or among the words that were understood.
  const whole = [...texts, words].join("\n");
  const lost = line
    .split(/[\s|,;]+/u)
    .map(bare)
    .filter((word) => word !== "" && !whole.includes(word));
  return lost.length === 0
    ? undefined
    : `"${lost.slice(0, 5).join(" ")}" is not at ${paths.map(formatPath).slice(0, 3).join(", ")}`;
}

/** Text without marks and spaces, so that only what it says is compared. */
function bare(text: string): string {
  return text.replace(/[\s*`|\\#>:_-]|<br\s*\/?>/gu, "").toLowerCase();
}

function textReader(dossier: Dossier): (path: DossierPath) => string {
  const known = new Map<string, string>();
  return (path) => {
    const key = pathKey(path);
    const cached = known.get(key);
    if (cached !== undefined) return cached;
    const text = bare([...path.map(String), ...stringsIn(valueAt(dossier, path))].join("\n"));
    known.set(key, text);
    return text;
  };
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [key, ...stringsIn(member)]);
}
