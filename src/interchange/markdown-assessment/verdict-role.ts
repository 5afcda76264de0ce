/** Decides whose verdict a verdict line gives: that of units, of the case, or of the group. */
import type { Segment } from "./case-segments.ts";
import type { NamedCase } from "./group-place.ts";
import type { ProsePiece } from "./pieces.ts";
import { verdictSubject } from "./references.ts";

export type VerdictRole =
  | { readonly of: "group" }
  | { readonly of: "case-or-units"; readonly caseIds: readonly string[]; readonly units: readonly string[] };

export function verdictRole(
  cases: readonly NamedCase[],
  segment: Segment,
  segments: readonly Segment[],
  piece: ProsePiece,
): VerdictRole {
  const subject = verdictSubject(piece.label ?? "");
  const ids = cases.map((one) => one.id);
  const ofUnits = (units: readonly string[], caseIds: readonly string[] = []): VerdictRole => ({
    of: "case-or-units",
    caseIds,
    units,
  });
  if (subject === undefined) return ofUnits([], []);
  if (subject.of === "group") return { of: "group" };
  if (subject.of === "unit") return ofUnits(subject.labels);
  const all = cases.length === 1 ? (cases[0]?.spec?.units.map((unit) => unit.label) ?? []) : [];
  const sole = all.length === 1 ? all : [];
  if (subject.of === "case") {
    const named = subject.caseId === undefined ? ids : ids.filter((id) => id === subject.caseId);
    return ofUnits(sole, named);
  }
  // A bare "Verdict". A case of one unit has the verdict of that unit, and the other way round.
  const { labels } = segment;
  if (labels.length === 0) return ofUnits(sole, ids);
  if (all.length > 0 && all.every((label) => labels.includes(label))) return ofUnits(all, ids);
  if (piece.listItem) return ofUnits(labels);
  const unitSegments = segments.filter((one) => one.labels.length > 0);
  const everyUnitHasOne = unitSegments.every((one) => one.pieces.some(isUnitVerdict));
  // Only the last unit's section ends with a verdict: it closes the case, not the unit.
  if (!everyUnitHasOne && unitSegments.at(-1) === segment) return ofUnits([], ids);
  return ofUnits(labels);
}

function isUnitVerdict(piece: Segment["pieces"][number]): boolean {
  const subject =
    piece.kind === "prose" && piece.label !== undefined ? verdictSubject(piece.label) : undefined;
  return subject?.of === "any" || subject?.of === "unit";
}
