/** The editions a dossier is pinned to, found in the catalogue, and what is wrong with the pins. */
import { problem, type Problem } from "#problems";
import { didYouMean } from "#base/near-miss";
import type { Dossier } from "#dossier";
import {
  editionsOf,
  findEdition,
  indexProvisions,
  indexRequirements,
  indexTestSpecification,
  type Catalogue,
  type EditionRef,
  type IndexedProvisions,
  type IndexedRequirements,
  type IndexedTestSpecification,
} from "#standards";

export interface Pins {
  readonly provisions: IndexedProvisions | undefined;
  readonly tests: IndexedTestSpecification | undefined;
  readonly requirements: readonly IndexedRequirements[];
  readonly editions: readonly (EditionRef & { readonly completeness: "complete" | "partial" })[];
  readonly problems: readonly Problem[];
}

export function resolvePins(dossier: Dossier, catalogue: Catalogue): Pins {
  const problems: Problem[] = [];
  let provisions: IndexedProvisions | undefined;
  let tests: IndexedTestSpecification | undefined;
  const requirements: IndexedRequirements[] = [];
  const editions: Pins["editions"][number][] = [];
  const seen = new Set<string>();
  dossier.header.standards.forEach((pin, index) => {
    const at = ["header", "standards", index];
    const edition = findEdition(catalogue, pin);
    if (edition === undefined) {
      problems.push(unknownEdition(catalogue, pin, index));
      return;
    }
    if (seen.has(pin.document)) {
      problems.push(
        problem("dossier/pinned-twice", {
          message: `${pin.document} is pinned more than once`,
          at,
          subject: "Editions",
        }),
      );
      return;
    }
    seen.add(pin.document);
    editions.push({ document: pin.document, edition: pin.edition, completeness: edition.completeness });
    if (edition.kind === "provisions") provisions = indexProvisions(edition);
    else if (edition.kind === "test-specification") tests = indexTestSpecification(edition);
    else requirements.push(indexRequirements(edition));
    // The trust-service checks speak of partial requirements editions, with the number of reconstructed requirements.
    if (edition.completeness === "partial" && edition.kind !== "requirements") {
      problems.push(
        problem("dossier/edition-partial", {
          message: `The data of ${pin.document} ${pin.edition} is incomplete: ${edition.limits[0] ?? "see its limits"}`,
          at: [...at, "edition"],
          subject: "Editions",
          cites: [{ ...pin, clause: "whole document" }],
        }),
      );
    }
    problems.push(...superseded(catalogue, pin, index));
  });
  const fitting = fitSpecification(dossier, provisions, tests, problems);
  problems.push(...missingDocuments(dossier, provisions, requirements));
  return { provisions, tests: fitting, requirements, editions, problems };
}

function unknownEdition(catalogue: Catalogue, pin: EditionRef, index: number): Problem {
  const known = editionsOf(catalogue, pin.document).map((one) => one.edition);
  const documents = [...new Set(catalogue.editions.map((one) => one.document))];
  const close = known.length === 0 ? didYouMean(pin.document, documents) : didYouMean(pin.edition, known);
  const field = known.length === 0 ? "document" : "edition";
  return problem("dossier/edition-unknown", {
    message:
      known.length === 0
        ? `The catalogue holds no document ${pin.document}`
        : `The catalogue holds no edition ${pin.edition} of ${pin.document}; it holds ${known.join(", ")}`,
    at: ["header", "standards", index, field],
    subject: "Editions",
    ...(close === undefined
      ? {}
      : {
          remedy: `Did you mean ${close}? To use another edition, add its file to the catalogue.`,
          fix: {
            title: `Pin ${close}`,
            safe: false,
            edits: [{ op: "set" as const, path: ["header", "standards", index, field], value: close }],
          },
        }),
  });
}

function superseded(catalogue: Catalogue, pin: EditionRef, index: number): readonly Problem[] {
  const current = catalogue.registry?.documents.find((one) => one.document === pin.document)?.currentEdition;
  if (current === undefined || current.version === pin.edition || !isNewer(current.version, pin.edition))
    return [];
  return [
    problem("dossier/edition-superseded", {
      message: `${pin.document} ${current.version} (${current.date}) is newer than the pinned ${pin.edition}`,
      at: ["header", "standards", index, "edition"],
      subject: "Editions",
      cites: [{ ...pin, clause: "whole document" }],
    }),
  ];
}

function isNewer(a: string, b: string): boolean {
  const parts = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);
  const [left, right] = [parts(a), parts(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/** The test specification, unless it assesses another edition than the pinned one. */
function fitSpecification(
  dossier: Dossier,
  provisions: IndexedProvisions | undefined,
  tests: IndexedTestSpecification | undefined,
  problems: Problem[],
): IndexedTestSpecification | undefined {
  if (provisions === undefined) return undefined;
  const { document, edition } = provisions.edition;
  if (tests === undefined) {
    problems.push(
      problem("dossier/test-specification-missing", {
        message: `No test specification for ${document} ${edition} is pinned: no IXIT, test plan or verdicts`,
        at: ["header", "standards"],
        subject: "Editions",
      }),
    );
    return undefined;
  }
  const { assesses } = tests.edition;
  if (assesses.document === document && assesses.edition === edition) return tests;
  const index = dossier.header.standards.findIndex((one) => one.document === tests.edition.document);
  problems.push(
    problem("dossier/editions-disagree", {
      message: `${tests.edition.document} ${tests.edition.edition} assesses ${assesses.document} ${assesses.edition}, but ${edition} is pinned`,
      at: ["header", "standards", Math.max(0, index), "edition"],
      subject: "Editions",
      cites: [{ document: tests.edition.document, edition: tests.edition.edition, clause: "1" }],
    }),
  );
  return undefined;
}

function missingDocuments(
  dossier: Dossier,
  provisions: IndexedProvisions | undefined,
  requirements: readonly IndexedRequirements[],
): readonly Problem[] {
  const { kind } = dossier.header;
  const missing = kind === "product" ? provisions === undefined : requirements.length === 0;
  if (!missing) return [];
  const document = kind === "product" ? "ETSI EN 303 645" : "ETSI EN 319 401";
  // An unknown edition of the document is a problem of its own already.
  if (dossier.header.standards.some((pin) => pin.document === document)) return [];
  return [
    problem("dossier/document-missing", {
      message: `A ${kind} dossier is read against ${document}, but no known edition of it is pinned`,
      at: ["header", "standards"],
      subject: "Editions",
    }),
  ];
}
