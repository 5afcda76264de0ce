/** Finds provisions, requirements, test groups, cases and IXIT tables by id or by words. */
import type { Confidence } from "#base/confidence";
import type { Catalogue } from "./catalogue.ts";
import type { Edition, ProvisionsEdition, RequirementsEdition, TestSpecification } from "./edition.ts";

export interface SearchHit {
  readonly document: string;
  readonly edition: string;
  readonly kind: "provision" | "requirement" | "void" | "test-group" | "test-case" | "ixit";
  readonly id: string;
  readonly clause: string;
  readonly title: string;
  /** The part of the text around the first word found. */
  readonly excerpt: string;
  readonly confidence: Confidence;
}

export interface SearchOptions {
  readonly document?: string;
  readonly edition?: string;
  /** At most this many hits; 50 when absent. */
  readonly limit?: number;
}

interface Entry {
  readonly hit: Omit<SearchHit, "excerpt">;
  readonly text: string;
  /** Lower case, without accents. */
  readonly ids: readonly string[];
  readonly title: string;
  readonly body: string;
}

const indexes = new WeakMap<Edition, readonly Entry[]>();

/**
 * The best hits first: the id itself, then ids that begin with it, then entries that have every word in the title,
 * then entries that have every word somewhere. All words must match; case and accents do not matter.
 */
export function searchCatalogue(
  catalogue: Catalogue,
  query: string,
  options: SearchOptions = {},
): readonly SearchHit[] {
  const wanted = plain(query).trim();
  const words = wanted.split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return [];
  const editions = catalogue.editions.filter(
    (one) =>
      (options.document ?? one.document) === one.document && (options.edition ?? one.edition) === one.edition,
  );
  const scored = editions
    .flatMap((edition) => entriesOf(edition))
    .map((entry) => ({ entry, score: scoreOf(entry, wanted, words) }))
    .filter(({ score }) => score > 0);
  // Sorting is stable, so entries of equal score keep the order of the document.
  scored.sort((a, b) => b.score - a.score);
  return scored
    .slice(0, options.limit ?? 50)
    .map(({ entry }) => ({ ...entry.hit, excerpt: excerptOf(entry.text, words) }));
}

function scoreOf(entry: Entry, wanted: string, words: readonly string[]): number {
  if (entry.ids.includes(wanted)) return 100;
  if (entry.ids.some((id) => id.startsWith(wanted))) return 80;
  if (entry.hit.kind === "void") return 0;
  if (words.every((word) => entry.title.includes(word))) {
    return words.every((word) => startsAWord(entry.title, word)) ? 70 : 60;
  }
  if (!words.every((word) => entry.body.includes(word))) return 0;
  const inTitle = words.filter((word) => entry.title.includes(word)).length;
  const whole = words.every((word) => startsAWord(entry.body, word)) ? 10 : 0;
  const phrase = words.length > 1 && entry.body.includes(wanted) ? 5 : 0;
  return 20 + whole + phrase + Math.min(inTitle, 4) * 5;
}

function startsAWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true;
  }
  return false;
}

const excerptLength = 160;

function excerptOf(text: string, words: readonly string[]): string {
  if (text.length <= excerptLength) return text;
  const lower = text.toLowerCase();
  const found = words.map((word) => lower.indexOf(word)).filter((at) => at >= 0);
  const at = found.length === 0 ? 0 : Math.min(...found);
  const start = at < excerptLength / 2 ? 0 : text.lastIndexOf(" ", at - excerptLength / 3) + 1;
  const rough = text.slice(start, start + excerptLength);
  const end = start + excerptLength >= text.length ? rough.length : rough.lastIndexOf(" ");
  const shown = rough.slice(0, end > 0 ? end : rough.length);
  return `${start > 0 ? "… " : ""}${shown}${start + shown.length < text.length ? " …" : ""}`;
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function entriesOf(edition: Edition): readonly Entry[] {
  const known = indexes.get(edition);
  if (known !== undefined) return known;
  const entries =
    edition.kind === "provisions"
      ? provisionEntries(edition)
      : edition.kind === "requirements"
        ? requirementEntries(edition)
        : testEntries(edition);
  indexes.set(edition, entries);
  return entries;
}

function entry(
  edition: Edition,
  hit: Omit<SearchHit, "excerpt" | "document" | "edition">,
  text: string,
  printedAs?: string,
): Entry {
  const ids = [hit.id, ...(printedAs === undefined ? [] : [printedAs])].map(plain);
  return {
    hit: { document: edition.document, edition: edition.edition, ...hit },
    text,
    ids,
    title: plain(hit.title),
    body: plain(`${ids.join(" ")} ${hit.title} ${text}`),
  };
}

function provisionEntries(edition: ProvisionsEdition): readonly Entry[] {
  const live = edition.provisions.map(({ id, clause, title, confidence, statement, printedAs }) =>
    entry(edition, { kind: "provision", id, clause, title, confidence }, statement, printedAs),
  );
  const gone = edition.void.map(({ id, replacedBy }) => {
    const text = replacedBy.length === 0 ? "Void." : `Void; replaced by ${replacedBy.join(" and ")}.`;
    const clause = id.slice(0, id.lastIndexOf("-"));
    return entry(edition, { kind: "void", id, clause, title: "Void", confidence: "verified" }, text);
  });
  return [...live, ...gone];
}

function requirementEntries(edition: RequirementsEdition): readonly Entry[] {
  return edition.requirements.map(({ id, clause, title, confidence, statement, printedAs, ...rest }) =>
    entry(
      edition,
      { kind: rest.void ? "void" : "requirement", id, clause, title, confidence },
      statement,
      printedAs,
    ),
  );
}

function testEntries(edition: TestSpecification): readonly Entry[] {
  const groups = edition.groups.flatMap((group) => {
    const { tsClause: clause, confidence } = group;
    const own = entry(
      edition,
      { kind: "test-group", id: group.id, clause, title: group.title, confidence },
      group.objective,
    );
    const cases = group.cases.map(({ id, purpose, type, verdictConfidence }) =>
      entry(
        edition,
        { kind: "test-case", id, clause, title: `${group.title} (${type})`, confidence: verdictConfidence },
        purpose,
      ),
    );
    return [own, ...cases];
  });
  const tables = edition.ixit.map(({ id, title, purpose, confidence, fields }) => {
    const text = `${purpose} Fields: ${fields.map((one) => one.name).join(", ")}.`;
    return entry(edition, { kind: "ixit", id, clause: "IXIT", title, confidence }, text);
  });
  return [...groups, ...tables];
}
