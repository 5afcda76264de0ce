/** The pretty output of `check`: head, problems by clause, matrix summary of a trust service, summary. */
import { groupProblems, type ProblemGroup } from "#workbench";
import type { Placed } from "#base/place";
import type { Problem } from "#problems";
import type { Terminal } from "../terminal.ts";
import { hang, oneLine, textWidth } from "../text-width.ts";
import type { CheckView } from "./check-view.ts";
import { headLines } from "./head.ts";
import { indentOf, placeText, problemLines, type BlockLayout } from "./problem-block.ts";
import { requirementSummary } from "./requirement-summary.ts";
import { takeSpread, type Spread } from "./spread.ts";
import { summaryLines } from "./summary.ts";

export interface CheckPrinting {
  readonly terminal: Pick<Terminal, "paint" | "width" | "quiet">;
  /** Show every problem, also where many are equal. */
  readonly all: boolean;
}

/** From so many equal problems in one group on, only the first is shown in full. */
const foldFrom = 3;
const mostLabels = 24;

export function printCheck(view: CheckView, printing: CheckPrinting): string {
  const { terminal } = printing;
  const groups = groupProblems(view.problems, view.evaluation?.matrix ?? []);
  // Who filters or asks for all wants to see each problem under its clause.
  const whole = view.problems.length === view.all.length && !printing.all;
  const { spread, rest } = whole ? takeSpread(groups) : { spread: [], rest: groups };
  const first = rest.findIndex((one) => !/^area:(?:files|header|scope)$/.test(one.key));
  const before = first < 0 ? rest.length : first;
  const lines = [...headLines(view, terminal), ...unreadLines(view, terminal)];
  for (const group of rest.slice(0, before)) lines.push("", ...groupLines(group, view, printing));
  if (spread.length > 0) lines.push("", ...spreadLines(spread, view, terminal));
  for (const group of rest.slice(before)) lines.push("", ...groupLines(group, view, printing));
  if (view.problems.length === 0 && view.all.length > 0) lines.push("", "No problem matches the filters.");
  if (view.evaluation !== undefined && view.evaluation.requirements.length > 0) {
    lines.push("", ...requirementSummary(view.evaluation, view.clauseTitle, terminal));
  }
  lines.push("", ...summaryLines(view, terminal));
  return `${lines.join("\n")}\n`;
}

function groupLines(
  { document, ...rest }: ProblemGroup<Placed<Problem>>,
  view: CheckView,
  printing: CheckPrinting,
): string[] {
  // The heading names the document, so the ids below it need not.
  const prefix = document === undefined ? "" : `${document.replace(/^ETSI /, "")}/`;
  const group = { ...rest, problems: rest.problems.map((one) => withoutPrefix(one, prefix)) };
  const { terminal, all } = printing;
  const layout: BlockLayout = {
    terminal,
    subjectWidth: Math.max(0, ...group.problems.map((one) => textWidth(one.subject ?? ""))),
    sourceLine: view.sourceLine,
  };
  const lines = [headingLine(`${group.label} ${group.title}`, terminal)];
  const folds = all ? new Map<string, Placed<Problem>[]>() : foldable(group.problems);
  const shown = new Set<string>();
  for (const problem of group.problems) {
    const same = folds.get(problem.code);
    if (same !== undefined && shown.has(problem.code)) continue;
    shown.add(problem.code);
    if (lines.length > 1) lines.push("");
    lines.push(...problemLines(problem, layout));
    if (same !== undefined) lines.push(...foldedLines(same.slice(1), layout));
  }
  return lines;
}

/** What is reported missing may stand in a file that could not be read. */
function unreadLines(
  { unread, evaluation }: CheckView,
  { paint, width }: CheckPrinting["terminal"],
): string[] {
  if (unread.length === 0 || evaluation === undefined) return [];
  const names = unread.slice(0, 5).map(oneLine).join(", ") + (unread.length > 5 ? " …" : "");
  const text = `${names} could not be read. What is reported missing below may stand there: correct ${unread.length === 1 ? "it" : "these files"} first.`;
  return hang(`${paint.yellow("▲")} `, text, width);
}

