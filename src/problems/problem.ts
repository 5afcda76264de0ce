/** A problem: one thing that is wrong with a dossier, where, why, which clause says so, and what to do. */
import type { DossierPath } from "#base/path";
import { problemKinds, type ProblemCode } from "./register.ts";

export type Severity = "blocker" | "warning" | "note";

/** A reference into a standard. `clause` is a clause, provision, requirement or table id as the document prints it. */
export interface Citation {
  readonly document: string;
  readonly edition: string;
  readonly clause: string;
}

/** A change to a dossier that the engine could compute; applied by `fix` and by the workbench after a person agreed. */
export type Edit =
  | { readonly op: "set"; readonly path: DossierPath; readonly value: unknown }
  | { readonly op: "remove"; readonly path: DossierPath }
  | { readonly op: "rename"; readonly path: DossierPath; readonly to: string };

export interface Fix {
  /** What the fix does, as an imperative sentence without a full stop. */
  readonly title: string;
  /** True when applying it can lose no information and makes no claim for the user. */
  readonly safe: boolean;
  readonly edits: readonly Edit[];
}

export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** One sentence: what is wrong here, with the ids and values concerned. */
  readonly message: string;
  readonly cites: readonly Citation[];
  /** The value concerned; a missing value is named by the path it should have. */
  readonly at: DossierPath;
  /** One sentence: what to do about it here. */
  readonly remedy: string;
  /** The provision, requirement, test group or clause under which reports group the problem. */
  readonly subject?: string;
  /** Words inside the value at `at` that are concerned, to point at the right line of a long text. */
  readonly near?: string;
  readonly fix?: Fix;
}

/** Makes a problem whose severity comes from the register, so that a code means the same everywhere. */
export function problem(
  code: ProblemCode,
  parts: Omit<Problem, "code" | "severity" | "remedy" | "cites"> & {
    readonly remedy?: string;
    readonly cites?: readonly Citation[];
  },
): Problem {
  const kind = problemKinds[code];
  // Written out, since spreading the parts is several times slower and an evaluation makes hundreds of problems.
  const made: { -readonly [K in keyof Problem]: Problem[K] } = {
    code,
    severity: kind.severity,
    message: parts.message,
    cites: parts.cites ?? noCitations,
    at: parts.at,
    remedy: parts.remedy ?? kind.resolve,
  };
  if (parts.subject !== undefined) made.subject = parts.subject;
  if (parts.near !== undefined) made.near = parts.near;
  if (parts.fix !== undefined) made.fix = parts.fix;
  return made;
}

const noCitations: readonly Citation[] = [];
