/** Provocations of `results/…` and `guard/…`. */
import type { CaseResult, UnitResult } from "#dossier";
import { caseResult, drop, evidence, icsRow, inOrder, ixitFields, runResult, set } from "../doubles/edits.ts";
import { onProduct, type ProvocationTable } from "./provocation.ts";

type Parts<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** A conceptual run on an entry, a conceptual run that happens once, and a functional run on an entry. */
const conceptual = (parts: Parts<UnitResult>) =>
  onProduct(runResult("5.2-2-1", "a", "VulnTypes-Main", parts));
const onceOnly = (parts: Parts<UnitResult>) => onProduct(runResult("5.2-1-1", "a", "once", parts));
const functional = (parts: Parts<UnitResult>) => onProduct(runResult("5.3-2-2", "a", "UpdMech-Main", parts));
const functionalCase = (parts: Parts<CaseResult>) => onProduct(caseResult("5.3-2-2", parts));
const runs = (caseId: string, unit: string, key: string) =>
  ["assessment", "cases", caseId, "units", unit, key] as const;
const observed: UnitResult = { indication: "met", observation: "Read and judged on the bench." };

const resultsCodes: ProvocationTable = {
  "results/not-started": onProduct(
    inOrder(set("assessment", "cases").to({}), set("assessment", "groups").to({})),
  ),
  "results/group-missing": onProduct(
    inOrder(drop("assessment", "cases", "5.2-1-1"), drop("assessment", "cases", "5.2-1-2")),
  ),
  "results/run-missing": onProduct(drop(...runs("5.2-2-1", "a", "VulnTypes-Main"))),
  "results/indication-missing": conceptual({ indication: undefined }),
  "results/marking-unknown": conceptual({ indication: undefined, stated: "PASS (N/A)" }),
  "results/not-finished": conceptual({ indication: "retry" }),
  "results/set-up-broken": functional({ indication: "set-up-broken" }),
  "results/foreign-dut": functional({ dut: { software: "2.0.0" } }),
  "results/dut-missing": functionalCase({ dut: undefined }),
  "results/pass-without-artefact": functional({ artefacts: undefined }),
  "results/artefact-claimed-not-attached": functional({
    artefacts: undefined,
    method: "Wireshark capture of the update",
  }),
  "results/artefact-unusable": functional({ artefacts: [{ evidence: "CAPTURE-9" }] }),
  "results/pass-without-observation": conceptual({ observation: undefined }),
  "results/claim-changed": conceptual({ claim: "0123456789abcd" }),
  "results/dated-in-future": conceptual({ at: "2031-01-01" }),
  "results/ixit-insufficient": onProduct(
    ixitFields("2-UserInfo", "2-UserInfo", { "Publication of Support Period": "TBD" }),
  ),
  "results/reuse-disagrees": onProduct(drop(...runs("5.5-1-1", "a", "SecComMech-Main"))),
  "results/verdict-invented": onProduct(
    caseResult("5.2-1-1", { verdict: undefined, statedVerdict: "N/A (condition not satisfied)" }),
  ),
  "results/verdict-disagrees": onceOnly({
    indication: "not-met",
    observation: "The page asks for an account.",
  }),
  "results/fail-without-ground": onProduct(caseResult("5.2-1-1", { verdict: "FAIL" })),
  "results/group-verdict-missing": onProduct(drop("assessment", "groups", "5.2-1")),
  "results/not-assessable": onProduct(
    set("assessment", "cases", "5.12-3-1").to({ reason: "Tried out all the same." }),
  ),
  "results/unknown-id": onProduct(set("assessment", "cases", "5.2-1-7").to({ reason: "Mistyped." })),
  "results/entry-unknown": onProduct(
    inOrder(
      set(...runs("5.2-2-1", "a", "VulnTypes-Spaer")).to(observed),
      drop(...runs("5.2-2-1", "a", "VulnTypes-Spare")),
    ),
  ),
  "results/run-misplaced": onProduct(set(...runs("5.2-3-1", "a", "VulnMon-Main")).to(observed)),
  "results/selection-contradicts-ixit": onProduct(
    set("assessment", "selections", "PhyIntf-Main", "phyintf-debug").to({ answer: "no" }),
  ),
  "results/mention-unresolved": conceptual({ observation: "AuthMech-Ghost was looked at." }),
  "results/placeholder": conceptual({ observation: "TBD after the retest" }),
  "results/fail-without-comparison": functional({
    indication: "not-met",
    observation: "The update stopped half-way.",
  }),
  "results/fail-without-observation": onceOnly({ indication: "not-met", observation: undefined }),
  "results/tester-missing": onProduct(caseResult("5.2-1-1", { tester: undefined })),
  "results/date-missing": onProduct(
    inOrder(
      caseResult("5.3-2-2", { date: undefined }),
      runResult("5.3-2-2", "a", "UpdMech-Main", { at: undefined }),
    ),
  ),
};

const circular = "Not applicable, because the provision does not apply to this device.";

const guardCodes: ProvocationTable = {
  "guard/escape-clause-ignored": onProduct(
    runResult("5.1-3-1", "c", "AuthMech-Main", {
      indication: "not-met",
      observation: "No catalogue lists the cipher.",
    }),
  ),
  "guard/all-weakened-to-some": onProduct(drop(...runs("5.2-2-1", "a", "VulnTypes-Spare"))),
  "guard/document-contradiction-as-fail": functional({
    indication: "not-met",
    cause: "documentation",
    observation: "The ICS and the IXIT name different mechanisms.",
    expected: "One mechanism in both.",
    actual: "Two mechanisms.",
  }),
  "guard/inheritance-lost": onProduct(
    runResult("5.5-1-1", "d", "SecComMech-Main", {
      indication: "not-met",
      observation: "The cipher is outdated.",
    }),
  ),
  "guard/evidence-stretched": onProduct(evidence("CAPTURE-1", { boundary: { component: "Radio module" } })),
  "guard/circular-na": onProduct(icsRow("5.12-3", { detail: circular, justification: circular })),
};

export const resultProvocations: ProvocationTable = { ...resultsCodes, ...guardCodes };
