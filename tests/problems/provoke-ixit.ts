/** Provocations of `ixit/…`. */
import type { IxitEntry } from "#dossier";
import { drop, icsRow, inOrder, ixitFields, ixitOwn, set } from "../doubles/edits.ts";
import { onProduct, type ProvocationTable } from "./provocation.ts";

const field = (table: string, entry: string, name: string, value: IxitEntry["fields"][string] | undefined) =>
  onProduct(ixitFields(table, entry, { [name]: value }));
const forgo = (provision: string) => {
  const reason = "The lamp has no display on which a person could be told.";
  return icsRow(provision, { support: "N", detail: reason, justification: reason });
};
const repeated =
  "The parameter is kept in the secure element and never leaves it, by the rules of the key plan.";

export const ixitProvocations: ProvocationTable = {
  "ixit/table-missing": onProduct(drop("ixit", "22-ExtSens")),
  "ixit/table-not-needed": onProduct(
    set("ixit", "9-ReplSup", "9-ReplSup").to({ fields: { Isolation: "The relay can be cut off." }, own: {} }),
  ),
  "ixit/field-missing": field("1-AuthMech", "AuthMech-Main", "Cryptographic Details", undefined),
  "ixit/field-perhaps-missing": onProduct(
    inOrder(
      ixitFields("1-AuthMech", "AuthMech-Main", { "Brute Force Prevention": undefined }),
      drop("assessment", "selections", "AuthMech-Main", "authmech-network-addressable"),
    ),
  ),
  "ixit/field-unfilled": onProduct(
    inOrder(
      forgo("5.7-2"),
      ixitFields("20-SecBoot", "SecBoot-Main", { "Notification Functionality": undefined }),
    ),
  ),
  "ixit/placeholder": field("2-UserInfo", "2-UserInfo", "Support Period", "? years"),
  "ixit/says-nothing": field("1-AuthMech", "AuthMech-Main", "Cryptographic Details", "See documentation"),
  "ixit/repeated-text": onProduct(
    inOrder(
      (dossier) =>
        set("ixit", "10-SecParam", "SecParam-Third").to(dossier.ixit["10-SecParam"]?.["SecParam-Spare"])(
          dossier,
        ),
      ...["Main", "Spare", "Third"].map((role) =>
        ixitFields("10-SecParam", `SecParam-${role}`, { "Protection Scheme": repeated }),
      ),
    ),
  ),
  "ixit/yes-no-unclear": field("15-PhyIntf", "PhyIntf-Main", "Debug Interface", "Used during production"),
  "ixit/reference-unresolved": field("6-SoftComp", "SoftComp-Main", "Update Mechanism", ["UpdMech-Mian"]),
  "ixit/reference-wrong-table": field("6-SoftComp", "SoftComp-Main", "Update Mechanism", ["SecComMech-Main"]),
  "ixit/mention-unresolved": field(
    "5-VulnMon",
    "VulnMon-Main",
    "Description",
    "Logins by AuthMech-Ghost are watched.",
  ),
  "ixit/id-not-unique": onProduct(
    set("ixit", "5-VulnMon", "AuthMech-Main").to({ fields: { Description: "Watches the logins." }, own: {} }),
  ),
  "ixit/confirmation-denied": field(
    "4-Conf",
    "4-Conf",
    "Confirmation of Secure Management",
    "No. The process is not in place.",
  ),
  "ixit/confirmation-blocked": field("8-UpdProc", "UpdProc-Main", "Time Frame", ""),
  "ixit/confirmation-without-owner": onProduct(ixitOwn("4-Conf", "4-Conf", { owner: undefined })),
};
