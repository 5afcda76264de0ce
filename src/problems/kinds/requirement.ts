/** Problems of the area `requirement/…`. */
import type { ProblemKind } from "../kind.ts";

export const requirementKinds = {} as const satisfies Record<string, ProblemKind>;
