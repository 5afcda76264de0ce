/** The register of everything Plumbline can find wrong, and the shape of a finding. */
export { guarded } from "./guarded.ts";
export { problem } from "./problem.ts";
export type { Citation, Edit, Fix, Problem, Severity } from "./problem.ts";
export { isProblemCode, problemKinds } from "./register.ts";
export type { ProblemCode } from "./register.ts";
export type { ProblemKind } from "./kind.ts";
