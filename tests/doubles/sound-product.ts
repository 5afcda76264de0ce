/** A complete product dossier in memory, made from the catalogue, in which Plumbline finds nothing wrong. */
import type { Assessment, Control, Dossier, FileFact, IcsRow, ReasonedAnswer, Scope } from "#dossier";
import { evaluate } from "#evaluation";
import type { Catalogue, IndexedProvisions, IndexedTestSpecification, Provision } from "#standards";
import { product, productTests, provisionsIndex, testsIndex } from "./load-catalogue.ts";
import { evidenceSet, now, type EvidenceSet } from "./sound-evidence.ts";
import { soundGovernance, soundFindings } from "./sound-governance.ts";
import { soundIxit } from "./sound-ixit.ts";
import { answersTo, soundResults, testedOn } from "./sound-results.ts";

export interface SoundDossier {
  readonly dossier: Dossier;
  readonly files: Readonly<Record<string, FileFact>>;
  readonly now: string;
  /** File path → content of the evidence files. */
  readonly contents: Readonly<Record<string, string>>;
}

export const subjectName = "Harbour Lamp 3";
export const dut = { model: "HL-3", hardware: "Rev D", software: "3.2.0" } as const;

const known = new WeakMap<Catalogue, SoundDossier>();

export function soundProduct(catalogue: Catalogue): SoundDossier {
  const before = known.get(catalogue);
  if (before !== undefined) return before;
  const made = build(catalogue);
  known.set(catalogue, made);
  return made;
}

function build(catalogue: Catalogue): SoundDossier {
  const provisions = provisionsIndex(catalogue);
  const tests = testsIndex(catalogue);
  const evidence = productEvidence();
  const context = { now, files: evidence.files };
  const claims = soundClaims(provisions, tests, evidence);
  const questions = evaluate(claims, catalogue, context).plan;
  const answered = withAssessment(claims, { selections: answersTo(questions) });
  const { plan } = evaluate(answered, catalogue, context);
  const results = soundResults({ plan, ixit: answered.ixit, dut, artefact: "CAPTURE-1" });
  const dossier = withAssessment(answered, {
    ...results,
    icsVerification: {
      result: "valid",
      by: "R. Okafor",
      on: "2026-09-18",
      because: "Every claim is justified and plausible.",
    },
    overall: { verdict: "PASS", by: "R. Okafor", on: testedOn, reason: "All groups came out PASS." },
  });
  return { dossier, files: evidence.files, now, contents: evidence.contents };
}

function withAssessment(dossier: Dossier, parts: Partial<Assessment>): Dossier {
  return { ...dossier, assessment: { ...dossier.assessment, ...parts } };
}

/** Feature or condition that the sound product lacks, so that something is N/A: nothing of it is beyond update. */
export const lackedCondition = "3";

/** The recommendation that the sound product does not follow. */
export function forgone(provisions: IndexedProvisions): Provision {
  const free = provisions.edition.provisions.filter((one) => one.obligation === "R" && one.refs.length === 0);
  const last = free.at(-1);
  if (last === undefined) throw new Error("the edition has no recommendation without condition");
  return last;
}

function soundClaims(
  provisions: IndexedProvisions,
  tests: IndexedTestSpecification,
  evidence: EvidenceSet,
): Dossier {
  const ics = soundIcs(provisions);
  const needed = new Set(
    tests.edition.provisionIxit
      .filter((one) => ics[one.provision]?.support === "Y")
      .flatMap((one) => one.needs.map((need) => need.ixit)),
  );
  return {
    header: {
      plumbline: 1,
      id: "harbour-lamp-3",
      kind: "product",
      subject: {
        name: subjectName,
        release: dut.software,
        description: "A lamp for harbour walls with a radio link to its quay station.",
      },
      standards: [product, productTests],
      objective: "self-assessment",
      parties: {
        supplier: {
          name: "Quay Light AB",
          address: "Kajgatan 3, 211 20 Malmö, Sweden",
          email: "security@quaylight.example",
          contact: "A. Lind",
        },
        laboratory: { name: "Quay Light AB, verification", contact: "R. Okafor" },
        assessment: "first-party",
      },
      statementDate: testedOn,
    },
    scope: soundScope(provisions),
    ics,
    requirements: {},
    ixit: soundIxit(tests, needed),
    controls: soundControls(provisions),
    evidence: evidence.items,
    assessment: { selections: {}, cases: {}, groups: {}, externalEvidence: {} },
    findings: soundFindings({ provisions: [forgone(provisions).id] }, "POLICY-1"),
    governance: soundGovernance("POLICY-1"),
    notes: [],
  };
}

