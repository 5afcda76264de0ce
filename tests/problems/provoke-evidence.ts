/** Provocations of `evidence/…`. */
import type { EvidenceItem, ExternalDecision, FileFact } from "#dossier";
import { drop, evidence, icsRow, inOrder, set, type Change } from "../doubles/edits.ts";
import { onProduct, type DossierProvocation, type ProvocationTable } from "./provocation.ts";

type Parts<T> = { readonly [K in keyof T]?: T[K] | undefined };

const policy = (parts: Parts<EvidenceItem>): DossierProvocation => onProduct(evidence("POLICY-1", parts));
const fileOf = (id: string, fact: FileFact): DossierProvocation =>
  onProduct((dossier) => dossier, { files: (files) => ({ ...files, [id]: fact }) });
const otherHash = "0".repeat(64);

const ownItems: ProvocationTable = {
  "evidence/reference-unknown": onProduct(icsRow("5.2-1", { evidence: ["POLICY-11"] })),
  "evidence/nothing-to-show": policy({ file: undefined, sha256: undefined }),
  "evidence/link-not-web": policy({ link: "file:///home/me/policy.txt" }),
  "evidence/path-unsafe": policy({ file: "evidence\\policy.txt" }),
  "evidence/file-missing": fileOf("POLICY-1", { state: "missing" }),
  "evidence/file-unreadable": fileOf("POLICY-1", { state: "unreadable", why: "it is a folder" }),
  "evidence/hash-missing": policy({ sha256: undefined }),
  "evidence/altered": fileOf("POLICY-1", { state: "present", sha256: otherHash, bytes: 12 }),
  "evidence/expired": policy({ validUntil: "2026-09-15" }),
  "evidence/expiring": policy({ validUntil: "2026-10-20" }),
  "evidence/not-yet-valid": policy({ validFrom: "2027-01-01" }),
  "evidence/reopened": onProduct(
    set("governance", "events", 1).to({ kind: "release", on: "2026-09-25", what: "Firmware 3.2.1" }),
  ),
  "evidence/other-product": policy({ boundary: { product: "Harbour Horn" } }),
  "evidence/other-version": policy({ boundary: { software: "2.0.0" } }),
  "evidence/undated": policy({ madeOn: undefined, collectedOn: undefined }),
  "evidence/fact-date-missing": policy({ madeOn: undefined }),
  "evidence/dates-contradict": policy({ reviewedOn: "2026-08-01" }),
  "evidence/date-in-future": policy({ reviewedOn: "2072-01-15" }),
  "evidence/unused": onProduct((dossier) =>
    set("evidence", "PHOTO-1").to({
      title: "Rating plate",
      type: "photo",
      link: "https://quaylight.example/plate",
      madeOn: "2026-09-01",
    })(dossier),
  ),
  "evidence/confidential-unexplained": policy({ confidential: true }),
  "evidence/supports-unknown": policy({ supports: { provisions: ["5.3-4"] } }),
  "evidence/same-hash": onProduct((dossier) =>
    evidence("SBOM-1", { sha256: dossier.evidence["POLICY-1"]?.sha256 })(dossier),
  ),
  "evidence/part-for-the-whole": policy({ boundary: { component: "Quay station service" } }),
};

const group = "5.4-1";
const item: EvidenceItem = {
  title: "Certificate of the secure element",
  type: "certificate",
  link: "https://scheme.example/cert/77",
  issuer: "Scheme body",
  madeOn: "2026-02-01",
  validUntil: "2028-02-01",
  boundary: { component: "Secure element", limits: "Looks at key storage in the element alone." },
  external: {
    scheme: "Common Criteria",
    reportId: "CC-77",
    body: "Evaluation house",
    covers: { groups: [group] },
  },
};
const decision: ExternalDecision = {
  decision: "accepted",
  conditions: Object.fromEntries(
    [1, 2, 3, 4, 5, 6].map((count) => [
      `EE-${String(count)}`,
      { answer: "yes" as const, because: "Checked against the report." },
    ]),
  ),
  by: "R. Okafor",
  on: "2026-09-18",
  because: "The report covers the storage of keys in depth.",
};
/** A certificate for a part, announced, declared, within its scope and decided on: nothing is wrong with it. */
const withExternal: Change = inOrder(
  set("evidence", "CERT-1").to(item),
  icsRow(group, { externalEvidence: ["CERT-1"], detail: "Keys are kept in the secure element, see CERT-1." }),
  set("assessment", "externalEvidence", "CERT-1", group).to(decision),
);
const external = (change: Change): DossierProvocation => onProduct(change, { from: withExternal });
const decided = (parts: Partial<ExternalDecision> | Parts<ExternalDecision>): DossierProvocation =>
  external(
    set("assessment", "externalEvidence", "CERT-1", group).to(
      Object.fromEntries(
        Object.entries({ ...decision, ...parts }).filter(([, value]) => value !== undefined),
      ),
    ),
  );

const externalItems: ProvocationTable = {
  "evidence/external-undeclared": external(drop("evidence", "CERT-1", "external")),
  "evidence/external-not-announced": external(icsRow(group, { detail: "Keys are kept in hardware." })),
  "evidence/external-undecided": external(drop("assessment", "externalEvidence", "CERT-1")),
  "evidence/external-unknown": external(
    set("assessment", "externalEvidence", "CERT-1", "5.4-11").to(decision),
  ),
  "evidence/external-decision-incomplete": decided({ by: undefined }),
  "evidence/external-condition-open": decided({
    conditions: { ...decision.conditions, "EE-2": { answer: "no" } },
  }),
  "evidence/external-beyond-scope": external(
    set("evidence", "CERT-1", "external", "covers").to({ units: ["5.4-1-1 a"] }),
  ),
  "evidence/external-unusable": external(evidence("CERT-1", { validUntil: "2026-06-30" })),
  "evidence/external-limits-missing": external(drop("evidence", "CERT-1", "boundary", "limits")),
};

export const evidenceProvocations: ProvocationTable = { ...ownItems, ...externalItems };
