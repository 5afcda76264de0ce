/** The one register of problem kinds: `explain`, the pages under docs/problems and every severity come from it. */
import type { ProblemKind } from "./kind.ts";
import { claimsKinds } from "./kinds/claims.ts";
import { controlKinds } from "./kinds/control.ts";
import { dossierKinds } from "./kinds/dossier.ts";
import { engineKinds } from "./kinds/engine.ts";
import { evidenceKinds } from "./kinds/evidence.ts";
import { fileKinds } from "./kinds/file.ts";
import { governanceKinds } from "./kinds/governance.ts";
import { guardKinds } from "./kinds/guard.ts";
import { icsKinds } from "./kinds/ics.ts";
import { importKinds } from "./kinds/import.ts";
import { ixitKinds } from "./kinds/ixit.ts";
import { requirementKinds } from "./kinds/requirement.ts";
import { resultsKinds } from "./kinds/results.ts";
import { scopeKinds } from "./kinds/scope.ts";

const register = {
  ...fileKinds,
  ...importKinds,
  ...dossierKinds,
  ...scopeKinds,
  ...icsKinds,
  ...ixitKinds,
  ...resultsKinds,
  ...guardKinds,
  ...claimsKinds,
  ...evidenceKinds,
  ...controlKinds,
  ...governanceKinds,
  ...requirementKinds,
  ...engineKinds,
};

/** Code of a problem kind: `<area>/<fault>`. Codes are stable: once released they are never reused. */
export type ProblemCode = keyof typeof register;

export const problemKinds: Readonly<Record<ProblemCode, ProblemKind>> = register;

export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(register, text);
}
