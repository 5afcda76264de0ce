/** Problems of the area `control/…`. */
import type { ProblemKind } from "../kind.ts";

export const controlKinds = {} as const satisfies Record<string, ProblemKind>;
