/** Act: write the report of an evaluated dossier as one HTML file. */
import type { Confidence } from "#base/confidence";
import type { Dossier } from "#dossier";
import type { Evaluation } from "#evaluation";
import { findEdition, type Catalogue, type Edition } from "#standards";
import type { CheckedDossier } from "./check-dossier.ts";
import { groupProblems } from "./group-problems.ts";

export interface ReportOptions {
  readonly version: string;
}

export async function reportDossier(
  checked: CheckedDossier & { readonly dossier: Dossier; readonly evaluation: Evaluation },
  catalogue: Catalogue,
  { version }: ReportOptions,
): Promise<string> {
  const { dossier, evaluation } = checked;
  const { writeHtmlReport } = await import("#interchange/html-report");
  return writeHtmlReport({
    dossier,
    evaluation,
    catalogue,
    editions: evaluation.editions.flatMap((one) => {
      const edition = findEdition(catalogue, one);
      return edition === undefined ? [] : [editionData(edition)];
    }),
    problemGroups: groupProblems(checked.problems, evaluation.matrix),
    version,
  });
}

function editionData(edition: Edition) {
  const { document, edition: name, date, title, completeness, limits } = edition;
  return { document, edition: name, date, title, completeness, limits, confidence: countConfidence(edition) };
}

/** How many records of the edition have which confidence. */
export function countConfidence(edition: Edition): Readonly<Record<Confidence, number>> {
  const records: readonly { readonly confidence: Confidence }[] =
    edition.kind === "provisions"
      ? edition.provisions
      : edition.kind === "requirements"
        ? edition.requirements
        : [...edition.groups, ...edition.ixit];
  const by = (confidence: Confidence): number =>
    records.filter((one) => one.confidence === confidence).length;
  return { verified: by("verified"), "single-source": by("single-source"), recalled: by("recalled") };
}
