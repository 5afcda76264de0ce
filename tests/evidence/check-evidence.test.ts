/** Each problem of the area `evidence/…` is found in a sound product dossier with one fault, at the exact place. */
import { describe, expect, it } from "vitest";
import type { DossierPath } from "#base/path";
import type { Dossier, EvidenceItem, ExternalDecision, FileFact } from "#dossier";
import { problemKinds, type Problem, type ProblemCode } from "#problems";
import { loadCatalogue } from "../doubles/load-catalogue.ts";
import { soundProduct } from "../doubles/sound-product.ts";
import { soundTrustService } from "../doubles/sound-trust-service.ts";
import { evidenceProblems, productLookup, serviceLookup, withCode, type Situation } from "./lookup.ts";

const catalogue = loadCatalogue();
const sound = soundProduct(catalogue);
const standards = productLookup(catalogue);
const base: Situation = { dossier: sound.dossier, files: sound.files, now: sound.now, standards };

const policy = sound.dossier.evidence["POLICY-1"];
if (policy === undefined) throw new Error("the sound product lost POLICY-1");
const hash = policy.sha256 ?? "";

/** The sound dossier with one more or one changed item, and the fact about its file. */
function withItem(id: string, item: EvidenceItem, fact?: FileFact): Situation {
  const dossier: Dossier = { ...base.dossier, evidence: { ...base.dossier.evidence, [id]: item } };
  return { ...base, dossier, files: fact === undefined ? base.files : { ...base.files, [id]: fact } };
}

function changed(change: Partial<EvidenceItem>, fact?: FileFact): Situation {
  return withItem("POLICY-1", { ...policy, ...change } as EvidenceItem, fact);
}

function without(...fields: (keyof EvidenceItem)[]): Situation {
  const rest = Object.fromEntries(
    Object.entries(policy as object).filter(([key]) => !fields.includes(key as "title")),
  );
  return withItem("POLICY-1", rest as EvidenceItem);
}

function withRow(provision: string, row: Dossier["ics"][string], from: Situation = base): Situation {
  const before = from.dossier.ics[provision];
  return {
    ...from,
    dossier: { ...from.dossier, ics: { ...from.dossier.ics, [provision]: { ...before, ...row } } },
  };
}

const certificate: EvidenceItem = {
  title: "Certificate of the secure element",
  type: "certificate",
  link: "https://certs.example/se-9",
  madeOn: "2026-08-25",
  boundary: { component: "Secure element", limits: "Keys in the element only." },
  external: { scheme: "EUCC", reportId: "SE-9", covers: { groups: ["5.4-1"] } },
};
const conditions = Object.fromEntries(
  ["EE-1", "EE-2", "EE-3", "EE-4", "EE-5", "EE-6"].map((id) => [id, { answer: "yes" as const }]),
);
const accepted: ExternalDecision = {
  decision: "accepted",
  conditions,
  by: "R. Okafor",
  on: "2026-09-18",
  because: "Report read.",
};

/** External evidence for 5.4-1, announced and decided on, with changes. */
function external(
  item: Partial<EvidenceItem> = {},
  decisions: Record<string, ExternalDecision> = { "5.4-1": accepted },
): Situation {
  const announced = withRow(
    "5.4-1",
    { detail: "Keys are kept in the secure element, see CERT-SE.", externalEvidence: ["CERT-SE"] },
    withItem("CERT-SE", { ...certificate, ...item }),
  );
  const assessment = { ...announced.dossier.assessment, externalEvidence: { "CERT-SE": decisions } };
  return { ...announced, dossier: { ...announced.dossier, assessment } };
}

interface Provocation {
  readonly code: ProblemCode;
  readonly fault: string;
  readonly situation: Situation;
  readonly at: DossierPath;
  readonly says: RegExp;
}

