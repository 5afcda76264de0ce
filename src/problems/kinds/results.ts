/** Problems of the area `results/…`. */
import type { ProblemKind } from "../kind.ts";

export const resultsKinds = {} as const satisfies Record<string, ProblemKind>;
