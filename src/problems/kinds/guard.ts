/** Problems of the area `guard/…`. */
import type { ProblemKind } from "../kind.ts";

export const guardKinds = {} as const satisfies Record<string, ProblemKind>;
