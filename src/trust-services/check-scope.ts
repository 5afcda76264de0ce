/** Whether the scope of a trust service stands: pinned documents, service and practice statement. */
import { problem, type Citation, type Problem } from "#problems";
import type { Catalogue, RequirementsEdition } from "#standards";
import type { Header, Scope } from "#dossier";
import { listSome } from "./effective-status.ts";
import type { RequirementSet } from "./requirement-set.ts";

export function checkServiceScope(
  header: Header,
  service: Scope["service"],
  catalogue: Catalogue,
  set: RequirementSet,
): readonly Problem[] {
  return [
    ...missingDocuments(header, catalogue, set),
    ...set.editions.flatMap((edition) => partialProblem(header, edition)),
    ...checkService(service, set),
  ];
}

function missingDocuments(header: Header, catalogue: Catalogue, set: RequirementSet): readonly Problem[] {
  const pinned = new Set(set.editions.map((one) => one.document));
  const direct = [...set.missingDocuments].map(([document, citing]) => ({
    document,
    because: `${citing.length} pinned ${citing.length === 1 ? "requirement incorporates" : "requirements incorporate"} it: ${listSome(citing, 3)}`,
  }));
  // What a missing document builds on in turn is missing as well; saying so now saves a second round.
  const found = [...direct];
  for (const { document } of found) {
    for (const needed of neededBy(newestOf(catalogue, document))) {
      if (pinned.has(needed) || found.some((one) => one.document === needed)) continue;
      found.push({ document: needed, because: `${document}, which is missing too, builds on it` });
    }
  }
  // Only the first has a fix: two that each append to the list would overwrite or skip a place when applied alone.
  return found.map(({ document, because }, index) =>
    missingDocument(
      document,
      because,
      newestOf(catalogue, document),
      index === 0 ? header.standards.length : undefined,
    ),
  );
}

function missingDocument(
  document: string,
  because: string,
  newest: RequirementsEdition | undefined,
  position: number | undefined,
): Problem {
  const where = { at: ["header", "standards"], subject: "Editions" };
  const message = `${document} is not pinned, but ${because}`;
  if (newest === undefined) return problem("requirement/document-missing", { ...where, message });
  const remedy = `Add ${document} ${newest.edition}, or the edition you work with, under \`standards\` in plumbline.yaml.`;
  if (position === undefined) return problem("requirement/document-missing", { ...where, message, remedy });
  const value = { document, edition: newest.edition };
  return problem("requirement/document-missing", {
    ...where,
    message,
    remedy,
    fix: {
      title: `Pin ${document} ${newest.edition}`,
      safe: false,
      edits: [{ op: "set", path: [...where.at, position], value }],
    },
  });
}

function newestOf(catalogue: Catalogue, document: string): RequirementsEdition | undefined {
  return catalogue.editions
    .filter((one) => one.kind === "requirements")
    .filter((one) => one.document === document)
    .sort(byDate)
    .at(-1);
}

function neededBy(edition: RequirementsEdition | undefined): readonly string[] {
  const incorporations = edition?.requirements.flatMap((one) => one.incorporates) ?? [];
  return [...new Set(incorporations.map((one) => one.document))].filter((one) => one !== edition?.document);
}

function byDate(a: { readonly date: string }, b: { readonly date: string }): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : 0;
}

function partialProblem(header: Header, edition: RequirementsEdition): readonly Problem[] {
  if (edition.completeness !== "partial") return [];
  const live = edition.requirements.filter((one) => !one.void);
  const reconstructed = live.filter((one) => one.confidence !== "verified").length;
  return [
    problem("requirement/edition-partial", {
      subject: "Editions",
      message: `The data of ${edition.document} ${edition.edition} is incomplete: ${reconstructed} of its ${live.length} requirements are reconstructed, so it is not fit to be the sole basis of an audit`,
      at: ["header", "standards", header.standards.findIndex((one) => one.document === edition.document)],
      cites: [
        { document: edition.document, edition: edition.edition, clause: edition.clauses[0]?.id ?? "1" },
      ],
    }),
  ];
}

function checkService(service: Scope["service"], set: RequirementSet): readonly Problem[] {
  if (set.editions.length === 0) return [];
  const found: Problem[] = [];
  if ((service?.description?.trim() ?? "") === "") {
    found.push(
      problem("requirement/service-undescribed", {
        message: "scope.yaml does not describe the trust service",
        at: ["scope", "service", "description"],
        subject: "Service",
      }),
    );
  }
  if ((service?.practiceStatement?.title.trim() ?? "") === "") {
    found.push(
      problem("requirement/practice-statement-unidentified", {
        message: "scope.yaml does not name the practice statement and its version",
        at: ["scope", "service", "practiceStatement"],
        subject: "Service",
        cites: set.editions.flatMap(practiceStatementCitation),
      }),
    );
  }
  return found;
}

/** EN 319 401 clause 6.1 and EN 319 411-1 clause 5.2 by their titles, so that other editions are found as well. */
function practiceStatementCitation(edition: RequirementsEdition): readonly Citation[] {
  const clause = edition.clauses.find((one) =>
    /^(?:trust service practice|certification practice) statement(?:$| requirements)/i.test(one.title),
  );
  return clause === undefined
    ? []
    : [{ document: edition.document, edition: edition.edition, clause: clause.id }];
}
