/** Checks every control: what it serves, who answers for it, how one knows that it works. */
import { addDuration, parseDuration } from "#base/calendar";
import type { Control } from "#dossier";
import { lookUpReference, similarId, unknownIdProblem } from "#evidence";
import { problem, type Problem } from "#problems";
import { generalRequirement, type GovernanceCheckInput } from "./check-input.ts";
import { referenceKey } from "./controls-index.ts";

export function checkControls(input: GovernanceCheckInput): Problem[] {
  const controls = Object.entries(input.dossier.controls);
  return [
    ...controls.flatMap(([id, control]) => [
      ...checkCompleteness(id, control, input),
      ...checkReferences(id, control, input),
      ...checkVerification(id, control, input),
    ]),
    ...checkDuplicates(controls),
  ];
}

const subject = "Controls";

function checkCompleteness(id: string, control: Control, input: GovernanceCheckInput): Problem[] {
  const problems: Problem[] = [];
  const name = `Control ${id} (${control.title})`;
  if ((control.owner ?? "").trim() === "") {
    const cites = generalRequirement(input, "REQ-7.1.1-01");
    const message = `${name} has no owner`;
    problems.push(
      problem("control/owner-missing", { message, at: ["controls", id, "owner"], subject, cites }),
    );
  }
  if ((control.acceptance ?? []).every((one) => one.trim() === "")) {
    const message = `${name} has no acceptance criteria`;
    problems.push(
      problem("control/acceptance-missing", { message, at: ["controls", id, "acceptance"], subject }),
    );
  }
  if ((control.verification ?? []).length === 0) {
    const cites = generalRequirement(input, "REQ-5-08");
    const message = `${name} has no verification`;
    problems.push(
      problem("control/verification-missing", {
        message,
        at: ["controls", id, "verification"],
        subject,
        cites,
      }),
    );
  }
  return problems;
}

function checkReferences(id: string, control: Control, input: GovernanceCheckInput): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  control.requirements.forEach((reference, index) => {
    const at = ["controls", id, "requirements", index];
    const key = referenceKey(reference);
    if (seen.has(key)) {
      const message = `Control ${id} names ${key} twice`;
      const fix = {
        title: "Remove the repetition",
        safe: true,
        edits: [{ op: "remove", path: at } as const],
      };
      problems.push(problem("control/requirement-twice", { message, at, subject: key, fix }));
      return;
    }
    seen.add(key);
    const answer = lookUpReference(reference, input.standards);
    if (!answer.known) {
      const opening = `Control ${id} serves ${reference}, but`;
      const found = unknownIdProblem("control/requirement-unknown", answer, at, opening, subject, input);
      if (found !== undefined) problems.push(found);
      return;
    }
    const applies = input.applicability.get(answer.key);
    if (applies?.state !== "does-not-apply") return;
    const because = applies.because[0] === undefined ? "" : `: ${applies.because[0]}`;
    const message = `Control ${id} serves ${answer.key}, which does not apply${because}`;
    problems.push(problem("control/requirement-not-applicable", { message, at, subject: answer.key }));
  });
  return problems;
}

function checkVerification(id: string, control: Control, input: GovernanceCheckInput): Problem[] {
  const problems: Problem[] = [];
  control.verification?.forEach((verification, index) => {
    const at = ["controls", id, "verification", index];
    const { every, lastDone, what } = verification;
    if (verification.kind === "test-case") problems.push(...checkTestCase(id, what, [...at, "what"], input));
    if (lastDone !== undefined && lastDone > input.now) {
      const message = `Control ${id} says its verification "${what}" was done on ${lastDone}, which is after ${input.now}`;
      problems.push(problem("governance/date-in-future", { message, at: [...at, "lastDone"], subject }));
    }
    const period = every === undefined ? undefined : parseDuration(every);
    if (every === undefined || period === undefined) return;
    const cites = generalRequirement(input, "REQ-5-08");
    if (lastDone === undefined) {
      const message = `Control ${id} is to be verified every ${every} ("${what}"), but no verification is recorded`;
      problems.push(
        problem("control/verification-never-done", { message, at: [...at, "lastDone"], subject, cites }),
      );
      return;
    }
    const due = addDuration(lastDone, period);
    if (due >= input.now) return;
    const message = `Control ${id} was last verified on ${lastDone} ("${what}"); with ${every} the next was due on ${due}`;
    problems.push(
      problem("control/verification-overdue", { message, at: [...at, "lastDone"], subject, cites }),
    );
  });
  return problems;
}

/** A verification by test case names a case of TS 103 701, alone or within a sentence. */
function checkTestCase(
  id: string,
  what: string,
  at: readonly (string | number)[],
  { standards }: GovernanceCheckInput,
): Problem[] {
  const specification = standards.testSpecification;
  if (specification === undefined || specification.caseById.has(what.trim())) return [];
  const named = what.match(/\b\d+(?:\.\d+)?-\d+[A-Z]?-\d+\b/g) ?? [];
  const unknown = named.find((one) => !specification.caseById.has(one));
  if (named.length > 0 && unknown === undefined) return [];
  const { document, edition } = specification.edition;
  const message = `Control ${id} is verified by test case ${unknown ?? what}, which ${document} ${edition} does not have`;
  const meant = similarId(unknown ?? what, specification.caseById.keys());
  if (meant === undefined) return [problem("control/test-case-unknown", { message, at, subject })];
  const value = unknown === undefined ? meant : what.replaceAll(unknown, meant);
  const fix = { title: `Write ${value}`, safe: false, edits: [{ op: "set", path: at, value } as const] };
  return [
    problem("control/test-case-unknown", {
      message,
      at,
      subject,
      remedy: `Write ${value} if that is meant.`,
      fix,
    }),
  ];
}

/** Two controls with the same statement, or with the same title and the same requirements, are one control twice. */
function checkDuplicates(controls: readonly (readonly [string, Control])[]): Problem[] {
  const problems: Problem[] = [];
  const firsts = new Map<string, string>();
  for (const [id, control] of controls) {
    const served = [...new Set(control.requirements.map(referenceKey))].sort().join(" ");
    const keys = [`statement ${plain(control.statement)}`, `title ${plain(control.title)} ${served}`];
    const first = keys.map((key) => firsts.get(key)).find((one) => one !== undefined);
    for (const key of keys) if (!firsts.has(key)) firsts.set(key, id);
    if (first === undefined || plain(control.statement) === "") continue;
    const message = `Control ${id} (${control.title}) says the same as control ${first}`;
    problems.push(problem("control/duplicate", { message, at: ["controls", id], subject }));
  }
  return problems;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s.,;:]+/g, " ")
    .trim();
}