const provocations: readonly Provocation[] = [
  {
    code: "evidence/reference-unknown",
    fault: "an ICS row names a mistyped id",
    situation: withRow("5.2-1", { evidence: ["POLICY-2"] }),
    at: ["ics", "5.2-1", "evidence", 0],
    says: /ICS row 5\.2-1 names evidence POLICY-2/,
  },
  {
    code: "evidence/nothing-to-show",
    fault: "neither file nor link",
    situation: without("file", "sha256"),
    at: ["evidence", "POLICY-1", "file"],
    says: /names neither a file nor a link/,
  },
  {
    code: "evidence/link-not-web",
    fault: "a link with a password beside the file",
    situation: changed({ link: "https://me:secret@host/x" }),
    at: ["evidence", "POLICY-1", "link"],
    says: /is not an http or https address/,
  },
  {
    code: "evidence/path-unsafe",
    fault: "a path out of the folder",
    situation: changed({ file: "../secret.txt" }),
    at: ["evidence", "POLICY-1", "file"],
    says: /leaves the dossier folder/,
  },
  {
    code: "evidence/file-missing",
    fault: "no file",
    situation: changed({}, { state: "missing" }),
    at: ["evidence", "POLICY-1", "file"],
    says: /evidence\/policy\.txt, is not there/,
  },
  {
    code: "evidence/file-unreadable",
    fault: "a file that cannot be read",
    situation: changed({}, { state: "unreadable", why: "it is larger than 64 MB" }),
    at: ["evidence", "POLICY-1", "file"],
    says: /cannot be read: it is larger than 64 MB/,
  },
  {
    code: "evidence/hash-missing",
    fault: "no hash",
    situation: without("sha256"),
    at: ["evidence", "POLICY-1", "sha256"],
    says: /records no SHA-256/,
  },
  {
    code: "evidence/altered",
    fault: "another file",
    situation: changed({}, { state: "present", sha256: "f".repeat(64), bytes: 3 }),
    at: ["evidence", "POLICY-1", "sha256"],
    says: /has SHA-256 ffffffffffff…, recorded is/,
  },
  {
    code: "evidence/expired",
    fault: "validity over",
    situation: changed({ validUntil: "2026-09-30" }),
    at: ["evidence", "POLICY-1", "validUntil"],
    says: /no longer counts: it is valid until 2026-09-30; .* rest on it/,
  },
  {
    code: "evidence/expiring",
    fault: "validity nearly over",
    situation: changed({ validUntil: "2026-10-14" }),
    at: ["evidence", "POLICY-1", "validUntil"],
    says: /turns unusable in 14 days, on 2026-10-15/,
  },
  {
    code: "evidence/not-yet-valid",
    fault: "validity ahead",
    situation: changed({ validFrom: "2026-11-01" }),
    at: ["evidence", "POLICY-1", "validFrom"],
    says: /does not count yet: it is valid from 2026-11-01/,
  },
  {
    code: "evidence/reopened",
    fault: "made before the release",
    situation: changed({ madeOn: "2026-08-01" }),
    at: ["evidence", "POLICY-1", "reopenedBy"],
    says: /the release of 2026-08-20 \(The release that this dossier is about\) calls for it to be made again/,
  },
  {
    code: "evidence/other-product",
    fault: "another product",
    situation: changed({ boundary: { product: "Harbour Lamp 2" } }),
    at: ["evidence", "POLICY-1", "boundary", "product"],
    says: /about Harbour Lamp 2, not about Harbour Lamp 3/,
  },
  {
    code: "evidence/other-version",
    fault: "another software version",
    situation: changed({ boundary: { software: "3.1.9" } }),
    at: ["evidence", "POLICY-1", "boundary", "software"],
    says: /about software 3\.1\.9, the DUT runs 3\.2\.0/,
  },
  {
    code: "evidence/undated",
    fault: "no date",
    situation: without("madeOn", "collectedOn", "reopenedBy"),
    at: ["evidence", "POLICY-1", "madeOn"],
    says: /neither when it was made nor when it was collected/,
  },
  {
    code: "evidence/fact-date-missing",
    fault: "day of collection only",
    situation: without("madeOn"),
    at: ["evidence", "POLICY-1", "madeOn"],
    says: /when it was collected \(2026-09-02\), but not/,
  },
  {
    code: "evidence/dates-contradict",
    fault: "collected before made",
    situation: changed({ collectedOn: "2026-08-31" }),
    at: ["evidence", "POLICY-1", "collectedOn"],
    says: /collected on 2026-08-31, before it was made on 2026-09-01/,
  },
  {
    code: "evidence/date-in-future",
    fault: "reviewed in future",
    situation: changed({ reviewedOn: "2072-01-01" }),
    at: ["evidence", "POLICY-1", "reviewedOn"],
    says: /reviewedOn 2072-01-01, which is after 2026-10-01/,
  },
  {
    code: "evidence/unused",
    fault: "an item for nothing",
    situation: withItem("PHOTO-1", { ...certificate, external: undefined }),
    at: ["evidence", "PHOTO-1", "supports"],
    says: /PHOTO-1 .* supports nothing/,
  },
  {
    code: "evidence/confidential-unexplained",
    fault: "confidential without notes",
    situation: changed({ confidential: true }),
    at: ["evidence", "POLICY-1", "notes"],
    says: /is confidential/,
  },
  {
    code: "evidence/supports-unknown",
    fault: "a void provision",
    situation: changed({ supports: { provisions: ["5.1-1", "5.3-4"] } }),
    at: ["evidence", "POLICY-1", "supports", "provisions", 1],
    says: /supports 5\.3-4, but 5\.3-4 is void in ETSI EN 303 645 V3\.1\.3/,
  },
  {
    code: "evidence/same-hash",
    fault: "the same file twice",
    situation: withItem(
      "POLICY-3",
      { ...policy, supports: { provisions: ["5.1-1"] } },
      { state: "present", sha256: hash, bytes: 1 },
    ),
    at: ["evidence", "POLICY-3", "sha256"],
    says: /POLICY-3 and evidence POLICY-1/,
  },
  {
    code: "evidence/part-for-the-whole",
    fault: "only a component shows it",
    situation: {
      ...base,
      dossier: {
        ...base.dossier,
        controls: {},
        assessment: { ...base.dossier.assessment, cases: {} },
        evidence: {
          ...base.dossier.evidence,
          "CERT-SE": { ...certificate, external: undefined, supports: { provisions: ["5.4-1"] } },
        },
      },
    },
    at: ["evidence", "CERT-SE", "boundary"],
    says: /5\.4-1 rests only on evidence about parts of the product: CERT-SE \(Secure element\)/,
  },
  {
    code: "evidence/external-undeclared",
    fault: "announced, but no external block",
    situation: external({ external: undefined }),
    at: ["ics", "5.4-1", "externalEvidence", 0],
    says: /announces CERT-SE as external evidence/,
  },
  {
    code: "evidence/external-not-announced",
    fault: "not named in the detail",
    situation: withRow("5.4-1", { detail: "Keys are kept safely in hardware." }, external()),
    at: ["ics", "5.4-1", "detail"],
    says: /its detail does not name it/,
  },
  {
    code: "evidence/external-undecided",
    fault: "no decision",
    situation: external({}, {}),
    at: ["ics", "5.4-1", "externalEvidence", 0],
    says: /has not decided on it for group 5\.4-1/,
  },
  {
    code: "evidence/external-unknown",
    fault: "a group that does not exist",
    situation: external({}, { "5.4-1": accepted, "5.4-11": accepted }),
    at: ["assessment", "externalEvidence", "CERT-SE", "5.4-11"],
    says: /group 5\.4-11, which ETSI TS 103 701 V2\.1\.1 does not have/,
  },
  {
    code: "evidence/external-decision-incomplete",
    fault: "no reason",
    situation: external({}, { "5.4-1": { ...accepted, because: " ", on: undefined } }),
    at: ["assessment", "externalEvidence", "CERT-SE", "5.4-1"],
    says: /does not record when, why/,
  },
  {
    code: "evidence/external-condition-open",
    fault: "depth answered no",
    situation: external(
      {},
      { "5.4-1": { ...accepted, conditions: { ...conditions, "EE-3": { answer: "no" } } } },
    ),
    at: ["assessment", "externalEvidence", "CERT-SE", "5.4-1", "conditions"],
    says: /but EE-3 is answered no/,
  },
  {
    code: "evidence/external-beyond-scope",
    fault: "accepted for more than covered",
    situation: external({ external: { scheme: "EUCC", covers: { units: ["5.4-1-1 a"] } } }),
    at: ["assessment", "externalEvidence", "CERT-SE", "5.4-1", "decision"],
    says: /accepted for all of 5\.4-1, but its scope covers only 5\.4-1-1 a/,
  },
  {
    code: "evidence/external-unusable",
    fault: "accepted but expired",
    situation: external({ validUntil: "2026-09-30" }),
    at: ["assessment", "externalEvidence", "CERT-SE", "5.4-1"],
    says: /does not count on 2026-10-01: it is valid until 2026-09-30/,
  },
  {
    code: "evidence/external-limits-missing",
    fault: "a part accepted without limits",
    situation: external({ boundary: { component: "Secure element" } }),
    at: ["evidence", "CERT-SE", "boundary", "limits"],
    says: /accepted for all of 5\.4-1, but it is about a part, Secure element/,
  },
];

