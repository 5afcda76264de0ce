/** The standards catalogue: editions, their content, search. */
import { searchCatalogue, type Catalogue, type Edition } from "#standards";
import { countConfidence } from "#workbench";
import type { Handlers } from "../bind.ts";
import { refuse } from "../refusal.ts";
import type { ServerContext } from "../server-context.ts";

type Ids = "listStandards" | "searchStandards" | "readEdition" | "readStandardItem";

export function standardHandlers({ ports }: ServerContext): Handlers<Ids> {
  const { catalogue } = ports;
  // The catalogue does not change while the server runs.
  const facts = new Map(catalogue.editions.map((one) => [one, factsOf(catalogue, one)]));
  return {
    listStandards: () => ({ json: { items: [...facts.values()] } }),
    searchStandards: ({ query: { q, ...options } }) => {
      const hits = searchCatalogue(catalogue, q, definedOnly(options));
      return { json: { items: hits } };
    },
    readEdition: ({ params }) => {
      const edition = editionOf(catalogue, params);
      const ids = itemsOf(edition).map(({ id, title }) => ({ id, title }));
      return { json: { ...facts.get(edition), limits: edition.limits, clauses: edition.clauses, ids } };
    },
    readStandardItem: ({ params }) => {
      const edition = editionOf(catalogue, params);
      const found = itemsOf(edition).find((one) => one.id === params.itemId);
      if (found === undefined)
        return refuse("not-found", `${edition.document} ${edition.edition} has no ${params.itemId}.`);
      return {
        json: { document: edition.document, edition: edition.edition, id: found.id, item: found.item },
      };
    },
  };
}

function editionOf(
  { editions }: Catalogue,
  { document, edition }: { readonly document: string; readonly edition: string },
): Edition {
  const found = editions.find((one) => one.document === document && one.edition === edition);
  return found ?? refuse("not-found", `The catalogue has no ${document} ${edition}.`);
}

interface Item {
  readonly id: string;
  readonly title: string;
  readonly item: unknown;
}

function itemsOf(edition: Edition): readonly Item[] {
  const item = (one: { readonly id: string; readonly title: string }): Item => ({
    id: one.id,
    title: one.title,
    item: one,
  });
  switch (edition.kind) {
    case "provisions":
      return edition.provisions.map(item);
    case "requirements":
      return edition.requirements.map(item);
    case "test-specification":
      return [...edition.ixit.map(item), ...edition.groups.map(item)];
  }
}

function factsOf({ registry }: Catalogue, one: Edition) {
  const { document, edition, date, title, kind, completeness } = one;
  const registered = registry?.documents
    .find((known) => known.document === document)
    ?.editions.find((known) => known.version === edition);
  return {
    document,
    edition,
    date,
    title,
    kind,
    completeness,
    confidence: countConfidence(one),
    status: registered?.status,
    supersededBy: registered?.supersededBy ?? undefined,
  };
}

function definedOnly({
  document,
  edition,
  limit,
}: {
  readonly document?: string | undefined;
  readonly edition?: string | undefined;
  readonly limit?: number | undefined;
}) {
  return {
    ...(document === undefined ? {} : { document }),
    ...(edition === undefined ? {} : { edition }),
    limit: limit ?? 20,
  };
}
