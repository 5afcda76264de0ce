/** A kept cadence and one closed finding, for the sound dossiers. */
import type { Dossier, Finding, Governance } from "#dossier";

const kinds = [
  "internal-audit",
  "management-review",
  "corrective-action",
  "evidence-review",
  "drill",
] as const;

export function soundGovernance(evidence: string): Governance {
  return {
    cadence: Object.fromEntries(
      kinds.map((kind) => [
        kind,
        {
          kind,
          title: `Yearly ${kind.replaceAll("-", " ")}`,
          every: "P1Y",
          lastDone: "2026-06-10",
          owner: "Quality manager",
          evidence: [evidence],
        },
      ]),
    ),
    events: [{ kind: "release", on: "2026-08-20", what: "The release that this dossier is about" }],
  };
}

export function soundFindings(concerns: Finding["concerns"], evidence: string): Dossier["findings"] {
  return {
    "NC-1": {
      title: "One checklist was not signed",
      kind: "nonconformity",
      grade: "minor",
      concerns,
      description: "The checklist of the release before was not signed.",
      foundOn: "2026-06-10",
      foundBy: "Quality manager",
      cause: "The deputy did not know of the duty.",
      state: "verified",
      actions: [
        {
          what: "Explain the duty to the deputy and sign the checklist.",
          owner: "Head of development",
          due: "2026-07-10",
          doneOn: "2026-07-01",
          evidence: [evidence],
          effective: { answer: "yes", on: "2026-08-25", because: "The next checklist was signed in time." },
        },
      ],
      owner: "Quality manager",
      review: "reviewed",
    },
  };
}