function codesOf(problems: readonly Problem[]): readonly string[] {
  return problems.map((one) => `${one.code} ${JSON.stringify(one.at)}: ${one.message}`);
}

describe("checkEvidence", () => {
  it("finds nothing in the sound dossiers", () => {
    expect(codesOf(evidenceProblems(base))).toEqual([]);
    const service = soundTrustService(catalogue);
    expect(codesOf(evidenceProblems({ ...service, standards: serviceLookup(catalogue) }))).toEqual([]);
    expect(codesOf(evidenceProblems(external()))).toEqual([]);
  });

  it.each(provocations)("$code: $fault", ({ code, situation, at, says }) => {
    const found = withCode(evidenceProblems(situation), code);
    expect(found.map((one) => one.at)).toContainEqual(at);
    expect(found.some((one) => says.test(one.message))).toBe(true);
    expect(found.every((one) => one.subject !== undefined && !/\.$/.test(one.message))).toBe(true);
  });

  it("provokes every code of its area", () => {
    const own = Object.keys(problemKinds).filter((code) => code.startsWith("evidence/"));
    const provoked = new Set<string>(provocations.map((one) => one.code));
    expect(own.filter((code) => !provoked.has(code))).toEqual([]);
  });

  it("computes the fixes", () => {
    const fixOf = (situation: Situation, code: ProblemCode) =>
      withCode(evidenceProblems(situation), code)[0]?.fix;
    expect(fixOf(without("sha256"), "evidence/hash-missing")).toMatchObject({
      safe: true,
      edits: [{ op: "set", path: ["evidence", "POLICY-1", "sha256"], value: hash }],
    });
    expect(fixOf(changed({ file: "evidence\\policy.txt" }), "evidence/path-unsafe")).toMatchObject({
      edits: [{ op: "set", path: ["evidence", "POLICY-1", "file"], value: "evidence/policy.txt" }],
    });
    expect(
      fixOf(changed({ supports: { provisions: ["5.1.1"] } }), "evidence/supports-unknown"),
    ).toMatchObject({
      safe: false,
      edits: [{ op: "set", path: ["evidence", "POLICY-1", "supports", "provisions", 0], value: "5.1-1" }],
    });
    expect(
      fixOf(changed({ supports: { provisions: ["5.1-9"] } }), "evidence/supports-unknown"),
    ).toBeUndefined();
    expect(fixOf(withRow("5.2-1", { evidence: ["POLICI-1"] }), "evidence/reference-unknown")).toMatchObject({
      edits: [{ op: "set", path: ["ics", "5.2-1", "evidence", 0], value: "POLICY-1" }],
    });
  });

  it("stays silent about ids of an edition that is pinned but not loaded", () => {
    const unloaded: Situation = {
      ...base,
      standards: { provisions: undefined, testSpecification: undefined, requirements: [] },
    };
    expect(withCode(evidenceProblems(unloaded), "evidence/supports-unknown")).toEqual([]);
  });

  it("survives ids that are names of object members", () => {
    const hostile = withRow(
      "5.2-1",
      { evidence: ["constructor", "__proto__"] },
      withItem("toString", { ...certificate, external: undefined }),
    );
    expect(withCode(evidenceProblems(hostile), "evidence/reference-unknown").length).toBe(2);
  });
});
