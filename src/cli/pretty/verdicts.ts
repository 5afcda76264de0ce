/** Verdicts on the terminal: the whole with its derivation, then group by group, or one group down to its runs. */
import { formatPath } from "#base/path";
import type {
  CaseOutcome,
  GroupOutcome,
  Outcome,
  PlannedGroup,
  Reason,
  RunOutcome,
  VerdictReport,
} from "#assessment";
import type { Evaluation } from "#evaluation";
import type { Terminal } from "../terminal.ts";
import { hang, oneLine, padEnd, safeText, textWidth } from "../text-width.ts";
import { headLines, type HeadView } from "./head.ts";
import { outcomeMark, outcomeWord } from "./marks.ts";

type Screen = Pick<Terminal, "paint" | "width" | "quiet">;

export interface VerdictsView extends HeadView {
  readonly evaluation: Evaluation;
  readonly verdicts: VerdictReport;
}

const reasonsShown = 2;
const wordWidth = "INCONCLUSIVE".length;

export function printVerdicts(view: VerdictsView, screen: Screen): string {
  const { paint, width } = screen;
  const { overall, groups } = view.verdicts;
  const lines = [...headLines(view, screen), ""];
  lines.push(`Overall  ${outcomeMark(overall.outcome, paint)} ${paint.bold(overall.outcome)}`);
  lines.push(...reasonLines(overall.because, "  ", screen, 8));
  lines.push("", `ICS verification  ${paint.bold(overall.ics.result)}`);
  lines.push(...reasonLines(overall.ics.because, "  ", screen, 4));
  if (overall.stated !== undefined) {
    lines.push("", ...hang("", `Recorded overall verdict: ${oneLine(overall.stated)}`, width));
  }
  const planned = new Map(view.evaluation.plan.groups.map((one) => [one.id, one]));
  const clauses = new Map(view.evaluation.matrix.map((row) => [row.id, row]));
  const idWidth = Math.max(0, ...groups.map((one) => textWidth(one.id)));
  let clause: string | undefined;
  for (const group of groups) {
    const row = clauses.get(group.provision);
    if (row !== undefined && row.clause !== clause) {
      clause = row.clause;
      lines.push("", paint.bold(`${row.clause} ${oneLine(row.clauseTitle)}`));
    }
    lines.push(...groupLine(group, planned.get(group.id), idWidth, screen));
  }
  lines.push("", paint.dim("─".repeat(width)), countLine(overall.counts, screen));
  if (!screen.quiet)
    lines.push(paint.dim(`plumbline verdicts ${view.folder} --group ID   shows case, unit, run and reason`));
  return `${lines.join("\n")}\n`;
}

function groupLine(
  group: GroupOutcome,
  planned: PlannedGroup | undefined,
  idWidth: number,
  screen: Screen,
): string[] {
  const { paint, width } = screen;
  const head = `  ${outcomeMark(group.outcome, paint)} ${padEnd(group.id, idWidth)}  ${padEnd(outcomeWord(group.outcome), wordWidth)}  `;
  const lines = hang(head, oneLine(planned?.title ?? ""), width);
  const indent = " ".repeat(textWidth(head));
  const open = planned?.assessable === "open";
  if (open) lines.push(...hang(indent, openClaim(group, paint), width));
  // Of a group without a claim the first reason says just that.
  const because = open ? group.because.slice(1) : group.because;
  if (group.outcome !== "PASS" && (!open || group.provisional !== undefined))
    lines.push(...reasonLines(because, indent, screen, reasonsShown));
  if (group.stated !== undefined && group.stated !== group.outcome) {
    lines.push(...hang(indent, `Recorded verdict: ${oneLine(group.stated)}`, width).map(paint.yellow));
  }
  if (group.external.length > 0) {
    lines.push(
      ...hang(indent, `Accepted external evidence: ${group.external.join(", ")}.`, width).map(paint.dim),
    );
  }
  return lines;
}

