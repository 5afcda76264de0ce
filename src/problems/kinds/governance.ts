/** Problems of the area `governance/…`: findings with corrective actions, audits, reviews and events. */
import type { ProblemKind } from "../kind.ts";

export const governanceKinds = {
  "governance/nonconformity-without-action": {
    severity: "blocker",
    title: "A nonconformity without a corrective action",
    explanation:
      "A nonconformity is a requirement that is not met. As long as nothing is planned about it, no credible statement of conformance can follow, and an auditor will ask first for the action, its owner and its day.",
    resolve: "Add an action with what is done, by whom and by when.",
    example:
      "F-1: { title: No yearly risk review, kind: nonconformity, grade: major, state: open, concerns: { requirements: [EN 319 401/REQ-5-04] } }",
  },
  "governance/action-without-owner": {
    severity: "warning",
    title: "A corrective action without an owner",
    explanation:
      "Neither the action nor its finding names who answers for it. An action that belongs to nobody is not done.",
    resolve: "Name the owner of the action, or of the finding.",
    example: "actions:\n  - { what: Introduce a yearly review, due: 2026-12-31 }",
  },
  "governance/action-without-due": {
    severity: "warning",
    title: "A corrective action without a due day",
    explanation:
      "Neither the action nor its finding says until when it is to be done, so it can never be late and nobody can plan on it.",
    resolve: "Set `due` to the day by which the action is to be done.",
    example: "actions:\n  - { what: Introduce a yearly review, owner: Head of security }",
  },
  "governance/action-overdue": {
    severity: "warning",
    title: "A corrective action that is overdue",
    explanation:
      "The day by which the action was to be done has passed, and no day is recorded on which it was.",
    resolve:
      "Do the action and record `doneOn` with evidence, or agree on a new day and say why in the notes of the finding.",
    example:
      "actions:\n  - { what: Introduce a yearly review, owner: Head of security, due: 2026-06-30 }   # on 2026-11-25",
  },
  "governance/action-still-open": {
    severity: "warning",
    title: "A closed finding with an action that is not done",
    explanation:
      "The finding is marked done or verified, but for one of its actions no day is recorded on which it was done. One of the two is wrong.",
    resolve:
      "Record `doneOn`, remove an action that is no longer needed, or set the finding back to in-work.",
    example:
      "F-1: { state: done, actions: [{ what: Introduce a yearly review, owner: Head of security, due: 2026-12-31 }], … }",
  },
  "governance/done-without-evidence": {
    severity: "warning",
    title: "An action that is done, but that no evidence shows",
    explanation:
      "The action has a day on which it was done, but names no evidence that the dossier has. For everyone who was not there it is an assertion.",
    resolve:
      "Add what shows the action (the new procedure, a record, a commit, a photo) to evidence.yaml and name it in the action.",
    example: "actions:\n  - { what: Introduce a yearly review, owner: Head of security, doneOn: 2026-10-01 }",
  },
  "governance/effectiveness-unchecked": {
    severity: "warning",
    title: "A closed finding whose action nobody checked for effect",
    explanation:
      "The finding is done or verified, but it is not recorded whether the action removed the cause. Doing something and having solved the problem are two things; EN 319 401 asks for the effectiveness of measures to be assessed (REQ-5-08 in V3.2.1).",
    resolve:
      "Check after some time whether the problem came back, and record `effective` with answer, day and reason.",
    example: "F-1: { state: verified, actions: [{ what: …, doneOn: 2026-05-01, evidence: [PROC-RISK] }], … }",
  },
  "governance/action-not-effective": {
    severity: "blocker",
    title: "A closed finding although its action did not work",
    explanation:
      "The finding is done or verified while the last word on its action is that it was not effective, and no later action was. The finding is open.",
    resolve: "Set the finding back to in-work and add an action that addresses the cause.",
    example:
      "F-1: { state: verified, actions: [{ what: …, doneOn: 2026-05-01, effective: { answer: no } }], … }",
  },
  "governance/concern-unknown": {
    severity: "blocker",
    title: "A finding or event about a record that does not exist",
    explanation:
      "The finding or event concerns a provision, requirement, test group, test case, control or IXIT entry that the pinned editions or the dossier do not have. It then holds up nothing and reopens nothing.",
    resolve: "Write the id as the pinned edition or the record prints it, or remove it.",
    example: "F-1: { title: …, kind: gap, state: open, concerns: { provisions: [5.3-22] } }",
  },
  "governance/concern-missing": {
    severity: "warning",
    title: "A finding that does not say what it concerns",
    explanation:
      "The finding names no provision, requirement, test group, test case, control or IXIT entry. It is seen by nobody who looks at these, and it holds up no claim.",
    resolve: "Name under `concerns` what the finding is about.",
    example: "F-1: { title: Backup not tested, kind: gap, state: open, concerns: {} }",
  },
  "governance/date-in-future": {
    severity: "warning",
    title: "Something done on a day in the future",
    explanation:
      "A finding, action, verification, audit or review is recorded as done on a day that has not come yet. It is a slip, or a plan entered as a fact. With `--as-of` a day in the past this is expected.",
    resolve: "Correct the date, or enter it when it has happened.",
    example:
      "cadence:\n  audit: { kind: internal-audit, title: Internal audit, every: P1Y, lastDone: 2062-11-02 }",
  },
  "governance/internal-audit-missing": {
    severity: "warning",
    title: "No internal audit is planned",
    explanation:
      "A trust service, and whoever prepares for an audit, is expected to look at its own practice at intervals before others do. EN 319 401 asks for the effectiveness of measures to be assessed (REQ-5-08 in V3.2.1) without prescribing the internal audit by name; an internal audit is how Plumbline expects to see it done.",
    resolve: "Add a cadence of kind internal-audit with interval and owner to governance.yaml.",
    example: "governance.yaml without a cadence of kind internal-audit in a trust service dossier",
  },
  "governance/management-review-missing": {
    severity: "warning",
    title: "No management review is planned",
    explanation:
      "Management has to know how security stands and to review the policy at planned intervals: EN 319 401 asks for a yearly review of the security policy and for reporting that informs the management bodies (REQ-6.3-06 and REQ-7.13-06 in V3.2.1). A management review is how Plumbline expects to see it done.",
    resolve: "Add a cadence of kind management-review with interval and owner to governance.yaml.",
    example: "governance.yaml without a cadence of kind management-review in a trust service dossier",
  },
  "governance/cadence-never-done": {
    severity: "warning",
    title: "A planned audit, review or drill that was never done",
    explanation:
      "The cadence is planned, but no day is recorded on which it took place. A plan that was never carried out shows nothing.",
    resolve: "Carry it out, record the day in `lastDone` and name the record of it under `evidence`.",
    example: "cadence:\n  audit: { kind: internal-audit, title: Internal audit, every: P1Y, owner: Quality }",
  },
  "governance/cadence-overdue": {
    severity: "warning",
    title: "An audit, review or drill that is overdue",
    explanation:
      "The interval has passed since it last took place, so the organisation's own rule is not kept.",
    resolve: "Carry it out and record the day in `lastDone`.",
    example:
      "cadence:\n  audit: { kind: internal-audit, title: Internal audit, every: P1Y, lastDone: 2025-06-01, owner: Quality }   # on 2026-11-25",
  },
  "governance/cadence-due-soon": {
    severity: "note",
    title: "An audit, review or drill that is due within 30 days",
    explanation: "The next occurrence is due soon. Nothing is wrong yet; it is the time to arrange it.",
    resolve: "Arrange it, and record the day in `lastDone` when it took place.",
    example:
      "cadence:\n  review: { kind: management-review, title: Management review, every: P1Y, lastDone: 2025-12-10, owner: CEO }   # on 2026-11-25",
  },
  "governance/cadence-without-owner": {
    severity: "note",
    title: "An audit, review or drill without an owner",
    explanation: "Nobody is named who sees to it that it takes place.",
    resolve: "Name the owner of the cadence.",
    example: "cadence:\n  drill: { kind: drill, title: Incident drill, every: P1Y, lastDone: 2026-05-04 }",
  },
  "governance/event-in-future": {
    severity: "note",
    title: "An event that lies ahead",
    explanation:
      "The event has not happened yet. It reopens evidence from its day on, and forecasts already count with it; until then nothing changes.",
    resolve: "Leave it as a plan, or correct the day if the event has happened.",
    example: "events:\n  - { kind: release, on: 2027-02-01, what: Firmware 2.0 }",
  },
} as const satisfies Record<string, ProblemKind>;
