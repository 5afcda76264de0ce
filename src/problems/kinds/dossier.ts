/** Problems of the area `dossier/…`: what the dossier is pinned to. */
import type { ProblemKind } from "../kind.ts";

export const dossierKinds = {
  "dossier/edition-unknown": {
    severity: "blocker",
    title: "An edition that the catalogue does not hold",
    explanation:
      "Everything in a dossier is read against the pinned editions. This one is not in the catalogue, so nothing that depends on it can be checked.",
    resolve: "Pin an edition of the catalogue, or add the edition file to it.",
    example: "standards:\n  - { document: ETSI EN 303 645, edition: V9.9.9 }",
  },
  "dossier/document-missing": {
    severity: "blocker",
    title: "A document that this kind of dossier needs is not pinned",
    explanation:
      "A product dossier is read against EN 303 645; its assessment against TS 103 701. A trust-service dossier is read against EN 319 401 and what builds on it.",
    resolve: "Pin an edition of the document under standards in plumbline.yaml.",
    example: "kind: product without ETSI EN 303 645",
  },
  "dossier/test-specification-missing": {
    severity: "note",
    title: "No test specification for the pinned edition",
    explanation:
      "Without TS 103 701 in an edition that assesses the pinned EN 303 645, the ICS is checked, but there is no IXIT, no test plan and no verdict.",
    resolve: "Pin an edition of ETSI TS 103 701 that assesses the pinned edition of EN 303 645.",
    example: "EN 303 645 V2.1.1 alone",
  },
  "dossier/editions-disagree": {
    severity: "blocker",
    title: "The test specification assesses another edition",
    explanation:
      "Each edition of TS 103 701 assesses one edition of EN 303 645. Ids, conditions and features differ between editions, so the plan would not fit the ICS.",
    resolve: "Pin editions that belong together.",
    example: "EN 303 645 V2.1.1 with TS 103 701 V2.1.1",
  },
  "dossier/edition-superseded": {
    severity: "note",
    title: "A newer edition is known",
    explanation:
      "The registry of editions knows a later publication. Laws and schemes may still name the older one on purpose.",
    resolve: "Look at the changes and decide whether to move; record the decision.",
    example: "EN 303 645 V2.1.1",
  },
  "dossier/edition-partial": {
    severity: "warning",
    title: "The data of this edition is incomplete",
    explanation:
      "The catalogue holds only a part of this edition, or a reconstruction of it. Requirements may be missing from every list made from it.",
    resolve: "Obtain the published edition and check against it; do not rest an audit on this data alone.",
    example: "EN 319 401 V3.1.1",
  },
  "dossier/pinned-twice": {
    severity: "blocker",
    title: "A document is pinned in two editions",
    explanation: "Everything in a dossier is pinned to one edition of each document.",
    resolve: "Keep one edition; make a second dossier for the other.",
    example: "EN 303 645 V2.1.1 and V3.1.3 in one dossier",
  },
  "dossier/first-party": {
    severity: "note",
    title: "First-party assessment",
    explanation:
      "The supplier assesses itself. This is allowed, and every report says so; it is no assessment by an independent laboratory.",
    resolve: "Nothing to do, if this is meant.",
    example: "parties:\n  assessment: first-party",
  },
} as const satisfies Record<string, ProblemKind>;
