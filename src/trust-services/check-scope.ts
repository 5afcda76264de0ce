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
  const at = ["header", "standards"];
  return [...set.missingDocuments].map(([document, citing]) => {
    const newest = catalogue.editions
      .filter((one) => one.document === document)
      .sort(byDate)
      .at(-1);
    return problem("requirement/document-missing", {
      message: `${document} is not pinned, but ${citing.length} pinned ${citing.length === 1 ? "requirement incorporates" : "requirements incorporate"} it: ${listSome(citing, 3)}`,
      at,
      subject: "Editions",
      ...(newest === undefined
        ? {}
        : {
            remedy: `Add ${document} ${newest.edition}, or the edition you work with, under \`standards\` in plumbline.yaml.`,
            fix: {
              title: `Pin ${document} ${newest.edition}`,
              safe: false,
              edits: [
                {
                  op: "set",
                  path: [...at, header.standards.length],
                  value: { document, edition: newest.edition },
                },
              ],
            },
          }),
    });
  });
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
