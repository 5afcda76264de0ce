/** The one entry of the engine: a dossier, a catalogue and a day in; problems, plan, verdicts, matrix and readiness out. */
import type { Applicability } from "#base/applicability";
import type { MatrixRow } from "#base/matrix";
import type { Readiness } from "#base/readiness";
import { assessProduct, checkClaims, productReadiness, type Memo, type ProductAssessment } from "#assessment";
import type { Dossier } from "#dossier";
import { allEvidenceStatuses, checkEvidence, type EvidenceStatus, type StandardsLookup } from "#evidence";
import { checkGovernance } from "#governance";
import { guarded, problem, type Problem } from "#problems";
import { editionsOf, indexProvisions, indexRequirements, type Catalogue } from "#standards";
import { assessRequirements, requirementMatrixRows, trustServiceReadiness } from "#trust-services";
import type { Evaluation, EvaluationContext } from "./evaluation-types.ts";
import { createMemo } from "./memo.ts";
import { idsOfOtherEditions } from "./other-editions.ts";
import { resolvePins, type Pins } from "./pins.ts";
import { provisionMatrix } from "./provision-matrix.ts";

/** Evaluates dossiers against one catalogue and remembers parts between calls; use one evaluator per dossier. */
export interface Evaluator {
  readonly evaluate: (dossier: Dossier, context: EvaluationContext) => Evaluation;
}

export function createEvaluator(catalogue: Catalogue): Evaluator {
  let memo = createMemo();
  let world: readonly unknown[] = [];
  return {
    evaluate: (dossier, context) => {
      // Everything depends on the pinned editions and on the day; a change of these is rare and forgets all parts.
      const next = [dossier.header, context.now];
      if (next.some((one, index) => one !== world[index])) memo = createMemo();
      world = next;
      return evaluateWith(memo, dossier, catalogue, context);
    },
  };
}

/** Evaluates a dossier once. Pure: the same arguments give the same answer on every machine. */
export function evaluate(dossier: Dossier, catalogue: Catalogue, context: EvaluationContext): Evaluation {
  return createEvaluator(catalogue).evaluate(dossier, context);
}

/** What one family of standards contributes. */
interface FamilyResult {
  readonly problems: readonly Problem[];
  readonly applicability: ReadonlyMap<string, Applicability>;
  readonly product: ProductAssessment | undefined;
  readonly requirements: Evaluation["requirements"];
  readonly matrix: (problems: readonly Problem[]) => readonly MatrixRow[];
  readonly readiness: (problems: readonly Problem[]) => Readiness;
}

interface Situation {
  readonly memo: Memo;
  readonly dossier: Dossier;
  readonly catalogue: Catalogue;
  readonly context: EvaluationContext;
  readonly pins: Pins;
  readonly statuses: ReadonlyMap<string, EvidenceStatus>;
}

function evaluateWith(
  memo: Memo,
  dossier: Dossier,
  catalogue: Catalogue,
  context: EvaluationContext,
): Evaluation {
  const pins = memo("pins", [dossier.header, catalogue], () => resolvePins(dossier, catalogue));
  const statuses = allEvidenceStatuses(dossier, context);
  const situation: Situation = { memo, dossier, catalogue, context, pins, statuses };
  const family = dossier.header.kind === "product" ? productFamily(situation) : trustServiceFamily(situation);
  const problems = inReadingOrder([
    ...pins.problems,
    ...notices(dossier),
    ...family.problems,
    ...guarded("claims", () => checkClaims({ dossier, memo })),
    ...supportChecks(situation, family.applicability),
    ...noteProblems(memo, dossier),
  ]);
  return {
    asOf: context.now,
    editions: pins.editions,
    problems,
    applicability: family.applicability,
    plan: family.product?.plan ?? emptyPlan,
    verdicts: family.product?.verdicts,
    requirements: family.requirements,
    evidence: [...statuses.values()],
    matrix: family.matrix(problems),
    readiness: family.readiness(problems),
  };
}

const emptyPlan: Evaluation["plan"] = {
  specification: undefined,
  groups: [],
  questions: [],
  counts: { groups: 0, cases: 0, units: 0, runs: 0 },
};

function productFamily(situation: Situation): FamilyResult {
  const { memo, dossier, catalogue, context, pins, statuses } = situation;
  const { provisions, tests } = pins;
  if (provisions === undefined) return nothingAssessable;
  const assessment = { dossier, provisions, tests, evidence: statuses, now: context.now, memo };
  const product = assessProduct(assessment, idsOfOtherEditions(catalogue, provisions));
  return {
    problems: product.problems,
    applicability: product.applicability,
    product,
    requirements: [],
    matrix: (problems) =>
      provisionMatrix({ dossier, provisions, tests, assessment: product, statuses, problems, memo }),
    readiness: (problems) => productReadiness(assessment, problems, product.plan, product.verdicts),
  };
}

