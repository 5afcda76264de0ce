/** Answers to Annex B conditions and features: what the supplier says, and what the IXIT decides. */
import type { Kleene } from "#base/kleene";
import type { ReasonedAnswer } from "#dossier";
import type { AnswerRule } from "#standards";
import type { AssessmentContext } from "./context.ts";
import { entriesOf, indexEntries, type EntryIndex } from "./ixit-content.ts";
import { decideDemands, type TraitContext } from "./traits.ts";

/** IXIT content that decides a condition or feature, with the entry that does. */
export interface ContentAnswer {
  readonly answer: "yes" | "no";
  readonly table: string;
  readonly entry: string;
  readonly because: string;
}

export interface ResolvedAnswer {
  readonly ref: string;
  readonly text: string;
  readonly stated: ReasonedAnswer | undefined;
  readonly content: ContentAnswer | undefined;
  /** The supplier's answer, else what the content decides, else unknown. */
  readonly effective: Kleene;
  readonly contradicts: boolean;
}

export type ResolvedAnswers = ReadonlyMap<string, ResolvedAnswer>;

export function traitContext(context: AssessmentContext): TraitContext | undefined {
  const { tests, dossier } = context;
  if (tests === undefined) return undefined;
  // The index holds ids alone, so that an edit of a field leaves it, and all that rests on it, as it is.
  const ids = Object.entries(dossier.ixit).map(([table, entries]) =>
    context.memo(`ids of ${table}`, [entries], () => `${table}\n${Object.keys(entries).join("\n")}`),
  );
  const entries: EntryIndex = context.memo("ixit entries", [tests, ...ids], () =>
    indexEntries(dossier.ixit, tests.edition),
  );
  return context.memo("trait context", [dossier.ixit, entries, dossier.assessment.selections, tests], () => ({
    tests,
    tables: dossier.ixit,
    entries,
    selections: dossier.assessment.selections,
    decided: new Map(),
    questions: new Map(),
  }));
}

/** The answers of this document as the supplier gave them, by condition number or feature letter. */
export function statedAnswers(context: AssessmentContext): Readonly<Record<string, ReasonedAnswer>> {
  const all = context.dossier.scope.answers;
  const document = context.provisions.edition.document;
  return (all !== undefined && Object.hasOwn(all, document) ? all[document] : undefined) ?? {};
}

/** Every condition and feature of the edition with its effective answer. */
export function resolveAnswers(context: AssessmentContext): ResolvedAnswers {
  const traits = traitContext(context);
  const stated = statedAnswers(context);
  return context.memo("answers", [traits, stated, context.provisions], () => {
    const content = traits === undefined ? new Map<string, ContentAnswer>() : contentAnswers(traits);
    const answers = new Map<string, ResolvedAnswer>();
    for (const [ref, text] of context.provisions.refText) {
      const own = Object.hasOwn(stated, ref) ? stated[ref] : undefined;
      const found = content.get(ref);
      answers.set(
        ref,
        context.memo(
          `answer ${ref}`,
          [own, found?.answer, found?.table, found?.entry, found?.because, text],
          () => resolveAnswer(ref, text, own, found),
        ),
      );
    }
    // The same map as before where no answer changed, so that an IXIT edit does not ask for applicability again.
    return context.memo("answers unchanged", [context.provisions, ...answers.values()], () => answers);
  });
}

function resolveAnswer(
  ref: string,
  text: string,
  stated: ReasonedAnswer | undefined,
  content: ContentAnswer | undefined,
): ResolvedAnswer {
  const said = stated?.answer ?? "unknown";
  return {
    ref,
    text,
    stated,
    content,
    effective: said === "unknown" ? (content?.answer ?? "unknown") : said,
    contradicts: said !== "unknown" && content !== undefined && said !== content.answer,
  };
}

function contentAnswers(traits: TraitContext): Map<string, ContentAnswer> {
  const found = new Map<string, ContentAnswer>();
  for (const rule of traits.tests.edition.answerRules) {
    if (found.has(rule.ref)) continue;
    const entry = entryThatDecides(traits, rule);
    if (entry !== undefined) {
      found.set(rule.ref, { answer: rule.answer, table: rule.table, entry, because: rule.because });
    }
  }
  return found;
}

function entryThatDecides(traits: TraitContext, rule: AnswerRule): string | undefined {
  return entriesOf(traits.tables, rule.table).find(
    ([id]) => decideDemands(traits, rule.table, id, rule.someEntryWith).answer === "yes",
  )?.[0];
}
