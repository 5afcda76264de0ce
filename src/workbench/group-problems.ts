/** Puts problems under the clause of the standard they concern, in the standard's order. */
import type { MatrixRow } from "#base/matrix";
import type { Problem, Severity } from "#problems";

export interface ProblemGroup<P extends Problem = Problem> {
  /** Stable key of the group, for example "clause:ETSI EN 303 645:5.1" or "ixit:1-AuthMech". */
  readonly key: string;
  /** Clause, table or area as people know it: "5.1", "EN 319 401 · 7.2", "IXIT 1-AuthMech", "Evidence". */
  readonly label: string;
  readonly title: string;
  /** Document of the clause; undefined for areas. */
  readonly document: string | undefined;
  readonly problems: readonly P[];
}

/** Areas of a dossier that belong to no clause; those before the clauses hold up everything else. */
const areasBefore: Readonly<Record<string, string>> = {
  files: "Files",
  header: "Subject and editions",
  scope: "Scope and answers",
};
const areasAfter: Readonly<Record<string, string>> = {
  ics: "Implementation conformance statement",
  requirements: "Requirements",
  assessment: "Assessment",
  controls: "Controls",
  evidence: "Evidence",
  findings: "Findings",
  governance: "Governance",
  notes: "Notes",
};
const severityOrder: Readonly<Record<Severity, number>> = { blocker: 0, warning: 1, note: 2 };

interface Home {
  readonly order: number;
  /** Order inside the group. */
  readonly within: number;
  readonly group: Omit<ProblemGroup, "problems">;
}

/** Groups in the order: what concerns the dossier as a whole, clauses, IXIT tables, other areas. */
export function groupProblems<P extends Problem>(
  problems: readonly P[],
  matrix: readonly MatrixRow[],
): readonly ProblemGroup<P>[] {
  const homeOf = makeHomeFinder(matrix);
  const groups = new Map<string, { home: Home; items: { problem: P; within: number }[] }>();
  for (const problem of problems) {
    const home = homeOf(problem);
    const group = groups.get(home.group.key) ?? { home, items: [] };
    group.items.push({ problem, within: home.within });
    groups.set(home.group.key, group);
  }
  return [...groups.values()]
    .sort((a, b) => a.home.order - b.home.order || compareText(a.home.group.label, b.home.group.label))
    .map(({ home, items }) => ({
      ...home.group,
      problems: items
        .sort(
          (a, b) =>
            a.within - b.within || severityOrder[a.problem.severity] - severityOrder[b.problem.severity],
        )
        .map((item) => item.problem),
    }));
}

function makeHomeFinder(matrix: readonly MatrixRow[]): (problem: Problem) => Home {
  const rows = new Map<string, { row: MatrixRow; index: number }>();
  const clauses = new Map<string, { row: MatrixRow; index: number }>();
  matrix.forEach((row, index) => {
    rows.set(row.key, { row, index });
    if (!clauses.has(row.clause)) clauses.set(row.clause, { row, index });
  });
  const severalDocuments = new Set(matrix.map((row) => row.document)).size > 1;
  const clauseHome = ({ row, index }: { row: MatrixRow; index: number }): Home => {
    const key = `clause:${row.document}:${row.clause}`;
    return {
      // The order of a clause is that of its first row.
      order: 10_000 + (firstRow.get(key) ?? index),
      within: index,
      group: {
        key,
        label: severalDocuments ? `${shortName(row.document)} · ${row.clause}` : row.clause,
        title: row.clauseTitle,
        document: row.document,
      },
    };
  };
  const firstRow = new Map<string, number>();
  matrix.forEach((row, index) => {
    const key = `clause:${row.document}:${row.clause}`;
    if (!firstRow.has(key)) firstRow.set(key, index);
  });
  return (problem) => {
    const { subject } = problem;
    if (subject !== undefined) {
      const found = rows.get(subject) ?? clauses.get(subject) ?? rows.get(leadingId(subject, rows));
      if (found !== undefined) return clauseHome(found);
    }
    return areaHome(problem);
  };
}

/** The provision inside a longer id: "5.1-1-2 a" stands under 5.1-1. */
function leadingId(subject: string, rows: ReadonlyMap<string, unknown>): string {
  for (let end = subject.length - 1; end > 0; end -= 1) {
    const next = subject[end] ?? "";
    if (/[A-Za-z0-9]/.test(next)) continue;
    const prefix = subject.slice(0, end);
    if (rows.has(prefix)) return prefix;
  }
  return "";
}

function shortName(document: string): string {
  return document.replace(/^ETSI /, "");
}

function areaHome(problem: Problem): Home {
  const [first, second] = problem.at;
  const area = problem.code.startsWith("file/") ? "files" : String(first ?? "header");
  if (area === "ixit" && second !== undefined) {
    const table = String(second);
    const number = Number.parseInt(table, 10);
    return {
      order: 2_000_000 + (Number.isFinite(number) ? number : 999),
      within: 0,
      group: { key: `ixit:${table}`, label: `IXIT ${table}`, title: "", document: undefined },
    };
  }
  const before = Object.keys(areasBefore).indexOf(area);
  const after = Object.keys(areasAfter).indexOf(area);
  const label = areasBefore[area] ?? areasAfter[area] ?? area;
  return {
    order: before >= 0 ? before : 3_000_000 + (after >= 0 ? after : 99),
    within: 0,
    group: { key: `area:${area}`, label, title: "", document: undefined },
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
