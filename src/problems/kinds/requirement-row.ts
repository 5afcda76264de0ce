/** Problems of the area `requirement/…` that concern single requirement rows. */
import type { ProblemKind } from "../kind.ts";

const rowPresenceKinds = {
  "requirement/row-document-not-pinned": {
    severity: "blocker",
    title: "Rows for a document that is not pinned",
    explanation:
      "Requirement rows are filed under the document they belong to. Rows under a document that plumbline.yaml does not pin are not evaluated.",
    resolve: "Write the document as in plumbline.yaml, or pin an edition of it there.",
    example: "requirements:\n  EN 319 401:\n    REQ-5-01: { status: met }",
  },
  "requirement/row-unknown": {
    severity: "blocker",
    title: "A row on an id that the document does not have",
    explanation:
      "No edition of the document that Plumbline holds has a requirement with this id. What the row says counts for no requirement.",
    resolve: "Correct the id or remove the row.",
    example: "requirements:\n  ETSI EN 319 401:\n    REQ-5-1: { status: met }",
  },
  "requirement/row-of-other-edition": {
    severity: "blocker",
    title: "A row on an id of another edition",
    explanation:
      "The id exists in another edition of the document, not in the pinned one: requirements were renumbered or split between editions. The row counts for no requirement of the pinned edition.",
    resolve:
      "Move the row to the id of the pinned edition and read the requirement again; its content may have changed.",
    example: "A row REQ-7.2-18X while EN 319 401 V3.2.1 is pinned",
  },
  "requirement/row-void": {
    severity: "warning",
    title: "A row on a void id",
    explanation:
      "The edition keeps the id but puts no requirement behind it. A void id is never required, and what the row says counts for nothing.",
    resolve: "Move what is still true to the requirement that took its place, then remove the row.",
    example: "requirements:\n  ETSI EN 319 411-1:\n    OVR-5.1-01: { status: met }",
  },
  "requirement/row-missing": {
    severity: "blocker",
    title: "No row for a requirement that applies",
    explanation:
      "Every requirement that applies needs a recorded status. Without a row nobody can see whether it is met, by what, and who answers for it.",
    resolve: "Add a row with status, detail, practice statement section, evidence and owner.",
    example: "requirements:\n  ETSI EN 319 401: {}",
  },
  "requirement/not-assessed": {
    severity: "blocker",
    title: "A requirement that applies is not assessed",
    explanation: "The row exists but states no status, so it is unknown whether the requirement is met.",
    resolve: "Assess the requirement and record its status.",
    example: "REQ-5-01:\n  status: not-assessed",
  },
  "requirement/recommendation-open": {
    severity: "warning",
    title: "A recommendation that applies has no recorded status",
    explanation:
      "A recommendation need not be followed, but the record should show that it was considered and what was decided.",
    resolve: "Record whether it is followed, or the reason why not.",
    example: "requirements:\n  ETSI EN 319 411-1:\n    OVR-5.2-02: {}",
  },
} as const satisfies Record<string, ProblemKind>;

