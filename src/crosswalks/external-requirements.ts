/** One list of external requirements out of every crosswalk, whatever its layout. */
import type { Confidence } from "#base/confidence";
import {
  isCvd,
  isEuCra,
  isEuRed,
  isOtherSchemes,
  isUkPsti,
  type Coverage,
  type Crosswalk,
  type EuCra,
  type EuRed,
  type OtherSchemes,
  type PlainCrosswalk,
  type Relation,
  type UkPsti,
} from "./schema.ts";

export interface ExternalRequirement {
  readonly crosswalk: string;
  /** Unique inside the crosswalk. */
  readonly id: string;
  /** Where the law or scheme has it. */
  readonly reference: string | undefined;
  /** The part of the law or scheme it belongs to. */
  readonly part: string | undefined;
  readonly title: string;
  readonly text: string;
  readonly relations: readonly Relation[];
  /** What EN 303 645 evidence leaves open, in words; undefined where the data says nothing. */
  readonly gap: string | undefined;
  readonly coverage: Coverage | undefined;
  readonly confidence: Confidence;
  readonly sources: readonly string[];
}

const lists = new WeakMap<Crosswalk, readonly ExternalRequirement[]>();

/** Every external requirement of the crosswalk; empty for collections of facts (cvd). */
export function externalRequirements(crosswalk: Crosswalk): readonly ExternalRequirement[] {
  const done = lists.get(crosswalk);
  if (done !== undefined) return done;
  const list = read(crosswalk);
  lists.set(crosswalk, list);
  return list;
}

function read(crosswalk: Crosswalk): readonly ExternalRequirement[] {
  if (isUkPsti(crosswalk)) return fromUkPsti(crosswalk);
  if (isEuCra(crosswalk)) return fromEuCra(crosswalk);
  if (isEuRed(crosswalk)) return fromEuRed(crosswalk);
  if (isOtherSchemes(crosswalk)) return fromOtherSchemes(crosswalk);
  if (isCvd(crosswalk)) return [];
  return fromPlain(crosswalk);
}

function fromUkPsti(crosswalk: UkPsti): readonly ExternalRequirement[] {
  return crosswalk.requirements.map((one) => ({
    crosswalk: crosswalk.id,
    id: one.id,
    reference: one.legalReference,
    part: undefined,
    title: one.title,
    text: one.requires.join(" "),
    relations: one.mappings,
    gap: one.gap,
    coverage: undefined,
    confidence: one.confidence,
    sources: one.sources,
  }));
}

function fromEuCra(crosswalk: EuCra): readonly ExternalRequirement[] {
  const main = (part: string, list: EuCra["manufacturerDuties"]): readonly ExternalRequirement[] =>
    list.map(({ id, reference, title, requirement, mappings, gap, coverage, confidence, sources }) => ({
      crosswalk: crosswalk.id,
      id,
      reference,
      part,
      title,
      text: requirement,
      relations: mappings,
      gap,
      coverage,
      confidence,
      sources,
    }));
  const information = crosswalk.annexII.items.map((one) => ({
    crosswalk: crosswalk.id,
    id: one.id,
    reference: one.reference,
    part: "Annex II",
    title: one.item,
    text: one.item,
    relations: one.mappings,
    gap: one.gap,
    coverage: undefined,
    confidence: one.confidence,
    sources: one.sources,
  }));
  return [
    ...main("Annex I Part I", crosswalk.annexI.partI),
    ...main("Annex I Part II", crosswalk.annexI.partII),
    ...main("Article 13", crosswalk.manufacturerDuties),
    ...information,
  ];
}

function fromEuRed(crosswalk: EuRed): readonly ExternalRequirement[] {
  return crosswalk.families.flatMap((family) =>
    family.requirements.map((one) => ({
      crosswalk: crosswalk.id,
      id: one.id,
      reference: one.parts.join(", "),
      part: family.name,
      title: one.title,
      text: one.title,
      relations: one.mappings,
      gap: one.note ?? family.unmapped ?? undefined,
      coverage: undefined,
      confidence: family.confidence,
      sources: family.sources,
    })),
  );
}

function fromOtherSchemes(crosswalk: OtherSchemes): readonly ExternalRequirement[] {
  return crosswalk.schemes.flatMap((scheme) =>
    scheme.familyMapping.map((one) => ({
      crosswalk: crosswalk.id,
      id: `${scheme.id}/${one.family}`,
      reference: scheme.name,
      part: scheme.name,
      title: one.title,
      text: one.title,
      relations: one.mappings,
      gap: undefined,
      coverage: undefined,
      confidence: scheme.confidence,
      sources: scheme.sources,
    })),
  );
}

function fromPlain(crosswalk: PlainCrosswalk): readonly ExternalRequirement[] {
  return crosswalk.requirements.map((one) => ({
    crosswalk: crosswalk.id,
    id: one.id,
    reference: one.reference,
    part: undefined,
    title: one.title,
    text: one.requirement,
    relations: one.mappings,
    gap: one.gap,
    coverage: one.coverage,
    confidence: one.confidence,
    sources: one.sources,
  }));
}
