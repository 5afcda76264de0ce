/** What an import read, what it did not understand, and what it would change. */
import { formatPath } from "#base/path";
import type { ImportChange, ImportComparison, ImportReading } from "#workbench";
import type { Terminal } from "../terminal.ts";
import { hang, oneLine, safeText, shorten } from "../text-width.ts";
import { counted } from "./marks.ts";

type Screen = Pick<Terminal, "paint" | "width">;
type Disposition = ImportReading["listing"][number]["disposition"];

const titles: Readonly<Record<Disposition, string>> = {
  refused: "Files that were not read",
  "to-complete": "To complete: the files do not say",
  note: "Not understood, kept as notes",
  "as-stated": "Recorded in the words of the file, which are none of the standard",
  "read-as": "Recorded under a slightly different name",
  additional: "Fields beyond the pro forma, recorded as additional",
};
/** As many of each kind are shown without --list. */
const shownWithoutList = 6;

export function printImport(
  reading: ImportReading,
  refused: readonly string[],
  all: boolean,
  { paint, width }: Screen,
): string {
  const { counts } = reading;
  const lines = [
    ...hang(
      "",
      [
        `${counted(counts.files, "file")} read`,
        `${counted(counts.ixitEntries, "IXIT entry", "IXIT entries")} in ${counted(counts.ixitTables, "table")}`,
        counted(counts.icsRows, "ICS row"),
        counted(counts.answers, "answer"),
        `${counted(counts.groups, "test group")}, ${counted(counts.cases, "case")}, ${counted(counts.unitResults, "unit result")}`,
        counted(counts.evidence, "evidence item"),
        counted(counts.notes, "note"),
      ].join(" · "),
      width,
    ).map(paint.bold),
  ];
  for (const text of refused) lines.push(...hang(`${paint.red("■")} `, safeText(text), width));
  for (const problem of reading.problems)
    lines.push(...hang(`${paint.yellow("▲")} `, oneLine(problem.message), width));
  for (const kind of Object.keys(titles) as Disposition[]) {
    const items = reading.listing.filter((one) => one.disposition === kind);
    if (items.length === 0) continue;
    const shown = all ? items : items.slice(0, shownWithoutList);
    lines.push("", `${paint.bold(titles[kind])} (${items.length})`);
    for (const item of shown)
      lines.push(...hang(`  ${safeText(item.file)}:${item.line}  `, oneLine(item.what), width, "      "));
    if (shown.length < items.length)
      lines.push(paint.dim(`  and ${items.length - shown.length} more; --list shows all`));
  }
  return `${lines.join("\n")}\n`;
}

export function printComparison(comparison: ImportComparison, all: boolean, screen: Screen): string {
  const { added, changed, kept } = comparison;
  const { paint } = screen;
  const lines = ["", paint.bold("Compared with the dossier that is there")];
  if (added.length + changed.length === 0) lines.push("  It already holds everything that these files say.");
  lines.push(
    ...changeLines("New", "+", added, all, screen),
    ...changeLines("Different", "~", changed, all, screen),
  );
  if (kept.length > 0)
    lines.push(paint.dim(`  ${counted(kept.length, "record")} only in the dossier; they stay as they are.`));
  return `${lines.join("\n")}\n`;
}

function changeLines(
  title: string,
  mark: string,
  changes: readonly ImportChange[],
  all: boolean,
  { paint, width }: Screen,
): string[] {
  if (changes.length === 0) return [];
  const shown = all ? changes : changes.slice(0, 12);
  const lines = [`  ${title} (${changes.length})`];
  for (const one of shown) {
    lines.push(...hang(`  ${mark} `, paint.bold(safeText(formatPath(one.at))), width));
    if (one.kind === "changed") {
      lines.push(
        paint.red(`      - ${excerpt(one.before, width - 8)}`),
        paint.green(`      + ${excerpt(one.after, width - 8)}`),
      );
    }
  }
  if (shown.length < changes.length)
    lines.push(paint.dim(`    and ${changes.length - shown.length} more; --list shows all`));
  return lines;
}

function excerpt(value: unknown, width: number): string {
  return shorten(oneLine(typeof value === "string" ? value : JSON.stringify(value)), width);
}
