/** What the report is made from. */
import type { Confidence } from "#base/confidence";
import type { Placed } from "#base/place";
import type { Dossier } from "#dossier";
import type { Evaluation } from "#evaluation";
import type { Problem } from "#problems";
import type { Catalogue } from "#standards";

export interface ReportEdition {
  readonly document: string;
  readonly edition: string;
  readonly date: string;
  readonly title: string;
  readonly completeness: "complete" | "partial";
  readonly limits: readonly string[];
  readonly confidence: Readonly<Record<Confidence, number>>;
}

export interface ReportProblemGroup {
  readonly key: string;
  readonly label: string;
  readonly title: string;
  readonly document: string | undefined;
  readonly problems: readonly Placed<Problem>[];
}

export interface HtmlReportInput {
  readonly dossier: Dossier;
  readonly evaluation: Evaluation;
  readonly catalogue: Catalogue;
  readonly editions: readonly ReportEdition[];
  readonly problemGroups: readonly ReportProblemGroup[];
  /** Of the program that wrote the report. */
  readonly version: string;
}
