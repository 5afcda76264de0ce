/** What is to be tested and what came out: test plan and verdicts with their reasons. */
import type {
  CaseOutcome,
  GroupOutcome,
  PlannedCase,
  PlannedGroup,
  PlannedUnit,
  Reason,
  RunOutcome,
} from "#assessment";
import { anchor, markup, nothing, type Html } from "./html.ts";
import type { HtmlReportInput } from "./input.ts";
import { count, id, list, outcome, state, table, type Section } from "./parts.ts";

/** The reason without the unit and entry that stand in the same line of the table. */
function withoutPlace(run: RunOutcome): string {
  const { text } = run.because;
  const places = [`unit ${run.unit} on ${run.key}: `, `unit ${run.unit}: `];
  const place = places.find((one) => text.startsWith(one)) ?? "";
  return text.slice(place.length);
}

export function planSection({ evaluation }: HtmlReportInput): Section {
  const { groups, counts, questions } = evaluation.plan;
  const planned = groups.filter((one) => one.assessable !== "no");
  const rest = groups.filter((one) => one.assessable === "no");
  return {
    id: "plan",
    title: "Test plan",
    hint: `${counts.runs} runs`,
    body: markup`<p>${counts.groups} groups, ${counts.cases} cases, ${counts.units} units, ${counts.runs} runs (a unit on one IXIT entry, or once).</p>
${planned.map(planGroup)}
${rest.length === 0 ? nothing : markup`<details class="group"><summary><span>–</span><span class="quiet">not assessable</span><span>${rest.length} groups</span></summary>${list(rest.map((one) => markup`${id(one.id)} ${one.title}: <span class="muted">${one.because}</span>`))}</details>`}
${
  questions.length === 0
    ? nothing
    : markup`<h3>Questions to the tester</h3>${table(
        [
          { title: "Entry", look: "id", header: true, cell: (row) => id(row.entry) },
          { title: "Table", look: "id", cell: (row) => row.table },
          { title: "Question", look: "wide", cell: (row) => row.question },
          { title: "See fields", cell: (row) => row.fields.join(", ") },
        ],
        questions,
        { caption: "What the IXIT does not decide" },
      )}`
}`,
  };
}

function planGroup(one: PlannedGroup): Html {
  const runs = one.cases
    .flatMap((testCase) => testCase.units)
    .reduce((sum, unit) => sum + unit.runs.length, 0);
  return markup`<details class="group" id="${anchor("plan", one.id)}"><summary>${id(one.id)}<span class="quiet">${one.assessable === "open" ? "? open" : count(runs, "run")}</span><span>${one.title}</span></summary>
${one.assessable === "open" ? markup`<p class="muted">${one.because}</p>` : nothing}<ul class="tree">${one.cases.map(planCase)}</ul></details>
`;
}

function planCase(one: PlannedCase): Html {
  return markup`<li>${id(one.id)} ${one.testCase.type}. <span class="muted">${one.testCase.purpose}</span><ul class="tree">${one.units.map(planUnit)}</ul></li>`;
}

function planUnit(one: PlannedUnit): Html {
  const needs = new Map<string, string[]>();
  for (const { ixit, field } of one.inputs)
    needs.set(ixit, [...(needs.get(ixit) ?? []), ...(field === null ? [] : [field])]);
  const needsText = [...needs]
    .map(([table, fields]) => (fields.length === 0 ? table : `${table}: ${fields.join(", ")}`))
    .join("; ");
  const runs = one.runs.map(
    (run) =>
      markup`<code class="id">${run.key}</code>${run.selected === "open" ? markup` <span class="state warning">? selection open</span>` : nothing} `,
  );
  return markup`<li><b>${one.unit.label}</b> ${one.unit.action}: ${one.unit.check}<br><span class="muted">${needsText === "" ? nothing : markup`Needs ${needsText}. `}</span>${one.tableMissing ? markup`<span class="state warning">▲ table missing</span> ` : nothing}${runs}</li>`;
}

export function verdictsSection({ evaluation }: HtmlReportInput): Section | undefined {
  const report = evaluation.verdicts;
  if (report === undefined) return undefined;
  const { overall } = report;
  const titles = new Map(evaluation.plan.groups.map((one) => [one.id, one.title]));
  return {
    id: "verdicts",
    title: "Verdicts",
    hint: overall.outcome,
    body: markup`<p class="lead">Overall ${outcome(overall.outcome)}</p>${reasons(overall.because)}
<h3>ICS verification: ${overall.ics.result}</h3>${reasons(overall.ics.because)}
<p>${overall.counts.PASS} PASS, ${overall.counts.FAIL} FAIL, ${overall.counts.INCONCLUSIVE} INCONCLUSIVE, ${overall.counts["not-tested"]} not tested.</p>
${report.groups.map((one) => verdictGroup(one, titles.get(one.id) ?? ""))}`,
  };
}

/** Many reasons of one kind are cut here; the check lists all. */
const mostReasons = 12;

function reasons(because: readonly Reason[]): Html {
  const rest = because.length - mostReasons;
  return list([
    ...because.slice(0, mostReasons).map((one) => markup`${one.text}`),
    ...(rest > 0 ? [markup`and ${rest} more`] : []),
  ]);
}

function verdictGroup(one: GroupOutcome, title: string): Html {
  const notes = [
    ...(one.stated !== undefined && one.stated !== one.outcome
      ? [`The laboratory states ${one.stated}.`]
      : []),
    ...(one.provisional === undefined
      ? []
      : [`Recorded results would give ${one.provisional} if the provision were claimed Y.`]),
    ...(one.external.length === 0 ? [] : [`Accepted external evidence: ${one.external.join(", ")}.`]),
  ];
  return markup`<details class="group" id="${anchor("verdict", one.id)}"><summary>${id(one.id)}${outcome(one.outcome)}<span>${title}</span></summary>
${reasons(one.because)}${notes.map((text) => markup`<p class="muted">${text}</p>`)}${one.cases.map(verdictCase)}</details>
`;
}

function verdictCase(one: CaseOutcome): Html {
  return markup`<h3>${id(one.id)} ${outcome(one.outcome)}${one.stated === undefined ? nothing : markup` <span class="muted">stated ${one.stated}</span>`}</h3>${table(
    [
      { title: "Unit", look: "id", header: true, cell: (row) => row.unit },
      { title: "On", look: "id", cell: (row) => row.key },
      {
        title: "Counts as",
        look: "id",
        cell: (row) =>
          markup`${state(row.indication)}${row.inherited ? markup` <span class="muted">taken over</span>` : nothing}`,
      },
      { title: "Because", look: "wide", cell: (row) => withoutPlace(row) },
    ],
    one.runs,
    { caption: `Test case ${one.id}`, captionHidden: true },
  )}`;
}
