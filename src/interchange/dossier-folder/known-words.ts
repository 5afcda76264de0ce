/** The ids that the pinned editions make known, by the place in a file where they stand. */
import type { Header } from "#dossier";
import { findEdition, type Catalogue, type Edition } from "#standards";
import type { FileKind } from "./layout.ts";

/** Words with what they mean, in our own words. */
export type Words = ReadonlyMap<string, string | undefined>;

/** By path inside the file: `*` stands for any key of a record, `[]` for any item of a list. */
export function knownWords(
  kind: FileKind,
  standards: Header["standards"],
  catalogue: Catalogue,
): ReadonlyMap<string, Words> {
  const editions = standards.flatMap((ref) => findEdition(catalogue, ref) ?? []);
  switch (kind) {
    case "ics":
      return filled([["rows", provisions(editions)]]);
    case "requirements":
      return filled([
        ["document", documents(editions)],
        ["rows", requirements(editions)],
      ]);
    case "header":
      return filled([
        ["policies.[]", policies(editions)],
        ["policies.[].policy", policies(editions)],
      ]);
    case "scope":
      return answers(editions);
    case "ixit":
      return filled([["table", tables(editions)]]);
    case "evidence":
      return filled([
        ...supports("items.*.supports", editions),
        ["items.*.external.covers.groups.[]", groups(editions)],
      ]);
    case "findings":
      return filled(supports("findings.*.concerns", editions));
    case "governance":
      return filled(supports("events.[].concerns", editions));
    case "assessment":
      return filled([
        ["cases", cases(editions)],
        ["groups", groups(editions)],
        ["externalEvidence.*", groups(editions)],
        ["icsVerification.rows", provisions(editions)],
      ]);
    case "controls":
    case "notes":
      return new Map();
  }
}

type Entry = readonly [string, Words];

function filled(entries: readonly Entry[]): ReadonlyMap<string, Words> {
  return new Map(entries.filter(([, words]) => words.size > 0));
}

function supports(path: string, editions: readonly Edition[]): readonly Entry[] {
  return [
    [`${path}.provisions.[]`, provisions(editions)],
    [`${path}.groups.[]`, groups(editions)],
    [`${path}.cases.[]`, cases(editions)],
  ];
}

function provisions(editions: readonly Edition[]): Words {
  return new Map(
    editions.flatMap((one) =>
      one.kind === "provisions"
        ? one.provisions.map((each) => [each.id, `${each.printedStatus} · ${each.title}`] as const)
        : [],
    ),
  );
}

function requirements(editions: readonly Edition[]): Words {
  return new Map(
    editions.flatMap((one) =>
      one.kind === "requirements"
        ? one.requirements.filter((each) => !each.void).map((each) => [each.id, each.title] as const)
        : [],
    ),
  );
}

function documents(editions: readonly Edition[]): Words {
  return new Map(
    editions.flatMap((one) => (one.kind === "requirements" ? [[one.document, one.title] as const] : [])),
  );
}

function policies(editions: readonly Edition[]): Words {
  return new Map(
    editions.flatMap((one) =>
      one.kind === "requirements"
        ? one.policies
            .filter((each) => each.kind === "certificate-policy")
            .map((each) => [each.id, each.name] as const)
        : [],
    ),
  );
}

function tables(editions: readonly Edition[]): Words {
  return new Map(
    editions.flatMap((one) =>
      one.kind === "test-specification" ? one.ixit.map((each) => [each.id, each.title] as const) : [],
    ),
  );
}

function groups(editions: readonly Edition[]): Words {
  return new Map(
    editions.flatMap((one) =>
      one.kind === "test-specification" ? one.groups.map((each) => [each.id, each.title] as const) : [],
    ),
  );
}

function cases(editions: readonly Edition[]): Words {
  return new Map(
    editions.flatMap((one) =>
      one.kind === "test-specification"
        ? one.groups.flatMap((group) => group.cases.map((each) => [each.id, each.purpose] as const))
        : [],
    ),
  );
}

/** Condition numbers and feature letters by document. */
function answers(editions: readonly Edition[]): ReadonlyMap<string, Words> {
  const byDocument = new Map<string, Words>();
  const names = new Map<string, string | undefined>();
  for (const one of editions) {
    const texts =
      one.kind === "provisions"
        ? [...one.conditions, ...one.features]
        : one.kind === "requirements"
          ? one.conditions
          : [];
    if (texts.length === 0) continue;
    names.set(one.document, one.title);
    byDocument.set(`answers.${one.document}`, new Map(texts.map((each) => [each.id, each.text])));
  }
  return names.size === 0 ? new Map() : new Map([["answers", names], ...byDocument]);
}
