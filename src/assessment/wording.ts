/** What the wording of a claim gives away: nothing said, placeholders, circular reasons and overclaiming. */
import { rememberText } from "#base/remember-text";

const placeholderPattern =
  /\b(?:tbd|tbc|tba|todo|fixme|to be (?:defined|determined|done|completed|added|confirmed|clarified)|lorem ipsum|fill in|insert here|xxx+)\b|\?\s*(?:years?|months?|weeks?|days?|hours?|bits?)\b|\?{2,}|<[a-z ]{3,30}>/i;

/** The placeholder found in a text ("TBD", "? years"), or undefined. */
export const findPlaceholder = rememberText((text): string | undefined =>
  // Code is taken out only from the few texts in which something was found at all.
  placeholderPattern.test(text) ? placeholderPattern.exec(withoutCode(text))?.[0] : undefined,
);

/** Markdown without code, where angle brackets and question marks are data. */
function withoutCode(text: string): string {
  return text.includes("`") ? text.replace(/```[\s\S]*?```|`[^`]*`/g, " ") : text;
}

const emptyPhrases = new Set([
  "",
  "-",
  "yes",
  "no",
  "y",
  "n",
  "n a",
  "na",
  "ok",
  "done",
  "supported",
  "not supported",
  "implemented",
  "not implemented",
  "fulfilled",
  "not fulfilled",
  "applicable",
  "not applicable",
  "see above",
  "see docs",
  "see documentation",
  "see the documentation",
  "see manual",
  "see ixit",
  "see evidence",
  "as described",
  "as required",
  "provided",
  "available",
  "none",
]);

/** True when a text repeats the support letter or points elsewhere without saying anything of its own. */
export function saysNothing(text: string): boolean {
  return text.length < 120 && emptyPhrases.has(plainWords(text));
}

/** Lower-case words with single spaces, without punctuation and Markdown. */
export function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const circularFiller = new Set(
  (
    "a an the this that these it its is are was be been being as so because since therefore hence due to of for in on by and or with " +
    "not no non n na applicable applicability apply applies applied does do did provision requirement recommendation clause case here our us we " +
    "device dut product considered regarded deemed treated marked claimed claim declared relevant out scope required needed need implement " +
    "implemented implementation supported support fulfil fulfilled chose chosen decided decision ics row"
  ).split(" "),
);

/** True when a reason only repeats that the provision does not apply or is not implemented (circular reasoning). */
export function isCircularReason(text: string): boolean {
  const words = plainWords(text)
    .split(" ")
    .filter((word) => word !== "");
  if (words.length === 0) return false;
  return words.every((word) => circularFiller.has(word) || /^\d+[a-z]?$/.test(word));
}

const notYetPattern =
  /\b(?:(?:has|have|had) (?:not|never) (?:yet )?(?:occurred|happened|been (?:reported|needed|observed|seen|found))|(?:so far|until now|to date|as yet|up to now)|no (?:such )?(?:incidents?|vulnerabilit(?:y|ies)|reports?|cases?) (?:so far|yet|to date|until now|(?:has|have) (?:been|occurred))|never (?:occurred|happened))\b/i;

/** The words by which a reason says only that a situation has not occurred so far, or undefined. */
export function findNotYetReason(text: string): string | undefined {
  return notYetPattern.exec(text)?.[0];
}

const overclaimPattern =
  /\b(?:fully[- ]compliant|fully complies|complies fully|complete(?:ly)? compliant|100\s?% (?:secure|compliant)|compliant with all|guaranteed|unhackable|unbreakable|(?:absolutely|completely|perfectly|totally) secure|zero vulnerabilities|(?<!cross-)certified|officially approved)\b/gi;
const denialPattern = /\b(?:not|no|never|neither|without|cannot|isn't|doesn't)\b[^.;:]{0,30}$/i;
const namedSchemePattern =
  /\b(?:EAL ?\d|Common Criteria|CC|SESIP|PSA|FIPS|FCC|CE|BSIMM|ISO|IEC|Wi-?Fi|Bluetooth|Matter|Zigbee|Thread|ETSI EN 319|eIDAS|X\.509|QSCD|SSCD|HSM|certified secure element)\b/i;

/**
 * The first word in a text that claims more than a dossier can show ("certified", "fully compliant", "guaranteed"),
 * or undefined. Denied words and "certified" beside a named scheme are left alone: those are facts to be evidenced.
 */
export const findOverclaim = rememberText((text): string | undefined => {
  if (text.search(overclaimPattern) === -1) return undefined;
  const source = withoutCode(text);
  for (const match of source.matchAll(overclaimPattern)) {
    if (denialPattern.test(source.slice(Math.max(0, match.index - 45), match.index))) continue;
    if (/^certified$/i.test(match[0]) && namedSchemePattern.test(sentenceAround(source, match.index)))
      continue;
    return match[0];
  }
  return undefined;
});

function sentenceAround(text: string, index: number): string {
  const start = Math.max(text.lastIndexOf(".", index), text.lastIndexOf("\n\n", index)) + 1;
  const end = text.slice(index).search(/\.\s|\n\n/);
  return text.slice(start, end === -1 ? text.length : index + end);
}

const artefactWords =
  /\b(?:captur(?:e|es|ed|ing)|wireshark|tcpdump|pcap|packet trace|nmap|screenshots?|photographs?|log(?:s| file| excerpt)|test report|scan(?:s|ned|ning)? (?:results?|report))\b/i;

/** The word by which a text claims that an artefact (capture, scan, screenshot) was made, or undefined. */
export const findArtefactClaim = rememberText((text): string | undefined => artefactWords.exec(text)?.[0]);