function soundScope(provisions: IndexedProvisions): Scope {
  const answers: Record<string, ReasonedAnswer> = {};
  for (const ref of provisions.refText.keys()) {
    answers[ref] =
      ref === lackedCondition
        ? { answer: "no", because: "Every component of the lamp takes updates from the quay station." }
        : { answer: "yes", because: `The architecture note of the lamp shows it under ${ref}.` };
  }
  return {
    dut: {
      name: subjectName,
      ...dut,
      operatingSystem: "Zephyr 3.7",
      constrained: {
        answer: "no",
        because: "Mains power and 2 MB of memory suffice for everything the standard asks.",
      },
    },
    interfaces: [{ kind: "network", name: "802.15.4 radio", description: "Link to the quay station." }],
    userDocumentation: [{ title: "Lamp manual", version: "7" }],
    associatedServices: [
      { name: "Quay station service", version: "12", description: "Collects states of lamps." },
    ],
    apps: [],
    supportProcess: "Reports are answered within a week; updates come for ten years.",
    boundary: { inside: ["Lamp"], outside: ["Harbour network"] },
    answers: { [provisions.edition.document]: answers },
  };
}

function soundIcs(provisions: IndexedProvisions): Record<string, IcsRow> {
  const rows: Record<string, IcsRow> = {};
  const notFollowed = forgone(provisions).id;
  for (const { id, refs, title } of provisions.edition.provisions) {
    const shared = { owner: "Product security officer", review: "reviewed" as const };
    if (id === notFollowed) {
      const reason = "The lamp has one function, and its weak processor leaves no room for this measure.";
      rows[id] = { support: "N", detail: reason, justification: reason, ...shared };
    } else if (refs.includes(lackedCondition)) {
      const reason =
        "Every software component of the lamp takes updates from the quay station, shown in the architecture note.";
      rows[id] = { support: "N/A", detail: reason, justification: reason, ...shared };
    } else {
      rows[id] = {
        support: "Y",
        detail: `The design note of the lamp describes the measure for ${id} (${title}).`,
        ...shared,
      };
    }
  }
  return rows;
}

/** One control per clause of the standard. */
function soundControls(provisions: IndexedProvisions): Record<string, Control> {
  const controls: Record<string, Control> = {};
  for (const { clause, id, refs } of provisions.edition.provisions) {
    if (refs.includes(lackedCondition)) continue;
    const key = `CTL-${clause}`;
    const before = controls[key];
    if (before !== undefined) {
      controls[key] = { ...before, requirements: [...before.requirements, id] };
      continue;
    }
    controls[key] = {
      title: `Measures of clause ${clause}`,
      statement: `The development process keeps the measures of clause ${clause} in each release of the lamp.`,
      requirements: [id],
      acceptance: [`Each measure of clause ${clause} is found in the release checklist.`],
      verification: [{ kind: "review", what: "Release checklist", every: "P1Y", lastDone: "2026-09-15" }],
      evidence: ["POLICY-1"],
      owner: "Head of development",
      review: "reviewed",
    };
  }
  return controls;
}

function productEvidence(): EvidenceSet {
  const boundary = { product: subjectName, hardware: dut.hardware, software: dut.software };
  return evidenceSet([
    {
      id: "CAPTURE-1",
      title: "Bench record of the release test",
      type: "capture",
      file: "evidence/bench-record.txt",
      boundary,
    },
    { id: "POLICY-1", title: "Secure development policy", type: "policy", file: "evidence/policy.txt" },
    {
      id: "SBOM-1",
      title: "Software bill of materials",
      type: "sbom",
      file: "evidence/sbom.txt",
      boundary,
      supports: { provisions: ["5.3-1"], ixit: ["SoftComp-Main"] },
    },
  ]);
}