const rowStatusKinds = {
  "requirement/not-applicable-not-allowed": {
    severity: "blocker",
    title: "A requirement that applies is stated not applicable",
    explanation:
      "A requirement is left out only where its condition does not hold or none of the policies it binds is claimed. This one binds the service without exception. EN 319 401 clause 4.2 leaves room only for requirements whose id begins with PRO.",
    resolve: "Assess the requirement, or correct the claimed policies if they are wrong.",
    example: "REQ-5-01:\n  status: not-applicable\n  justification: We are small",
  },
  "requirement/not-applicable-unjustified": {
    severity: "blocker",
    title: "Stated not applicable without a justification",
    explanation:
      "Leaving a requirement unapplied is a decision that an auditor reviews. EN 319 401 REQ-4.2-05 asks for a proper justification where a proportionality requirement is set aside.",
    resolve: "State in `justification` the facts for which the requirement does not apply.",
    example: "PRO-7.9.1-11:\n  status: not-applicable",
  },
  "requirement/not-applicable-against-condition": {
    severity: "blocker",
    title: "Stated not applicable although its condition holds",
    explanation:
      "The condition of the requirement is answered with yes, so the requirement applies. Row and answer contradict each other.",
    resolve: "Assess the requirement, or correct the answer to the condition.",
    example:
      "answers:\n  ETSI EN 319 401:\n    C-remote-work: { answer: yes }\nrequirements:\n  REQ-7.2-18: { status: not-applicable }",
  },
  "requirement/not-applicable-circular": {
    severity: "warning",
    title: "A reason that only repeats that the requirement does not apply",
    explanation:
      "The justification names no fact about the service: it says in other words that the requirement does not apply or is not needed. Nobody can check such a reason.",
    resolve: "Name the fact about the service, and where it can be seen.",
    example: "justification: Not applicable because we do not need it",
  },
  "requirement/status-on-inapplicable": {
    severity: "note",
    title: "A status on a requirement that does not apply",
    explanation:
      "The requirement is outside the assessment because of the claimed policies or an answered condition. Its status has no effect; either it is left over or the scope is wrong.",
    resolve:
      "Set the row to not-applicable, or correct policies and answers if the requirement should apply.",
    example: "A row for an EVCP requirement, stated met, while only QCP-n-qscd is claimed",
  },
  "requirement/recommendation-unjustified": {
    severity: "warning",
    title: "A recommendation is not followed and no reason is recorded",
    explanation:
      "Not following a recommendation is allowed, but the reason should be on record for the auditor.",
    resolve: "State the reason in `justification`.",
    example: "OVR-5.2-02:\n  status: not-met",
  },
  "requirement/not-met": {
    severity: "blocker",
    title: "A requirement that applies is not met",
    explanation:
      "A requirement with the word shall binds the provider. The row itself states that it is not met.",
    resolve: "Record a finding with a corrective action, carry it out, and assess the requirement again.",
    example: "REQ-5-01:\n  status: not-met",
  },
  "requirement/partly-met": {
    severity: "blocker",
    title: "A requirement that applies is met in part only",
    explanation:
      "A requirement with the word shall is met as a whole or not. The row states a gap, and no finding plans its correction with an owner and a day that is still to come.",
    resolve: "Record a finding with an action, its owner and its day, or close the gap.",
    example: "REQ-5-01:\n  status: partly",
  },
  "requirement/partly-met-planned": {
    severity: "warning",
    title: "A requirement is met in part, and the correction is planned",
    explanation:
      "The row states a gap, and a finding plans its correction with an owner and a day. The gap still exists: whether an audit can succeed with it is for the conformity assessment body to decide.",
    resolve: "Carry out the planned action and assess the requirement again.",
    example: "A row stated partly, and a finding on it with an action that has owner and due day",
  },
  "requirement/met-without-evidence": {
    severity: "blocker",
    title: "Stated met, and nothing shows it",
    explanation:
      "No evidence reaches the requirement, neither from its row nor through an evidence item or a control, and no section of the practice statement is named. The statement rests on nothing, so the requirement counts as not assessed.",
    resolve: "Link the evidence that shows it and name the section of the practice statement.",
    example: "REQ-5-01:\n  status: met",
  },
  "requirement/recommendation-met-without-evidence": {
    severity: "warning",
    title: "A recommendation is stated met, and nothing usable shows it",
    explanation: "The record says that the recommendation is followed, but no usable evidence supports it.",
    resolve: "Link evidence that can be used, or say why the recommendation is not followed.",
    example: "OVR-5.2-02:\n  status: met",
  },
  "requirement/documented-only": {
    severity: "warning",
    title: "Stated met on the word of the practice statement alone",
    explanation:
      "A section of the practice statement says what is done, but no evidence shows that it is done, or that the section exists. The requirement counts as met in part.",
    resolve:
      "Link evidence of operation; where the requirement only asks for a document, link that document as an evidence item.",
    example: 'REQ-5-01:\n  status: met\n  practiceStatement: ["3.1"]',
  },
  "requirement/evidence-unusable": {
    severity: "blocker",
    title: "Stated met, but none of its evidence can be used",
    explanation:
      "All evidence that reaches the requirement is expired, missing, altered, reopened or about something else. The requirement counts as met in part until there is evidence that can be used.",
    resolve: "Renew or replace the evidence.",
    example: "A row stated met whose only evidence has a validUntil in the past",
  },
  "requirement/met-despite-finding": {
    severity: "blocker",
    title: "Stated met while a nonconformity is open",
    explanation:
      "A finding says that the requirement, or a control it rests on, is not in order, and its correction is not verified yet. The finding limits the status whatever the row says.",
    resolve: "Correct the status, or verify that the corrective action worked and record it in the finding.",
    example: "A row stated met, and an open major nonconformity that concerns it",
  },
  "requirement/incorporated-not-met": {
    severity: "blocker",
    title: "Stated met while requirements that it incorporates are not",
    explanation:
      "The requirement says that others apply; it is met when they are. At least one of them that applies is not met, so the lower status counts.",
    resolve: "Assess and meet the incorporated requirements, or correct the status of this one.",
    example: "OVR-5.2-01 of EN 319 411-1 stated met while REQ-6.1-03 of EN 319 401 is not met",
  },
} as const satisfies Record<string, ProblemKind>;

