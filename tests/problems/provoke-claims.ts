/** Provocations of `dossier/…`, `scope/…`, `ics/…`, `claims/…` and `engine/…`. */
import type { Catalogue } from "#standards";
import { answer, drop, icsRow, inOrder, set, type Change } from "../doubles/edits.ts";
import { product, productTests } from "../doubles/load-catalogue.ts";
import { lackedCondition } from "../doubles/sound-product.ts";
import { onProduct, type ProvocationTable } from "./provocation.ts";

const { document } = product;
const reason = "The architecture note of the lamp says so.";
/** A recommendation that is not followed, and a mandatory provision under a feature that no IXIT decides. */
const notFollowed = "5.12-3";
const unusedInterfaces = { provision: "5.6-1", feature: "p" } as const;

/** Reads of the detail of a row fail, as a fault of Plumbline would. */
const throwingRow: Change = (dossier) => ({
  ...dossier,
  ics: Object.fromEntries(
    Object.entries(dossier.ics).map(([id, row]) => [
      id,
      id === "5.2-1" ? Object.defineProperty({ ...row }, "detail", { get: fail }) : row,
    ]),
  ),
});

function fail(): never {
  throw new Error("provoked");
}

/** The catalogue as if it held only a part of EN 303 645 V3.1.3. */
const incomplete = (catalogue: Catalogue): Catalogue => ({
  ...catalogue,
  editions: catalogue.editions.map((one) =>
    one.document === document && one.edition === product.edition
      ? { ...one, completeness: "partial" as const, limits: ["Annex B is missing."] }
      : one,
  ),
});

const olderEdition = set("header", "standards", 0, "edition").to("V2.1.1");

const dossierCodes: ProvocationTable = {
  "dossier/edition-unknown": onProduct(set("header", "standards", 0, "edition").to("V3.1.4")),
  "dossier/document-missing": onProduct(set("header", "standards").to([productTests])),
  "dossier/test-specification-missing": onProduct(set("header", "standards").to([product])),
  "dossier/editions-disagree": onProduct(olderEdition),
  "dossier/edition-superseded": onProduct(olderEdition),
  "dossier/edition-partial": onProduct((dossier) => dossier, { catalogue: incomplete }),
  "dossier/pinned-twice": onProduct(set("header", "standards", 2).to(product)),
  "dossier/first-party": onProduct(set("header", "parties", "assessment").to("first-party"), {
    from: set("header", "parties", "assessment").to("third-party"),
  }),
};

const scopeCodes: ProvocationTable = {
  "scope/dut-incomplete": onProduct(drop("scope", "dut", "hardware")),
  "scope/supplier-incomplete": onProduct(drop("header", "parties", "supplier", "email")),
  "scope/boundary-incomplete": onProduct(drop("scope", "interfaces")),
  "scope/constraint-disagrees": onProduct(answer(document, "14", "no", reason)),
  "scope/answer-open": onProduct(answer(document, unusedInterfaces.feature, "unknown")),
  "scope/answer-without-reason": onProduct(answer(document, lackedCondition, "no")),
  "scope/answer-unknown": onProduct(answer(document, "17", "yes", reason)),
  "scope/answer-contradicts-ixit": onProduct(answer(document, "a", "no", reason)),
};

const icsCodes: ProvocationTable = {
  "ics/row-missing": onProduct(drop("ics", "5.2-1")),
  "ics/row-unknown": onProduct(
    inOrder(set("ics", "5.2-11").to({ support: "Y", detail: reason }), drop("ics", "5.2-1")),
  ),
  "ics/row-void": onProduct(set("ics", "5.3-4").to({ support: "Y", detail: reason })),
  "ics/row-other-edition": onProduct(set("ics", "4-1").to({ support: "Y", detail: reason })),
  "ics/support-missing": onProduct(icsRow("5.2-1", { support: undefined })),
  "ics/na-not-allowed": onProduct(icsRow("5.2-1", { support: "N/A" })),
  "ics/na-contradicts-answer": onProduct(icsRow("5.6-4A", { support: "N/A" })),
  "ics/na-undetermined": onProduct(
    inOrder(
      icsRow(unusedInterfaces.provision, { support: "N/A" }),
      answer(document, unusedInterfaces.feature, "unknown"),
    ),
  ),
  "ics/applicability-open": onProduct(answer(document, unusedInterfaces.feature, "unknown")),
  "ics/n-instead-of-na": onProduct(
    inOrder(
      icsRow(unusedInterfaces.provision, { support: "N" }),
      answer(document, unusedInterfaces.feature, "no", reason),
    ),
  ),
  "ics/mandatory-not-supported": onProduct(icsRow("5.2-1", { support: "N" })),
  "ics/claimed-though-not-applicable": onProduct(answer(document, unusedInterfaces.feature, "no", reason)),
  "ics/detail-missing": onProduct(icsRow("5.2-1", { detail: "" })),
  "ics/detail-says-nothing": onProduct(icsRow("5.2-1", { detail: "Implemented." })),
  "ics/placeholder": onProduct(icsRow("5.2-1", { detail: "The support period is ? years." })),
  "ics/recommendation-without-justification": onProduct(icsRow(notFollowed, { justification: undefined })),
  "ics/reason-not-yet-occurred": onProduct(
    icsRow(notFollowed, { justification: "No incident has occurred that would call for it." }),
  ),
  "ics/status-not-in-standard": onProduct(icsRow("5.1-1", { statedStatus: "M C (17)" })),
  "ics/status-differs": onProduct(icsRow("5.1-1", { statedStatus: "R" })),
  "ics/owner-missing": onProduct(icsRow("5.2-1", { owner: undefined })),
  "ics/row-overdue": onProduct(icsRow("5.2-1", { due: "2026-01-31", review: "draft" })),
};

export const claimProvocations: ProvocationTable = {
  ...dossierCodes,
  ...scopeCodes,
  ...icsCodes,
  "claims/overclaiming": onProduct(icsRow("5.2-1", { detail: "The security of the lamp is guaranteed." })),
  "engine/check-crashed": onProduct(throwingRow),
  "import/not-understood": onProduct(
    set("notes", 0).to({ source: "ixit_4-Conf.md", line: 58, text: "Summary matrix" }),
  ),
};
