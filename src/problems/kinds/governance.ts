/** Problems of the area `governance/…`. */
import type { ProblemKind } from "../kind.ts";

export const governanceKinds = {} as const satisfies Record<string, ProblemKind>;