function trustServiceFamily(situation: Situation): FamilyResult {
  const { dossier, catalogue, context, pins, statuses } = situation;
  if (pins.requirements.length === 0) return nothingAssessable;
  const input = { dossier, catalogue, pinned: dossier.header.standards, statuses, now: context.now };
  const assessed = assessRequirements(input);
  return {
    problems: assessed.problems,
    applicability: assessed.applicability,
    product: undefined,
    requirements: assessed.requirements,
    matrix: (problems) => requirementMatrixRows({ ...input, assessed, problems }),
    readiness: (problems) => trustServiceReadiness({ ...input, assessed, problems }),
  };
}

const nothingAssessable: FamilyResult = {
  problems: [],
  applicability: new Map(),
  product: undefined,
  requirements: [],
  matrix: () => [],
  readiness: (problems) => ({
    phases: [],
    current: 1,
    blockers: problems.filter((one) => one.severity === "blocker").length,
    warnings: problems.filter((one) => one.severity === "warning").length,
    notes: problems.filter((one) => one.severity === "note").length,
    conclusion: "Nothing can be assessed until the dossier pins editions that the catalogue holds.",
  }),
};

function notices(dossier: Dossier): readonly Problem[] {
  if (dossier.header.kind !== "product" || dossier.header.parties.assessment !== "first-party") return [];
  return [
    problem("dossier/first-party", {
      message: `${dossier.header.parties.supplier.name} assesses itself; every report says so`,
      at: ["header", "parties", "assessment"],
      subject: "Editions",
    }),
  ];
}

function supportChecks(
  situation: Situation,
  applicability: ReadonlyMap<string, Applicability>,
): readonly Problem[] {
  const { memo, dossier, catalogue, context, pins, statuses } = situation;
  const standards = memo("standards", [pins, catalogue], () => standardsLookup(pins, catalogue));
  const parts = [dossier.evidence, dossier.controls, dossier.findings, dossier.governance, dossier.header];
  const claims = [dossier.ics, dossier.requirements, dossier.assessment, dossier.ixit];
  const input = { dossier, standards, now: context.now, files: context.files, statuses, applicability };
  return [
    ...memo("check evidence", [...parts, ...claims, dossier.scope, context.files, standards, statuses], () =>
      guarded("evidence", () => checkEvidence(input)),
    ),
    ...memo("check governance", [...parts, dossier.ixit, standards, applicability, statuses], () =>
      guarded("governance", () => checkGovernance(input)),
    ),
  ];
}

function standardsLookup(pins: Pins, catalogue: Catalogue): StandardsLookup {
  const documents = new Set(pins.editions.map((one) => one.document));
  const others = [...documents].flatMap((document) => editionsOf(catalogue, document));
  const pinned = new Set(pins.editions.map((one) => `${one.document} ${one.edition}`));
  const foreign = others.filter((one) => !pinned.has(`${one.document} ${one.edition}`));
  return {
    provisions: pins.provisions,
    testSpecification: pins.tests,
    requirements: pins.requirements,
    otherProvisions: foreign.flatMap((one) => (one.kind === "provisions" ? [indexProvisions(one)] : [])),
    otherRequirements: foreign.flatMap((one) =>
      one.kind === "requirements" ? [indexRequirements(one)] : [],
    ),
  };
}

function noteProblems(memo: Memo, dossier: Dossier): readonly Problem[] {
  return memo("notes", [dossier.notes], () =>
    dossier.notes.map((note, index) =>
      problem("import/not-understood", {
        message: `${note.source}:${String(note.line)}${note.about === undefined ? "" : ` (${note.about})`} found no place: "${shorten(note.text)}"`,
        at: ["notes", index],
        subject: "Notes",
      }),
    ),
  );
}

function shorten(text: string): string {
  // Notes can be long; what is shown comes from the beginning.
  const line = text.slice(0, 240).replace(/\s+/g, " ").trim();
  return line.length > 80 ? `${line.slice(0, 77)}…` : line;
}

const severityOrder = { blocker: 0, warning: 1, note: 2 } as const;

/** Blockers first within a subject; subjects keep the order in which the checks met them. */
function inReadingOrder(problems: readonly Problem[]): readonly Problem[] {
  const bySubject = new Map<string, readonly [Problem[], Problem[], Problem[]]>();
  for (const one of problems) {
    const key = one.subject ?? "";
    let lists = bySubject.get(key);
    if (lists === undefined) {
      lists = [[], [], []];
      bySubject.set(key, lists);
    }
    lists[severityOrder[one.severity]].push(one);
  }
  return [...bySubject.values()].flatMap(([blockers, warnings, notes]) => [
    ...blockers,
    ...warnings,
    ...notes,
  ]);
}
