/** Problems of the area `engine/…`: faults of Plumbline itself. */
import type { ProblemKind } from "../kind.ts";

export const engineKinds = {
  "engine/check-crashed": {
    severity: "blocker",
    title: "A check of Plumbline failed",
    explanation:
      "One check stopped with an internal error. All other checks ran, but what this check would have found is unknown, so the dossier cannot be called ready.",
    resolve: "Report the message with the record it names; the fault is in Plumbline, not in the dossier.",
    example: "A check meets a record shape that nobody thought of.",
  },
} as const satisfies Record<string, ProblemKind>;
