/** Problems of the area `ixit/…`. */
import type { ProblemKind } from "../kind.ts";

export const ixitKinds = {} as const satisfies Record<string, ProblemKind>;
