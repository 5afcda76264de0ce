/** Turns the draft into a dossier: markings become indications and verdicts, everything in the order of the catalogue. */
import type { CaseResult, Dossier, GroupResult, IxitEntry, UnitResult } from "#dossier";
import type { EditionRef } from "#standards";
import type { CaseDraft, Draft, EntryDraft, GroupDraft, ReadingContext, UnitDraft } from "./draft.ts";
import type { ImportOptions } from "./reading-types.ts";
import type { Marking } from "./references.ts";

export const placeholderSupplier = "to be completed (not given by the imported files)";

export function finishDossier(
  context: ReadingContext,
  options: ImportOptions,
  editions: readonly EditionRef[],
): Dossier {
  const { draft, tests, provisions } = context;
  const answers = record(draft.answers, (one) => one);
  return {
    header: {
      plumbline: 1,
      id: options.id,
      kind: "product",
      subject: {
        name: options.subjectName,
        ...(options.release === undefined ? {} : { release: options.release }),
      },
      standards: editions.map((one) => ({ document: one.document, edition: one.edition })),
      objective: options.objective ?? "self-assessment",
      parties: {
        supplier: { name: options.supplierName ?? placeholderSupplier },
        assessment: options.assessment ?? "first-party",
      },
      notes: "Imported from an assessment written as Markdown.",
    },
    scope: draft.answers.size === 0 ? {} : { answers: { [provisions.document]: answers } },
    ics: record(inOrder(draft.ics, [...provisions.byId.keys()]), (one) => one),
    requirements: {},
    ixit: record(
      inOrder(
        draft.ixit,
        tests.tables.map((one) => one.id),
      ),
      (entries) => record(entries, finishEntry),
    ),
    controls: {},
    evidence: record(draft.evidence, (one) => one),
    assessment: {
      selections: {},
      cases: record(inOrder(draft.cases, [...tests.caseById.keys()]), finishCase),
      groups: record(inOrder(draft.groups, [...tests.groupById.keys()]), finishGroup),
      externalEvidence: {},
    },
    findings: {},
    governance: {},
    notes: draft.notes,
  };
}

function finishEntry(entry: EntryDraft): IxitEntry {
  return {
    fields: record(entry.fields, (one) => one),
    own: entry.additional.size === 0 ? {} : { additional: record(entry.additional, (one) => one) },
  };
}

function finishCase(draft: CaseDraft): CaseResult {
  return {
    ...finishVerdict(draft.markings),
    ...(draft.reason.length === 0 ? {} : { reason: draft.reason.join("\n\n") }),
    ...(draft.units.size === 0
      ? {}
      : {
          units: record(new Map([...draft.units].sort(([a], [b]) => (a < b ? -1 : 1))), (runs) =>
            record(runs, finishUnit),
          ),
        }),
  };
}

function finishGroup(draft: GroupDraft): GroupResult {
  return {
    ...finishVerdict(draft.markings),
    ...(draft.reason.length === 0 ? {} : { reason: draft.reason.join("\n\n") }),
  };
}

/** One of the three verdicts only when that and nothing else is said; several different statements are none. */
function finishVerdict(markings: readonly Marking[]): Pick<CaseResult, "verdict" | "statedVerdict"> {
  const texts = [...new Set(markings.map((one) => one.exact ?? one.text))];
  const [only] = texts;
  if (only === undefined) return {};
  const exact = texts.length === 1 ? markings[0]?.exact : undefined;
  return exact === undefined ? { statedVerdict: texts.join("; ") } : { verdict: exact };
}

function finishUnit(draft: UnitDraft): UnitResult {
  return {
    ...foldMarkings(draft),
    ...(draft.observations.length === 0 ? {} : { observation: draft.observations.join("\n\n") }),
    ...(draft.tool === undefined ? {} : { tool: { name: draft.tool } }),
    ...(draft.method.length === 0 ? {} : { method: draft.method.join("\n\n") }),
    ...(draft.artefacts.length === 0
      ? {}
      : { artefacts: [...new Set(draft.artefacts)].map((evidence) => ({ evidence })) }),
  };
}

/**
 * A failure stays a failure; only plain PASS throughout is met; all else is kept as stated and gives no indication,
 * so that the engine counts it as missing.
 */
function foldMarkings(draft: UnitDraft): Pick<UnitResult, "indication" | "stated"> {
  const { markings } = draft;
  const odd = markings.filter(
    (one) =>
      one.marking.exact === undefined ||
      one.marking.exact === "INCONCLUSIVE" ||
      (one.whole && one.marking.exact === "PASS"),
  );
  const stated =
    odd.length === 0 ? {} : { stated: [...new Set(odd.map((one) => one.marking.text))].join("; ") };
  if (markings.some((one) => one.marking.fails)) return { indication: "not-met", ...stated };
  return odd.length === 0 && markings.length > 0 ? { indication: "met" } : stated;
}

/** First the keys that the catalogue knows, in its order, then the others as they came. */
function inOrder<T>(map: ReadonlyMap<string, T>, order: readonly string[]): ReadonlyMap<string, T> {
  const rank = new Map(order.map((id, index) => [id, index]));
  const keyed = [...map].sort(([a], [b]) => (rank.get(a) ?? order.length) - (rank.get(b) ?? order.length));
  return new Map(keyed);
}

/** A plain record; built so that a key such as `__proto__` is a key like any other. */
function record<T, U>(map: ReadonlyMap<string, T>, of: (value: T) => U): Record<string, U> {
  return Object.fromEntries([...map].map(([key, value]) => [key, of(value)]));
}

export function countUnitResults(draft: Draft): number {
  let count = 0;
  for (const one of draft.cases.values()) for (const runs of one.units.values()) count += runs.size;
  return count;
}
