/** The outputs of `plumbline standards` on the terminal; how sure the data is always stands beside it. */
import type { ChangeSummary, Edition, SearchHit } from "#standards";
import type { Terminal } from "../terminal.ts";
import { hang, oneLine } from "../text-width.ts";
import { tableLines } from "../pretty/table.ts";
import type { Description } from "./describe.ts";
import type { EditionFacts } from "./edition-facts.ts";

type Screen = Pick<Terminal, "paint" | "width">;

export function printEditions(facts: readonly EditionFacts[], { paint, width }: Screen): string {
  const rows = facts.map((one) => [
    one.document,
    one.edition,
    one.date,
    one.status ?? "–",
    one.completeness === "partial" ? paint.yellow("▲ partial") : "complete",
    countsText(one.counts, ", "),
    confidenceText(one.confidence),
  ]);
  const columns = [
    { title: "Document" },
    { title: "Edition" },
    { title: "Date" },
    { title: "Status", wraps: true, least: 9 },
    { title: "Data" },
    { title: "Content", wraps: true, least: 18 },
    { title: "Confidence", wraps: true, least: 14 },
  ];
  const lines = tableLines(columns, rows, { width, paint });
  lines.push("");
  lines.push(
    ...hang(
      "",
      "Texts are our own paraphrases; only the document published by ETSI is authoritative. Partial data has gaps: plumbline standards show DOCUMENT@EDITION lists the limits.",
      width,
    ).map(paint.dim),
  );
  return `${lines.join("\n")}\n`;
}

function countsText(counts: Readonly<Record<string, number>>, separator: string): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name === "inForce" ? "in force" : name === "ixits" ? "IXITs" : name}`)
    .join(separator);
}

function confidenceText(confidence: Readonly<Record<string, number>>): string {
  return Object.entries(confidence)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name}`)
    .join(", ");
}

export function printEdition(edition: Edition, facts: EditionFacts, { paint, width }: Screen): string {
  const lines = [
    ...hang(
      "",
      `${paint.bold(`${edition.document} ${edition.edition}`)} (${edition.date})  ${oneLine(edition.title)}`,
      width,
    ),
    `${facts.completeness === "partial" ? paint.yellow("▲ partial data") : "complete data"} · registry: ${facts.status ?? "not listed"}${facts.supersededBy === null ? "" : `, superseded by ${facts.supersededBy}`}`,
    ...hang("", countsText(facts.counts, " · "), width),
    `Confidence: ${confidenceText(facts.confidence)}`,
  ];
  if (edition.limits.length > 0) {
    lines.push("", paint.bold("Known limits of this data"));
    for (const limit of edition.limits) lines.push(...hang("  · ", oneLine(limit), width));
  }
  lines.push("", paint.bold("Clauses"));
  for (const clause of edition.clauses) lines.push(...hang(`  ${clause.id}  `, oneLine(clause.title), width));
  lines.push("", paint.bold("Sources"));
  for (const source of edition.sources) lines.push(...hang("  · ", oneLine(source.what), width));
  return `${lines.join("\n")}\n`;
}

export function printDescription(one: Description, { paint, width }: Screen): string {
  const lines = [
    ...hang("", `${paint.bold(one.id)}  ${oneLine(one.title)}`, width),
    paint.dim(
      `${one.document} ${one.edition}${one.completeness === "partial" ? " (partial data)" : ""} · ${one.kind}${one.confidence === null ? "" : ` · confidence: ${one.confidence}`}`,
    ),
  ];
  for (const section of one.sections) {
    lines.push("", paint.bold(section.title));
    for (const text of section.lines) lines.push(...hang("  ", oneLine(text), width));
  }
  return `${lines.join("\n")}\n`;
}

export function printChanges(
  { list, counts, total }: ChangeSummary,
  all: boolean,
  { paint, width }: Screen,
): string {
  const lines = [paint.bold(`${list.document}: ${list.from} → ${list.to}`)];
  lines.push(`${total} changes: ${[...counts].map(([kind, count]) => `${count} ${kind}`).join(", ")}`);
  for (const remark of list.remarks) lines.push(...hang("  · ", oneLine(remark), width).map(paint.dim));
  for (const [kind, count] of counts) {
    if (kind === "unchanged" && !all) continue;
    lines.push(
      "",
      paint.bold(`${kind} (${count})`),
      ...hang("  ", oneLine(list.kinds[kind] ?? ""), width).map(paint.dim),
    );
    for (const change of list.changes.filter((one) => one.kind === kind)) {
      const to = change.to.join(", ");
      const ids =
        change.from === null ? to : to === "" || to === change.from ? change.from : `${change.from} → ${to}`;
      lines.push(
        ...hang(
          `  ${paint.bold(ids)}  `,
          `${oneLine(change.note)} ${paint.dim(`[${change.confidence}]`)}`,
          width,
        ),
      );
    }
  }
  if (counts.has("unchanged") && !all) lines.push("", paint.dim("--all also lists what is unchanged."));
  return `${lines.join("\n")}\n`;
}

export function printHits(
  hits: readonly SearchHit[],
  query: string,
  partial: ReadonlySet<string>,
  { paint, width }: Screen,
): string {
  if (hits.length === 0) return `Nothing in the catalogue matches "${oneLine(query)}".\n`;
  const lines: string[] = [];
  for (const hit of hits) {
    const edition = `${hit.document} ${hit.edition}`;
    lines.push(
      ...hang(
        "",
        `${paint.bold(hit.id)}  ${oneLine(hit.title)}  ${paint.dim(`${hit.kind} · ${edition}${partial.has(edition) ? " (partial data)" : ""} · ${hit.confidence}`)}`,
        width,
      ),
    );
    lines.push(...hang("    ", oneLine(hit.excerpt), width));
  }
  return `${lines.join("\n")}\n`;
}
