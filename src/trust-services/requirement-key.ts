/** Keys of requirements: "EN 319 401/REQ-5-01", and how people write them. */
import type { RequirementsEdition } from "#standards";

export interface RequirementName {
  readonly document: string;
  readonly id: string;
}

/** The document without the leading word ETSI, as keys and people write it. */
export function shortDocument(document: string): string {
  return document.startsWith("ETSI ") ? document.slice(5) : document;
}

/** "ETSI EN 319 401" and "REQ-5-01" give "EN 319 401/REQ-5-01". */
export function requirementKey(document: string, id: string): string {
  return `${shortDocument(document)}/${id}`;
}

/** The inverse of `requirementKey`; undefined for text without a slash between two words. */
export function splitRequirementKey(key: string): RequirementName | undefined {
  const slash = key.lastIndexOf("/");
  if (slash <= 0 || slash === key.length - 1) return undefined;
  const document = key.slice(0, slash);
  return { document: isEtsiNumber.test(document) ? `ETSI ${document}` : document, id: key.slice(slash + 1) };
}

const isEtsiNumber = /^(?:EN|TS|TR|ES|EG|SR) \d/;

/** The ways in which the requirements of some editions may be written; an id that several share is ambiguous. */
interface Spellings {
  readonly byCompact: ReadonlyMap<string, string>;
  readonly nameByKey: ReadonlyMap<string, RequirementName>;
}

const ambiguous = "";
const knownSpellings = new WeakMap<readonly RequirementsEdition[], Spellings>();

/**
 * The requirement that a reference means: the key itself, with or without ETSI, edition or spaces, or a bare id where
 * only one of the editions has it. Void ids are found too, so that a reference to one can be explained.
 */
export function parseRequirementRef(
  text: string,
  editions: readonly RequirementsEdition[],
): (RequirementName & { readonly key: string }) | undefined {
  const { byCompact, nameByKey } = spellings(editions);
  const key = nameByKey.has(text) ? text : byCompact.get(compact(text));
  const name = key === undefined ? undefined : nameByKey.get(key);
  return key === undefined || name === undefined ? undefined : { key, ...name };
}

function spellings(editions: readonly RequirementsEdition[]): Spellings {
  const known = knownSpellings.get(editions);
  if (known !== undefined) return known;
  const byCompact = new Map<string, string>();
  const nameByKey = new Map<string, RequirementName>();
  for (const edition of editions) {
    for (const { id } of edition.requirements) {
      const key = requirementKey(edition.document, id);
      nameByKey.set(key, { document: edition.document, id });
      byCompact.set(compact(key), key);
      const bare = compact(id);
      byCompact.set(bare, byCompact.has(bare) ? ambiguous : key);
    }
  }
  const result: Spellings = { byCompact, nameByKey };
  knownSpellings.set(editions, result);
  return result;
}

/** Upper case without spaces, slashes, the word ETSI and an edition: "EN319401REQ-5-01". */
function compact(text: string): string {
  return text
    .toUpperCase()
    .replace(/\bV\d+\.\d+\.\d+\b/g, "")
    .replace(/[\s/]+/g, "")
    .replace(/^ETSI/, "");
}
