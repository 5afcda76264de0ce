/** Problems of the area `requirement/…`: the combined requirement set of a trust service. */
import type { ProblemKind } from "../kind.ts";
import { requirementRowKinds } from "./requirement-row.ts";

const requirementScopeKinds = {
  "requirement/document-missing": {
    severity: "blocker",
    title: "A document that the pinned ones build on is not pinned",
    explanation:
      "EN 319 411-2 builds on EN 319 411-1, and both build on EN 319 401: many of their requirements are met only by meeting requirements of the other document. Without an edition of it those requirements can be neither listed nor assessed.",
    resolve: "Add an edition of the missing document under `standards` in plumbline.yaml.",
    example: "standards:\n  - document: ETSI EN 319 411-2\n    edition: V2.6.1",
  },
  "requirement/edition-partial": {
    severity: "note",
    title: "The data of a pinned edition is incomplete",
    explanation:
      "Plumbline holds this edition only as a reconstruction from other sources: requirements may be missing, and numbers may differ from the published document. It is not fit to be the sole basis of an audit.",
    resolve:
      "Compare the requirements with the document as ETSI published it, or pin an edition that is complete.",
    example: "standards:\n  - document: ETSI EN 319 401\n    edition: V3.1.1",
  },
  "requirement/no-policy-claimed": {
    severity: "blocker",
    title: "No certificate policy is claimed",
    explanation:
      "Some requirements of EN 319 411-1 and EN 319 411-2 bind only certain certificate policies. As long as no policy is claimed, nobody can say whether those requirements apply.",
    resolve: "Name the claimed certificate policies under `policies` in plumbline.yaml.",
    example: "policies: []",
  },
  "requirement/policy-unknown": {
    severity: "blocker",
    title: "A claimed policy is not defined by a pinned edition",
    explanation:
      "A claimed policy selects requirements. A name that no pinned edition defines as a certificate policy selects none, so requirements would silently be left out.",
    resolve: "Use the name as the standard prints it, and pin the document that defines it.",
    example: "policies:\n  - QCP-n-qcsd",
  },
  "requirement/policy-choice-open": {
    severity: "blocker",
    title: "A claimed policy leaves a choice between policies open",
    explanation:
      "Some policies build on one of several others: QNCP-w of EN 319 411-2 builds on NCP and on either OVCP or IVCP. Until the alternative is named, the requirements that differ stay undetermined.",
    resolve: "Name the alternative beside the policy: `{ policy: QNCP-w, with: [OVCP] }`.",
    example: "policies:\n  - QNCP-w",
  },
  "requirement/policy-choice-invalid": {
    severity: "blocker",
    title: "A policy is combined with one that it does not offer",
    explanation:
      "`with` names the alternative that a claimed policy leaves to the provider. A policy that is not among the alternatives adds requirements that the claimed policy does not ask for.",
    resolve:
      "Name one of the alternatives that the policy offers, or claim the other policy in its own line.",
    example: "policies:\n  - policy: QNCP-w\n    with: [DVCP]",
  },
  "requirement/service-undescribed": {
    severity: "warning",
    title: "The trust service is not described",
    explanation:
      "The assessment covers a service with its components, locations and subcontractors. Without a description nobody can tell what the statuses are about.",
    resolve:
      "Describe the service, its components, locations and subcontractors under `service` in scope.yaml.",
    example: "scope.yaml without `service.description`",
  },
  "requirement/practice-statement-unidentified": {
    severity: "blocker",
    title: "The practice statement is not identified",
    explanation:
      "EN 319 401 clause 6.1 asks for a statement of the practices by which every applicable requirement is addressed. References from requirement rows are worth nothing unless the document and its version are named.",
    resolve: "Name title, version and link of the practice statement under `service` in scope.yaml.",
    example: "service:\n  description: Issues qualified certificates",
  },
  "requirement/condition-unanswered": {
    severity: "blocker",
    title: "A condition on which requirements depend is not answered",
    explanation:
      "Requirements marked conditional apply only in a certain situation. Until the dossier says whether the situation exists, they are neither required nor left out.",
    resolve: "Answer the condition with yes or no, and say why, under `answers` in scope.yaml.",
    example: "answers:\n  ETSI EN 319 401:\n    C-remote-work: { answer: unknown }",
  },
  "requirement/condition-unknown": {
    severity: "warning",
    title: "An answer to a condition that does not exist",
    explanation:
      "The answer is used by no requirement of the pinned edition, so it has no effect. Mostly the id is misspelt or belongs to another edition, and the intended condition stays unanswered.",
    resolve: "Use the id of a condition of the pinned edition, or remove the answer.",
    example: "answers:\n  ETSI EN 319 401:\n    remote-wrok: { answer: yes }",
  },
  "requirement/condition-without-reason": {
    severity: "warning",
    title: "A condition is denied without a reason",
    explanation:
      "Answering a condition with no takes requirements out of the assessment. An auditor will ask for the facts behind it.",
    resolve: "State in `because` the facts that show that the condition does not hold.",
    example: "answers:\n  ETSI EN 319 401:\n    C-remote-work: { answer: no }",
  },
  "requirement/condition-contradiction": {
    severity: "blocker",
    title: "A condition is answered in two ways",
    explanation:
      "scope.yaml answers a condition for the whole service, and a requirement row answers it otherwise. Plumbline does not choose between them: the requirement stays undetermined.",
    resolve: "Correct one of the two answers; keep an answer in the row only where scope.yaml has none.",
    example:
      "answers:\n  ETSI EN 319 401:\n    C-remote-work: { answer: no, because: Nobody may }\nrequirements:\n  REQ-7.2-18:\n    condition: { answer: yes }",
  },
  "requirement/reference-unresolved": {
    severity: "warning",
    title: "A requirement refers to one that cannot be found",
    explanation:
      "The requirement says that others apply too, by numbers that resolve in no pinned edition. EN 319 411-1 and 411-2 print numbers of EN 319 401 V3.1.1, and a few of them resolve in no edition that Plumbline holds. They are shown as printed.",
    resolve:
      "Look up what the printed number means in EN 319 401 V3.1.1 and state in the row of the citing requirement how it is met.",
    example: "A pinned edition whose requirement refers to REQ-7.4-04A",
  },
  "requirement/reference-uncertain": {
    severity: "note",
    title: "A reference was resolved with uncertain data",
    explanation:
      "Requirements that others incorporate were found through the data of a partial edition, through records written from memory, or through a change list that does not settle what became of a number. The target may be another requirement in the published document.",
    resolve: "Check the references against the published documents before relying on them.",
    example: "EN 319 411-1 pinned together with EN 319 401 V3.1.1",
  },
  "requirement/reference-cycle": {
    severity: "warning",
    title: "Requirements incorporate each other in a circle",
    explanation:
      "Each of them would be met when the others are, so none of them can be derived. They count as not assessed; the circle lies in the catalogue's data, not in the dossier.",
    resolve: "Check the `incorporates` entries of the edition file against the published document.",
    example: "REQ-A incorporates REQ-B, and REQ-B incorporates REQ-A",
  },
} as const satisfies Record<string, ProblemKind>;

export const requirementKinds = { ...requirementScopeKinds, ...requirementRowKinds };
