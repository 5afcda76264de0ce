/** Writes a check as JUnit XML: a suite per clause, a case per requirement, a failure per blocker. */
import { formatPath } from "#base/path";
import { formatPlace, type Placed } from "#base/place";
import type { MatrixRow } from "#base/matrix";
import type { Problem } from "#problems";

export interface JunitInput {
  readonly name: string;
  readonly asOf: string;
  readonly matrix: readonly MatrixRow[];
  /** Groups of problems, for the suites. */
  readonly groups: readonly {
    readonly key: string;
    readonly label: string;
    readonly title: string;
    readonly document: string | undefined;
    readonly problems: readonly Placed<Problem>[];
  }[];
}

interface Case {
  readonly name: string;
  readonly problems: Placed<Problem>[];
}

/**
 * A case fails when it has a blocker; warnings and notes stand in its output. A requirement without problems is a
 * case that passes, one that does not apply is skipped. Passing says that no problem was found, nothing more.
 */
export function writeJunit(input: JunitInput): string {
  const suites = input.groups.map((group) =>
    suite(group.label, group.title, casesOf(group, input.matrix), input.matrix),
  );
  const withProblems = new Set(input.groups.map((group) => group.key));
  const clauses = new Map<string, MatrixRow[]>();
  for (const row of input.matrix) {
    const key = `clause:${row.document}:${row.clause}`;
    if (!withProblems.has(key)) clauses.set(key, [...(clauses.get(key) ?? []), row]);
  }
  for (const rows of clauses.values()) {
    const [first] = rows;
    if (first === undefined) continue;
    suites.push(
      suite(
        first.clause,
        first.clauseTitle,
        rows.map((row) => ({ name: row.key, problems: [] })),
        rows,
      ),
    );
  }
  const tests = suites.reduce((sum, one) => sum + one.tests, 0);
  const failures = suites.reduce((sum, one) => sum + one.failures, 0);
  const skipped = suites.reduce((sum, one) => sum + one.skipped, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${attribute(input.name)}" tests="${tests}" failures="${failures}" errors="0" skipped="${skipped}">`,
    ...suites.flatMap((one) => one.lines),
    "</testsuites>",
    "",
  ].join("\n");
}

function casesOf(group: JunitInput["groups"][number], matrix: readonly MatrixRow[]): Case[] {
  const cases = new Map<string, Case>();
  for (const row of matrix) {
    if (`clause:${row.document}:${row.clause}` === group.key)
      cases.set(row.key, { name: row.key, problems: [] });
  }
  for (const problem of group.problems) {
    const name = problem.subject ?? formatPath(problem.at);
    const one = cases.get(name) ?? { name, problems: [] };
    one.problems.push(problem);
    cases.set(name, one);
  }
  return [...cases.values()];
}

function suite(label: string, title: string, cases: readonly Case[], matrix: readonly MatrixRow[]) {
  const name = title === "" ? label : `${label} ${title}`;
  const notApplicable = new Set(
    matrix.filter((row) => row.applicability.state === "does-not-apply").map((row) => row.key),
  );
  let failures = 0;
  let skipped = 0;
  const lines = cases.flatMap(({ name: caseName, problems }) => {
    const blockers = problems.filter((one) => one.severity === "blocker");
    const others = problems.filter((one) => one.severity !== "blocker");
    const skip = problems.length === 0 && notApplicable.has(caseName);
    if (blockers.length > 0) failures += 1;
    if (skip) skipped += 1;
    const inner = [
      ...(skip ? ['      <skipped message="does not apply"/>'] : []),
      ...(blockers.length > 0 ? [failure(blockers)] : []),
      ...(others.length > 0
        ? [`      <system-out>${text(others.map(describe).join("\n\n"))}</system-out>`]
        : []),
    ];
    const open = `    <testcase classname="${attribute(name)}" name="${attribute(caseName)}"`;
    return inner.length === 0 ? [`${open}/>`] : [`${open}>`, ...inner, "    </testcase>"];
  });
  const head = `  <testsuite name="${attribute(name)}" tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}">`;
  return { tests: cases.length, failures, skipped, lines: [head, ...lines, "  </testsuite>"] };
}

function failure(blockers: readonly Placed<Problem>[]): string {
  const [first] = blockers;
  const more = blockers.length > 1 ? ` (and ${blockers.length - 1} more)` : "";
  const type = first?.code ?? "";
  return `      <failure type="${attribute(type)}" message="${attribute(`${first?.message ?? ""}${more}`)}">${text(blockers.map(describe).join("\n\n"))}</failure>`;
}

function describe(problem: Placed<Problem>): string {
  const where = problem.place === undefined ? formatPath(problem.at) : formatPlace(problem.place);
  const cites = problem.cites.map((one) => `${one.document} ${one.edition}, ${one.clause}`).join("; ");
  return [
    `${where}: ${problem.severity} ${problem.code}`,
    problem.message,
    ...(cites === "" ? [] : [cites]),
    problem.remedy,
  ].join("\n");
}

/** Characters that XML 1.0 cannot carry, not even escaped. */
const impossible =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function text(value: string): string {
  return value
    .replace(impossible, "\ufffd")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/\r/g, "&#13;");
}

function attribute(value: string): string {
  return text(value).replace(/"/g, "&quot;").replace(/\n/g, "&#10;").replace(/\t/g, "&#9;");
}
