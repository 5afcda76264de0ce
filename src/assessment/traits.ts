/** Deciding traits of IXIT entries: from the tester's answer, else from the content, else left open. */
import { allOf, not, type Kleene } from "#base/kleene";
import type { Assessment, IxitEntry } from "#dossier";
import type { IndexedTestSpecification, Trait } from "#standards";
import {
  entriesOf,
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
  if (rule === null) return "unknown";
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

/** Whether the entry has the trait: the tester's answer first, then the content, else unknown. */
export function decideTrait(context: TraitContext, table: string, id: string, traitId: string): Kleene {
  const answered = answeredTrait(context, id, traitId);
  if (answered !== "unknown") return answered;
  const trait = context.tests.traitById.get(traitId);
  const tableEntries = Object.hasOwn(context.tables, table) ? context.tables[table] : undefined;
  const entry = tableEntries !== undefined && Object.hasOwn(tableEntries, id) ? tableEntries[id] : undefined;
  return trait === undefined || entry === undefined ? "unknown" : contentTrait(context, id, entry, trait);
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
  const open: string[] = [];
  const answers = demands.map((demand) => {
    const answer = decideTrait(context, table, id, demand.trait);
    if (answer === "unknown") open.push(demand.trait);
    return demand.is ? answer : not(answer);
  });
  const answer = allOf(answers);
  return { answer, open: answer === "unknown" ? open : [] };
}
