/** Whether the scope of a trust service stands: documents, policies, service and practice statement. */
import { didYouMean } from "#base/near-miss";
import { problem, type Citation, type Problem } from "#problems";
import type { Catalogue, CertificatePolicy, RequirementsEdition } from "#standards";
import type { Dossier } from "#dossier";
import { listSome } from "./effective-status.ts";
import type { PolicyStanding } from "./requirement-applicability.ts";
import { shortDocument } from "./requirement-key.ts";
import type { RequirementSet } from "./requirement-set.ts";

export interface ScopeView {
  readonly dossier: Dossier;
  readonly catalogue: Catalogue;
  readonly set: RequirementSet;
  readonly standing: PolicyStanding;
}

export function checkServiceScope(view: ScopeView): readonly Problem[] {
  return [...checkDocuments(view), ...checkPolicies(view), ...checkService(view)];
}

function checkDocuments({ dossier, catalogue, set }: ScopeView): readonly Problem[] {
  const at = ["header", "standards"];
  const missing = [...set.missingDocuments].map(([document, citing]) => {
    const newest = catalogue.editions
      .filter((one) => one.document === document)
      .sort(byDate)
      .at(-1);
    return problem("requirement/document-missing", {
      message: `${document} is not pinned, but ${citing.length} pinned ${citing.length === 1 ? "requirement incorporates" : "requirements incorporate"} it: ${listSome(citing, 3)}`,
      at,
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
                  path: [...at, dossier.header.standards.length],
                  value: { document, edition: newest.edition },
                },
              ],
            },
          }),
    });
  });
  const twice = set.pinnedTwice.map((ref) =>
    problem("requirement/document-pinned-twice", {
      message: `${ref.document} is pinned in two editions; ${ref.edition} is ignored`,
      at: [...at, dossier.header.standards.findLastIndex((one) => one.document === ref.document)],
    }),
  );
  return [...missing, ...twice, ...set.editions.flatMap((edition) => partialProblem(dossier, edition))];
}

function byDate(a: { readonly date: string }, b: { readonly date: string }): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : 0;
}

function partialProblem(dossier: Dossier, edition: RequirementsEdition): readonly Problem[] {
  if (edition.completeness !== "partial") return [];
  const live = edition.requirements.filter((one) => !one.void);
  const reconstructed = live.filter((one) => one.confidence !== "verified").length;
  return [
    problem("requirement/edition-partial", {
      message: `the data of ${edition.document} ${edition.edition} is incomplete: ${reconstructed} of its ${live.length} requirements are reconstructed, so it is not fit to be the sole basis of an audit`,
      at: [
        "header",
        "standards",
        dossier.header.standards.findIndex((one) => one.document === edition.document),
      ],
      cites: [
        { document: edition.document, edition: edition.edition, clause: edition.clauses[0]?.id ?? "1" },
      ],
    }),
  ];
}

function policiesOf(
  set: RequirementSet,
): ReadonlyMap<string, { readonly policy: CertificatePolicy; readonly edition: RequirementsEdition }> {
  return new Map(
    set.editions.flatMap((edition) =>
      edition.policies.map((policy) => [policy.id, { policy, edition }] as const),
    ),
  );
}

function checkPolicies(view: ScopeView): readonly Problem[] {
  const { dossier, set, standing } = view;
  const defined = policiesOf(set);
  const defining = set.editions.filter((one) =>
    one.policies.some((policy) => policy.kind === "certificate-policy"),
  );
  if (!standing.anyClaimed) {
    if (defining.length === 0) return [];
    const names = [...defined.values()]
      .filter((one) => one.policy.kind === "certificate-policy")
      .map((one) => one.policy.id);
    return [
      problem("requirement/no-policy-claimed", {
        message: `${defining.map((one) => shortDocument(one.document)).join(" and ")} ${defining.length === 1 ? "is" : "are"} pinned, but no certificate policy is claimed`,
        at: ["header", "policies"],
        cites: defining.map((one) => policyCitation(one)),
        remedy: `Name the claimed policies under \`policies\` in plumbline.yaml: ${names.join(", ")}.`,
      }),
    ];
  }
  return (dossier.header.policies ?? []).flatMap((claim, index) => {
    const id = typeof claim === "string" ? claim : claim.policy;
    const chosen = typeof claim === "string" ? [] : claim.with;
    const known = defined.get(id);
    const at = ["header", "policies", index, ...(typeof claim === "string" ? [] : ["policy"])];
    if (known === undefined || known.policy.kind === "marker")
      return [unknownPolicy(view, id, at, known?.policy)];
    const fault = chosen.filter((one) => !offers(known.policy, one));
    return [
      ...fault.map((one) => invalidChoice(known, id, one, [...at.slice(0, 3), "with", chosen.indexOf(one)])),
      ...openChoices(known, id, chosen, standing).map((oneOf) =>
        openChoice(known, id, oneOf, index, typeof claim === "string"),
      ),
    ];
  });
}

