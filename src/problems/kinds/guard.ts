/** Problems of the area `guard/…`: the six misjudgements that assessments are known for. */
import type { ProblemKind } from "../kind.ts";

export const guardKinds = {
  "guard/escape-clause-ignored": {
    severity: "blocker",
    title: "An alternative of the pass criterion was not examined",
    explanation:
      "The pass criterion offers an alternative that saves the case when its main condition is not met. A unit that is not met without looking at the alternative decides nothing; the case is INCONCLUSIVE.",
    resolve: "Examine the alternative and record the answer under alternative.",
    example:
      "5.5-2-2 a not-met because no version is shown, although the DUT offers no such information at all",
  },
  "guard/all-weakened-to-some": {
    severity: "blocker",
    title: '"All" was weakened to "some"',
    explanation:
      "The pass criterion asks for every entry. A PASS on some of them leaves the others unexamined; the case is INCONCLUSIVE.",
    resolve: "Run the unit on every entry that its selector takes.",
    example: "5.5-1-1 PASS with results for two of five mechanisms",
  },
  "guard/document-contradiction-as-fail": {
    severity: "blocker",
    title: "A contradiction between documents judged as a test failure",
    explanation:
      "When ICS and IXIT contradict each other, or the IXIT is wrong, the documents are at fault, not the device. It is settled with the supplier; it never makes a functional unit fail.",
    resolve: "Settle the contradiction in the documents, then repeat the unit.",
    example: "indication: not-met, cause: documentation on a functional unit",
  },
  "guard/inheritance-lost": {
    severity: "blocker",
    title: "The result of a reused unit was lost",
    explanation:
      "Cases reuse units of other groups. A unit cannot be met here while the unit that it applies is not met on the same entry.",
    resolve: "Correct one of the two results; they are about the same thing.",
    example: "5.5-6-1 a met on SecComMech-TLS while 5.5-1-1 d is not-met on it",
  },
  "guard/evidence-stretched": {
    severity: "blocker",
    title: "Evidence stretched beyond its boundary",
    explanation:
      "The evidence is about a part. It can show something about that part, never about the whole device (TS 103 701 clause 4.7; evidence boundary).",
    resolve: "Attach evidence about the device, or record the result for the part alone.",
    example: "A certificate of the radio module as artefact for a unit on the whole device",
  },
  "guard/circular-na": {
    severity: "blocker",
    title: "A reason that assumes what it is meant to show",
    explanation:
      "The ICS verification rejects a reason that only repeats that the provision does not apply or is not implemented (TS 103 701, ICS verification).",
    resolve: "Name the fact about the product from which it follows that the provision does not apply.",
    example: "detail: Not applicable, because the provision does not apply to this device",
  },
} as const satisfies Record<string, ProblemKind>;
