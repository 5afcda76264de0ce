/** The readiness gate as a plumb line: blockers hang to its left, warnings to its right. */
import type { Readiness, ReadinessPhase } from "#base/readiness";
import { markup, nothing, trusted, type Html } from "./html.ts";
import { state, type Section } from "./parts.ts";

/** Longest bar, in problems; more do not make it longer. */
const longestBar = 24;

export function readinessSection(readiness: Readiness): Section {
  return {
    id: "readiness",
    title: "Readiness",
    hint: `${readiness.blockers} blockers`,
    body: markup`<p class="lead">${readiness.conclusion}</p>
<ol class="plumb">${readiness.phases.map(phase)}</ol>
<p class="legend">What stands left of the line holds a phase up; what stands right of it deserves a look. ● done, ◐ open, ■ held up.</p>`,
  };
}

function phase(one: ReadinessPhase): Html {
  const sum = (key: "blockers" | "warnings"): number =>
    one.items.reduce((total, item) => total + item[key], 0);
  const [blockers, warnings] = [sum("blockers"), sum("warnings")];
  const look = one.state === "done" ? "good" : one.state === "open" ? "warning" : "blocker";
  const mark = one.state === "done" ? "●" : one.state === "open" ? "◐" : "■";
  return markup`<li><div class="name">${one.number} ${one.title} <span class="role">${one.role}</span></div>
<div class="off left blocker">${blockers === 0 ? nothing : markup`${blockers} <span aria-hidden="true">■</span><span class="visually-hidden"> ${blockers === 1 ? "blocker" : "blockers"}</span>${bar(blockers)}`}</div>
<div class="line"><span class="bob ${look}" title="${one.state}">${mark}</span></div>
<div class="off right warning">${warnings === 0 ? nothing : markup`${bar(warnings)}<span aria-hidden="true">▲</span> ${warnings}<span class="visually-hidden"> ${warnings === 1 ? "warning" : "warnings"}</span>`}</div>
<div class="items"><ul>${one.items.map((item) => markup`<li>${state(item.state)} ${item.title}${item.because === "" ? nothing : markup`<br><span class="muted">${item.because}</span>`}</li>`)}</ul></div></li>
`;
}

function bar(number: number): Html {
  return trusted(`<i style="--n:${Math.min(longestBar, Math.ceil(number))}"></i>`);
}
