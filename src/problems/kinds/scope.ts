/** Problems of the area `scope/…`: DUT identification, boundary, answers to conditions and features. */
import type { ProblemKind } from "../kind.ts";

export const scopeKinds = {
  "scope/dut-incomplete": {
    severity: "blocker",
    title: "The DUT is not identified",
    explanation:
      "An assessment is about one exact model in one exact hardware and software version. Without them nobody can say which product a verdict is about, and results cannot be checked against it (TS 103 701, identification of the DUT).",
    resolve: "Fill in the field under dut in scope.yaml, as it stands on the units that are tested.",
    example: "dut:\n  name: Lumo Plug S2\n  # software is missing",
  },
  "scope/supplier-incomplete": {
    severity: "warning",
    title: "The Supplier Organization is not fully identified",
    explanation:
      "The identification pro forma asks for the supplier's address and for a person who answers questions about ICS and IXIT (TS 103 701, identification of the DUT).",
    resolve: "Complete parties.supplier in plumbline.yaml.",
    example: "parties:\n  supplier:\n    name: Lumo Home AB",
  },
  "scope/boundary-incomplete": {
    severity: "warning",
    title: "The boundary is not drawn",
    explanation:
      "Interfaces, associated services, user documentation and what lies inside the boundary have to be named before anything is claimed; associated services are named with their interaction and are never assessed on their own (TS 103 701, identification of the DUT).",
    resolve: "Fill in interfaces, associatedServices, userDocumentation and boundary in scope.yaml.",
    example: "scope.yaml without interfaces",
  },
  "scope/constraint-disagrees": {
    severity: "blocker",
    title: "A resource constraint is claimed that the DUT identification does not state",
    explanation:
      "Conditions on resource constraints excuse a device only when the identification states why it is constrained. The ICS verification compares the two (TS 103 701, ICS verification). Saving cost is no resource constraint.",
    resolve:
      "State in scope.yaml under dut.constrained that and why the device is constrained, or answer the condition yes.",
    example: 'answers:\n  ETSI EN 303 645:\n    "15": { answer: no, because: too small }',
  },
  "scope/answer-open": {
    severity: "blocker",
    title: "A condition or feature is not answered",
    explanation:
      "Whether a provision with C or F applies depends on the conditions and features of Annex B. While one is not answered, support N/A has no ground and the ICS cannot be verified.",
    resolve: "Answer it yes or no in scope.yaml, with the reason.",
    example: "answers:\n  ETSI EN 303 645:\n    q: { answer: unknown }",
  },
  "scope/answer-without-reason": {
    severity: "warning",
    title: "An answer that excuses provisions has no reason",
    explanation:
      "The answer no lets provisions be N/A. The laboratory has to find it justified and plausible for the device (TS 103 701, ICS verification), which it cannot without a reason.",
    resolve: "Write under because what in the product makes the answer true.",
    example: "q: { answer: no }",
  },
  "scope/answer-unknown": {
    severity: "blocker",
    title: "An answer to something the edition does not ask",
    explanation:
      "Conditions and features are numbered and lettered by each edition of EN 303 645, Annex B. This one does not exist in the pinned edition.",
    resolve: "Use a number or letter of the pinned edition, or remove the answer.",
    example: 'answers:\n  ETSI EN 303 645:\n    "17": { answer: yes }',
  },
  "scope/answer-contradicts-ixit": {
    severity: "blocker",
    title: "An answer contradicts the IXIT",
    explanation:
      "The content of an IXIT entry decides some conditions and features whatever the supplier answered. ICS, answers and IXIT must not contradict each other (TS 103 701, ICS verification). It is a documentation fault, to be settled before any test.",
    resolve: "Correct the answer, or the IXIT entry if it describes something that the device does not have.",
    example: "a: { answer: no }   # while 1-AuthMech has an entry with a password",
  },
} as const satisfies Record<string, ProblemKind>;
