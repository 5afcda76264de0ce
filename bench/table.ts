/** The table that the benchmark prints. */

export interface Line {
  readonly what: string;
  readonly figure: string;
  readonly more?: string;
  readonly goal?: string;
  /** Share of the goal that is used up: below 1 it is met. */
  readonly ofGoal?: number;
}

export function printSection(title: string, lines: readonly Line[]): void {
  console.log(`\n${title}`);
  const columns = ["what", "figure", "more", "goal"] as const;
  const widths = columns.map((column) => Math.max(0, ...lines.map((line) => (line[column] ?? "").length)));
  for (const line of lines) {
    const cells = columns.map((column, index) => (line[column] ?? "").padEnd(widths[index] ?? 0));
    const mark =
      line.ofGoal === undefined || !Number.isFinite(line.ofGoal) ? "" : line.ofGoal <= 1 ? "met" : "missed";
    const used =
      line.ofGoal === undefined || !Number.isFinite(line.ofGoal)
        ? ""
        : `${(line.ofGoal * 100).toFixed(0)} % of the goal`;
    console.log(`  ${[...cells, used.padEnd(18), mark].join("  ").trimEnd()}`);
  }
}
