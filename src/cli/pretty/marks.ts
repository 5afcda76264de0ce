/** The marks of the terminal: shape carries the state, colour only repeats it. */
import type { Outcome } from "#assessment";
import type { Severity } from "#problems";
import type { Paint } from "../paint.ts";

export function severityMark(severity: Severity, paint: Paint): string {
  if (severity === "blocker") return paint.red("■");
  return severity === "warning" ? paint.yellow("▲") : paint.dim("·");
}

export function outcomeMark(outcome: Outcome, paint: Paint): string {
  switch (outcome) {
    case "PASS":
      return paint.green("●");
    case "FAIL":
      return paint.red("■");
    case "INCONCLUSIVE":
      return paint.yellow("◐");
    case "not-tested":
      return paint.dim("–");
  }
}

/** The verdict as people say it. */
export function outcomeWord(outcome: Outcome): string {
  return outcome === "not-tested" ? "not tested" : outcome;
}

/** "1 blocker", "3 blockers". */
export function counted(count: number, word: string, plural = `${word}s`): string {
  return `${count} ${count === 1 ? word : plural}`;
}
