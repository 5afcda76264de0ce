/** The clause-to-control matrix of a product: one row per provision. */
import type { MatrixRow } from "#base/matrix";
import type { Memo, ProductAssessment } from "#assessment";
import type { Control, Dossier } from "#dossier";
import { evidenceFor, type EvidenceIndex, type EvidenceStatus } from "#evidence";
import type { Problem } from "#problems";
import type { IndexedProvisions, IndexedTestSpecification } from "#standards";

export interface MatrixInput {
  readonly dossier: Dossier;
  readonly provisions: IndexedProvisions;
  readonly tests: IndexedTestSpecification | undefined;
  readonly assessment: ProductAssessment;
  readonly statuses: ReadonlyMap<string, EvidenceStatus>;
  readonly problems: readonly Problem[];
  readonly memo: Memo;
}

export function provisionMatrix(input: MatrixInput): readonly MatrixRow[] {
  const { dossier, provisions, memo } = input;
  const controls = memo("controls by provision", [dossier.controls], () =>
    controlsByRequirement(dossier.controls),
  );
  const findings = memo("findings by provision", [dossier.findings], () => findingsByProvision(dossier));
  const index = evidenceFor(dossier);
  const counts = countBySubject(input.problems);
  const titles = new Map(provisions.edition.clauses.map((clause) => [clause.id, clause.title]));
  const outcomes = new Map(input.assessment.verdicts.groups.map((group) => [group.provision, group]));
  return provisions.edition.provisions.map((provision) => {
    const row = Object.hasOwn(dossier.ics, provision.id) ? dossier.ics[provision.id] : undefined;
    const applicability = input.assessment.applicability.get(provision.id);
    const count = counts.get(provision.id);
    const inputs = [
      provision,
      row,
      applicability,
      outcomes.get(provision.id),
      controls,
      findings,
      (index.byProvision.get(provision.id) ?? []).join(" "),
      input.statuses,
      count?.blockers ?? 0,
      count?.warnings ?? 0,
    ];
    return memo(`matrix ${provision.id}`, inputs, (): MatrixRow => {
      const group = outcomes.get(provision.id);
      return {
        key: provision.id,
        document: provisions.edition.document,
        edition: provisions.edition.edition,
        clause: provision.clause,
        clauseTitle: titles.get(provision.clause) ?? "",
        id: provision.id,
        title: provision.title,
        modality: provision.modality,
        status: provision.printedStatus,
        applicability: applicability ?? { state: "undetermined", because: [], open: [] },
        claim: row?.support ?? "",
        owner: row?.owner,
        practiceStatement: [],
        controls: (controls.get(provision.id) ?? []).map(([id, control]) => matrixControl(id, control)),
        testCases: input.tests?.groupByProvision.get(provision.id)?.cases.map((one) => one.id) ?? [],
        evidence: evidenceOf(index, provision.id, dossier, input.statuses),
        state: group?.outcome ?? "not-tested",
        stateBecause: group?.because[0]?.text ?? "no test group",
        findings: findings.get(provision.id) ?? [],
        blockers: count?.blockers ?? 0,
        warnings: count?.warnings ?? 0,
      };
    });
  });
}

function matrixControl(id: string, control: Control): MatrixRow["controls"][number] {
  return {
    id,
    title: control.title,
    owner: control.owner,
    acceptance: control.acceptance ?? [],
    verification: (control.verification ?? []).map((one) => `${one.kind}: ${one.what}`),
  };
}

function controlsByRequirement(
  controls: Dossier["controls"],
): ReadonlyMap<string, readonly (readonly [string, Control])[]> {
  const found = new Map<string, (readonly [string, Control])[]>();
  for (const entry of Object.entries(controls)) {
    for (const id of entry[1].requirements) {
      const known = found.get(id);
      if (known === undefined) found.set(id, [entry]);
      else known.push(entry);
    }
  }
  return found;
}

function findingsByProvision(dossier: Dossier): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [id, finding] of Object.entries(dossier.findings)) {
    for (const provision of [...(finding.concerns.provisions ?? []), ...(finding.concerns.groups ?? [])]) {
      const known = found.get(provision);
      if (known === undefined) found.set(provision, [id]);
      else if (!known.includes(id)) known.push(id);
    }
  }
  return found;
}

function evidenceOf(
  index: EvidenceIndex,
  provision: string,
  dossier: Dossier,
  statuses: ReadonlyMap<string, EvidenceStatus>,
): MatrixRow["evidence"] {
  return (index.byProvision.get(provision) ?? []).map((id) => ({
    id,
    title: dossier.evidence[id]?.title ?? "unknown item",
    state: statuses.get(id)?.state ?? "missing",
  }));
}

/** Blockers and warnings by subject. */
export function countBySubject(
  problems: readonly Problem[],
): ReadonlyMap<string, { readonly blockers: number; readonly warnings: number }> {
  const counts = new Map<string, { blockers: number; warnings: number }>();
  for (const { subject, severity } of problems) {
    if (subject === undefined || severity === "note") continue;
    const known = counts.get(subject) ?? { blockers: 0, warnings: 0 };
    if (severity === "blocker") known.blockers += 1;
    else known.warnings += 1;
    counts.set(subject, known);
  }
  return counts;
}
