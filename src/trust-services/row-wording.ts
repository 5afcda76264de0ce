/** Whether the words of a row say anything: placeholders and reasons that only repeat the claim. */

const placeholder =
  /\b(?:tbd|tbc|todo|fixme|to be (?:defined|determined|done|completed|added|confirmed)|lorem ipsum|xxx+)\b/i;

const emptyPhrases = new Set(
  "|yes|no|ok|done|met|partly|not met|not assessed|not applicable|n a|na|fulfilled|implemented|see above|see docs|see documentation|see cps|see evidence|as required|as described|none".split(
    "|",
  ),
);

/** A longer text cannot be one of the empty phrases, punctuation and emphasis included. */
const longestEmpty = 60;

const filler = new Set(
  (
    "a an the this that these it its is are was be been as so because since therefore due to of for in on by and or we our us i " +
    "not no non n na applicable applicability apply applies applied does do did requirement recommendation clause here service tsp provider considered " +
    "regarded deemed marked relevant out scope required necessary needed need implement implemented implementation met fulfil fulfilled"
  ).split(" "),
);

/** True for a text without content: empty, a placeholder, or the status in other words. */
export function saysNothing(text: string): boolean {
  if (placeholder.test(text)) return true;
  return text.length <= longestEmpty && emptyPhrases.has(plainWords(text).join(" "));
}

/** True when a reason only repeats that the requirement does not apply or is not needed. */
export function isCircular(text: string): boolean {
  return plainWords(text).every((word) => filler.has(word));
}

function plainWords(text: string): readonly string[] {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .split(" ");
}
