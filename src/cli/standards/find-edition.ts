/** Finds a document and edition from what a person types: "EN 303 645", "303645", "TS 103 701@V2.1.1". */
import { didYouMean } from "#base/near-miss";
import { editionsOf, type Catalogue, type Edition } from "#standards";
import { UsageError } from "../usage-error.ts";
import { compareEditions } from "./edition-facts.ts";

/** The document that is meant; a part that only one document has is enough. */
export function findDocument(catalogue: Catalogue, text: string): string {
  const documents = [...new Set(catalogue.editions.map((one) => one.document))];
  const wanted = squeeze(text);
  const exact = documents.find((one) => squeeze(one) === wanted || squeeze(one) === `etsi${wanted}`);
  if (exact !== undefined) return exact;
  const partial = documents.filter((one) => wanted.length >= 3 && squeeze(one).endsWith(wanted));
  const [only] = partial;
  if (only !== undefined && partial.length === 1) return only;
  const meant = didYouMean(text, documents) ?? didYouMean(`ETSI ${text}`, documents);
  const hint =
    meant === undefined ? `; the catalogue has ${documents.sort().join(", ")}` : `; did you mean "${meant}"?`;
  throw new UsageError(`the catalogue has no document "${text}"${hint}`);
}

/** The edition named behind an @, else the newest one of the document. */
export function findEditionByText(catalogue: Catalogue, text: string): Edition {
  const [name = "", wanted] = text.split("@");
  const document = findDocument(catalogue, name.trim());
  const editions = [...editionsOf(catalogue, document)].sort((a, b) => compareEditions(b.edition, a.edition));
  const found =
    wanted === undefined ? editions[0] : editions.find((one) => one.edition === editionName(wanted));
  if (found !== undefined) return found;
  throw new UsageError(
    `the catalogue has no edition ${wanted ?? ""} of ${document}; it has ${editions.map((one) => one.edition).join(", ")}`,
  );
}

/** "v3.1.3" and "3.1.3" are V3.1.3. */
export function editionName(text: string): string {
  return `V${text.trim().replace(/^[vV]/, "")}`;
}

function squeeze(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9-]/g, "");
}
