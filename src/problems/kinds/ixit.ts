/** Problems of the area `ixit/…`: the implementation extra information for testing. */
import type { ProblemKind } from "../kind.ts";

export const ixitKinds = {
  "ixit/table-missing": {
    severity: "blocker",
    title: "A needed IXIT table is empty",
    explanation:
      "Each claimed provision needs certain IXITs (TS 103 701, mapping of provisions to IXITs). Without them its test cases can only be INCONCLUSIVE.",
    resolve: "Fill in the table with one entry for each item that the device has.",
    example: "5.1-1 claimed Y while ixit/01-AuthMech.yaml has no entries",
  },
  "ixit/table-not-needed": {
    severity: "note",
    title: "An IXIT table that no claim needs",
    explanation:
      "The table is filled in, but no provision with support Y uses it. Either a claim is missing or the content is not needed.",
    resolve: "Check whether a provision should be claimed Y; otherwise leave the table as it is.",
    example: "22-ExtSens filled in while 5.8-3 is N/A",
  },
  "ixit/field-missing": {
    severity: "blocker",
    title: "A needed IXIT field is empty",
    explanation:
      "A test unit of a claimed provision reads this field. Missing IXIT information makes the test case INCONCLUSIVE (TS 103 701, verdict rules).",
    resolve: "Fill in the field.",
    example: "AuthMech-Web without Cryptographic Details while 5.1-3 is claimed Y",
  },
  "ixit/field-perhaps-missing": {
    severity: "warning",
    title: "A conditional IXIT field is empty and nothing says whether it is needed",
    explanation:
      "The pro forma asks for the field under a condition. Whether the entry falls under it cannot be read from the entry.",
    resolve: "Fill in the field, or answer the question about the entry under selections.",
    example: "Password Generation Mechanism empty, factor not described",
  },
  "ixit/field-unfilled": {
    severity: "note",
    title: "A field of the pro forma is empty",
    explanation:
      "No claim needs the field now. A laboratory may still ask for it, since it belongs to the pro forma.",
    resolve: "Fill in the field or leave it until a claim needs it.",
    example: "User Notification of an update mechanism while 5.3-11 is N",
  },
  "ixit/placeholder": {
    severity: "blocker",
    title: "A placeholder in the IXIT",
    explanation:
      'The field still holds a mark such as TBD or "? years". It counts as empty, so the cases that read it stay INCONCLUSIVE.',
    resolve: "Replace the placeholder by the fact.",
    example: 'Support Period: "? years"',
  },
  "ixit/says-nothing": {
    severity: "warning",
    title: "A field that only points elsewhere",
    explanation: '"See docs" gives the laboratory nothing to assess and no place to look.',
    resolve: "Say what is there, and name document, version and section.",
    example: "Cryptographic Details: See docs",
  },
  "ixit/repeated-text": {
    severity: "warning",
    title: "The same text in several entries",
    explanation:
      "Entries describe different items, and each is assessed on its own text. A repeated text is a sign that it was filled in without looking at the item.",
    resolve: "Describe each item, or merge the entries if they are one.",
    example: "Three parameters with the same Protection Scheme, word for word",
  },
  "ixit/yes-no-unclear": {
    severity: "warning",
    title: "A yes/no field without yes or no",
    explanation:
      "The pro forma asks a plain question here, and selectors of test units depend on the answer.",
    resolve: "Begin the text with Yes or No.",
    example: "Debug Interface: Used during production",
  },
  "ixit/reference-unresolved": {
    severity: "blocker",
    title: "A reference to an entry that does not exist",
    explanation:
      "Test units follow references between IXIT entries. This one leads nowhere, so the unit cannot be carried out on what is meant.",
    resolve: "Add the entry or correct the reference.",
    example: "Authentication Mechanism: [AuthMech-Webb]",
  },
  "ixit/reference-wrong-table": {
    severity: "blocker",
    title: "A reference into the wrong table",
    explanation:
      "The pro forma says which table the field refers to. The named entry belongs to another one.",
    resolve: "Name an entry of the right table.",
    example: "Update Mechanism: [SecComMech-TLS]",
  },
  "ixit/mention-unresolved": {
    severity: "warning",
    title: "A text mentions an entry that does not exist",
    explanation:
      "The name is written like an id of an IXIT table, but no entry has it. Readers and testers will look for it in vain.",
    resolve: "Correct the name or add the entry.",
    example: '"protected by `SecComMech-DTLS`" without such an entry',
  },
  "ixit/id-not-unique": {
    severity: "blocker",
    title: "An id used twice",
    explanation:
      "References, results and reports name IXIT entries by id, so an id must stand for one entry in the whole IXIT.",
    resolve: "Rename one of the entries and what refers to it.",
    example: "USB in 15-PhyIntf and in 28-LogIntf",
  },
  "ixit/confirmation-denied": {
    severity: "blocker",
    title: "A confirmation is not given",
    explanation:
      "Units of claimed provisions check that the supplier confirms the preconditions of its processes (IXIT 4-Conf). Without it the check cannot come out positive.",
    resolve: "Put the process in place and confirm it, or do not claim the provision.",
    example: "Confirmation of Secure Management: No, while 5.5-8 is claimed Y",
  },
  "ixit/confirmation-blocked": {
    severity: "blocker",
    title: "A confirmation of something that is not described",
    explanation:
      "A confirmation in IXIT 4-Conf says that what another IXIT describes is in place. It stays without ground until that IXIT is complete.",
    resolve: "Complete the IXIT that is confirmed, or withdraw the confirmation.",
    example: "Confirmation of Update Procedures: Yes, while 8-UpdProc is empty",
  },
  "ixit/confirmation-without-owner": {
    severity: "warning",
    title: "A confirmation that nobody gives",
    explanation: "A confirmation is a statement of a person who can answer for it.",
    resolve: "Name the owner in the record.",
    example: "4-Conf without owner",
  },
} as const satisfies Record<string, ProblemKind>;
