/** The last lines of `check`: how many, how far, and what to do next. */
import type { Placed } from "#base/place";
import type { ReadinessPhase } from "#base/readiness";
import type { Problem, Severity } from "#problems";
import type { Terminal } from "../terminal.ts";
import { hang, oneLine } from "../text-width.ts";
import type { CheckView } from "./check-view.ts";
import { counted, severityMark } from "./marks.ts";

type SummaryTerminal = Pick<Terminal, "paint" | "width" | "quiet">;

export function summaryLines(view: CheckView, terminal: SummaryTerminal): string[] {
  const { paint, width } = terminal;
  const lines = [paint.dim("─".repeat(width)), countLine(view.all, terminal)];
  const hidden = view.all.length - view.problems.length;
  if (hidden > 0) lines.push(paint.dim(`${counted(hidden, "problem")} left out by the filters.`));
  const readiness = view.evaluation?.readiness;
  if (readiness !== undefined) {
    lines.push("", ...readiness.phases.flatMap((phase) => phaseLines(phase, view.all, terminal)));
    lines.push("", ...hang("", oneLine(readiness.conclusion), width));
  }
  if (!terminal.quiet) lines.push(...hintLines(view, terminal));
  return lines;
}

function countLine(problems: readonly Problem[], { paint }: SummaryTerminal): string {
  const count = (severity: Severity): number => problems.filter((one) => one.severity === severity).length;
  const part = (severity: Severity): string =>
    `${severityMark(severity, paint)} ${paint.bold(counted(count(severity), severity))}`;
  return [part("blocker"), part("warning"), part("note")].join("   ");
}

function phaseLines(
  phase: ReadinessPhase,
  all: readonly Problem[],
  { paint, width }: SummaryTerminal,
): string[] {
  const mark =
    phase.state === "done" ? paint.green("●") : phase.state === "open" ? paint.yellow("◐") : paint.red("■");
  const word = phase.state === "done" ? "done" : phase.state === "open" ? "open" : "held up";
  const first =
    phase.items.find((item) => item.state === phase.state && item.state !== "done") ??
    phase.items.find((item) => item.state !== "done");
  const why = first === undefined ? "" : ` · ${whyNot(first, all)}`;
  return hang(`${mark} ${phase.number} `, `${phase.title}: ${word}${why}`, width).map((line) =>
    line.replaceAll("\u00a0", " "),
  );
}

const kindsShown = 4;

/** The blockers by code where some hold it up; what the item says of itself can be in order all the same. */
function whyNot({ state, because, codes }: ReadinessPhase["items"][number], all: readonly Problem[]): string {
  if (state !== "blocked") return oneLine(because);
  const blockers = all.filter((one) => one.severity === "blocker");
  const counts = codes
    .map((code) => ({ code, count: blockers.filter((one) => one.code === code).length }))
    .filter(({ count }) => count > 0)
    .map(({ code, count }) => `${String(count)}\u00a0×\u00a0${code}`);
  if (counts.length === 0) return oneLine(because);
  const more = counts.length - kindsShown;
  return (
    counts.slice(0, kindsShown).join(", ") +
    (more > 0 ? ` and ${counted(more, "more kind", "more kinds")}` : "")
  );
}

/** The first thing to do, and where help is. */
function hintLines(view: CheckView, { paint, width }: SummaryTerminal): string[] {
  const next = nextProblem(view.all);
  const lines: string[] = [];
  if (next !== undefined) {
    lines.push(
      "",
      ...hang(
        `${paint.blue("→")} Next: `,
        `${oneLine(next.remedy)}${next.subject === undefined ? "" : ` (${next.subject})`}`,
        width,
      ),
    );
    lines.push(paint.dim(`  plumbline explain ${next.code}   says why it matters`));
  }
  const safe = view.all.filter((one) => one.fix?.safe === true).length;
  if (safe > 0)
    lines.push(
      paint.dim(`  plumbline fix ${view.folder}   shows ${counted(safe, "safe change")} it can make`),
    );
  return lines;
}

function nextProblem(problems: readonly Placed<Problem>[]): Placed<Problem> | undefined {
  return (
    problems.find((one) => one.severity === "blocker") ?? problems.find((one) => one.severity === "warning")
  );
}
