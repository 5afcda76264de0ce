/** The head of an output: which dossier, which editions with their limits, as of which day. */
import type { Header } from "#dossier";
import type { Evaluation } from "#evaluation";
import type { Terminal } from "../terminal.ts";
import { hang, oneLine } from "../text-width.ts";

export interface HeadView {
  readonly folder: string;
  readonly header: Header | undefined;
  readonly asOf: string;
  readonly evaluation: Evaluation | undefined;
}

export function headLines(view: HeadView, { paint, width }: Pick<Terminal, "paint" | "width">): string[] {
  const { header, evaluation } = view;
  const release = header?.subject.release;
  const subject =
    header === undefined ? "" : `${header.subject.name}${release === undefined ? "" : ` ${release}`}`;
  const lines = hang(
    "",
    [
      ...(subject === "" ? [] : [paint.bold(oneLine(subject))]),
      oneLine(view.folder),
      `as of ${view.asOf}`,
    ].join(" · "),
    width,
  );
  const editions = evaluation?.editions ?? [];
  if (editions.length > 0)
    lines.push(...hang("", editions.map(editionLabel).join(" · "), width).map(paint.dim));
  const policies = header?.policies ?? [];
  if (policies.length > 0)
    lines.push(...hang("", `Policies ${policies.map(policyLabel).join(", ")}`, width).map(paint.dim));
  for (const edition of editions) {
    if (edition.completeness === "partial") {
      lines.push(
        ...hang(
          `${paint.yellow("▲")} `,
          `The catalogue's data for ${edition.document} ${edition.edition} is partial: requirements can be missing from this result. plumbline standards show "${edition.document}@${edition.edition}" lists the limits.`,
          width,
        ),
      );
    }
  }
  if (header?.parties.assessment === "first-party") {
    lines.push(paint.dim("First-party assessment: the supplier assesses itself."));
  }
  return lines;
}

/** The edition, marked where its data is partial. */
export function editionLabel(edition: {
  readonly document: string;
  readonly edition: string;
  readonly completeness: "complete" | "partial";
}): string {
  return `${edition.document} ${edition.edition}${edition.completeness === "partial" ? " (partial data)" : ""}`;
}

function policyLabel(policy: NonNullable<Header["policies"]>[number]): string {
  return typeof policy === "string" ? policy : `${policy.policy} with ${policy.with.join(", ")}`;
}
