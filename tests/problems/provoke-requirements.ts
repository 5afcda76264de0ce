/** Provocations of `requirement/…`, on requirements that are picked from the catalogue by their kind. */
import type { RequirementRow } from "#dossier";
import { evaluate } from "#evaluation";
import type { Catalogue, Requirement } from "#standards";
import { control, drop, finding, inOrder, requirementRow, set, type Change } from "../doubles/edits.ts";
import { loadCatalogue, trustServiceEditions } from "../doubles/load-catalogue.ts";
import { requirementsEditions, soundTrustService } from "../doubles/sound-trust-service.ts";
import { onService, type DossierProvocation, type ProvocationTable } from "./provocation.ts";

type Parts<T> = { readonly [K in keyof T]?: T[K] | undefined };

const catalogue = loadCatalogue();
const sound = soundTrustService(catalogue);
const assessed = evaluate(sound.dossier, catalogue, sound).requirements;
const general = trustServiceEditions[0].document;
const [generalEdition] = requirementsEditions(catalogue);

interface Picked {
  readonly document: string;
  readonly id: string;
  readonly key: string;
  readonly incorporates: readonly string[];
}

function pick(fits: (one: Requirement) => boolean, applies = true): Picked {
  const found = assessed.find(
    (one) => (one.applicability.state === "applies") === applies && fits(one.requirement),
  );
  if (found === undefined) throw new Error("the catalogue has no requirement of this kind");
  return {
    document: found.edition.document,
    id: found.requirement.id,
    key: found.key,
    incorporates: found.incorporates,
  };
}

const plain = (one: Requirement): boolean =>
  one.incorporates.length === 0 && one.condition === null && one.choice === null && one.policies === null;
const binding = pick((one) => plain(one) && one.modality === "shall" && one.component !== "PRO");
const leftOutable = pick((one) => plain(one) && one.modality === "shall" && one.component === "PRO");
const advice = pick((one) => plain(one) && one.modality === "should");
const conditional = pick(
  (one) =>
    one.incorporates.length === 0 &&
    one.condition !== null &&
    one.modality === "shall" &&
    one.component !== "PRO",
);
const outside = pick((one) => one.incorporates.length === 0, false);
const choosing = pick(
  (one) => (one.choice ?? []).length > 0 && one.incorporates.length === 0 && one.modality === "shall",
);
const citing = pick((one) => one.incorporates.length > 0 && one.modality === "shall");
const firstCondition = generalEdition?.conditions[0]?.id ?? "";
const conditionOfRow =
  generalEdition?.requirements.find((one) => one.id === conditional.id)?.condition ?? firstCondition;

const row = (of: Picked, parts: Parts<RequirementRow>): Change => requirementRow(of.document, of.id, parts);
const onRow = (of: Picked, parts: Parts<RequirementRow>): DossierProvocation => onService(row(of, parts));
const wholeRow: RequirementRow = {
  status: "met",
  detail: "Kept as the practice statement says.",
  evidence: ["RECORDS-1"],
  owner: "Head of trust services",
};

/** Evidence reaches a requirement through its control as well, so both have to let go of it. */
const unshown = (of: Picked, parts: Parts<RequirementRow>): DossierProvocation =>
  onService(
    inOrder(
      control(`CTL-${of.key.slice(0, of.key.indexOf("/")).replaceAll(" ", "-")}`, { evidence: [] }),
      row(of, { evidence: undefined, ...parts }),
    ),
  );

/** The catalogue with one requirement of EN 319 401 changed. */
const withRequirement =
  (id: string, change: (one: Requirement) => Requirement) =>
  (before: Catalogue): Catalogue => ({
    ...before,
    editions: before.editions.map((edition) =>
      edition.kind === "requirements" &&
      edition.document === general &&
      edition.edition === trustServiceEditions[0].edition
        ? { ...edition, requirements: edition.requirements.map((one) => (one.id === id ? change(one) : one)) }
        : edition,
    ),
  });
const referring = (...ids: readonly string[]): Requirement["incorporates"] => [
  { document: general, ids: [...ids] },
];

const scopeCodes: ProvocationTable = {
  "requirement/document-missing": onService(drop("header", "standards", 0)),
  "requirement/edition-partial": onService(set("header", "standards", 0, "edition").to("V3.1.1")),
  "requirement/no-policy-claimed": onService(set("header", "policies").to([])),
  "requirement/policy-unknown": onService(set("header", "policies", 0).to("QCP-n-qcsd")),
  "requirement/policy-choice-open": onService(set("header", "policies", 1).to("QNCP-w")),
  "requirement/policy-choice-invalid": onService(set("header", "policies", 1, "with").to(["OVCP", "DVCP"])),
  "requirement/service-undescribed": onService(drop("scope", "service", "description")),
  "requirement/practice-statement-unidentified": onService(drop("scope", "service", "practiceStatement")),
  "requirement/condition-unanswered": onService(
    set("scope", "answers", general, firstCondition).to({ answer: "unknown" }),
  ),
  "requirement/condition-unknown": onService(
    set("scope", "answers", general, `${firstCondition}x`).to({ answer: "yes" }),
  ),
  "requirement/condition-without-reason": onService(
    drop("scope", "answers", general, firstCondition, "because"),
  ),
  "requirement/condition-contradiction": onService(
    inOrder(
      set("scope", "answers", conditional.document, conditionOfRow).to({
        answer: "no",
        because: "Nobody may.",
      }),
      row(conditional, { condition: { answer: "yes" } }),
    ),
  ),
  "requirement/reference-unresolved": onService((dossier) => dossier, {
    catalogue: withRequirement(binding.id, (one) => ({ ...one, incorporates: referring("REQ-9.99-99") })),
  }),
  "requirement/reference-uncertain": onService(set("header", "standards").to([...trustServiceEditions]), {
    from: set("header", "standards").to([trustServiceEditions[0]]),
  }),
  "requirement/reference-cycle": onService((dossier) => dossier, {
    catalogue: withRequirement(binding.id, (one) => ({ ...one, incorporates: referring(one.id) })),
  }),
};

