/** Problems of the area `evidence/…`. */
import type { ProblemKind } from "../kind.ts";

export const evidenceKinds = {} as const satisfies Record<string, ProblemKind>;
