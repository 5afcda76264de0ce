/** Problems of the area `claims/…`: words that say more than a dossier can show. */
import type { ProblemKind } from "../kind.ts";

export const claimsKinds = {
  "claims/overclaiming": {
    severity: "warning",
    title: "Words that claim more than the dossier can show",
    explanation:
      'A dossier organises evidence. Words such as "certified", "fully compliant" or "guaranteed" assert what neither the supplier nor a first-party assessment can give, and they are quoted back in disputes.',
    resolve: "Say what is done and what shows it, without the word.",
    example: "detail: Our device is fully compliant and guaranteed secure",
  },
} as const satisfies Record<string, ProblemKind>;
