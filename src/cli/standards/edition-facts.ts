/** Numbers and limits of every edition in the catalogue, as `standards list` shows them. */
import type { Confidence } from "#base/confidence";
import type { Catalogue, Edition } from "#standards";
import { countConfidence } from "#workbench";

export interface EditionFacts {
  readonly document: string;
  readonly edition: string;
  readonly date: string;
  readonly title: string;
  readonly kind: Edition["kind"];
  readonly completeness: "complete" | "partial";
  /** Number of known limits of the data; `standards show` lists them. */
  readonly limits: number;
  readonly counts: Readonly<Record<string, number>>;
  /** How many records have which confidence. */
  readonly confidence: Readonly<Record<Confidence, number>>;
  /** Status in the registry of editions; null where the registry does not know the edition. */
  readonly status: string | null;
  readonly supersededBy: string | null;
}

export function editionFacts(catalogue: Catalogue): readonly EditionFacts[] {
  return [...catalogue.editions]
    .sort((a, b) => compare(a.document, b.document) || compareEditions(b.edition, a.edition))
    .map((edition) => {
      const registered = catalogue.registry?.documents
        .find((one) => one.document === edition.document)
        ?.editions.find((one) => one.version === edition.edition);
      return {
        document: edition.document,
        edition: edition.edition,
        date: edition.date,
        title: edition.title,
        kind: edition.kind,
        completeness: edition.completeness,
        limits: edition.limits.length,
        counts: countsOf(edition),
        confidence: countConfidence(edition),
        status: registered?.status ?? null,
        supersededBy: registered?.supersededBy ?? null,
      };
    });
}

function countsOf(edition: Edition): Record<string, number> {
  switch (edition.kind) {
    case "provisions": {
      const by = (modality: string): number =>
        edition.provisions.filter((one) => one.modality === modality).length;
      return {
        provisions: edition.provisions.length,
        shall: by("shall"),
        should: by("should"),
        void: edition.void.length,
      };
    }
    case "requirements": {
      const inForce = edition.requirements.filter((one) => !one.void);
      const by = (modality: string): number => inForce.filter((one) => one.modality === modality).length;
      const ids = edition.requirements.length;
      return {
        ids,
        void: ids - inForce.length,
        inForce: inForce.length,
        shall: by("shall"),
        should: by("should"),
        may: by("may"),
      };
    }
    case "test-specification": {
      const cases = edition.groups.flatMap((one) => one.cases);
      const units = cases.reduce((sum, one) => sum + one.units.length, 0);
      return { groups: edition.groups.length, cases: cases.length, units, ixits: edition.ixit.length };
    }
  }
}

/** Orders editions as numbers: V2.10.1 after V2.9.1. */
export function compareEditions(a: string, b: string): number {
  const [left, right] = [a, b].map((one) => one.replace(/^V/, "").split(".").map(Number));
  for (let index = 0; index < 3; index += 1) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
