/** The last lines of `check`: how many, how far, and what to do next. */
import type { Placed } from "#base/place";
import type { ReadinessPhase } from "#base/readiness";
import type { Problem, Severity } from "#problems";
import type { Terminal } from "../terminal.ts";
import { hang, oneLine } from "../text-width.ts";
import type { CheckView } from "./check-view.ts";
import { counted, severityMark } from "./marks.ts";
import { placeText } from "./problem-block.ts";

type SummaryTerminal = Pick<Terminal, "paint" | "width" | "quiet">;

export function summaryLines(view: CheckView, terminal: SummaryTerminal): string[] {
  const { paint, width } = terminal;
  const lines = [paint.dim("─".repeat(width)), countLine(view.all, terminal)];
  const hidden = view.all.length - view.problems.length;
  if (hidden > 0) lines.push(paint.dim(`${counted(hidden, "problem")} left out by the filters.`));
  const readiness = view.evaluation?.readiness;
  if (readiness !== undefined) {
    const phases = readiness.phases.flatMap((phase) => phaseLines(phase, view.all, terminal));
    if (phases.length > 0) lines.push("", ...phases);
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
  const why = phase.state === "done" ? "" : ` · ${whyNot(phase, all)}`;
  return hang(`${mark} ${phase.number} `, `${phase.title}: ${word}${why}`, width).map((line) =>
    line.replaceAll("\u00a0", " "),
  );
}

const kindsShown = 4;

/** The problems by code where some hold the phase up, else what its first open item says of itself. */
function whyNot({ items, state }: ReadinessPhase, all: readonly Problem[]): string {
  const concerned = items.filter((item) => item.state === state);
  const severity = state === "blocked" ? "blocker" : "warning";
  const codes = new Set(concerned.flatMap((item) => item.codes));
  const counts = new Map<string, number>();
  for (const one of all)
    if (one.severity === severity && codes.has(one.code))
      counts.set(one.code, (counts.get(one.code) ?? 0) + 1);
  const own = concerned.find((item) => state === "open" && item.warnings === 0) ?? concerned[0];
  if (counts.size === 0 || (state === "open" && own?.warnings === 0)) return oneLine(own?.because ?? "");
  const kinds = [...counts].map(([code, count]) => `${String(count)}\u00a0×\u00a0${code}`);
  const more = kinds.length - kindsShown;
  return (
    kinds.slice(0, kindsShown).join(", ") +
    (more > 0 ? ` and ${more} more ${more === 1 ? "kind" : "kinds"}` : "")
  );
}

/** The first thing to do, and where help is. */
function hintLines(view: CheckView, { paint, width }: SummaryTerminal): string[] {
  const next = nextProblem(view.all);
  const lines: string[] = [];
  if (next !== undefined) {
    lines.push("", ...hang(`${paint.blue("→")} Next: `, `${oneLine(next.remedy)} (${whereOf(next)})`, width));
    lines.push(paint.dim(`  plumbline explain ${next.code}   says why it matters`));
  }
  const safe = view.all.filter((one) => one.fix?.safe === true).length;
  if (safe > 0)
    lines.push(
      paint.dim(`  plumbline fix ${view.folder}   shows ${counted(safe, "safe change")} it can make`),
    );
  return lines;
}

/** The id where there is one, and the place. */
function whereOf(problem: Placed<Problem>): string {
  const { subject, place } = problem;
  const where = place === undefined ? placeText(problem) : `${place.file}:${place.line}`;
  return oneLine(subject !== undefined && /\d/.test(subject) ? `${subject}, ${where}` : where);
}

function nextProblem(problems: readonly Placed<Problem>[]): Placed<Problem> | undefined {
  return (
    problems.find((one) => one.severity === "blocker") ?? problems.find((one) => one.severity === "warning")
  );
}