const rowCodes: ProvocationTable = {
  "requirement/row-document-not-pinned": onService(
    set("requirements", "EN 319 401", "REQ-5-01").to(wholeRow),
  ),
  "requirement/row-unknown": onService(set("requirements", general, "REQ-5-1").to(wholeRow)),
  "requirement/row-of-other-edition": onService((dossier) =>
    set("requirements", general, idOfOtherEdition()).to(wholeRow)(dossier),
  ),
  "requirement/row-void": onService((dossier) =>
    set("requirements", trustServiceEditions[1].document, voidId()).to(wholeRow)(dossier),
  ),
  "requirement/row-missing": onService(drop("requirements", binding.document, binding.id)),
  "requirement/not-assessed": onRow(binding, { status: "not-assessed" }),
  "requirement/recommendation-open": onService(drop("requirements", advice.document, advice.id)),
  "requirement/not-applicable-not-allowed": onRow(binding, {
    status: "not-applicable",
    justification: "We are a small provider.",
  }),
  "requirement/not-applicable-unjustified": onRow(leftOutable, { status: "not-applicable" }),
  "requirement/not-applicable-against-condition": onRow(conditional, {
    status: "not-applicable",
    justification: "The contract excludes it.",
  }),
  "requirement/not-applicable-circular": onRow(leftOutable, {
    status: "not-applicable",
    justification: "Not applicable because we do not need it.",
  }),
  "requirement/status-on-inapplicable": onService(
    set("requirements", outside.document, outside.id).to(wholeRow),
  ),
  "requirement/recommendation-unjustified": onRow(advice, { status: "not-met" }),
  "requirement/not-met": onRow(binding, { status: "not-met" }),
  "requirement/partly-met": onRow(binding, { status: "partly" }),
  "requirement/partly-met-planned": onService(
    inOrder(row(binding, { status: "partly" }), (dossier) =>
      finding("NC-2", {
        title: "A record was not kept",
        kind: "gap",
        state: "in-work",
        concerns: { requirements: [binding.key] },
        actions: [{ what: "Keep the record.", owner: "Head of trust services", due: "2026-12-01" }],
      })(dossier),
    ),
  ),
  "requirement/met-without-evidence": unshown(binding, { practiceStatement: undefined }),
  "requirement/recommendation-met-without-evidence": unshown(advice, { practiceStatement: undefined }),
  "requirement/documented-only": unshown(binding, {}),
  "requirement/evidence-unusable": onService((dossier) => dossier, {
    files: (files) => ({ ...files, "RECORDS-1": { state: "missing" } }),
  }),
  "requirement/met-despite-finding": onService(
    finding("NC-2", {
      title: "The record is false",
      kind: "nonconformity",
      grade: "major",
      state: "open",
      concerns: { requirements: [binding.key] },
    }),
  ),
  "requirement/incorporated-not-met": onService((dossier) => {
    const member = assessed.find(
      (one) =>
        citing.incorporates.includes(one.key) &&
        one.applicability.state === "applies" &&
        one.requirement.modality === "shall",
    );
    if (member === undefined) throw new Error("no incorporated requirement applies");
    return requirementRow(member.edition.document, member.requirement.id, { status: "not-met" })(dossier);
  }),
  "requirement/choice-missing": onRow(choosing, { choice: undefined }),
  "requirement/detail-missing": onRow(binding, { detail: undefined }),
  "requirement/detail-says-nothing": onRow(binding, { detail: "As required." }),
  "requirement/practice-statement-missing": onRow(binding, { practiceStatement: undefined }),
  "requirement/owner-missing": onRow(binding, { owner: undefined }),
  "requirement/assessment-undated": onRow(binding, { assessedOn: undefined }),
  "requirement/assessment-in-future": onRow(binding, { assessedOn: "2199-01-01" }),
  "requirement/assessment-stale": onRow(binding, { assessedOn: "2019-01-01" }),
  "requirement/overdue": onRow(binding, { status: "partly", due: "2019-01-01" }),
};

function idOfOtherEdition(): string {
  const here = new Set(generalEdition?.requirements.map((one) => one.id));
  const there = catalogue.editions.find(
    (one) =>
      one.kind === "requirements" && one.document === general && one.edition !== generalEdition?.edition,
  );
  const found =
    there?.kind === "requirements"
      ? there.requirements.find((one) => !one.void && !here.has(one.id))?.id
      : undefined;
  if (found === undefined) throw new Error("no other edition of EN 319 401 has ids of its own");
  return found;
}

function voidId(): string {
  const found = requirementsEditions(catalogue)[1]?.requirements.find((one) => one.void)?.id;
  if (found === undefined) throw new Error("EN 319 411-1 has no void id");
  return found;
}

export const requirementProvocations: ProvocationTable = { ...scopeCodes, ...rowCodes };
