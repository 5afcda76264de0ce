/** Problems of the area `claims/…`. */
import type { ProblemKind } from "../kind.ts";

export const claimsKinds = {} as const satisfies Record<string, ProblemKind>;