/** What the recorded results would give, said so that nobody takes it for a verdict. */
function openClaim({ provisional }: GroupOutcome, paint: Screen["paint"]): string {
  return provisional === undefined
    ? "no claim yet, and no result recorded"
    : `provisional ${outcomeMark(provisional, paint)} ${provisional}, counts for nothing until the claim is made`;
}

function reasonLines(
  reasons: readonly Reason[],
  indent: string,
  { paint, width }: Screen,
  most: number,
): string[] {
  const lines = reasons.slice(0, most).flatMap((one) => hang(indent, oneLine(one.text), width));
  if (reasons.length > most) lines.push(`${indent}and ${reasons.length - most} more`);
  return lines.map(paint.dim);
}

function countLine(counts: Readonly<Record<Outcome, number>>, { paint }: Screen): string {
  const outcomes: readonly Outcome[] = ["PASS", "FAIL", "INCONCLUSIVE", "not-tested"];
  return outcomes.map((one) => `${outcomeMark(one, paint)} ${counts[one]} ${outcomeWord(one)}`).join("   ");
}

/** One group with everything that decided it. */
export function printGroup(group: GroupOutcome, view: VerdictsView, screen: Screen): string {
  const { paint, width } = screen;
  const title = view.evaluation.plan.groups.find((one) => one.id === group.id)?.title ?? "";
  const lines = [
    ...headLines(view, screen),
    "",
    ...hang(
      "",
      `${outcomeMark(group.outcome, paint)} ${paint.bold(`${group.id} ${outcomeWord(group.outcome)}`)}  ${oneLine(title)}`,
      width,
    ),
    ...reasonLines(group.because, "  ", screen, Infinity),
  ];
  if (group.provisional !== undefined) lines.push(...hang("  ", openClaim(group, paint), width));
  if (group.stated !== undefined) lines.push(`  Recorded verdict: ${oneLine(group.stated)}`);
  for (const one of group.cases) lines.push("", ...caseLines(one, screen));
  if (group.cases.length === 0) lines.push("", paint.dim("  No test case is planned for this group."));
  return `${lines.join("\n")}\n`;
}

function caseLines(one: CaseOutcome, screen: Screen): string[] {
  const { paint } = screen;
  const stated = one.stated === undefined ? "" : `   recorded verdict: ${oneLine(one.stated)}`;
  const lines = [
    `  ${outcomeMark(one.outcome, paint)} ${paint.bold(`Test case ${one.id}`)}  ${outcomeWord(one.outcome)}${stated}`,
  ];
  if (one.outcome !== "PASS") lines.push(...reasonLines(one.because, "    ", screen, Infinity));
  const keyWidth = Math.max(0, ...one.runs.map((run) => textWidth(run.key)));
  let unit: string | undefined;
  for (const run of one.runs) {
    if (run.unit !== unit) {
      unit = run.unit;
      lines.push(`    Unit ${unit}`);
    }
    lines.push(...runLines(run, keyWidth, screen));
  }
  return lines;
}

const indicationWords = { met: "met", "not-met": "not met", missing: "missing" } as const;

function runLines(run: RunOutcome, keyWidth: number, { paint, width }: Screen): string[] {
  const mark =
    run.indication === "met"
      ? paint.green("●")
      : run.indication === "not-met"
        ? paint.red("■")
        : paint.yellow("◐");
  const head = `      ${mark} ${padEnd(safeText(run.key), keyWidth)}  ${padEnd(indicationWords[run.indication], 7)}  `;
  // What is missing should stand where the line itself says; what was found is worth pointing at.
  const where =
    run.because.at === undefined || run.indication === "missing"
      ? ""
      : paint.dim(` [${safeText(formatPath(run.because.at))}]`);
  const said = oneLine(run.because.text);
  const prefix = new RegExp(`^unit ${escaped(run.unit)}( on ${escaped(run.key)})?: `);
  const why = said.replace(prefix, "");
  return hang(
    head,
    `${why === indicationWords[run.indication] ? "" : why}${run.inherited ? " (taken over)" : ""}${where}`,
    width,
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
