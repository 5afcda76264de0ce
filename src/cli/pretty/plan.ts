/** The test plan on the terminal: a tree of group, case, unit and entry, and once below it what the tester must decide. */
import type { PlannedCase, PlannedGroup, PlannedRun, PlannedUnit, SelectionQuestion } from "#assessment";
import type { Evaluation } from "#evaluation";
import type { Terminal } from "../terminal.ts";
import { hang, oneLine, padEnd, safeText, textWidth } from "../text-width.ts";
import { headLines, type HeadView } from "./head.ts";
import { counted } from "./marks.ts";
import { questionLines, shortTrait } from "./plan-questions.ts";

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
  /** Also what each unit needs and what evidence shows its result. */
  readonly details: boolean;
}

export function printPlan(view: PlanView, options: PlanOptions, screen: Screen): string {
  const { paint, width, quiet } = screen;
  const { counts } = view.evaluation.plan;
  const lines = headLines(view, screen);
  if (!options.questionsOnly) {
    const shown = options.all ? view.groups : view.groups.filter((one) => one.assessable !== "no");
    for (const group of shown) lines.push("", ...groupLines(group, options, screen));
    const hidden = view.groups.length - shown.length;
    if (hidden > 0)
      lines.push("", paint.dim(`${counted(hidden, "group")} not assessable by the ICS; --all lists them.`));
  }
  const questions = questionLines(view.questions, screen);
  if (questions.length > 0) lines.push("", ...questions);
  else if (options.questionsOnly)
    lines.push("", "No question is open: every selection is decided by the IXIT or an answer.");
  lines.push("", paint.dim("─".repeat(width)), countLine(counts, view.evaluation.plan.questions.length));
  if (!quiet) lines.push(...hintLines(view, options, screen));
  return `${lines.join("\n")}\n`;
}

function countLine(counts: Evaluation["plan"]["counts"], questions: number): string {
  return [
    counted(counts.groups, "group"),
    counted(counts.cases, "case"),
    counted(counts.units, "unit"),
    counted(counts.runs, "run"),
    `${counted(questions, "question")} to the tester`,
  ].join(" · ");
}

function hintLines(view: PlanView, options: PlanOptions, { paint, width }: Screen): readonly string[] {
  const hints: (readonly [string, string])[] = [];
  if (view.groups.some((one) => one.assessable === "open"))
    hints.push([
      "? beside a group",
      "no claim yet: the group is listed as it would be assessed if claimed Y",
    ]);
  if (view.questions.length > 0 && !options.questionsOnly)
    hints.push(["? beside an entry", "taken or not depends on the traits named, asked above"]);
  if (!options.details && !options.questionsOnly)
    hints.push([
      `plumbline plan ${view.folder} --group ID`,
      "also what each unit needs and the evidence that shows its result",
    ]);
  const column = Math.max(0, ...hints.map(([what]) => textWidth(what)));
  return hints.flatMap(([what, text]) => hang(`${padEnd(what, column)}  `, text, width)).map(paint.dim);
}

function groupLines(group: PlannedGroup, options: PlanOptions, screen: Screen): string[] {
  const { paint, width } = screen;
  const mark =
    group.assessable === "yes"
      ? paint.green("○")
      : group.assessable === "open"
        ? paint.yellow("?")
        : paint.dim("–");
  const open = group.assessable === "open" ? paint.dim(" (no claim yet)") : "";
  const head = `${mark} ${paint.bold(`Test group ${group.id}`)}  `;
  const lines = hang(head, `${oneLine(group.title)}${open}`, width);
  if (group.assessable === "no")
    lines.push(...hang("  ", `Not assessable: ${oneLine(group.because)}`, width).map(paint.dim));
  group.cases.forEach((one, index) =>
    lines.push(...caseLines(one, index === group.cases.length - 1, options, screen)),
  );
  return lines;
}

function caseLines(one: PlannedCase, last: boolean, options: PlanOptions, screen: Screen): string[] {
  const { paint, width } = screen;
  const rail = last ? "    " : "│   ";
  const lines = hang(
    `${last ? "└── " : "├── "}${paint.bold(one.id)}  ${one.testCase.type}  `,
    paint.dim(oneLine(one.testCase.purpose)),
    width,
    rail,
  );
  one.units.forEach((unit, index) =>
    lines.push(...unitLines(unit, rail, index === one.units.length - 1, options, screen)),
  );
  return lines;
}

function unitLines(
  unit: PlannedUnit,
  rail: string,
  last: boolean,
  options: PlanOptions,
  screen: Screen,
): string[] {
  const { paint, width } = screen;
  const below = `${rail}${last ? "    " : "│   "}`;
  const inner = (text: string): string[] => hang(`${below}  `, text, width, `${below}    `);
  const lines = hang(
    `${rail}${last ? "└── " : "├── "}${paint.bold(unit.unit.label)}  `,
    `${unit.unit.action}: ${oneLine(unit.unit.check)}`,
    width,
    below,
  );
  if (options.details) {
    if (unit.inputs.length > 0) lines.push(...inner(`needs ${formatInputs(unit.inputs)}`).map(paint.dim));
    if (unit.unit.evidence.length > 0)
      lines.push(...inner(`evidence: ${unit.unit.evidence.map(oneLine).join("; ")}`).map(paint.dim));
  }
  if (unit.tableMissing)
    lines.push(
      ...inner(
        `${paint.yellow("▲")} the IXIT table ${unit.unit.forEach ?? ""} is missing or empty, so its runs are not known`,
      ),
    );
  lines.push(...runLines(unit.runs, below, screen));
  return lines;
}

/** Entries in one list; those that are open stand together by what is open; those that take results over stand alone. */
function runLines(runs: readonly PlannedRun[], below: string, { paint, width }: Screen): string[] {
  const lines: string[] = [];
  const list = (mark: string, same: readonly PlannedRun[]): void => {
    const names = same.map((run) => safeText(run.key)).join(", ");
    lines.push(...hang(`${below}  ${mark} `, names, width, `${below}    `));
  };
  const simple = runs.filter((run) => run.questions.length === 0 && run.inherits.length === 0);
  if (simple.length > 0) list("○", simple);
  const open = paint.yellow("?");
  for (const [traits, same] of groupBy(
    runs.filter((run) => run.inherits.length === 0),
    openTraits,
  )) {
    if (traits === "") continue;
    const [only] = same;
    if (only !== undefined && same.length === 1) {
      lines.push(
        ...hang(`${below}  ${open} ${safeText(only.key)}  `, paint.dim(traits), width, `${below}      `),
      );
      continue;
    }
    list(open, same);
    lines.push(...hang(`${below}    `, traits, width, `${below}      `).map(paint.dim));
  }
  for (const run of runs.filter((one) => one.inherits.length > 0)) {
    const from = run.inherits
      .map((one) => `${one.unit}${one.key === run.key ? "" : ` on ${safeText(one.key)}`}`)
      .join(", ");
    const parts = [...(run.questions.length > 0 ? [openTraits(run)] : []), `takes over ${from}`];
    const mark = run.selected === "open" ? open : "○";
    const head = `${below}  ${mark} ${safeText(run.key)}  `;
    lines.push(...hang(head, paint.dim(parts.join(" · ")), width, `${below}      `));
  }
  return lines;
}

/** "open: password-based, network-addressable"; empty where nothing is. */
function openTraits({ questions }: PlannedRun): string {
  return questions.length === 0 ? "" : `open: ${questions.map(shortTrait).join(", ")}`;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
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
