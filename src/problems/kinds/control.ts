/** Problems of the area `control/…`: what the organisation does to meet requirements. */
import type { ProblemKind } from "../kind.ts";

export const controlKinds = {
  "control/owner-missing": {
    severity: "warning",
    title: "A control without an owner",
    explanation:
      "A control that nobody answers for stops working unnoticed. EN 319 401 asks that responsibilities for security are defined and assigned (REQ-7.1.1-01 in V3.2.1); for products this is Plumbline's own rule.",
    resolve: "Name the person or role that answers for the control.",
    example:
      "CTL-AUTH:\n  title: Unique passwords\n  statement: Every unit gets its own password at production.\n  requirements: [5.1-1]",
  },
  "control/acceptance-missing": {
    severity: "warning",
    title: "A control without acceptance criteria",
    explanation:
      "Without criteria that can be checked, two people will judge the same control differently, and a verification has nothing to compare with. This is Plumbline's own rule: requirement, control, verification and evidence are one chain.",
    resolve:
      "Write under `acceptance` what must be seen for the control to count as working, one checkable sentence each.",
    example:
      "CTL-AUTH: { title: Unique passwords, statement: …, requirements: [5.1-1], owner: Firmware lead }",
  },
  "control/verification-missing": {
    severity: "warning",
    title: "A control that nobody verifies",
    explanation:
      "A control is a claim until something shows that it works. EN 319 401 asks to determine what is monitored and measured, how and when (REQ-5-08 in V3.2.1); for products, test cases of TS 103 701 are one way to verify.",
    resolve:
      "Add a verification: a test case, inspection, tool run, drill, review or interview, and how often it is done.",
    example:
      "CTL-AUTH: { title: Unique passwords, statement: …, requirements: [5.1-1], acceptance: [No two units share a password] }",
  },
  "control/verification-never-done": {
    severity: "warning",
    title: "A periodic verification that was never done",
    explanation:
      "The control is to be verified at intervals, but no day is recorded on which that happened. Until the first verification nothing shows that the control works.",
    resolve: "Do the verification, record the day in `lastDone` and keep its result as evidence.",
    example: "verification:\n  - { kind: drill, what: Restore from backup, every: P1Y }",
  },
  "control/verification-overdue": {
    severity: "warning",
    title: "A verification that is overdue",
    explanation:
      "The interval set in `every` has passed since the control was last verified. The organisation's own rule is not kept, and what the control achieves today is not known.",
    resolve: "Do the verification and record the day in `lastDone`, or change the interval if it was wrong.",
    example:
      "verification:\n  - { kind: review, what: Review of access rights, every: P3M, lastDone: 2026-01-10 }   # on 2026-11-25",
  },
  "control/test-case-unknown": {
    severity: "warning",
    title: "A verification by a test case that does not exist",
    explanation:
      "The verification names a test case that the pinned edition of TS 103 701 does not have, so nobody can carry it out. Cases are numbered by their group: 5.1-1-1, 5.1-1-2.",
    resolve:
      "Write the id of a case of the test specification, or choose another kind of verification for a test of your own.",
    example: "verification:\n  - { kind: test-case, what: 5.1-1-7 }",
  },
  "control/requirement-unknown": {
    severity: "blocker",
    title: "A control for a requirement that does not exist",
    explanation:
      "The control names a provision or requirement that the pinned editions do not have: the id is mistyped, void, of another edition, or of a document that the dossier does not pin. The link from requirement to control is lost.",
    resolve:
      "Write provisions as 5.1-1 and requirements as EN 319 401/REQ-5-01, with the ids of the pinned edition.",
    example: "CTL-RISK: { title: Risk assessment, statement: …, requirements: [EN 319 401/REQ-5-1] }",
  },
  "control/requirement-twice": {
    severity: "note",
    title: "A control that names the same requirement twice",
    explanation: "The repetition adds nothing and makes counts of the matrix look larger than they are.",
    resolve: "Remove one of the two; `plumbline fix` does it.",
    example: "CTL-AUTH: { requirements: [5.1-1, 5.1-1], … }",
  },
  "control/requirement-not-applicable": {
    severity: "note",
    title: "A control for a requirement that does not apply",
    explanation:
      "The control serves a requirement that does not apply to this subject, because of a condition, a feature or the claimed certificate policies. The control may be useful all the same, or the answer may be wrong.",
    resolve:
      "Check the answer that makes the requirement not apply; if it is right, take the requirement off the control.",
    example:
      "CTL-SENSOR serves 5.8-3 while scope.yaml answers that the device has no external sensing capability",
  },
  "control/requirement-without-control": {
    severity: "warning",
    title: "A mandatory requirement that no control serves",
    explanation:
      "The requirement is mandatory and applies, but nothing says what the organisation does to meet it beyond the claim itself. This is Plumbline's own rule: each mandatory requirement leads to a control with owner and verification. Requirements that only incorporate others are not counted.",
    resolve:
      "Name the requirement in a control that serves it, or add a control with owner, acceptance criteria and verification.",
    example: "controls.yaml where no control names 5.3-2",
  },
  "control/duplicate": {
    severity: "note",
    title: "Two controls that say the same",
    explanation:
      "Two controls have the same statement, or the same title and requirements. They will be verified twice, and once they differ nobody knows which one holds.",
    resolve: "Keep one control and let it name all requirements that it serves.",
    example: "CTL-1 and CTL-2 with the statement: Every unit gets its own password at production.",
  },
} as const satisfies Record<string, ProblemKind>;
