/** Deciding traits of IXIT entries: from the tester's answer, else from the content, else left open. */
import { not, type Kleene } from "#base/kleene";
import type { Assessment, IxitEntry } from "#dossier";
import type { IndexedTestSpecification, Trait } from "#standards";
import type { SelectionQuestion } from "./plan-types.ts";
import {
  entriesOf,
  entryOf,
  fieldOf,
  isFilled,
  listWords,
  namedEntries,
  readYesNo,
  saysNone,
  startsWithAny,
  valueText,
  type EntryIndex,
  type IxitTables,
} from "./ixit-content.ts";

export interface TraitContext {
  readonly tests: IndexedTestSpecification;
  readonly tables: IxitTables;
  readonly entries: EntryIndex;
  readonly selections: Assessment["selections"];
  /** What was decided before, by trait and then by entry; it belongs to this IXIT and these selections. */
  readonly decided: Map<string, Map<string, Kleene>>;
  /** Questions put to the tester, by entry and trait, so that every unit that asks the same shares one. */
  readonly questions: Map<string, SelectionQuestion>;
}

/** The tester's own answer to a trait of an entry; unknown when there is none. */
export function answeredTrait(context: TraitContext, entry: string, trait: string): Kleene {
  const answers = Object.hasOwn(context.selections, entry) ? context.selections[entry] : undefined;
  const answer = answers !== undefined && Object.hasOwn(answers, trait) ? answers[trait] : undefined;
  return answer?.answer ?? "unknown";
}

/** What the content of the IXIT says about a trait; unknown when it does not decide. */
export function contentTrait(context: TraitContext, id: string, entry: IxitEntry, trait: Trait): Kleene {
  const rule = trait.rule;
  const read = rule === null ? "unknown" : applyRule(context, id, entry, trait, rule);
  return read === "no" && trait.onlyConfirms === true ? "unknown" : read;
}

function applyRule(
  context: TraitContext,
  id: string,
  entry: IxitEntry,
  trait: Trait,
  rule: NonNullable<Trait["rule"]>,
): Kleene {
  switch (rule.by) {
    case "yes-no":
      return readYesNo(fieldOf(entry, rule.field));
    case "includes":
      return includesWord(context, trait, fieldOf(entry, rule.field), rule.field, rule.words);
    case "starts-with": {
      const value = fieldOf(entry, rule.field);
      if (startsWithAny(value, rule.yes)) return "yes";
      return startsWithAny(value, rule.no) ? "no" : "unknown";
    }
    case "names-an-entry": {
      const value = fieldOf(entry, rule.field);
      if (namedEntries(value, context.entries).length > 0) return "yes";
      return saysNone(value) ? "no" : "unknown";
    }
    case "filled": {
      const value = fieldOf(entry, rule.field);
      if (!isFilled(value)) return "unknown";
      return saysNone(value) ? "no" : "yes";
    }
    case "referenced-by":
      return referencedBy(context, id, rule);
    case "refers-to": {
      const value = fieldOf(entry, rule.field);
      const targets = namedEntries(value, context.entries).filter((one) =>
        context.entries.tablesOf.get(one)?.includes(rule.table),
      );
      if (targets.length === 0) return saysNone(value) ? "no" : "unknown";
      return decideSome(targets.map((one) => decideTrait(context, rule.table, one, rule.trait)));
    }
  }
}

function includesWord(
  context: TraitContext,
  trait: Trait,
  value: ReturnType<typeof fieldOf>,
  field: string,
  words: readonly string[],
): Kleene {
  const said = listWords(value);
  if (said.length === 0) return saysNone(value) ? "no" : "unknown";
  if (words.some((word) => said.includes(word.toLowerCase()))) return "yes";
  const vocabulary = context.tests.tableById
    .get(trait.ixit)
    ?.fields.find((one) => one.name === field)
    ?.vocabulary?.map((word) => word.toLowerCase());
  // Only a list made of the pro forma's own words can show that a word is absent.
  return vocabulary !== undefined && said.every((word) => vocabulary.includes(word)) ? "no" : "unknown";
}

function referencedBy(
  context: TraitContext,
  id: string,
  rule: Extract<NonNullable<Trait["rule"]>, { by: "referenced-by" }>,
): Kleene {
  let result: Kleene = "no";
  for (const [otherId, other] of entriesOf(context.tables, rule.table)) {
    const value = fieldOf(other, rule.field);
    if (!valueText(value).includes(id) || !namedEntries(value, context.entries).includes(id)) continue;
    if (rule.where === undefined) return "yes";
    const answer = decideTrait(context, rule.table, otherId, rule.where.trait);
    const wanted = rule.where.is ? answer : not(answer);
    if (wanted === "yes") return "yes";
    if (wanted === "unknown") result = "unknown";
  }
  return result;
}

function decideSome(answers: readonly Kleene[]): Kleene {
  if (answers.includes("yes")) return "yes";
  return answers.includes("unknown") ? "unknown" : "no";
}

/** Whether the entry has the trait: the tester's answer first, then the content, then what implies it, else unknown. */
export function decideTrait(context: TraitContext, table: string, id: string, traitId: string): Kleene {
  let answers = context.decided.get(traitId);
  if (answers === undefined) {
    answers = new Map();
    context.decided.set(traitId, answers);
  }
  const before = answers.get(id);
  if (before !== undefined) return before;
  const answer = freshDecision(context, table, id, traitId);
  answers.set(id, answer);
  return answer;
}

function freshDecision(context: TraitContext, table: string, id: string, traitId: string): Kleene {
  const answered = answeredTrait(context, id, traitId);
  if (answered !== "unknown") return answered;
  const trait = context.tests.traitById.get(traitId);
  const entry = entryOf(context.tables, table, id);
  if (trait === undefined || entry === undefined) return "unknown";
  const content = contentTrait(context, id, entry, trait);
  if (content !== "unknown") return content;
  const implied = (trait.impliedBy ?? []).some((other) => decideTrait(context, table, id, other) === "yes");
  return implied ? "yes" : "unknown";
}

export interface TraitDemand {
  readonly trait: string;
  readonly is: boolean;
}

/** Whether an entry meets all demands of a selector, and which of them are undecided. */
export function decideDemands(
  context: TraitContext,
  table: string,
  id: string,
  demands: readonly TraitDemand[],
): { readonly answer: Kleene; readonly open: readonly string[] } {
  let open: string[] | undefined;
  for (const demand of demands) {
    const answer = decideTrait(context, table, id, demand.trait);
    if (answer === "unknown") (open ??= []).push(demand.trait);
    else if ((answer === "yes") !== demand.is) return refused;
  }
  return open === undefined ? accepted : { answer: "unknown", open };
}

// Most demands are decided, so these two answers are not made anew each time.
const accepted = { answer: "yes", open: [] } as const;
const refused = { answer: "no", open: [] } as const;