/** Where a document lists its certificate policies: the clause of EN 319 411 parts 1 and 2 that names and identifies them. */
function policyCitation(edition: RequirementsEdition): Citation {
  const clause = edition.clauses.find((one) => /policy name and identification/i.test(one.title))?.id ?? "5";
  return { document: edition.document, edition: edition.edition, clause };
}

function unknownPolicy(
  view: ScopeView,
  id: string,
  at: readonly (string | number)[],
  marker: CertificatePolicy | undefined,
): Problem {
  if (marker !== undefined) {
    return problem("requirement/policy-unknown", {
      message: `${id} marks requirements; it is no certificate policy that a provider can claim`,
      at,
      remedy: `Claim the certificate policy whose requirements are marked ${id}.`,
    });
  }
  const elsewhere = view.catalogue.editions.find(
    (one) =>
      one.kind === "requirements" &&
      one.policies.some((policy) => policy.id === id && policy.kind !== "marker"),
  );
  const names = [...policiesOf(view.set).values()]
    .filter((one) => one.policy.kind !== "marker")
    .map((one) => one.policy.id);
  const meant = elsewhere === undefined ? didYouMean(id, names) : undefined;
  return problem("requirement/policy-unknown", {
    message: `policy ${id} is defined by no pinned edition`,
    at,
    ...(elsewhere !== undefined
      ? { remedy: `Pin ${elsewhere.document} ${elsewhere.edition}, which defines ${id}.` }
      : meant === undefined
        ? {}
        : {
            remedy: `Did you mean ${meant}?`,
            fix: {
              title: `Claim ${meant} in place of ${id}`,
              safe: false,
              edits: [{ op: "set", path: at, value: meant }],
            },
          }),
  });
}

interface Defined {
  readonly policy: CertificatePolicy;
  readonly edition: RequirementsEdition;
}

function offers(policy: CertificatePolicy, chosen: string): boolean {
  return policy.oneOf.flat().includes(chosen) || policy.optional.some((one) => one.policy === chosen);
}

function invalidChoice(
  { policy, edition }: Defined,
  id: string,
  chosen: string,
  at: readonly (string | number)[],
): Problem {
  const possible = [...policy.oneOf.flat(), ...policy.optional.map((one) => one.policy)];
  return problem("requirement/policy-choice-invalid", {
    message:
      possible.length === 0
        ? `${id} is combined with ${chosen}, but offers no choice`
        : `${id} is combined with ${chosen}, but offers ${possible.join(" or ")}`,
    at,
    cites: [policyCitation(edition)],
  });
}

function openChoices(
  { policy }: Defined,
  id: string,
  chosen: readonly string[],
  standing: PolicyStanding,
): readonly (readonly string[])[] {
  const open = standing.closure.open.filter((one) => one.policy === id).map((one) => one.oneOf);
  return policy.oneOf.filter(
    (oneOf) =>
      !oneOf.some((one) => chosen.includes(one)) &&
      open.some((other) => other.every((one) => oneOf.includes(one))),
  );
}

function openChoice(
  { edition }: Defined,
  id: string,
  oneOf: readonly string[],
  index: number,
  plain: boolean,
): Problem {
  const path = ["header", "policies", index];
  const [first = ""] = oneOf;
  return problem("requirement/policy-choice-open", {
    message: `${id} builds on ${oneOf.join(" or ")}, and the dossier does not say on which`,
    at: path,
    cites: [policyCitation(edition)],
    remedy: `Name the alternative: { policy: ${id}, with: [${first}] }${oneOf
      .slice(1)
      .map((one) => `, or with: [${one}]`)
      .join("")}.`,
    ...(plain ? {} : { at: [...path, "with"] }),
  });
}

function checkService({ dossier, set }: ScopeView): readonly Problem[] {
  if (set.editions.length === 0) return [];
  const { service } = dossier.scope;
  const found: Problem[] = [];
  if ((service?.description?.trim() ?? "") === "") {
    found.push(
      problem("requirement/service-undescribed", {
        message: "scope.yaml does not describe the trust service",
        at: ["scope", "service", "description"],
      }),
    );
  }
  if ((service?.practiceStatement?.title.trim() ?? "") === "") {
    found.push(
      problem("requirement/practice-statement-unidentified", {
        message: "scope.yaml does not name the practice statement and its version",
        at: ["scope", "service", "practiceStatement"],
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