const rowContentKinds = {
  "requirement/choice-missing": {
    severity: "warning",
    title: "The alternative taken is not recorded",
    explanation:
      "The requirement offers alternatives. How it is met can be judged only when the chosen one is known.",
    resolve: "Name the alternative in `choice`.",
    example: "OVR-6.5.2-01:\n  status: met",
  },
  "requirement/detail-missing": {
    severity: "warning",
    title: "The row does not say how",
    explanation: "A status needs a sentence on how the requirement is met, or on what is missing.",
    resolve: "Describe in `detail` what is done, or what is missing.",
    example: "REQ-5-01:\n  status: met\n  evidence: [EV-1]",
  },
  "requirement/detail-says-nothing": {
    severity: "warning",
    title: "The detail says nothing",
    explanation: "The text is a placeholder or repeats the status. It gives an auditor nothing to check.",
    resolve: "Describe what is done, by whom and how often, or what is missing.",
    example: "REQ-5-01:\n  status: met\n  detail: TBD",
  },
  "requirement/practice-statement-missing": {
    severity: "warning",
    title: "No section of the practice statement is named",
    explanation:
      "EN 319 401 clause 6.1 asks that the practice statement addresses every applicable requirement, and EN 319 411-1 clause 5.2 takes that over for the certification practice statement. The row does not say where it does.",
    resolve: "Name the sections in `practiceStatement`.",
    example: "REQ-5-01:\n  status: met\n  evidence: [EV-1]",
  },
  "requirement/owner-missing": {
    severity: "warning",
    title: "Nobody answers for the requirement",
    explanation: "Without an owner nobody keeps the requirement met when the service changes.",
    resolve: "Name a person or role in `owner`.",
    example: "REQ-5-01:\n  status: met",
  },
  "requirement/assessment-undated": {
    severity: "warning",
    title: "It is not recorded who assessed the requirement, or when",
    explanation:
      "A status is a judgement of a person on a day. Without both nobody can tell whether it still holds.",
    resolve: "Fill in `assessedBy` and `assessedOn`.",
    example: "REQ-5-01:\n  status: met",
  },
  "requirement/assessment-in-future": {
    severity: "blocker",
    title: "The requirement was assessed on a day still to come",
    explanation:
      "The day of the assessment lies after the day for which the dossier is checked, so it cannot be right.",
    resolve: "Correct `assessedOn`.",
    example: "REQ-5-01:\n  status: met\n  assessedOn: 2199-01-01",
  },
  "requirement/assessment-stale": {
    severity: "warning",
    title: "The assessment is older than a year",
    explanation:
      "Services, threats and personnel change. An assessment of more than a year ago says little about today; the yearly rhythm is Plumbline's own rule.",
    resolve: "Assess the requirement again and update `assessedOn`.",
    example: "REQ-5-01:\n  status: met\n  assessedOn: 2019-01-01",
  },
  "requirement/overdue": {
    severity: "warning",
    title: "The day set for the requirement is over",
    explanation:
      "The row has a day by which it should be complete, that day is over, and the requirement is not met yet.",
    resolve: "Complete the row or agree on a new day.",
    example: "REQ-5-01:\n  status: partly\n  due: 2019-01-01",
  },
} as const satisfies Record<string, ProblemKind>;

export const requirementRowKinds = { ...rowPresenceKinds, ...rowStatusKinds, ...rowContentKinds };
