/** Whether the claimed certificate policies are known, allowed in their combination and without an open choice. */
import type { DossierPath } from "#base/path";
import { didYouMean } from "#base/near-miss";
import { problem, type Citation, type Problem } from "#problems";
import { closePolicies, type Catalogue, type CertificatePolicy, type RequirementsEdition } from "#standards";
import type { Header } from "#dossier";
import { shortDocument } from "./requirement-key.ts";
import type { RequirementSet } from "./requirement-set.ts";

type Claim = NonNullable<Header["policies"]>[number];

interface Defined {
  readonly policy: CertificatePolicy;
  readonly edition: RequirementsEdition;
}

interface View {
  readonly catalogue: Catalogue;
  readonly set: RequirementSet;
  readonly defined: ReadonlyMap<string, Defined>;
}

export function checkPolicies(header: Header, catalogue: Catalogue, set: RequirementSet): readonly Problem[] {
  const defined = new Map(
    set.editions.flatMap((edition) =>
      edition.policies.map((policy) => [policy.id, { policy, edition }] as const),
    ),
  );
  const view = { catalogue, set, defined };
  const claims = header.policies ?? [];
  if (claims.length === 0) return noneClaimed(view);
  return claims.flatMap((claim, index) => checkClaim(view, claim, ["header", "policies", index]));
}

function noneClaimed({ set, defined }: View): readonly Problem[] {
  const names = claimable(defined);
  if (names.length === 0) return [];
  const documents = set.editions.filter((one) => one.policies.some((policy) => policy.kind !== "marker"));
  const pinned = documents.map((one) => shortDocument(one.document)).join(" and ");
  return [
    problem("requirement/no-policy-claimed", {
      message: `${pinned} ${documents.length === 1 ? "is" : "are"} pinned, but no certificate policy is claimed`,
      at: ["header", "policies"],
      subject: "Policies",
      cites: documents.map(policyCitation),
      remedy: `Name the claimed policies under \`policies\` in plumbline.yaml: ${names.join(", ")}.`,
    }),
  ];
}

function claimable(defined: ReadonlyMap<string, Defined>): readonly string[] {
  return [...defined.values()].filter((one) => one.policy.kind !== "marker").map((one) => one.policy.id);
}

function checkClaim(view: View, claim: Claim, at: DossierPath): readonly Problem[] {
  const { policy: id, with: chosen } = typeof claim === "string" ? { policy: claim, with: [] } : claim;
  const known = view.defined.get(id);
  const closure = closePolicies([claim], view.set.editions);
  if (known === undefined || closure.unknown.includes(id)) {
    return [unknownPolicy(view, id, typeof claim === "string" ? at : [...at, "policy"])];
  }
  const cites = [policyCitation(known.edition)];
  return [
    ...closure.notOffered.map((one) =>
      problem("requirement/policy-choice-invalid", {
        message: `${id} is combined with ${one.with}, ${describeOffer(view, known.policy)}`,
        at: [...at, "with", chosen.indexOf(one.with)],
        subject: "Policies",
        cites,
      }),
    ),
    ...closure.open.map(({ policy, oneOf }) =>
      problem("requirement/policy-choice-open", {
        message: `${policy === id ? id : `${id} brings ${policy}, which`} builds on ${oneOf.join(" or ")}, and the dossier does not say on which`,
        at: typeof claim === "string" ? at : [...at, "with"],
        subject: "Policies",
        cites,
        remedy: `Name the alternative: ${oneOf.map((one) => `{ policy: ${id}, with: [${[...chosen, one].join(", ")}] }`).join(" or ")}.`,
      }),
    ),
  ];
}

function describeOffer(view: View, policy: CertificatePolicy): string {
  const offered = [...policy.oneOf.flat(), ...policy.optional.map((one) => one.policy)];
  const inherited = policy.includes.flatMap(
    (id) => view.defined.get(id)?.policy.optional.map((one) => one.policy) ?? [],
  );
  const all = [...new Set([...offered, ...inherited])];
  return all.length === 0 ? "but offers no choice" : `but offers ${all.join(" or ")}`;
}

/** Where a document names and identifies its certificate policies: clause 5.3 of EN 319 411 parts 1 and 2. */
function policyCitation(edition: RequirementsEdition): Citation {
  const clause = edition.clauses.find((one) => /policy name and identification/i.test(one.title));
  return { document: edition.document, edition: edition.edition, clause: clause?.id ?? "5" };
}

function unknownPolicy({ catalogue, defined }: View, id: string, at: DossierPath): Problem {
  const where = { at, subject: "Policies" };
  if (defined.has(id)) {
    return problem("requirement/policy-unknown", {
      ...where,
      message: `${id} marks requirements; it is no certificate policy that a provider can claim`,
      remedy: `Claim the certificate policy whose requirements are marked ${id}.`,
    });
  }
  const elsewhere = catalogue.editions.find(
    (one) =>
      one.kind === "requirements" &&
      one.policies.some((policy) => policy.id === id && policy.kind !== "marker"),
  );
  const message = `Policy ${id} is defined by no pinned edition`;
  if (elsewhere !== undefined) {
    const remedy = `Pin ${elsewhere.document} ${elsewhere.edition}, which defines ${id}.`;
    return problem("requirement/policy-unknown", { ...where, message, remedy });
  }
  const meant = didYouMean(id, claimable(defined));
  if (meant === undefined) return problem("requirement/policy-unknown", { ...where, message });
  return problem("requirement/policy-unknown", {
    ...where,
    message,
    remedy: `Did you mean ${meant}?`,
    fix: {
      title: `Claim ${meant} in place of ${id}`,
      safe: false,
      edits: [{ op: "set", path: at, value: meant }],
    },
  });
}
