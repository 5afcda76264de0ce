/** Checks findings: what they concern, what is done about them, by whom and when, and whether it worked. */
import type { DossierPath } from "#base/path";
import type { Finding } from "#dossier";
import { checkNamedRecords } from "#evidence";
import { problem, type Problem } from "#problems";
import { generalRequirement, type GovernanceCheckInput } from "./check-input.ts";

type Action = NonNullable<Finding["actions"]>[number];

const subject = "Findings";

export function checkFindings(input: GovernanceCheckInput): Problem[] {
  return Object.entries(input.dossier.findings).flatMap(([id, finding]) => [
    ...checkConcerns(id, finding, input),
    ...checkActions(id, finding, input),
  ]);
}

/** Closed: the organisation says that nothing is left to do. */
function isClosed(finding: Finding): boolean {
  return finding.state === "done" || finding.state === "verified";
}

function checkConcerns(id: string, finding: Finding, input: GovernanceCheckInput): Problem[] {
  const at = ["findings", id, "concerns"];
  const problems = checkNamedRecords(
    "governance/concern-unknown",
    finding.concerns,
    at,
    `Finding ${id} concerns`,
    subject,
    input,
  );
  if (
    Object.values(finding.concerns).every((ids: readonly string[] | undefined) => (ids ?? []).length === 0)
  ) {
    const message = `Finding ${id} (${finding.title}) does not say what it concerns`;
    problems.push(problem("governance/concern-missing", { message, at, subject }));
  }
  if (finding.foundOn !== undefined && finding.foundOn > input.now) {
    problems.push(
      inFuture(`Finding ${id} was found on ${finding.foundOn}`, ["findings", id, "foundOn"], input),
    );
  }
  return problems;
}

function checkActions(id: string, finding: Finding, input: GovernanceCheckInput): Problem[] {
  const actions = finding.actions ?? [];
  if (actions.length === 0) {
    if (finding.kind !== "nonconformity") return [];
    const grade = finding.grade === undefined ? "" : `${finding.grade} `;
    const message = `Finding ${id} (${finding.title}) is a ${grade}nonconformity without a corrective action`;
    return [
      problem("governance/nonconformity-without-action", {
        message,
        at: ["findings", id, "actions"],
        subject,
      }),
    ];
  }
  return actions.flatMap((action, index) => {
    const at = ["findings", id, "actions", index];
    const name = `Action ${String(index + 1)} of finding ${id} (${action.what})`;
    const superseded = actions.slice(index + 1).some((later) => later.effective?.answer === "yes");
    return [
      ...checkPlanning(finding, action, name, at, input),
      ...checkCompletion(finding, action, name, at, input),
      ...checkEffect(finding, action, superseded, name, at, input),
    ];
  });
}

/** An action that is still to be done has an owner and a day. The owner of the finding answers where the action names none. */
function checkPlanning(
  finding: Finding,
  action: Action,
  name: string,
  at: DossierPath,
  input: GovernanceCheckInput,
): Problem[] {
  const problems: Problem[] = [];
  if ((action.owner ?? finding.owner ?? "").trim() === "") {
    problems.push(
      problem("governance/action-without-owner", {
        message: `${name} has no owner`,
        at: [...at, "owner"],
        subject,
      }),
    );
  }
  if (action.doneOn !== undefined) return problems;
  const due = action.due ?? finding.due;
  if (due === undefined) {
    problems.push(
      problem("governance/action-without-due", {
        message: `${name} has no due day`,
        at: [...at, "due"],
        subject,
      }),
    );
  } else if (due < input.now) {
    const message = `${name} was due on ${due} and is not done`;
    problems.push(problem("governance/action-overdue", { message, at: [...at, "due"], subject }));
  }
  return problems;
}

function checkCompletion(
  finding: Finding,
  action: Action,
  name: string,
  at: DossierPath,
  input: GovernanceCheckInput,
): Problem[] {
  if (action.doneOn === undefined) {
    if (!isClosed(finding)) return [];
    const message = `${name} has no day on which it was done, but the finding is ${finding.state}`;
    return [problem("governance/action-still-open", { message, at: [...at, "doneOn"], subject })];
  }
  const problems: Problem[] = [];
  if (action.doneOn > input.now)
    problems.push(inFuture(`${name} was done on ${action.doneOn}`, [...at, "doneOn"], input));
  const shown = (action.evidence ?? []).some((id) => Object.hasOwn(input.dossier.evidence, id));
  if (!shown) {
    const message = `${name} was done on ${action.doneOn}, but no evidence shows it`;
    problems.push(problem("governance/done-without-evidence", { message, at: [...at, "evidence"], subject }));
  }
  return problems;
}

/** Whether an action worked is known only afterwards, so it is asked for once the finding is closed. */
function checkEffect(
  finding: Finding,
  action: Action,
  superseded: boolean,
  name: string,
  at: DossierPath,
  input: GovernanceCheckInput,
): Problem[] {
  const { effective } = action;
  if (effective?.on !== undefined && effective.on > input.now) {
    return [
      inFuture(`The effect of ${name} was checked on ${effective.on}`, [...at, "effective", "on"], input),
    ];
  }
  if (!isClosed(finding) || superseded) return [];
  const cites = generalRequirement(input, "REQ-5-08");
  if (effective === undefined) {
    const message = `${name}: the finding is ${finding.state}, but nobody checked whether the action worked`;
    return [
      problem("governance/effectiveness-unchecked", { message, at: [...at, "effective"], subject, cites }),
    ];
  }
  if (effective.answer === "yes") return [];
  const message = `${name} was not effective, but the finding is ${finding.state}`;
  return [
    problem("governance/action-not-effective", {
      message,
      at: [...at, "effective", "answer"],
      subject,
      cites,
    }),
  ];
}

function inFuture(fact: string, at: DossierPath, { now }: GovernanceCheckInput): Problem {
  return problem("governance/date-in-future", { message: `${fact}, which is after ${now}`, at, subject });
}
