/** The columns of the matrix, the same in every format. */
import type { MatrixRow } from "#base/matrix";

export interface MatrixColumn {
  readonly title: string;
  /** Values of the cell; most columns have one, some any number. */
  readonly values: (row: MatrixRow) => readonly string[];
}

export const matrixColumns: readonly MatrixColumn[] = [
  { title: "Document", values: (row) => [row.document] },
  { title: "Edition", values: (row) => [row.edition] },
  { title: "Clause", values: (row) => [row.clause] },
  { title: "Clause title", values: (row) => [row.clauseTitle] },
  { title: "Requirement", values: (row) => [row.id] },
  { title: "Title", values: (row) => [row.title] },
  { title: "Modality", values: (row) => [row.modality] },
  { title: "Status", values: (row) => [row.status] },
  { title: "Applicability", values: (row) => [applicabilityWord(row)] },
  { title: "Why", values: (row) => row.applicability.because },
  { title: "Claim", values: (row) => [row.claim] },
  { title: "Owner", values: (row) => (row.owner === undefined ? [] : [row.owner]) },
  { title: "Practice statement", values: (row) => row.practiceStatement },
  { title: "Controls", values: (row) => row.controls.map((one) => `${one.id} ${one.title}`) },
  {
    title: "Control owners",
    values: (row) => [
      ...new Set(row.controls.flatMap((one) => (one.owner === undefined ? [] : [one.owner]))),
    ],
  },
  { title: "Acceptance criteria", values: (row) => row.controls.flatMap((one) => one.acceptance) },
  { title: "Verification", values: (row) => row.controls.flatMap((one) => one.verification) },
  { title: "Test cases", values: (row) => row.testCases },
  { title: "Evidence", values: (row) => row.evidence.map((one) => `${one.id} (${one.state})`) },
  { title: "State", values: (row) => [row.state] },
  { title: "Because", values: (row) => (row.stateBecause === "" ? [] : [row.stateBecause]) },
  { title: "Findings", values: (row) => row.findings },
  { title: "Blockers", values: (row) => [String(row.blockers)] },
  { title: "Warnings", values: (row) => [String(row.warnings)] },
];

export function applicabilityWord(row: MatrixRow): string {
  switch (row.applicability.state) {
    case "applies":
      return "applies";
    case "does-not-apply":
      return "does not apply";
    case "undetermined":
      return "undetermined";
  }
}
