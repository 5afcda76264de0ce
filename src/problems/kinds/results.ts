/** Problems of the area `results/…`: what the Test Laboratory recorded. */
import type { ProblemKind } from "../kind.ts";

export const resultsKinds = {
  "results/not-started": {
    severity: "note",
    title: "The assessment has not started",
    explanation: "No test unit has a result, so no verdict can be given yet.",
    resolve: "Complete ICS and IXIT, have the ICS verified, then carry out the test plan.",
    example: "A dossier without assessment files",
  },
  "results/group-missing": {
    severity: "blocker",
    title: "A test group without any result",
    explanation:
      "The assessment has started, but nothing is recorded for this group. A group without results is INCONCLUSIVE, never PASS (verdict rules).",
    resolve: "Carry out the cases of the group, or record why they could not be.",
    example: "Results up to group 5.7-2, nothing after it",
  },
  "results/run-missing": {
    severity: "blocker",
    title: "A unit without result on an entry",
    explanation:
      "A unit runs over each IXIT entry that its selector takes. Where a result is missing, the case is INCONCLUSIVE (verdict rules).",
    resolve:
      "Run the unit on the entry and record the result, or answer the question that decides whether it takes the entry.",
    example: "5.1-1-1 a recorded for two of three mechanisms",
  },
  "results/indication-missing": {
    severity: "blocker",
    title: "A record without an indication",
    explanation:
      "A record has to say whether the check came out met, not-met or missing. Without it the record does not count.",
    resolve: "Set indication.",
    example: "a: { once: { observation: Looked at it } }",
  },
  "results/marking-unknown": {
    severity: "blocker",
    title: "A marking that is no indication",
    explanation:
      'Markings such as "N/A" or "PASS (N/A)" are not known to the method. An entry that the selector does not take needs no result; one that it takes needs a real one.',
    resolve:
      "Set indication to met, not-met or missing, or remove the record if the unit does not take the entry.",
    example: "AuthMech-None: { stated: PASS (N/A) }",
  },
  "results/not-finished": {
    severity: "warning",
    title: "Work on a unit is pending",
    explanation:
      "Pending work and retries are states of their own. Until they are finished the case is INCONCLUSIVE.",
    resolve: "Finish the unit and record its result.",
    example: "indication: retry",
  },
  "results/set-up-broken": {
    severity: "warning",
    title: "The test set-up was broken",
    explanation:
      "A broken set-up says nothing about the DUT. The result counts neither way, and the case stays INCONCLUSIVE.",
    resolve: "Repair the set-up and repeat the unit.",
    example: "indication: set-up-broken",
  },
  "results/foreign-dut": {
    severity: "blocker",
    title: "A result from another device or version",
    explanation:
      "The result was made on a model, hardware or software version other than the DUT of this dossier. It shows nothing about the DUT.",
    resolve: "Repeat the unit on the DUT, or correct the identification if it was mistyped.",
    example: "dut: { software: 2.3.0 } while the DUT has 2.4.1",
  },
  "results/dut-missing": {
    severity: "blocker",
    title: "A functional result that does not say what was tested",
    explanation:
      "Without the tested software version nobody can tell whether the result is about the DUT, so it does not count as met.",
    resolve: "Record dut.software with the result or the case.",
    example: "indication: met, without dut",
  },
  "results/pass-without-artefact": {
    severity: "blocker",
    title: "A functional result without artefact",
    explanation:
      "What was observed on the device has to be reproducible from an artefact: a capture, scan, log or photo with a pointer into it. Without one the result does not count as met.",
    resolve: "Attach the artefact as evidence and point into it.",
    example: "5.1-3-2 a: { once: { indication: met, observation: TLS 1.3 seen } }",
  },
  "results/artefact-claimed-not-attached": {
    severity: "blocker",
    title: "A record speaks of an artefact that is not attached",
    explanation:
      "The text says that a capture, scan, log or screenshot was made, but none is attached. Without it the result does not count as met.",
    resolve: "Attach the artefact as evidence and point into it.",
    example: "method: Wireshark capture of the handshake   # no artefacts",
  },
  "results/artefact-unusable": {
    severity: "blocker",
    title: "A result whose artefact cannot count",
    explanation:
      "The attached evidence is missing, altered, expired, reopened or about another version. What rests on it does not count as met.",
    resolve: "Renew the evidence, or repeat the unit and attach a new artefact.",
    example: "artefacts: [{ evidence: scan-2024 }]   # expired",
  },
  "results/pass-without-observation": {
    severity: "blocker",
    title: "A conceptual result without observation",
    explanation:
      "A unit yields documented indications (verdict rules, test unit). A bare mark does not show how the unit was judged, so it does not count as met.",
    resolve: "Write what was read and how it meets the criterion.",
    example: "a: { AuthMech-Web: { indication: met } }",
  },
  "results/claim-changed": {
    severity: "blocker",
    title: "The IXIT entry changed after the test",
    explanation:
      "The fingerprint recorded with the result is not that of the entry as it stands now. The unit has to be looked at again.",
    resolve: "Repeat the unit on the changed entry.",
    example: "claim: 0123456789abcd   # the entry was edited since",
  },
  "results/dated-in-future": {
    severity: "blocker",
    title: "A result dated in the future",
    explanation: "A test cannot have been made after the day on which the dossier is evaluated.",
    resolve: "Correct the date.",
    example: "at: 2031-01-01",
  },
  "results/ixit-insufficient": {
    severity: "blocker",
    title: "A result on IXIT information that is not there",
    explanation:
      "The unit reads a field that is empty or a placeholder. Missing IXIT information makes the case INCONCLUSIVE (verdict rules).",
    resolve: "Complete the IXIT field, then judge the unit on it.",
    example: '5.3-13-1 a met while Publication of Support Period is "TBD"',
  },
  "results/reuse-disagrees": {
    severity: "warning",
    title: "A result that runs ahead of the ones it reuses",
    explanation: "The unit applies units of another case, which have no counting result for this entry yet.",
    resolve: "Record the reused units too, or say in the observation how they were covered.",
    example: "5.5-6-1 a met while 5.5-1-1 c has no result",
  },
  "results/verdict-invented": {
    severity: "blocker",
    title: "A verdict that does not exist",
    explanation:
      "Only PASS, FAIL and INCONCLUSIVE are verdicts. Groups of provisions claimed N/A or N are not tested and get none (verdict rules).",
    resolve: "Assign one of the three verdicts, or none.",
    example: "statedVerdict: N/A (Condition 3 not satisfied)",
  },
  "results/verdict-disagrees": {
    severity: "blocker",
    title: "A recorded PASS that the results do not support",
    explanation:
      "The verdict follows from the units by rule. A case is PASS only when all its pass criteria are met, a group only when all its cases are.",
    resolve: "Correct the verdict, or record what is missing in the units.",
    example: "verdict: PASS while unit b is not-met",
  },
  "results/fail-without-ground": {
    severity: "warning",
    title: "A recorded FAIL without a unit that failed",
    explanation:
      "A FAIL has to be traceable to the unit that decided. It is kept, since no verdict is ever improved by rule.",
    resolve: "Record the unit that is not met, with expected and actual.",
    example: "verdict: FAIL while all units are met",
  },
  "results/group-verdict-missing": {
    severity: "warning",
    title: "A group with results but without verdict",
    explanation:
      "The laboratory assigns a verdict to each test group (procedure, phase 5). The derived one is shown, but nobody has put it down.",
    resolve: "Assign the group verdict.",
    example: "Results for both cases of 5.3-2, no verdict for the group",
  },
  "results/not-assessable": {
    severity: "warning",
    title: "Results for a group that is not executed",
    explanation:
      "The provision is claimed N or N/A, so its group is not executed and gets no verdict. The results do not count.",
    resolve:
      "Change the claim if the provision is meant to be assessed; otherwise keep the results as notes.",
    example: "Results for 5.3-15A while it is N/A",
  },
  "results/unknown-id": {
    severity: "blocker",
    title: "A record about something that the specification does not have",
    explanation:
      "The case, unit, group or question does not exist in the pinned edition, so the record counts for nothing.",
    resolve: "Correct the id.",
    example: "cases:\n  5.1-1-7: { … }",
  },
  "results/entry-unknown": {
    severity: "blocker",
    title: "A result for an entry that does not exist",
    explanation:
      "Results are recorded by IXIT entry id. This id is no entry of the table over which the unit runs.",
    resolve: "Correct the id, or add the entry to the IXIT.",
    example: "a: { AuthMech-Wbe: { indication: met } }",
  },
  "results/run-misplaced": {
    severity: "warning",
    title: "A result recorded where the unit does not run",
    explanation:
      "A unit runs once, or on each entry of one IXIT table. A result on an entry of another table, on a single entry of a unit that runs once, or once for a unit that runs per entry does not decide it.",
    resolve: "Record the result under once, or under each entry over which the unit runs.",
    example: "5.4-1-1 d: { SecParam-Key: { indication: met } }   # the unit runs once",
  },
  "results/selection-contradicts-ixit": {
    severity: "blocker",
    title: "An answer about an entry that contradicts its IXIT",
    explanation:
      "The content of the entry decides the question otherwise. Which entries a unit takes must follow from the IXIT.",
    resolve: "Correct the answer or the IXIT entry.",
    example: "PhyIntf-USB: { phyintf-debug-interface: { answer: no } }   # Debug Interface: Yes",
  },
  "results/mention-unresolved": {
    severity: "blocker",
    title: "A record refers to an entry that no IXIT defines",
    explanation:
      "The record names something written like an IXIT entry that does not exist. Either the IXIT is incomplete or the result is about something else.",
    resolve: "Correct the name, or add the entry to the IXIT.",
    example: "observation: `AuthMech-M2M` uses tokens   # no such entry",
  },
  "results/placeholder": {
    severity: "warning",
    title: "A placeholder in an observation",
    explanation:
      "The observation still holds a mark such as TBD, so it does not show how the unit was judged.",
    resolve: "Complete the observation.",
    example: "observation: TBD after retest",
  },
  "results/fail-without-comparison": {
    severity: "warning",
    title: "A failed functional unit without expected and actual",
    explanation:
      "A FAIL has to show what was expected and what was found, so that the supplier can repeat and repair it.",
    resolve: "Record expected and actual.",
    example: "indication: not-met, observation: Login too fast",
  },
  "results/fail-without-observation": {
    severity: "warning",
    title: "A failed unit without reason",
    explanation: "A unit yields documented indications. A bare mark cannot be discussed or repaired.",
    resolve: "Write what was found.",
    example: "indication: not-met",
  },
  "results/tester-missing": {
    severity: "note",
    title: "Nobody is named who tested",
    explanation: "A result is the statement of a person. Without a name it cannot be reviewed.",
    resolve: "Name the tester with the case or the result.",
    example: "5.1-1-1 without tester",
  },
  "results/date-missing": {
    severity: "warning",
    title: "The time of the test is not recorded",
    explanation:
      "Functional results are true for a moment and a version. Without the time nobody can tell what changed since.",
    resolve: "Record at with the result, or date with the case.",
    example: "5.1-1-2 without date",
  },
} as const satisfies Record<string, ProblemKind>;
