/** The test plan as CSV and Markdown, one line per run. */
import { csvCell } from "#interchange/matrix-table";
import { formatInputs, type PlanOptions, type PlanView } from "./pretty/plan.ts";

interface Line {
  readonly group: string;
  readonly testCase: string;
  readonly unit: string;
  readonly entry: string;
  readonly type: string;
  readonly action: string;
  readonly check: string;
  readonly needs: string;
  readonly selected: string;
  readonly questions: string;
  readonly takesOver: string;
}

const titles: Readonly<Record<keyof Line, string>> = {
  group: "Group",
  testCase: "Case",
  unit: "Unit",
  entry: "Entry",
  type: "Type",
  action: "Action",
  check: "What to do",
  needs: "Needs",
  selected: "Selected",
  questions: "Questions",
  takesOver: "Takes over",
};
const keys = Object.keys(titles) as (keyof Line)[];

function linesOf(view: PlanView): Line[] {
  return view.groups.flatMap((group) =>
    group.cases.flatMap((one) =>
      one.units.flatMap((unit) =>
        unit.runs.map((run) => ({
          group: group.id,
          testCase: one.id,
          unit: unit.unit.label,
          entry: run.key,
          type: unit.kind,
          action: unit.unit.action,
          check: unit.unit.check,
          needs: formatInputs(unit.inputs),
          selected: run.selected,
          questions: run.questions.map((question) => question.question).join("\n"),
          takesOver: run.inherits.map((from) => `${from.unit} on ${from.key}`).join("\n"),
        })),
      ),
    ),
  );
}

export function planCsv(view: PlanView, { questionsOnly }: PlanOptions): string {
  const rows = questionsOnly
    ? [
        ["Table", "Entry", "Trait", "Question", "Fields"],
        ...view.questions.map((one) => [
          one.table,
          one.entry,
          one.trait,
          one.question,
          one.fields.join("\n"),
        ]),
      ]
    : [keys.map((key) => titles[key]), ...linesOf(view).map((line) => keys.map((key) => line[key]))];
  return rows.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}

export function planMarkdown(view: PlanView, { questionsOnly, all }: PlanOptions): string {
  const parts = [`# Test plan: ${text(view.header?.subject.name ?? view.folder)}`, "", `As of ${view.asOf}.`];
  if (!questionsOnly) {
    for (const group of view.groups) {
      if (group.assessable === "no" && !all) continue;
      parts.push("", `## ${group.id} ${text(group.title)}`, "");
      if (group.assessable !== "yes") parts.push(text(group.because), "");
      for (const one of group.cases) {
        parts.push(`### ${one.id} (${one.testCase.type})`, "", text(one.testCase.purpose), "");
        for (const unit of one.units) {
          parts.push(`- **${unit.unit.label}** ${unit.unit.action}: ${text(unit.unit.check)}`);
          const needs = formatInputs(unit.inputs);
          if (needs !== "") parts.push(`  - needs ${text(needs)}`);
          for (const run of unit.runs) {
            const question = run.questions.map((asked) => ` – ${text(asked.question)}`).join("");
            parts.push(`  - [ ] ${text(run.key)}${question}`);
          }
        }
        parts.push("");
      }
    }
  }
  if (view.questions.length > 0) {
    parts.push("", "## Questions to the tester", "");
    for (const one of view.questions)
      parts.push(`- ${text(one.entry)}, ${text(one.trait)}: ${text(one.question)}`);
  }
  return `${parts.join("\n")}\n`;
}

function text(value: string): string {
  return value
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_[\]<>|]/g, (character) => `\\${character}`);
}
