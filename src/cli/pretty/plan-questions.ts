/** What the tester must decide before the plan is settled: each question once, with the entries it is asked of. */
import type { SelectionQuestion } from "#assessment";
import type { Terminal } from "../terminal.ts";
import { hang, oneLine, safeText } from "../text-width.ts";

type Screen = Pick<Terminal, "paint" | "width" | "quiet">;

/** `password-based` for the trait authmech-password-based of an entry in 1-AuthMech. */
export function shortTrait({ table, trait }: Pick<SelectionQuestion, "table" | "trait">): string {
  const prefix = `${table.replace(/^\d+-/, "").toLowerCase()}-`;
  return trait.startsWith(prefix) ? trait.slice(prefix.length) : trait;
}

/** Empty where nothing is open. Tables stand in the order of their numbers, questions in the order of the plan. */
export function questionLines(questions: readonly SelectionQuestion[], screen: Screen): readonly string[] {
  const [first] = questions;
  if (first === undefined) return [];
  const { paint, width } = screen;
  const lines = [
    paint.bold(`Questions to the tester (${String(questions.length)})`),
    ...hang("", "Each is answered once, in a file of assessment/, by entry and key:", width),
    ...exampleOf(first).map((line) => paint.dim(`  ${line}`)),
  ];
  const tables = [...new Set(questions.map((one) => one.table))].sort(
    (a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10),
  );
  for (const table of tables) {
    lines.push("", paint.bold(safeText(table)));
    const own = questions.filter((one) => one.table === table);
    for (const trait of new Set(own.map((one) => one.trait)))
      lines.push(
        ...traitLines(
          own.filter((one) => one.trait === trait),
          screen,
        ),
      );
  }
  return lines;
}

function exampleOf({ entry, trait }: SelectionQuestion): readonly string[] {
  return [
    "selections:",
    `  ${safeText(entry)}:`,
    `    ${trait}:`,
    "      answer: yes   # or no",
    "      because: …",
  ];
}

/** The question under its key, and below it the entries of which it is asked. */
function traitLines(same: readonly SelectionQuestion[], { paint, width }: Screen): readonly string[] {
  const [one] = same;
  if (one === undefined) return [];
  const fields = one.fields.length === 0 ? "" : paint.dim(` (see ${one.fields.join(", ")})`);
  const entries = same.map((each) => safeText(each.entry)).join(", ");
  return [
    `  ${paint.yellow("?")} ${one.trait}`,
    ...hang("      ", `${oneLine(one.question)}${fields}`, width),
    ...hang("      ", entries, width, "      ").map(paint.dim),
  ];
}
