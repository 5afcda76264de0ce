/** Random edits of whole dossiers: what people, time and files do to them, valid by the schemas at every step. */
import fc from "fast-check";
import { editAnswer, editIcs, editIxit, editSelection } from "./edit-claims.ts";
import {
  editCase,
  editEvidence,
  editPolicies,
  editRequirement,
  editRun,
  editScope,
  editSupport,
} from "./edit-records.ts";
import type { Dice, Editor, State } from "./editor.ts";

export interface RandomEdit {
  readonly name: string;
  readonly dice: Dice;
  readonly apply: (state: State) => State;
}

const productEditors: Readonly<Record<string, Editor>> = {
  ics: editIcs,
  answer: editAnswer,
  ixit: editIxit,
  selection: editSelection,
  run: editRun,
  case: editCase,
  evidence: editEvidence,
  support: editSupport,
  scope: editScope,
};

const serviceEditors: Readonly<Record<string, Editor>> = {
  requirement: editRequirement,
  policies: editPolicies,
  answer: editAnswer,
  evidence: editEvidence,
  support: editSupport,
  scope: editScope,
};

function edits(
  editors: Readonly<Record<string, Editor>>,
  only?: readonly string[],
): fc.Arbitrary<RandomEdit> {
  const names = Object.keys(editors).filter((name) => only === undefined || only.includes(name));
  const die = fc.nat({ max: 9999 });
  return fc.record({ kind: fc.nat({ max: names.length - 1 }), a: die, b: die, c: die }).map((dice) => {
    const name = names[dice.kind] ?? "";
    return {
      name,
      dice,
      apply: (state: State) => editors[name]?.(state, dice) ?? state,
      toString: () => `${name} ${JSON.stringify(dice)}`,
    };
  });
}

export const productEdits = (only?: readonly string[]): fc.Arbitrary<readonly RandomEdit[]> =>
  fc.array(edits(productEditors, only), { minLength: 1, maxLength: 6 });
export const serviceEdits = (): fc.Arbitrary<readonly RandomEdit[]> =>
  fc.array(edits(serviceEditors), { minLength: 1, maxLength: 6 });

export function applyAll(state: State, list: readonly RandomEdit[]): State {
  return list.reduce((before, edit) => edit.apply(before), state);
}

/** How often a law is tried: the usual number, or a multiple of it when `LAW_EFFORT` asks for a long search. */
export function lawRuns(usual: number): number {
  return Math.round(usual * Number(process.env["LAW_EFFORT"] ?? 1));
}
