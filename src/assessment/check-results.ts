/** Problems of recorded results and verdicts (phase 5), one per unit and kind of fault. */
import type { CaseResult } from "#dossier";
import { problem, type Problem, type ProblemCode } from "#problems";
import { traitContext } from "./answers.ts";
import { citeTests, type AssessmentContext } from "./context.ts";
import { checkResultIds } from "./check-result-ids.ts";
import { checkResultTexts } from "./check-result-texts.ts";
import type { Finding, GroupAssessment } from "./outcomes.ts";
import { findArtefactClaim } from "./wording.ts";
import { checkVerdicts } from "./check-verdicts.ts";

export function checkResults(
  context: AssessmentContext,
  groups: readonly GroupAssessment[],
): readonly Problem[] {
  const traits = traitContext(context);
  if (traits === undefined) return [];
  const { assessment, ics } = context.dossier;
  if (Object.keys(assessment.cases).length === 0 && Object.keys(assessment.groups).length === 0) {
    return Object.keys(ics).length === 0 ? [] : [notStarted(context)];
  }
  const problems: Problem[] = [];
  for (const group of groups) {
    const own = group.outcome.cases.map((one) => ownOf(assessment.cases, one.id));
    const inputs = [group, ownOf(assessment.groups, group.outcome.id), ...own];
    problems.push(
      ...context.memo(`results ${group.outcome.id}`, inputs, () => [
        ...checkVerdicts(context, group),
        ...groupFindings(context, group),
      ]),
    );
  }
  problems.push(...checkResultIds(context, traits));
  for (const [id, result] of Object.entries(assessment.cases)) {
    problems.push(
      ...context.memo(`result texts ${id}`, [result, traits.entries.tablesOf], () =>
        checkResultTexts(context, traits.entries, id, result),
      ),
    );
  }
  return problems;
}

function ownOf<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function notStarted(context: AssessmentContext): Problem {
  return problem("results/not-started", {
    message: "No test result is recorded yet",
    cites: citeTests(context, "4.2, phase 5"),
    at: ["assessment", "cases"],
    subject: "Assessment",
  });
}

/** Discounted results, folded to one problem per unit and kind. */
function groupFindings(context: AssessmentContext, group: GroupAssessment): readonly Problem[] {
  const folded = new Map<string, Finding[]>();
  for (const finding of group.findings) {
    const key = `${finding.unit}\n${finding.kind}`;
    const known = folded.get(key);
    if (known === undefined) folded.set(key, [finding]);
    else known.push(finding);
  }
  const nothingRecorded = group.outcome.cases.every(
    (one) => !Object.hasOwn(context.dossier.assessment.cases, one.id),
  );
  if (nothingRecorded && group.outcome.cases.length > 0) {
    const first = group.outcome.cases[0]?.id ?? group.outcome.id;
    if (group.findings.length === 0) return [];
    return [
      problem("results/group-missing", {
        message: `Test group ${group.outcome.id} has no result at all`,
        cites: citeTests(context, group.outcome.id),
        at: ["assessment", "cases", first],
        subject: group.outcome.provision,
      }),
    ];
  }
  return [...folded.values()].map((findings) => findingProblem(context, group, findings));
}

function findingProblem(
  context: AssessmentContext,
  group: GroupAssessment,
  findings: readonly Finding[],
): Problem {
  const [first] = findings;
  if (first === undefined) throw new Error("a folded finding has at least one member");
  const keys = findings.map((one) => one.key).filter((key) => key !== "once");
  const on =
    keys.length === 0
      ? ""
      : ` on ${keys.slice(0, 4).join(", ")}${keys.length > 4 ? ` and ${String(keys.length - 4)} more` : ""}`;
  const caseResult = context.dossier.assessment.cases[first.caseId];
  const claim =
    first.kind === "results/pass-without-artefact" ? artefactClaim(caseResult, findings) : undefined;
  const code = claim === undefined ? problemCode(first.kind) : "results/artefact-claimed-not-attached";
  const text =
    claim === undefined ? first.text : `the record speaks of "${claim.word}", but no artefact is attached`;
  return problem(code, {
    message: `Unit ${first.unit}${on}: ${text}`,
    cites: citeTests(context, first.unit),
    at: claim === undefined ? first.at : claim.at,
    ...(claim === undefined ? {} : { near: claim.word }),
    subject: group.outcome.provision,
  });
}

function problemCode(kind: Finding["kind"]): ProblemCode {
  if (kind === "no-result") return "results/run-missing";
  if (kind === "inheritance-lost") return "guard/inheritance-lost";
  return kind === "reuse-disagrees" ? "results/reuse-disagrees" : kind;
}

/** Where the record claims an artefact that it does not attach. */
function artefactClaim(
  result: CaseResult | undefined,
  findings: readonly Finding[],
): { readonly word: string; readonly at: Finding["at"] } | undefined {
  for (const finding of findings) {
    const label = finding.unit.split(" ")[1] ?? "";
    const run = result?.units?.[label]?.[finding.key];
    for (const field of ["method", "observation", "actual", "conditions"] as const) {
      const word = findArtefactClaim(run?.[field] ?? "");
      if (word !== undefined) return { word, at: [...finding.at, field] };
    }
  }
  return undefined;
}
