/** Pieces that every section of the report uses: marks, ids, tables, links to records. */
import type { Outcome } from "#assessment";
import type { Severity } from "#problems";
import { anchor, markup, join, nothing, trusted, type Child, type Html } from "./html.ts";

const severityMarks: Readonly<Record<Severity, string>> = { blocker: "■", warning: "▲", note: "·" };

export function severity(one: Severity): Html {
  return markup`<span class="state ${one}"><span aria-hidden="true">${severityMarks[one]}</span> ${one}</span>`;
}

/** Verdicts and states of requirements: shape first, then the word, colour last. */
const states: Readonly<Record<string, readonly [mark: string, look: string, word: string]>> = {
  PASS: ["●", "good", "PASS"],
  FAIL: ["■", "blocker", "FAIL"],
  INCONCLUSIVE: ["◐", "warning", "INCONCLUSIVE"],
  "not-tested": ["–", "quiet", "not tested"],
  met: ["●", "good", "met"],
  partly: ["◐", "warning", "partly"],
  "not-met": ["■", "blocker", "not met"],
  missing: ["◐", "warning", "missing"],
  "not-applicable": ["–", "quiet", "not applicable"],
  "not-assessed": ["○", "quiet", "not assessed"],
  done: ["●", "good", "done"],
  open: ["◐", "warning", "open"],
  blocked: ["■", "blocker", "held up"],
  fresh: ["●", "good", "fresh"],
  undated: ["◐", "warning", "undated"],
  expiring: ["◐", "warning", "expiring"],
  expired: ["■", "blocker", "expired"],
  "not-yet-valid": ["■", "blocker", "not yet valid"],
  reopened: ["■", "blocker", "reopened"],
  altered: ["■", "blocker", "altered"],
  unreadable: ["■", "blocker", "unreadable"],
  foreign: ["■", "blocker", "foreign"],
};

export function state(word: string): Html {
  const known = Object.hasOwn(states, word) ? states[word] : undefined;
  const [mark, look, text] = known ?? ["○", "quiet", word];
  return markup`<span class="state ${look}"><span aria-hidden="true">${mark}</span> ${text}</span>`;
}

/** An evidence item whose file is not there is worse than a result that is. */
export function evidenceState(word: string): Html {
  return word === "missing"
    ? markup`<span class="state blocker"><span aria-hidden="true">■</span> missing</span>`
    : state(word);
}

export function outcome(one: Outcome): Html {
  return state(one);
}

export function id(text: string): Html {
  return markup`<code class="id">${text}</code>`;
}

export function link(area: string, text: string): Html {
  return markup`<a class="id" href="#${anchor(area, text)}">${text}</a>`;
}

/** Several ids, each of which stays in one piece. */
export function ids(texts: readonly string[]): Html {
  return join(texts.map(id), trusted(", "));
}

export function list(items: readonly Html[]): Html {
  return items.length === 0 ? nothing : markup`<ul>${items.map((one) => markup`<li>${one}</li>`)}</ul>`;
}

export interface TableColumn<T> {
  readonly title: string;
  readonly cell: (row: T) => Child;
  /** "id" does not wrap, "wide" takes the room that is left. */
  readonly look?: "id" | "wide" | "number";
  readonly header?: boolean;
  /** Share of the width in percent; given for all columns, tables of one kind line up below each other. */
  readonly share?: number;
}

export interface TableOptions<T> {
  readonly caption: string;
  readonly anchorOf?: (row: T) => string;
  /** For a caption that only repeats the heading above it. */
  readonly captionHidden?: boolean;
}

/** A table that scrolls inside its own box when the page is narrow, reachable by keyboard. */
export function table<T>(
  columns: readonly TableColumn<T>[],
  rows: readonly T[],
  options: TableOptions<T>,
): Html {
  if (rows.length === 0) return nothing;
  const aligned = columns.every((one) => one.share !== undefined);
  const columnGroup = aligned
    ? markup`<colgroup>${columns.map((one) => markup`<col style="width:${one.share}%">`)}</colgroup>`
    : nothing;
  const head = columns.map((one) => markup`<th scope="col">${one.title}</th>`);
  const body = rows.map((row) => {
    const cells = columns.map((column) => {
      const look = column.look === undefined ? nothing : markup` class="${column.look}"`;
      return column.header === true
        ? markup`<th scope="row"${look}>${column.cell(row)}</th>`
        : markup`<td${look}>${column.cell(row)}</td>`;
    });
    const mark = options.anchorOf === undefined ? nothing : markup` id="${options.anchorOf(row)}"`;
    return markup`<tr${mark}>${cells}</tr>\n`;
  });
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${options.caption}">
<table${aligned ? trusted(' class="aligned"') : nothing}><caption${options.captionHidden === true ? trusted(' class="visually-hidden"') : nothing}>${options.caption}</caption>${columnGroup}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

export interface Section {
  readonly id: string;
  readonly title: string;
  /** Shown beside the title in the contents, for example a count. */
  readonly hint?: string;
  readonly body: Html;
}

export function facts(pairs: readonly (readonly [string, Child])[]): Html {
  const filled = pairs.filter(([, value]) => value !== undefined && value !== "");
  if (filled.length === 0) return nothing;
  return markup`<dl>${filled.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

export function count(number: number, word: string, plural = `${word}s`): string {
  return `${number} ${number === 1 ? word : plural}`;
}

/** Groups rows while keeping their order. */
export function groupBy<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups];
}

export const lineBreak: Html = trusted("<br>");
