/** Writes the result of a check as JSON of the layout `plumbline-check/1`; fields are only ever added to it. */
import type { Place, Placed } from "#base/place";
import type { Readiness } from "#base/readiness";
import type { Header } from "#dossier";
import type { Evaluation } from "#evaluation";
import type { Citation, Fix, Problem, Severity } from "#problems";

export const checkJsonSchemaName = "plumbline-check/1";

export interface CheckJsonInput {
  readonly folder: string;
  readonly header: Header | undefined;
  readonly asOf: string;
  readonly evaluation: Evaluation | undefined;
  /** Files that could not be read. */
  readonly unread: readonly string[];
  readonly problems: readonly Placed<Problem>[];
}

interface CheckJsonProblem {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly cites: readonly Citation[];
  /** Path of the value in the dossier, independent of files. */
  readonly at: readonly (string | number)[];
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly endLine: number | null;
  readonly endColumn: number | null;
  readonly remedy: string;
  readonly subject: string | null;
  readonly fix?: Fix;
}

export interface CheckJson {
  readonly schema: typeof checkJsonSchemaName;
  readonly dossier: {
    readonly folder: string;
    readonly id: string | null;
    readonly kind: string | null;
    readonly subject: string | null;
    readonly release: string | null;
    readonly objective: string | null;
    readonly assessment: string | null;
    readonly policies: readonly string[];
  };
  readonly asOf: string;
  /** False when the dossier could not be evaluated at all; `problems` then say why. */
  readonly readable: boolean;
  /** Files that could not be read; everything else rests on the others. */
  readonly unread: readonly string[];
  readonly editions: Evaluation["editions"];
  readonly problems: readonly CheckJsonProblem[];
  readonly readiness: Readiness | null;
  readonly counts: Readonly<Record<Severity, number>>;
}

export function writeCheckJson(input: CheckJsonInput): string {
  return `${JSON.stringify(checkJson(input), null, 2)}\n`;
}

function checkJson({ folder, header, asOf, evaluation, unread, problems }: CheckJsonInput): CheckJson {
  const count = (severity: Severity): number => problems.filter((one) => one.severity === severity).length;
  return {
    schema: checkJsonSchemaName,
    dossier: {
      folder,
      id: header?.id ?? null,
      kind: header?.kind ?? null,
      subject: header?.subject.name ?? null,
      release: header?.subject.release ?? null,
      objective: header?.objective ?? null,
      assessment: header?.parties.assessment ?? null,
      policies: (header?.policies ?? []).map((one) => (typeof one === "string" ? one : one.policy)),
    },
    asOf,
    readable: evaluation !== undefined,
    unread,
    editions: evaluation?.editions ?? [],
    problems: problems.map(problemJson),
    readiness: evaluation?.readiness ?? null,
    counts: { blocker: count("blocker"), warning: count("warning"), note: count("note") },
  };
}

function problemJson(problem: Placed<Problem>): CheckJsonProblem {
  const place: Place | undefined = problem.place;
  return {
    code: problem.code,
    severity: problem.severity,
    message: problem.message,
    cites: problem.cites,
    at: problem.at,
    file: place?.file ?? null,
    line: place?.line ?? null,
    column: place?.column ?? null,
    endLine: place?.endLine ?? null,
    endColumn: place?.endColumn ?? null,
    remedy: problem.remedy,
    subject: problem.subject ?? null,
    ...(problem.fix === undefined ? {} : { fix: problem.fix }),
  };
}
