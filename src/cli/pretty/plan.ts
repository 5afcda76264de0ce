/** The test plan on the terminal: a tree of group, case, unit and entry. */
import type { PlannedCase, PlannedGroup, PlannedRun, PlannedUnit, SelectionQuestion } from "#assessment";
import type { Evaluation } from "#evaluation";
import type { Terminal } from "../terminal.ts";
import { hang, oneLine, safeText } from "../text-width.ts";
import { headLines, type HeadView } from "./head.ts";
import { counted } from "./marks.ts";

type Screen = Pick<Terminal, "paint" | "width" | "quiet">;

export interface PlanView extends HeadView {
  readonly evaluation: Evaluation;
  readonly groups: readonly PlannedGroup[];
  readonly questions: readonly SelectionQuestion[];
}

export interface PlanOptions {
  readonly questionsOnly: boolean;
  /** Also groups that are not assessable. */
  readonly all: boolean;
}

export function printPlan(view: PlanView, options: PlanOptions, screen: Screen): string {
  const { paint, width } = screen;
  const { counts } = view.evaluation.plan;
  const lines = headLines(view, screen);
  if (!options.questionsOnly) {
    const shown = options.all ? view.groups : view.groups.filter((one) => one.assessable !== "no");
    for (const group of shown) lines.push("", ...groupLines(group, screen));
    const hidden = view.groups.length - shown.length;
    if (hidden > 0)
      lines.push("", paint.dim(`${counted(hidden, "group")} not assessable by the ICS; --all lists them.`));
  }
  lines.push("", ...questionLines(view.questions, options, screen));
  lines.push("", paint.dim("─".repeat(width)));
  lines.push(
    [
      counted(counts.groups, "group"),
      counted(counts.cases, "case"),
      counted(counts.units, "unit"),
      counted(counts.runs, "run"),
      `${counted(view.evaluation.plan.questions.length, "question")} to the tester`,
    ].join(" · "),
  );
  return `${lines.join("\n")}\n`;
}

function groupLines(group: PlannedGroup, screen: Screen): string[] {
  const { paint, width } = screen;
  const mark =
    group.assessable === "yes"
      ? paint.green("○")
      : group.assessable === "open"
        ? paint.yellow("?")
        : paint.dim("–");
  const lines = hang(`${mark} `, `${paint.bold(`Test group ${group.id}`)}  ${oneLine(group.title)}`, width);
  if (group.assessable !== "yes") {
    const word = group.assessable === "open" ? "Not yet assessable" : "Not assessable";
    lines.push(...hang("  ", `${word}: ${oneLine(group.because)}`, width).map(paint.dim));
  }
  group.cases.forEach((one, index) =>
    lines.push(...caseLines(one, index === group.cases.length - 1, screen)),
  );
  return lines;
}

function caseLines(one: PlannedCase, last: boolean, screen: Screen): string[] {
  const { paint, width } = screen;
  const rail = last ? "    " : "│   ";
  const lines = hang(
    last ? "└── " : "├── ",
    `${paint.bold(one.id)}  ${one.testCase.type}  ${paint.dim(oneLine(one.testCase.purpose))}`,
    width,
    rail,
  );
  one.units.forEach((unit, index) =>
    lines.push(...unitLines(unit, rail, index === one.units.length - 1, screen)),
  );
  return lines;
}

function unitLines(unit: PlannedUnit, rail: string, last: boolean, screen: Screen): string[] {
  const { paint, width } = screen;
  const below = `${rail}${last ? "    " : "│   "}`;
  const inner = (text: string): string[] => hang(`${below}  `, text, width, `${below}    `);
  const lines = hang(
    `${rail}${last ? "└── " : "├── "}`,
    `${paint.bold(unit.unit.label)} ${unit.unit.action}: ${oneLine(unit.unit.check)}`,
    width,
    below,
  );
  if (unit.inputs.length > 0) lines.push(...inner(`needs ${formatInputs(unit.inputs)}`).map(paint.dim));
  if (unit.unit.evidence.length > 0)
    lines.push(...inner(`evidence: ${unit.unit.evidence.map(oneLine).join("; ")}`).map(paint.dim));
  if (unit.tableMissing)
    lines.push(
      ...inner(
        `${paint.yellow("▲")} the IXIT table ${unit.unit.forEach ?? ""} is missing or empty, so its runs are not known`,
      ),
    );
  lines.push(...runLines(unit.runs, below, screen));
  return lines;
}

/** Entries in one list; those with questions or results taken over get a line of their own. */
function runLines(runs: readonly PlannedRun[], below: string, { paint, width }: Screen): string[] {
  const simple = runs.filter((run) => run.questions.length === 0 && run.inherits.length === 0);
  const rest = runs.filter((run) => !simple.includes(run));
  const lines: string[] = [];
  if (simple.length > 0)
    lines.push(
      ...hang(`${below}  ○ `, simple.map((run) => safeText(run.key)).join(", "), width, `${below}    `),
    );
  for (const run of rest) {
    const parts = [
      ...(run.questions.length > 0
        ? [`? ${run.questions.map((one) => oneLine(one.question)).join(" ")}`]
        : []),
      ...(run.inherits.length > 0
        ? [
            `takes over ${run.inherits.map((one) => `${one.unit}${one.key === run.key ? "" : ` on ${safeText(one.key)}`}`).join(", ")}`,
          ]
        : []),
    ];
    const mark = run.selected === "open" ? paint.yellow("?") : "○";
    lines.push(
      ...hang(
        `${below}  ${mark} `,
        `${safeText(run.key)}  ${paint.dim(parts.join(" · "))}`,
        width,
        `${below}      `,
      ),
    );
  }
  return lines;
}

/** "1-AuthMech: Description, Authentication Factor; 2-UserInfo" */
export function formatInputs(inputs: PlannedUnit["inputs"]): string {
  const tables = new Map<string, string[]>();
  for (const { ixit, field } of inputs) {
    const fields = tables.get(ixit) ?? [];
    if (field !== null && !fields.includes(field)) fields.push(field);
    tables.set(ixit, fields);
  }
  return [...tables]
    .map(([table, fields]) => (fields.length === 0 ? table : `${table}: ${fields.join(", ")}`))
    .join("; ");
}

function questionLines(
  questions: readonly SelectionQuestion[],
  options: PlanOptions,
  screen: Screen,
): string[] {
  const { paint, width } = screen;
  if (questions.length === 0)
    return options.questionsOnly ? ["No question is open: the engine could decide every selection."] : [];
  const lines = [paint.bold(`Questions to the tester (answered in assessment/*.yaml under selections)`)];
  let entry: string | undefined;
  for (const one of questions) {
    if (one.entry !== entry) {
      entry = one.entry;
      lines.push(`  ${paint.bold(safeText(one.entry))}  ${paint.dim(one.table)}`);
    }
    const fields = one.fields.length === 0 ? "" : paint.dim(` (see ${one.fields.join(", ")})`);
    lines.push(...hang(`    ? ${one.trait}: `, `${oneLine(one.question)}${fields}`, width));
  }
  return lines;
}
