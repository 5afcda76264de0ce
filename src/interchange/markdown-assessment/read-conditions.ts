/** Reads a section "Condition Evaluation": an answer only where it is stated plainly for one condition of the provision. */
import { list } from "./draft.ts";
import type { GroupPlace } from "./group-place.ts";
import { plainText } from "./markup.ts";
import { trimBlankLines, type Piece } from "./pieces.ts";

export function readConditions(place: GroupPlace, pieces: readonly Piece[]): void {
  const { context, ledger } = place;
  const body = pieces.filter((piece) => piece.kind !== "rule");
  const first = body[0];
  const last = body.at(-1);
  if (first === undefined || last === undefined) return;
  const source = trimBlankLines(ledger.file.lines.slice(first.line - 1, last.endLine).join("\n"));
  const range = { line: first.line, endLine: last.endLine };
  const found = statedAnswer(plainText(source));
  if (found === undefined) {
    ledger.remark(range, place.groupId, "no single condition is plainly answered here");
    return;
  }
  const provision = context.provisions.byId.get(
    context.tests.groupById.get(place.groupId)?.provision ?? place.groupId,
  );
  if (!provision?.refs.includes(found.ref)) {
    const status = provision === undefined ? "unknown" : provision.printedStatus;
    ledger.remark(
      range,
      place.groupId,
      `answers condition ${found.ref}, which ${place.groupId} does not have (its status is ${status})`,
    );
    return;
  }
  const known = context.draft.answers.get(found.ref);
  if (known !== undefined && known.answer !== found.answer) {
    ledger.remark(
      range,
      place.groupId,
      `answers ${found.ref} with ${found.answer}, another file with ${known.answer}`,
    );
    list(
      context.draft,
      ledger.file.path,
      first.line,
      "as-stated",
      `${found.ref} is answered ${found.answer} here and ${known.answer} elsewhere; the first answer is kept`,
    );
    return;
  }
  const because = known?.because === undefined ? source : `${known.because}\n\n${source}`;
  context.draft.answers.set(found.ref, { answer: found.answer, because });
  ledger.claim(range, [["scope", "answers", context.provisions.document, found.ref]]);
}

/** One condition, named throughout, with one result. */
function statedAnswer(text: string): { readonly ref: string; readonly answer: "yes" | "no" } | undefined {
  const named = new Set(
    [...text.matchAll(/\b(?:condition|feature)\s+\(?(\d{1,2}|[a-z]{1,2})\)?(?![\w-])/giu)].map((match) =>
      (match[1] ?? "").toLowerCase(),
    ),
  );
  for (const word of ["is", "of", "in", "on", "to", "or", "as", "at", "by"]) named.delete(word);
  const results = [
    ...text.matchAll(
      /\b(?:condition|feature)\s+\(?(\d{1,2}|[a-z]{1,2})\)?\s*(?::|is|evaluates to|evaluated as)\s*(true|false|not satisfied|satisfied|not met|met|not fulfilled|fulfilled)\b/giu,
    ),
  ];
  const [only] = results;
  const ref = only?.[1]?.toLowerCase();
  if (results.length !== 1 || ref === undefined || named.size !== 1 || !named.has(ref)) return undefined;
  const word = (only?.[2] ?? "").toLowerCase();
  return { ref, answer: word === "false" || word.startsWith("not") ? "no" : "yes" };
}
