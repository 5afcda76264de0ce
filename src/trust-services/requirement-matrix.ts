/** Matrix rows for requirements: requirement, applicability, practice statement, controls, evidence, state. */
import type { MatrixControl, MatrixEvidence, MatrixRow } from "#base/matrix";
import type { Problem } from "#problems";
import type { Control, Dossier, RequirementRow } from "#dossier";
import type { EvidenceStatus } from "#evidence";
import { findEdition, type Catalogue, type RequirementsEdition } from "#standards";
import type { RequirementsResult } from "./assess-requirements.ts";
import { clauseTitles } from "./clause-summary.ts";
import { rememberPer } from "./remember.ts";
import type { RequirementAssessment } from "./status-types.ts";

export interface RequirementMatrixInput {
  readonly dossier: Dossier;
  readonly catalogue: Catalogue;
  readonly assessed: Pick<RequirementsResult, "requirements">;
  readonly statuses: ReadonlyMap<string, EvidenceStatus>;
  /** All problems of the evaluation; those whose subject is a requirement are counted in its row. */
  readonly problems: readonly Problem[];
}

export function requirementMatrixRows(input: RequirementMatrixInput): readonly MatrixRow[] {
  const { dossier, assessed, statuses, problems } = input;
  const titles = clauseTitles(editionsIn(input));
  const counts = countBySubject(problems);
  const controls = matrixControls(dossier.controls);
  return assessed.requirements.map((one) => {
    const row = dossier.requirements[one.edition.document]?.[one.requirement.id];
    const clauseTitle = titles.get(`${one.edition.document}\n${one.requirement.clause}`) ?? "";
    const { blockers, warnings } = counts.get(one.key) ?? none;
    return matrixRow(one, row, clauseTitle, controls, dossier.evidence, statuses, blockers, warnings);
  });
}

const none = { blockers: 0, warnings: 0 };

/** One line; kept as long as the assessment, the row and what they name are the same. */
const matrixRow = rememberPer(
  (
    one: RequirementAssessment,
    row: RequirementRow | undefined,
    clauseTitle: string,
    controls: ReadonlyMap<string, MatrixControl>,
    evidence: Dossier["evidence"],
    statuses: ReadonlyMap<string, EvidenceStatus>,
    blockers: number,
    warnings: number,
  ): MatrixRow => ({
    key: one.key,
    document: one.edition.document,
    edition: one.edition.edition,
    clause: one.requirement.clause,
    clauseTitle,
    id: one.requirement.id,
    title: one.requirement.title,
    modality: one.requirement.modality ?? "",
    status: describeBinding(one),
    applicability: one.applicability,
    claim: one.stated ?? "",
    owner: row?.owner,
    practiceStatement: row?.practiceStatement ?? [],
    controls: one.controls.flatMap((id) => controls.get(id) ?? []),
    testCases: [],
    evidence: one.evidence.map((id): MatrixEvidence => ({
      id,
      title: evidence[id]?.title ?? "",
      state: statuses.get(id)?.state ?? "missing",
    })),
    state: one.status,
    stateBecause: one.because.join("; "),
    findings: one.findings,
    blockers,
    warnings,
  }),
);

const matrixControls = rememberPer(
  (controls: Readonly<Record<string, Control>>): ReadonlyMap<string, MatrixControl> =>
    new Map(Object.entries(controls).map(([id, control]) => [id, matrixControl(id, control)])),
);

function editionsIn({ catalogue, assessed }: RequirementMatrixInput): readonly RequirementsEdition[] {
  const refs = new Map(assessed.requirements.map((one) => [one.edition.document, one.edition]));
  return [...refs.values()].flatMap((ref) => {
    const edition = findEdition(catalogue, ref);
    return edition?.kind === "requirements" ? [edition] : [];
  });
}

/** "NCP, NCP+ · if remote-work"; empty for a requirement that binds every provider always. */
function describeBinding({ requirement }: RequirementAssessment): string {
  const policies = requirement.policies === null ? [] : [requirement.policies.join(", ")];
  const condition = requirement.condition === null ? [] : [`if ${requirement.condition}`];
  return [...policies, ...condition].join(" · ");
}

function matrixControl(id: string, control: Control): MatrixControl {
  return {
    id,
    title: control.title,
    owner: control.owner,
    acceptance: control.acceptance ?? [],
    verification: (control.verification ?? []).map((one) => `${one.kind}: ${one.what}`),
  };
}

function countBySubject(problems: readonly Problem[]) {
  const counts = new Map<string, { blockers: number; warnings: number }>();
  for (const one of problems) {
    if (one.subject === undefined || one.severity === "note") continue;
    const count = counts.get(one.subject) ?? { blockers: 0, warnings: 0 };
    if (one.severity === "blocker") count.blockers += 1;
    else count.warnings += 1;
    counts.set(one.subject, count);
  }
  return counts;
}
