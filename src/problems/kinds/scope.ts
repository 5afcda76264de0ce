/** Problems of the area `scope/…`. */
import type { ProblemKind } from "../kind.ts";

export const scopeKinds = {} as const satisfies Record<string, ProblemKind>;
