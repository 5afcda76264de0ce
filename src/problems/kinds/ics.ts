/** Problems of the area `ics/…`: the implementation conformance statement. */
import type { ProblemKind } from "../kind.ts";

export const icsKinds = {
  "ics/row-missing": {
    severity: "blocker",
    title: "A provision has no row in the ICS",
    explanation:
      "The ICS has exactly one row for every provision of the edition; no recommendation may vanish (EN 303 645 Annex B; TS 103 701 ICS-1).",
    resolve: "Add the row and claim Y, N or, where allowed, N/A.",
    example: "ics.yaml without 5.6-9",
  },
  "ics/row-unknown": {
    severity: "blocker",
    title: "A row for a provision that does not exist",
    explanation:
      "The row carries an id that no provision of the pinned edition has, so nothing would be claimed by it.",
    resolve: "Correct the id or remove the row.",
    example: "rows:\n  5.1-22: { support: Y }",
  },
  "ics/row-void": {
    severity: "blocker",
    title: "A row for a void provision",
    explanation:
      "The id is kept by the standard, but no provision stands behind it in this edition. Claims belong to the provisions that replaced it.",
    resolve: "Move the claim to the provisions that took its place and remove the row.",
    example: "rows:\n  5.3-4: { support: Y }   # V3.1.3 has 5.3-4A and 5.3-4B",
  },
  "ics/row-other-edition": {
    severity: "blocker",
    title: "A row for a provision of another edition",
    explanation:
      "The id exists in another edition of the document, not in the one this dossier is pinned to.",
    resolve: "Rename the row to the id that the pinned edition uses, and read what changed.",
    example: "rows:\n  4-1: { support: Y }   # V2.1.1; V3.1.3 has 5.0-1",
  },
  "ics/support-missing": {
    severity: "blocker",
    title: "A row without a support value",
    explanation:
      "Every provision has exactly one support value: Y, N or N/A (TS 103 701 ICS-1). Without it nothing is claimed and its test group cannot be planned.",
    resolve: "Set support to Y, N or, where the status allows it, N/A.",
    example: "5.1-1: { detail: Unique per device }",
  },
  "ics/na-not-allowed": {
    severity: "blocker",
    title: "N/A where the status does not allow it",
    explanation:
      "N/A is only possible where the status carries a condition (C) or a feature (F) that is absent (EN 303 645 Annex B; TS 103 701 ICS-2).",
    resolve: "Claim Y, or N with its reason if it is a recommendation.",
    example: "5.2-1: { support: N/A }   # status M",
  },
  "ics/na-contradicts-answer": {
    severity: "blocker",
    title: "N/A although the provision applies",
    explanation:
      "All conditions and features on which the provision depends hold, by the answers or by the IXIT. N/A then makes the ICS invalid (TS 103 701 ICS-2).",
    resolve: "Claim Y or N, or correct the answer if the condition does not hold.",
    example: "5.6-4A: { support: N/A }   # while feature (q) is answered yes",
  },
  "ics/na-undetermined": {
    severity: "blocker",
    title: "N/A without a ground",
    explanation:
      "A condition or feature on which the provision depends is not answered, so nothing shows that the provision does not apply (TS 103 701 ICS-2).",
    resolve: "Answer the condition or feature in scope.yaml.",
    example: "5.3-15A: { support: N/A }   # condition (3) not answered",
  },
  "ics/applicability-open": {
    severity: "warning",
    title: "Whether the provision applies is open",
    explanation:
      "A condition or feature is not answered. The claim can stand, but the ICS verification needs the answer.",
    resolve: "Answer the condition or feature in scope.yaml.",
    example: "5.1-4: { support: Y }   # feature (d) not answered",
  },
  "ics/n-instead-of-na": {
    severity: "warning",
    title: "N where N/A is meant",
    explanation:
      "The provision does not apply to the device. N would say that an obligation is not fulfilled, which makes the ICS invalid for a mandatory provision.",
    resolve: "Set support to N/A and keep the reason in the detail.",
    example: "5.8-2: { support: N }   # feature (u) answered no",
  },
  "ics/mandatory-not-supported": {
    severity: "blocker",
    title: "A mandatory provision is not supported",
    explanation:
      "A mandatory provision that applies has to be claimed Y. N makes the ICS invalid, and an invalid ICS leads to the overall verdict FAIL (TS 103 701 ICS-3, verdict rules).",
    resolve: "Implement the provision, or show by condition or feature that it does not apply.",
    example: "5.3-13: { support: N }",
  },
  "ics/claimed-though-not-applicable": {
    severity: "warning",
    title: "Y although the provision does not apply",
    explanation:
      "By the answers the condition or feature is absent, so there is nothing the claim could be about. One of the two is wrong.",
    resolve: "Correct the answer, or set support to N/A.",
    example: "5.8-3: { support: Y }   # feature (v) answered no",
  },
  "ics/detail-missing": {
    severity: "blocker",
    title: "A row without detail",
    explanation:
      "The detail holds the measures (Y), or why the provision is not possible or appropriate (N), or why it does not apply (N/A) (EN 303 645 Annex B; TS 103 701 ICS-5).",
    resolve: "Write the detail.",
    example: "5.4-3: { support: Y }",
  },
  "ics/detail-says-nothing": {
    severity: "warning",
    title: "A detail that says no more than the support letter",
    explanation:
      'A detail such as "Implemented" or "See docs" gives the laboratory nothing to verify (TS 103 701 ICS-5).',
    resolve: "Name the measure, where it is and what it achieves, or the reason.",
    example: "5.4-3: { support: Y, detail: Implemented }",
  },
  "ics/placeholder": {
    severity: "blocker",
    title: "A placeholder in the ICS",
    explanation: 'The text still holds a mark such as TBD or "? years", so the claim is not complete.',
    resolve: "Replace the placeholder by the fact.",
    example: "detail: Support period is ? years",
  },
  "ics/recommendation-without-justification": {
    severity: "blocker",
    title: "A recommendation not met or not applicable without recorded justification",
    explanation:
      "A reason has to be on record for every recommendation that is not fulfilled or not applicable (provision 5.0-1 in V3.1.3, 4-1 in V2.1.1), and test group 5.0-1 checks it.",
    resolve: "Write the reason under justification in the row.",
    example: "5.7-1: { support: N, detail: No secure boot }",
  },
  "ics/reason-not-yet-occurred": {
    severity: "blocker",
    title: "A reason that only says that something has not occurred",
    explanation:
      "The ICS verification rejects a reason that only says that a situation has not occurred so far: the provision is about what happens when it does (TS 103 701, ICS verification).",
    resolve: "Say why the provision cannot apply to the device, or claim Y or N.",
    example: "detail: No vulnerability has been reported so far",
  },
  "ics/status-not-in-standard": {
    severity: "blocker",
    title: "A status that the standard does not have",
    explanation:
      "Reference, status, conditions and features are fixed by EN 303 645 and are not edited by the supplier (TS 103 701 ICS-6). The status written here names a condition or feature that the edition does not have.",
    resolve: "Use the status that the standard prints; the catalogue holds it.",
    example: "5.3-11: { statedStatus: R C (17) }",
  },
  "ics/status-differs": {
    severity: "warning",
    title: "A status that differs from the standard",
    explanation:
      "Reference, status, conditions and features are fixed by EN 303 645 and are not edited by the supplier (TS 103 701 ICS-6).",
    resolve: "Use the status that the standard prints; the catalogue holds it.",
    example: "5.3-15A: { statedStatus: R }   # the standard prints R C (3)",
  },
  "ics/owner-missing": {
    severity: "note",
    title: "A row without owner",
    explanation:
      "A row that nobody answers for is not kept true. Owners also get the evidence requests that follow from a claim.",
    resolve: "Name a person or role under owner.",
    example: "5.2-3: { support: Y, detail: … }",
  },
  "ics/row-overdue": {
    severity: "warning",
    title: "A row is past its due date",
    explanation: "The row was to be complete by this date and has not been reviewed since.",
    resolve: "Complete and review the row, or set a new date.",
    example: "5.2-3: { due: 2026-01-31, review: draft }",
  },
} as const satisfies Record<string, ProblemKind>;
