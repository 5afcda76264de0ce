/** Small made-up editions and dossiers, so that each rule of the trust-service engine can be tried by itself. */
import type { Dossier, EvidenceItem, RequirementRow } from "#dossier";
import type { EvidenceStatus } from "#evidence";
import type { ProblemCode } from "#problems";
import type {
  Catalogue,
  CertificatePolicy,
  ChangeList,
  EditionRef,
  Requirement,
  RequirementsEdition,
} from "#standards";
import { assessRequirements, requirementKey, type RequirementsResult } from "#trust-services";

export const base = "ETSI EN 900 100";
export const policyPart = "ETSI EN 900 200";
export const today = "2026-11-25";

export function requirement(id: string, parts: Partial<Requirement> = {}): Requirement {
  return {
    id,
    clause: "5",
    component: id.slice(0, 3),
    modality: "shall",
    prohibition: false,
    void: false,
    condition: null,
    choice: null,
    policies: null,
    markers: [],
    title: `Title of ${id}`,
    statement: `Statement of ${id}.`,
    items: null,
    notes: [],
    refersTo: [],
    incorporates: [],
    evidenceHints: [],
    confidence: "verified",
    ...parts,
  };
}

export function policy(id: string, parts: Partial<CertificatePolicy> = {}): CertificatePolicy {
  return {
    id,
    oid: null,
    name: `Policy ${id}`,
    purpose: "made up",
    kind: "certificate-policy",
    includes: [],
    oneOf: [],
    optional: [],
    confidence: "verified",
    ...parts,
  };
}

export function edition(
  document: string,
  version: string,
  requirements: readonly Requirement[],
  parts: Partial<RequirementsEdition> = {},
): RequirementsEdition {
  return {
    kind: "requirements",
    document,
    edition: version,
    date: "2026-01",
    title: `Title of ${document}`,
    completeness: "complete",
    limits: [],
    sources: [{ what: "made up" }],
    clauses: [
      { id: "5", title: "Certificate Policy name and identification" },
      { id: "6.1", title: "Trust Service Practice statement" },
    ],
    components: [],
    policies: [],
    conditions: [],
    requirements: [...requirements],
    automatable: [],
    annexMappings: [],
    ...parts,
  };
}

export function catalogueOf(
  editions: readonly RequirementsEdition[],
  changeLists: readonly ChangeList[] = [],
): Catalogue {
  return { editions, changeLists, registry: undefined };
}

export function changeList(
  from: string,
  to: string,
  changes: readonly (readonly [string | null, readonly string[]])[],
): ChangeList {
  return {
    kind: "changes",
    document: base,
    from,
    to,
    sources: [],
    remarks: [],
    kinds: {},
    structure: [],
    changes: changes.map(([source, targets]) => ({
      from: source,
      to: [...targets],
      kind: "renumbered",
      alsoChanged: [],
      note: "",
      statusFrom: null,
      statusTo: {},
      confidence: "verified",
    })),
  };
}

/** A row to which no check objects, apart from what a test changes. */
export const goodRow: RequirementRow = {
  status: "met",
  detail: "The risk register is reviewed every quarter by the security officer",
  practiceStatement: ["3.2"],
  evidence: ["EV-1"],
  owner: "Security officer",
  assessedBy: "Internal audit",
  assessedOn: "2026-10-01",
};

export function evidenceItem(parts: Partial<EvidenceItem> = {}): EvidenceItem {
  return { title: "Record", type: "record", ...parts };
}

export function status(id: string, usable = true): readonly [string, EvidenceStatus] {
  return [id, { id, state: usable ? "fresh" : "expired", usable, because: "made up", until: undefined }];
}

export function dossierOf(pinned: readonly EditionRef[], parts: Partial<Dossier> = {}): Dossier {
  return {
    header: header(pinned),
    scope: {
      service: { description: "Issues certificates", practiceStatement: { title: "CPS", version: "1.0" } },
    },
    ics: {},
    requirements: {},
    ixit: {},
    controls: {},
    evidence: {},
    assessment: { selections: {}, cases: {}, groups: {}, externalEvidence: {} },
    findings: {},
    governance: {},
    notes: [],
    ...parts,
  };
}

export function header(
  pinned: readonly EditionRef[],
  policies?: Dossier["header"]["policies"],
): Dossier["header"] {
  return {
    plumbline: 1,
    id: "made-up",
    kind: "trust-service",
    subject: { name: "Made-up service" },
    standards: pinned.map(({ document, edition: version }) => ({ document, edition: version })),
    objective: "audit-preparation",
    parties: { supplier: { name: "Made-up provider" }, assessment: "first-party" },
    ...(policies === undefined ? {} : { policies }),
  };
}

export interface Situation {
  readonly editions: readonly RequirementsEdition[];
  /** All editions that the catalogue holds, where that is more than the pinned ones. */
  readonly catalogue?: Catalogue;
  readonly policies?: Dossier["header"]["policies"];
  readonly dossier?: Partial<Dossier>;
  /** Rows of the base document. */
  readonly rows?: Readonly<Record<string, RequirementRow>>;
  readonly statuses?: readonly (readonly [string, EvidenceStatus])[];
  readonly now?: string;
}

export function assess(situation: Situation): RequirementsResult {
  const { editions, dossier = {}, rows, statuses = [status("EV-1")] } = situation;
  const whole = dossierOf(editions, {
    header: header(editions, situation.policies),
    ...(rows === undefined ? {} : { requirements: { [base]: rows } }),
    ...dossier,
  });
  return assessRequirements({
    dossier: whole,
    catalogue: situation.catalogue ?? catalogueOf(editions),
    pinned: whole.header.standards,
    statuses: new Map(statuses),
    now: situation.now ?? today,
  });
}

/** A single requirement of the base document with one row. */
export function assessOne(
  row: RequirementRow | undefined,
  parts: Partial<Requirement> & { readonly id?: string } = {},
  more: Partial<Situation> = {},
): RequirementsResult {
  const id = parts.id ?? "REQ-5-01";
  return assess({
    editions: [
      edition(base, "V1.1.1", [requirement(id, parts)], {
        conditions: [{ id: "remote", text: "people work remotely" }],
      }),
    ],
    rows: row === undefined ? {} : { [id]: row },
    ...more,
  });
}

export function codesOf(result: RequirementsResult): readonly ProblemCode[] {
  return result.problems.map((one) => one.code);
}

export function find(result: RequirementsResult, code: ProblemCode) {
  const found = result.problems.filter((one) => one.code === code);
  if (found[0] === undefined)
    throw new Error(`no ${code} among ${codesOf(result).join(", ") || "no problems"}`);
  return found[0];
}

export function assessmentOf(result: RequirementsResult, id: string, document = base) {
  const found = result.requirements.find((one) => one.key === requirementKey(document, id));
  if (found === undefined) throw new Error(`no assessment of ${id}`);
  return found;
}

export function statusOf(result: RequirementsResult, id: string, document = base) {
  return assessmentOf(result, id, document).status;
}
