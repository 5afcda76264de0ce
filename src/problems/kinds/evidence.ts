/** Problems of the area `evidence/…`: what shows a claim, whether it is there, still counts and is about this subject. */
import type { ProblemKind } from "../kind.ts";

export const evidenceKinds = {
  "evidence/reference-unknown": {
    severity: "blocker",
    title: "A record names evidence that does not exist",
    explanation:
      "An ICS row, requirement row, control, test result, corrective action or cadence points at an id that evidence.yaml does not have. Whatever rests on it rests on nothing: TS 103 701 clause 4.4 makes a case INCONCLUSIVE where something needed is missing.",
    resolve: "Correct the id, or add the item to evidence.yaml.",
    example:
      "ics.yaml:\n  rows:\n    5.2-1: { support: Y, evidence: [POLICY-CDV] }   # the item is called POLICY-CVD",
  },
  "evidence/nothing-to-show": {
    severity: "blocker",
    title: "Evidence without a file and without a usable link",
    explanation:
      "An item of evidence is something that another person can look at. With neither a file in the dossier nor an http or https address there is nothing to look at, and the item counts as missing.",
    resolve: "Put the file under evidence/ and name it in `file`, or give the address in `link`.",
    example: "POLICY-CVD:\n  title: Vulnerability disclosure policy\n  type: policy",
  },
  "evidence/link-not-web": {
    severity: "warning",
    title: "A link that is not a web address",
    explanation:
      "Links are followed by readers of reports, so only http and https addresses with a host and without a password are taken. Anything else is shown as text and never opened.",
    resolve: "Write the full address with https://, or move a document number into `version` or `notes`.",
    example:
      "SCAN-1: { title: Port scan, type: scan, file: evidence/scan.xml, link: 'file:///home/me/scan.xml' }",
  },
  "evidence/path-unsafe": {
    severity: "blocker",
    title: "A file path that is absolute, leaves the folder or uses backslashes",
    explanation:
      "Evidence files belong to the dossier and are named by a path inside its folder with forward slashes, so that a copy, a pack or another machine finds the same file. A path that leads out of the folder is never opened.",
    resolve:
      "Copy the file into the dossier folder and name it by its path there, for example evidence/scan.xml.",
    example: "SCAN-1: { title: Port scan, type: scan, file: ../../other/scan.xml }",
  },
  "evidence/file-missing": {
    severity: "blocker",
    title: "The file of an evidence item is not there",
    explanation:
      "The item names a file that the dossier folder does not hold. A missing artefact can support nothing; a test unit that needs it has no result that counts (TS 103 701 clause 4.4).",
    resolve: "Put the file where `file` says, or correct the path.",
    example:
      "SCAN-1: { title: Port scan, type: scan, file: evidence/scan.xml }   # evidence/scan.xml does not exist",
  },
  "evidence/file-unreadable": {
    severity: "blocker",
    title: "The file of an evidence item cannot be read",
    explanation:
      "The file is there but could not be read: it is too large, not permitted, no regular file, or a link that leads out of the folder. What nobody can read shows nothing.",
    resolve: "Make the file readable, or replace it by a regular file inside the dossier folder.",
    example:
      "CAPTURE-1: { title: TLS capture, type: capture, file: evidence/tls.pcap }   # a link to /var/captures",
  },
  "evidence/hash-missing": {
    severity: "warning",
    title: "A file without a recorded SHA-256",
    explanation:
      "Without a recorded hash nobody can tell whether the file is still the one that was looked at when the claim was made. Plumbline asks for a hash of every evidence file so that a later change shows.",
    resolve: "Check that the file is the right one and record its hash; `plumbline fix` writes it.",
    example: "SCAN-1: { title: Port scan, type: scan, file: evidence/scan.xml, madeOn: 2026-09-01 }",
  },
  "evidence/altered": {
    severity: "blocker",
    title: "The file is not the one that was recorded",
    explanation:
      "The SHA-256 of the file differs from the recorded one: the file was changed or replaced after it was entered. What was concluded from it was concluded from other content, so it does not count.",
    resolve:
      "Restore the recorded file. If the new content is intended, look at it afresh, record its hash and dates, and repeat what rested on it.",
    example:
      "SCAN-1: { title: Port scan, type: scan, file: evidence/scan.xml, sha256: 3f79… }   # the file hashes to a91c…",
  },
  "evidence/expired": {
    severity: "blocker",
    title: "Evidence that no longer counts, because its validity or its review is over",
    explanation:
      "The last day of `validUntil` has passed, or the review that `reviewEvery` asks for was not made in time. Expired evidence never counts for a claim, a result or a requirement; accepted external evidence must be valid at the time of the assessment (TS 103 701 clause 4.7).",
    resolve:
      "Renew the item, or review it and record the day in `reviewedOn`. If newer evidence has taken its place, remove the old id from the records that name it.",
    example:
      "CERT-1: { title: ISO 27001 certificate, type: certificate, file: evidence/iso.pdf, validUntil: 2026-06-30, supports: { provisions: [5.8-1] } }",
  },
  "evidence/expiring": {
    severity: "warning",
    title: "Evidence that turns unusable within 60 days",
    explanation:
      "The item still counts, but its validity, its review or a planned event ends that soon. What rests on it alone will then rest on nothing.",
    resolve: "Plan its renewal or review now; `plumbline check --as-of DAY` shows what would be missing.",
    example:
      "PENTEST-1: { title: Penetration test, type: test-report, madeOn: 2025-12-09, reviewEvery: P1Y, file: evidence/pentest.pdf }   # on 2026-11-25",
  },
  "evidence/not-yet-valid": {
    severity: "blocker",
    title: "Evidence that does not count yet",
    explanation:
      "On the day asked about, the item was not made or not collected yet, its validity had not begun, or the review that keeps it valid lies ahead. It can support nothing on that day.",
    resolve: "Correct the date if it is wrong; otherwise use evidence that exists on that day.",
    example:
      "POLICY-2: { title: Password policy, type: policy, file: evidence/policy.pdf, validFrom: 2027-01-01, supports: { provisions: [5.1-1] } }",
  },
  "evidence/reopened": {
    severity: "blocker",
    title: "Evidence that an event calls to be made again",
    explanation:
      "The item says in `reopenedBy` after which events it must be made again, and governance.yaml records such an event on or after the day it was made. It speaks about the state before the event. An undated item cannot show that it is younger than the event.",
    resolve:
      "Make the item again and record the new `madeOn` and hash; if the event does not touch it, say in the event's `concerns` what it touches.",
    example:
      "evidence.yaml:\n  SCAN-1: { title: Port scan, type: scan, madeOn: 2026-03-01, reopenedBy: [release], … }\ngovernance.yaml:\n  events:\n    - { kind: release, on: 2026-09-01, what: Firmware 1.16 }",
  },
  "evidence/other-product": {
    severity: "blocker",
    title: "Evidence about another product",
    explanation:
      "The item's boundary names a product that is not the subject of this dossier. The DUT is one exact product; a result of another counts only where the part relied on is the same, and then as evidence about that part (TS 103 701 clause 4.7).",
    resolve:
      "Use evidence about this product. If the item is about a part that this product shares, name the part in `boundary.component`. If the name is another name of the DUT, record it in scope.yaml.",
    example: "SCAN-1:\n  boundary: { product: Smart Plug Mini }   # the dossier is about Smart Plug",
  },
  "evidence/other-version": {
    severity: "blocker",
    title: "Evidence about another version of the product or part",
    explanation:
      "The boundary names a hardware, software or component version that differs from the one this dossier is about. The DUT is one exact version (TS 103 701, identification of the DUT); what was shown for another says nothing certain about it.",
    resolve:
      "Make the evidence again on the version of the DUT. If the version given is that of a part, record it as `componentVersion` with its `component`.",
    example: "SCAN-1:\n  boundary: { product: Smart Plug, software: 1.4.0 }   # dut.software is 1.5.0",
  },
  "evidence/undated": {
    severity: "warning",
    title: "Evidence without any date of origin",
    explanation:
      "The item says neither when the fact was established nor when it was collected. It can be used, but nobody can tell how old it is, its review period has no start, and every event that may reopen it does.",
    resolve:
      "Record `madeOn`, the day the fact was established; where only the day of collection is known, `collectedOn`.",
    example: "LOG-1: { title: Update log, type: log, file: evidence/update.log }",
  },
  "evidence/fact-date-missing": {
    severity: "note",
    title: "The day of collection stands in for the day of the fact",
    explanation:
      "The item says when it was collected but not when the fact was established. Its age is counted from the collection, which makes it look younger than it is: a report of last year that is uploaded today is still of last year.",
    resolve: "Record in `madeOn` the day on which the fact was established.",
    example:
      "PENTEST-1: { title: Penetration test, type: test-report, file: evidence/pentest.pdf, collectedOn: 2026-11-02 }",
  },
  "evidence/dates-contradict": {
    severity: "warning",
    title: "Dates of an item that contradict each other",
    explanation:
      "An item cannot be collected or reviewed before it was made, nor be valid for a period that ends before it begins. One of the dates is wrong, so its freshness cannot be trusted.",
    resolve: "Look the dates up in the artefact and correct them.",
    example:
      "SCAN-1: { title: Port scan, type: scan, file: evidence/scan.xml, madeOn: 2026-09-10, collectedOn: 2026-09-01 }",
  },
  "evidence/date-in-future": {
    severity: "warning",
    title: "A date of the past that lies in the future",
    explanation:
      "Making, collecting, reviewing and deciding are things that happened. A later day is a slip, or a plan entered as a fact; it would keep evidence alive that nobody has looked at. With `--as-of` a day in the past this is expected.",
    resolve: "Correct the date, or enter it when it has happened.",
    example:
      "POLICY-1: { title: Password policy, type: policy, file: evidence/policy.pdf, reviewedOn: 2072-01-15 }",
  },
  "evidence/unused": {
    severity: "note",
    title: "Evidence that supports nothing",
    explanation:
      "No record names the item and its `supports` is empty. It is harmless, but it may have been meant for a claim that now lacks it. Its dates and boundary are not checked.",
    resolve: "Say in `supports` what the item is for, name it in the record it belongs to, or remove it.",
    example: "PHOTO-1: { title: Rating plate, type: photo, file: evidence/plate.jpg, madeOn: 2026-09-01 }",
  },
  "evidence/confidential-unexplained": {
    severity: "note",
    title: "Confidential evidence without a word on who may see it",
    explanation:
      "An assessor who may not see an item cannot rely on it; for external evidence the underlying report has to be available to the laboratory (TS 103 701 clause 4.7). The dossier should say how that is solved.",
    resolve: "Say in `notes` who may see the item and on what terms, or what is shown in its place.",
    example:
      "PENTEST-1: { title: Penetration test, type: test-report, file: evidence/pentest.pdf, confidential: true }",
  },
  "evidence/supports-unknown": {
    severity: "blocker",
    title: "Evidence for a record that does not exist",
    explanation:
      "The item supports a provision, requirement, test group, test case, control or IXIT entry that the pinned editions or the dossier do not have: the id is mistyped, void, or of another edition. The support is lost.",
    resolve: "Write the id as the pinned edition or the record prints it, or remove it.",
    example: "SCAN-1:\n  supports: { provisions: [5.3-4] }   # void in V3.1.3; see 5.3-4A and 5.3-4B",
  },
  "evidence/same-hash": {
    severity: "note",
    title: "Two items that hold the same file",
    explanation:
      "Two items record the same SHA-256. One artefact may serve several claims, but two entries look like two pieces of evidence and can drift apart in their dates and boundaries.",
    resolve: "Keep one item and name it wherever it is needed.",
    example:
      "SCAN-1: { file: evidence/scan.xml, sha256: 3f79…, … }\nSCAN-2: { file: evidence/scan-copy.xml, sha256: 3f79…, … }",
  },
  "evidence/part-for-the-whole": {
    severity: "warning",
    title: "A provision that rests on evidence about parts alone",
    explanation:
      "A provision speaks about the device as a whole. All usable evidence for it is about a component, an app or a service, so the claim reaches further than what shows it. A certificate for a part never becomes a claim about the product (TS 103 701 clause 4.7 covers exactly the part and its scope).",
    resolve:
      "Add evidence about the product, or evidence that the part is all the provision concerns, with a boundary that says so.",
    example:
      "CERT-SE:\n  boundary: { component: Secure element }\n  supports: { provisions: [5.4-1] }   # and nothing else supports 5.4-1",
  },
  "evidence/external-undeclared": {
    severity: "blocker",
    title: "Evidence used as external evidence that does not say what it covers",
    explanation:
      "An ICS row announces the item as external evidence, or the laboratory decided on it, but it has no `external` block with scheme and scope. Without these nobody can judge what it may stand in for (TS 103 701 clause 4.7).",
    resolve:
      "Add `external` with scheme, report id, body and `covers`, or list the item under `evidence` instead.",
    example:
      "ics.yaml:\n  rows:\n    5.4-1: { support: Y, externalEvidence: [CERT-SE] }   # CERT-SE has no external block",
  },
  "evidence/external-not-announced": {
    severity: "warning",
    title: "External evidence that the ICS does not announce",
    explanation:
      "The supplier announces in the detail of the ICS row which external evidence it relies on, so that the laboratory can decide before testing (TS 103 701 clause 4.7). Here the detail does not name the item, or the row does not list it although it was accepted.",
    resolve:
      "List the item under `externalEvidence` of the row and name it in the detail by id, title or report id.",
    example:
      "ics.yaml:\n  rows:\n    5.4-1: { support: Y, detail: Keys are kept in a secure element., externalEvidence: [CERT-SE] }",
  },
  "evidence/external-undecided": {
    severity: "note",
    title: "External evidence on which the laboratory has not decided",
    explanation:
      "The laboratory decides on the use of external evidence and documents scope and reasons (TS 103 701 clause 4.7). Until then it stands in for nothing and all units of the group are to be run.",
    resolve: "Let the laboratory record its decision under `externalEvidence` of the assessment.",
    example: "assessment without a decision on CERT-SE for group 5.4-1",
  },
  "evidence/external-unknown": {
    severity: "blocker",
    title: "A decision or scope that names something unknown",
    explanation:
      "The laboratory's decision or the scope of an external item names evidence, a test group, a test unit or a condition that does not exist. The decision then reaches nothing.",
    resolve:
      "Write the id as evidence.yaml or the test specification prints it: groups as 5.4-1, units as 5.4-1-2 a, conditions as EE-1.",
    example: "externalEvidence:\n  CERT-SE:\n    5.4-11: { decision: accepted }",
  },
  "evidence/external-decision-incomplete": {
    severity: "warning",
    title: "A decision on external evidence without name, day, reason or units",
    explanation:
      "The laboratory documents evidence, coverage and reasons (TS 103 701 clause 4.7). An acceptance that does not say who decided, when, why and, for a part, which units, does not count.",
    resolve: "Complete `by`, `on` and `because`, and `units` where only part of the group is covered.",
    example: "externalEvidence:\n  CERT-SE:\n    5.4-1: { decision: partly, by: M. Laine }",
  },
  "evidence/external-condition-open": {
    severity: "blocker",
    title: "External evidence accepted although a condition is not met or not answered",
    explanation:
      "External evidence stands in for tests only where version, scope, depth, validity, access to the report and the documented decision are all in order (TS 103 701 clause 4.7, conditions EE-1 to EE-6). Until each is answered yes, the acceptance does not count.",
    resolve:
      "Answer each condition with its reason. Where one is not met, reject the evidence or accept it for the units it covers.",
    example:
      "externalEvidence:\n  CERT-SE:\n    5.4-1:\n      decision: accepted\n      conditions: { EE-1: { answer: yes }, EE-2: { answer: no } }",
  },
  "evidence/external-beyond-scope": {
    severity: "blocker",
    title: "External evidence used beyond what it covers",
    explanation:
      "The row or decision uses the item for a group or unit that its own scope (`external.covers`) does not include. The scope of an evaluation cannot be widened by accepting it (TS 103 701 clause 4.7, condition EE-2).",
    resolve:
      "Limit the decision to the units covered and run the others; correct `covers` only if the evaluation report shows more.",
    example: "CERT-SE covers units [5.4-1-1 a]; the decision for 5.4-1 is `accepted` for the whole group",
  },
  "evidence/external-unusable": {
    severity: "blocker",
    title: "Accepted external evidence that does not count on this day",
    explanation:
      "The laboratory accepted the item, but it is expired, altered, missing, about another version or otherwise unusable. External evidence has to be valid at the time of the assessment (TS 103 701 clause 4.7, condition EE-4); the units it covered are open again.",
    resolve: "Obtain a valid certificate or report and decide on it, or run the units.",
    example: "CERT-SE: { validUntil: 2026-06-30, … } with decision accepted, checked on 2026-11-25",
  },
  "evidence/external-limits-missing": {
    severity: "warning",
    title: "A certificate for a part accepted for a whole group, without its limits",
    explanation:
      "The item is about a component, yet it was accepted for every unit of a group, and its boundary records no limits. A reader cannot see what the evaluation left out, and the part may be taken for the product (TS 103 701 clause 4.7).",
    resolve:
      "Record in `boundary.limits` what the evaluation does not cover, or accept the item for the units that concern the part.",
    example: "CERT-SE:\n  boundary: { component: Secure element }   # no limits; accepted for 5.4-1",
  },
} as const satisfies Record<string, ProblemKind>;
