/** Problems of the area `file/…`. */
import type { ProblemKind } from "../kind.ts";

export const fileKinds = {} as const satisfies Record<string, ProblemKind>;
