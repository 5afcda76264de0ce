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
  const lines = [...headLines(view, terminal)];
  for (const group of groups) lines.push("", ...groupLines(group, view, printing));
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
  const { paint, width } = terminal;
  const layout: BlockLayout = {
    terminal,
    subjectWidth: Math.max(0, ...group.problems.map((one) => textWidth(one.subject ?? ""))),
    sourceLine: view.sourceLine,
  };
  const head = `${group.label}${group.title === "" ? "" : `  ${group.title}`}`;
  const rule = "─".repeat(Math.max(3, width - textWidth(head) - 1));
  const lines = [`${paint.bold(oneLine(head))} ${paint.dim(rule)}`];
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
  const counts = new Map<string, number>();
  const oneSubject = more.length > 1 && new Set(more.map((one) => one.subject)).size === 1;
  for (const one of more) {
    const label = oneSubject ? placeText(one) : (one.subject ?? placeText(one));
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const labels = [...counts].map(([label, count]) =>
    (count === 1 ? label : `${label} ×${count}`).replace(/ /g, "\u00a0"),
  );
  const list = labels.slice(0, mostLabels).join(", ") + (labels.length > mostLabels ? " …" : "");
  const indent = " ".repeat(indentOf(layout));
  return hang(indent, `and ${more.length} more like this: ${list}`, terminal.width)
    .map((line) => line.replace(/\u00a0/g, " "))
    .map(terminal.paint.dim);
}
