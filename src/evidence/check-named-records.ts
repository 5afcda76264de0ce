/** Checks that every record named in a `supports` or `concerns` block exists. */
import type { DossierPath } from "#base/path";
import type { Dossier } from "#dossier";
import { problem, type Problem, type ProblemCode } from "#problems";
import type { CarriedKind } from "./evidence-index.ts";
import { lacksPinnedEdition, lookUp, type StandardsLookup, type UnknownId } from "./record-lookup.ts";

interface LookUpSources {
  readonly dossier: Dossier;
  readonly standards: StandardsLookup;
}

const kinds: readonly CarriedKind[] = ["provisions", "requirements", "groups", "cases", "controls", "ixit"];

/**
 * One problem per id that leads nowhere. `says` opens the message: "Evidence SCAN-1 supports", "Finding F-1 concerns".
 */
export function checkNamedRecords(
  code: ProblemCode,
  named: { readonly [kind in CarriedKind]?: readonly string[] | undefined } | undefined,
  at: DossierPath,
  says: string,
  subject: string,
  input: LookUpSources,
): Problem[] {
  if (named === undefined || isKnownSound(named, input)) return [];
  const problems: Problem[] = [];
  for (const kind of kinds) {
    named[kind]?.forEach((id, index) => {
      const answer = lookUp(kind, id, input.dossier, input.standards);
      if (answer.known) return;
      const found = unknownIdProblem(
        code,
        answer,
        [...at, kind, index],
        `${says} ${id}, but`,
        subject,
        input,
      );
      if (found !== undefined) problems.push(found);
    });
  }
  if (problems.length === 0) soundBlocks.set(named, lookedUpIn(input));
  return problems;
}

/** Blocks in which all ids were found, with what they were looked up in. */
const soundBlocks = new WeakMap<object, readonly object[]>();

function isKnownSound(named: object, input: LookUpSources): boolean {
  const before = soundBlocks.get(named);
  return before !== undefined && lookedUpIn(input).every((one, place) => one === before[place]);
}

function lookedUpIn({ dossier, standards }: LookUpSources): readonly object[] {
  return [standards, dossier.header, dossier.controls, dossier.ixit];
}

/** The problem for an id that is not known; undefined where its edition is not loaded, which is reported elsewhere. */
export function unknownIdProblem(
  code: ProblemCode,
  answer: UnknownId,
  at: DossierPath,
  opening: string,
  subject: string,
  input: LookUpSources,
): Problem | undefined {
  if (answer.undecided && lacksPinnedEdition(input.dossier, input.standards)) return undefined;
  const { suggestion } = answer;
  const message = `${opening} ${answer.because}`;
  if (suggestion === undefined) return problem(code, { message, at, subject, cites: answer.cites });
  return problem(code, {
    message,
    at,
    subject,
    cites: answer.cites,
    remedy: `Write ${suggestion} if that is what is meant, or remove the id.`,
    fix: { title: `Write ${suggestion}`, safe: false, edits: [{ op: "set", path: at, value: suggestion }] },
  });
}
