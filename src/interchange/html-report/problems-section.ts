/** All problems, by clause; many equal ones are listed in short behind the first. */
import { formatPath } from "#base/path";
import { formatPlace, type Placed } from "#base/place";
import type { Problem } from "#problems";
import { markup, nothing, type Html } from "./html.ts";
import type { HtmlReportInput, ReportProblemGroup } from "./input.ts";
import { count, groupBy, id, severity, type Section } from "./parts.ts";

/** From so many equal problems in one clause on, all but the first are listed in short. */
const foldFrom = 4;

export function problemsSection({ problemGroups }: HtmlReportInput): Section {
  const all = problemGroups.flatMap((one) => one.problems);
  const number = (wanted: Problem["severity"]): number => all.filter((one) => one.severity === wanted).length;
  return {
    id: "problems",
    title: "Problems",
    hint: String(all.length),
    body:
      all.length === 0
        ? markup`<p>No problem was found. That says what the checks found, not that nothing is wrong.</p>`
        : markup`<p>${count(number("blocker"), "blocker")}, ${count(number("warning"), "warning")}, ${count(number("note"), "note")}.</p>${problemGroups.map(group)}`,
  };
}

function group(one: ReportProblemGroup): Html {
  const byCode = groupBy(one.problems, (problem) => problem.code);
  return markup`<h3>${one.label}${one.title === "" ? nothing : markup` ${one.title}`}</h3>${byCode.map(
    ([, same]) => (same.length < foldFrom ? markup`${same.map(article)}` : folded(same)),
  )}`;
}

function folded([first, ...rest]: readonly Placed<Problem>[]): Html {
  if (first === undefined) return nothing;
  return markup`${article(first)}<details class="problem-more"><summary>${rest.length} more like this</summary><ul>${rest.map(
    (one) =>
      markup`<li>${one.subject === undefined ? nothing : markup`${id(one.subject)} `}${one.message} <span class="place muted">${place(one)}</span></li>`,
  )}</ul></details>`;
}

function article(one: Placed<Problem>): Html {
  const cites = one.cites.map((cite) => `${cite.document} ${cite.edition}, ${cite.clause}`).join(" · ");
  return markup`<article class="problem"><div>${severity(one.severity)}<br>${one.subject === undefined ? nothing : id(one.subject)}</div>
<div><p>${inlineCode(one.message)}</p><p class="do">${inlineCode(one.remedy)}</p><p class="meta"><code>${one.code}</code> · <span class="place">${place(one)}</span>${cites === "" ? nothing : markup` · ${cites}`}</p></div></article>
`;
}

function place(one: Placed<Problem>): string {
  return one.place === undefined ? formatPath(one.at) : formatPlace(one.place);
}

/** Backticks of the engine's sentences as code; everything stays escaped. */
function inlineCode(text: string): Html {
  const parts = text.split(/`([^`]+)`/);
  return markup`${parts.map((part, index) => (index % 2 === 1 ? markup`<code>${part}</code>` : markup`${part}`))}`;
}
