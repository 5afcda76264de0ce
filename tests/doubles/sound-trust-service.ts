/** A complete trust-service dossier in memory: every requirement that applies is met, shown and owned. */
import type { Control, Dossier, ReasonedAnswer, RequirementRow } from "#dossier";
import { evaluate } from "#evaluation";
import { findEdition, type Catalogue, type RequirementsEdition } from "#standards";
import { trustServiceEditions } from "./load-catalogue.ts";
import { evidenceSet, now, type EvidenceSet } from "./sound-evidence.ts";
import { soundFindings, soundGovernance } from "./sound-governance.ts";
import type { SoundDossier } from "./sound-product.ts";

const known = new WeakMap<Catalogue, SoundDossier>();

export function soundTrustService(catalogue: Catalogue): SoundDossier {
  const before = known.get(catalogue);
  if (before !== undefined) return before;
  const made = build(catalogue);
  known.set(catalogue, made);
  return made;
}

export function requirementsEditions(catalogue: Catalogue): readonly RequirementsEdition[] {
  return trustServiceEditions.map((ref) => {
    const edition = findEdition(catalogue, ref);
    if (edition?.kind !== "requirements")
      throw new Error(`the catalogue lacks ${ref.document} ${ref.edition}`);
    return edition;
  });
}

function build(catalogue: Catalogue): SoundDossier {
  const evidence = serviceEvidence();
  const context = { now, files: evidence.files };
  const bare = bareDossier(requirementsEditions(catalogue), evidence);
  const applying = evaluate(bare, catalogue, context).requirements.filter(
    (one) => one.applicability.state === "applies",
  );
  const requirements: Record<string, Record<string, RequirementRow>> = {};
  for (const { edition, requirement } of applying) {
    (requirements[edition.document] ??= {})[requirement.id] = row(
      requirement.id,
      requirement.choice?.[0]?.then,
    );
  }
  const dossier = { ...bare, requirements, controls: soundControls(applying.map((one) => one.key)) };
  return { dossier, files: evidence.files, now, contents: evidence.contents };
}

function row(id: string, choice: string | undefined): RequirementRow {
  return {
    status: "met",
    detail: `The practice statement and the records of the last quarter show how ${id} is kept.`,
    ...(choice === undefined ? {} : { choice }),
    practiceStatement: [`section on ${id}`],
    evidence: ["RECORDS-1"],
    assessedBy: "M. Laine",
    assessedOn: "2026-09-15",
    owner: "Head of trust services",
    review: "reviewed",
  };
}

/** The condition that the sound service denies, so that some requirement does not apply. */
function answersOf(edition: RequirementsEdition): Record<string, ReasonedAnswer> {
  return Object.fromEntries(
    edition.conditions.map(({ id }, index) => [
      id,
      index === 0
        ? { answer: "no" as const, because: "The service description of 2026 excludes this case." }
        : { answer: "yes" as const, because: "The service description of 2026 says so." },
    ]),
  );
}

function bareDossier(editions: readonly RequirementsEdition[], evidence: EvidenceSet): Dossier {
  return {
    header: {
      plumbline: 1,
      id: "quay-sign",
      kind: "trust-service",
      subject: {
        name: "Quay Sign",
        release: "2026",
        description: "Issues certificates for electronic signatures and web sites.",
      },
      standards: [...trustServiceEditions],
      objective: "audit-preparation",
      policies: ["QCP-n-qscd", { policy: "QNCP-w", with: ["OVCP"] }],
      parties: {
        supplier: {
          name: "Quay Sign AB",
          address: "Kajgatan 5, 211 20 Malmö, Sweden",
          email: "tsp@quaysign.example",
          contact: "M. Laine",
        },
        laboratory: { name: "Assessment Body of the Coast", contact: "S. Berg" },
        assessment: "third-party",
      },
    },
    scope: {
      service: {
        description: "Certification authority with registration, certificate status and secure devices.",
        components: ["Certificate authority", "Status service"],
        locations: ["Malmö"],
        practiceStatement: {
          title: "Quay Sign certification practice statement",
          version: "9",
          link: "https://quaysign.example/cps",
        },
        subcontractors: ["Card personaliser"],
      },
      boundary: { inside: ["Certificate authority"], outside: ["Subscribers' devices"] },
      answers: Object.fromEntries(editions.map((edition) => [edition.document, answersOf(edition)])),
    },
    ics: {},
    requirements: {},
    ixit: {},
    controls: {},
    evidence: evidence.items,
    assessment: { selections: {}, cases: {}, groups: {}, externalEvidence: {} },
    findings: soundFindings({ requirements: ["EN 319 401/REQ-5-01"] }, "POLICY-1"),
    governance: soundGovernance("POLICY-1"),
    notes: [],
  };
}

function soundControls(keys: readonly string[]): Record<string, Control> {
  const controls: Record<string, Control> = {};
  for (const key of keys) {
    const id = `CTL-${key.slice(0, key.indexOf("/")).replaceAll(" ", "-")}`;
    const before = controls[id];
    controls[id] = {
      title: `Measures under ${key.slice(0, key.indexOf("/"))}`,
      statement: `The operations manual keeps the measures under ${key.slice(0, key.indexOf("/"))} in daily use.`,
      acceptance: ["Each measure is found in the monthly operations report."],
      verification: [
        { kind: "inspection", what: "Monthly operations report", every: "P1Y", lastDone: "2026-09-12" },
      ],
      evidence: ["RECORDS-1"],
      owner: "Head of trust services",
      review: "reviewed",
      requirements: [...(before?.requirements ?? []), key],
    };
  }
  return controls;
}

function serviceEvidence(): EvidenceSet {
  return evidenceSet([
    {
      id: "RECORDS-1",
      title: "Operations records of the third quarter",
      type: "record",
      file: "evidence/records.txt",
    },
    { id: "POLICY-1", title: "Information security policy", type: "policy", file: "evidence/policy.txt" },
  ]);
}