/** Each kind once, with its first problem as the example, and the clauses where it stands. */
function spreadLines(
  spread: readonly Spread[],
  view: CheckView,
  terminal: CheckPrinting["terminal"],
): string[] {
  // The problem shown is an example; its subject is in its message.
  const layout: BlockLayout = { terminal, subjectWidth: 0, sourceLine: view.sourceLine };
  const indent = " ".repeat(indentOf(layout));
  const lines = [headingLine("In many clauses", terminal)];
  for (const { problems, where, clauses } of spread) {
    const [example] = problems;
    if (example === undefined) continue;
    if (lines.length > 1) lines.push("");
    lines.push(...problemLines(example, layout));
    const more = `and ${problems.length - 1} more like this, in ${clauses} clauses: ${where}`;
    lines.push(...hang(indent, more, terminal.width).map((line) => terminal.paint.dim(freed(line))));
    if (!terminal.quiet)
      lines.push(terminal.paint.dim(`${indent}--code ${example.code} shows them by clause`));
  }
  return lines;
}

function headingLine(head: string, { paint, width }: CheckPrinting["terminal"]): string {
  const text = oneLine(head);
  return `${paint.bold(text)} ${paint.dim("─".repeat(Math.max(3, width - textWidth(text) - 1)))}`;
}

/** Spaces at which a line must not end are spaces again once it is wrapped. */
function freed(line: string): string {
  return line.replaceAll("\u00a0", " ");
}

function withoutPrefix(problem: Placed<Problem>, prefix: string): Placed<Problem> {
  const { subject } = problem;
  return prefix !== "" && subject?.startsWith(prefix) === true
    ? { ...problem, subject: subject.slice(prefix.length) }
    : problem;
}

function foldable(problems: readonly Placed<Problem>[]): Map<string, Placed<Problem>[]> {
  const byCode = new Map<string, Placed<Problem>[]>();
  for (const problem of problems) byCode.set(problem.code, [...(byCode.get(problem.code) ?? []), problem]);
  return new Map([...byCode].filter(([, same]) => same.length >= foldFrom));
}

/** "and 12 more like this: 5.8-1, 5.8-2 ×3 …": ids where there are some, else places. */
function foldedLines(more: readonly Placed<Problem>[], layout: BlockLayout): string[] {
  const { terminal } = layout;
  const oneSubject = more.length > 1 && new Set(more.map((one) => one.subject)).size === 1;
  const labels = oneSubject ? placeLabels(more) : subjectLabels(more);
  const list = labels.slice(0, mostLabels).join(", ") + (labels.length > mostLabels ? " …" : "");
  const indent = " ".repeat(indentOf(layout));
  return hang(indent, `and ${more.length} more like this: ${list}`, terminal.width).map((line) =>
    terminal.paint.dim(freed(line)),
  );
}

function subjectLabels(problems: readonly Placed<Problem>[]): string[] {
  const counts = new Map<string, number>();
  for (const one of problems) {
    const label = one.subject ?? placeText(one);
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].map(([label, count]) =>
    (count === 1 ? label : `${label} ×${count}`).replaceAll(" ", "\u00a0"),
  );
}

/** "scope.yaml:23, 26, 31": a file is named once for all its lines. What is missing at one place is named instead. */
function placeLabels(problems: readonly Placed<Problem>[]): string[] {
  const places = new Set(problems.map(placeText));
  if (places.size < problems.length && places.size === 1)
    return problems.map((one) => oneLine(String(one.at.at(-1) ?? "")).replaceAll(" ", "\u00a0"));
  let file: string | undefined;
  return problems.map((one) => {
    if (one.place === undefined) return placeText(one).replaceAll(" ", "\u00a0");
    const same = one.place.file === file;
    file = one.place.file;
    return same ? String(one.place.line) : `${oneLine(file)}:${one.place.line}`;
  });
}
