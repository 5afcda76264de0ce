/** Problems of the area `ics/…`. */
import type { ProblemKind } from "../kind.ts";

export const icsKinds = {} as const satisfies Record<string, ProblemKind>;
