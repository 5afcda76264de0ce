/** Problems of the area `dossier/…`. */
import type { ProblemKind } from "../kind.ts";

export const dossierKinds = {} as const satisfies Record<string, ProblemKind>;
