/** Writes problems as a SARIF 2.1.0 log (OASIS, 2020): one run, one rule per problem code that occurs. */
import { fingerprint } from "#base/fingerprint";
import { formatPath, pathKey } from "#base/path";
import type { Place, Placed } from "#base/place";
import { problemKinds, type Problem, type ProblemCode, type Severity } from "#problems";

/** A fix as one replacement of text in one file. */
export interface SarifFix {
  readonly title: string;
  /** Applying it loses nothing and claims nothing. */
  readonly safe: boolean;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

export interface SarifInput {
  readonly problems: readonly Placed<Problem>[];
  readonly version: string;
  /** Folder of the dossier relative to where the command ran, for URIs that a code host can resolve; "" for itself. */
  readonly prefix: string;
  /** The fix of a problem where it is one edit of text. */
  readonly fixOf?: (problem: Placed<Problem>) => SarifFix | undefined;
}

/** A blocker breaks a build, a warning shows, a note informs. */
const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  blocker: "error",
  warning: "warning",
  note: "note",
};

export function writeSarif(input: SarifInput): string {
  const codes = [...new Set(input.problems.map((one) => one.code))].sort();
  const ruleIndex = new Map(codes.map((code, index) => [code, index]));
  const seen = new Map<string, number>();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Plumbline", version: input.version, rules: codes.map(rule) } },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: {
          DOSSIER: {
            description: { text: "The folder from which the dossier was named on the command line." },
          },
        },
        results: input.problems.map((problem) => result(problem, input, ruleIndex, seen)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function rule(code: ProblemCode) {
  const kind = problemKinds[code];
  return {
    id: code,
    name: ruleName(code),
    shortDescription: { text: kind.title },
    fullDescription: { text: kind.explanation },
    help: {
      text: `${kind.explanation}\n\n${kind.resolve}`,
      markdown: `${kind.explanation}\n\n**What to do.** ${kind.resolve}\n\n\`\`\`yaml\n${kind.example}\n\`\`\``,
    },
    defaultConfiguration: { level: levels[kind.severity] },
    properties: { tags: [code.split("/")[0]] },
  };
}

/** `ics/na-not-allowed` as IcsNaNotAllowed: viewers show it as a readable name. */
function ruleName(code: string): string {
  return code
    .split(/[/-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

function result(
  problem: Placed<Problem>,
  { prefix, fixOf }: SarifInput,
  ruleIndex: ReadonlyMap<string, number>,
  seen: Map<string, number>,
) {
  const cites = problem.cites.map((one) => `${one.document} ${one.edition}, ${one.clause}`);
  const basis = cites.length === 0 ? "" : ` (${cites.join("; ")})`;
  const fix = fixOf?.(problem);
  return {
    ruleId: problem.code,
    ruleIndex: ruleIndex.get(problem.code) ?? -1,
    level: levels[problem.severity],
    message: { text: `${sentence(`${problem.message}${basis}`)} ${sentence(problem.remedy)}` },
    locations: [location(problem, prefix)],
    partialFingerprints: { "plumbline/1": stableFingerprint(problem, seen) },
    ...(fix === undefined ? {} : { fixes: [sarifFix(fix, prefix)] }),
    properties: { subject: problem.subject ?? null, cites, remedy: problem.remedy },
  };
}

/** Messages are written without a full stop, because most outputs set them off; here they are running text. */
function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

function sarifFix({ title, safe, file, line, column, endLine, endColumn, text }: SarifFix, prefix: string) {
  const deletedRegion = { startLine: line, startColumn: column, endLine, endColumn };
  return {
    description: { text: sentence(title) },
    artifactChanges: [
      {
        artifactLocation: artifact(prefix, file),
        replacements: [{ deletedRegion, ...(text === "" ? {} : { insertedContent: { text } }) }],
      },
    ],
    properties: { safe },
  };
}

/** Code and record, not line numbers, so that a problem keeps its identity when lines move. */
function stableFingerprint(problem: Problem, seen: Map<string, number>): string {
  const key = `${problem.code} ${pathKey(problem.at)} ${problem.near ?? ""}`;
  const count = (seen.get(key) ?? 0) + 1;
  seen.set(key, count);
  return fingerprint(count === 1 ? key : `${key} ${count}`);
}

function location(problem: Placed<Problem>, prefix: string) {
  const logical = [{ fullyQualifiedName: formatPath(problem.at), kind: "member" }];
  const { place } = problem;
  if (place === undefined) return { logicalLocations: logical };
  return {
    physicalLocation: {
      artifactLocation: artifact(prefix, place.file),
      region: region(place),
    },
    logicalLocations: logical,
  };
}

function artifact(prefix: string, file: string) {
  return { uri: relativeUri(prefix, file), uriBaseId: "DOSSIER" };
}

function region(place: Place) {
  return {
    startLine: place.line,
    startColumn: place.column,
    ...(place.endLine === undefined ? {} : { endLine: place.endLine }),
    ...(place.endColumn === undefined ? {} : { endColumn: place.endColumn }),
  };
}

function relativeUri(prefix: string, file: string): string {
  const path = prefix === "" || prefix === "." ? file : `${prefix.replace(/\/+$/, "")}/${file}`;
  return path
    .split("/")
    .map((part) => encodeURIComponent(part))
    .join("/");
}
