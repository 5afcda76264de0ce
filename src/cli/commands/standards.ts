/** `plumbline standards`: what the catalogue holds, with its limits. */
import { didYouMean } from "#base/near-miss";
import { explainChanges, findEdition, searchCatalogue } from "#standards";
import { loadCrosswalks } from "#store";
import { formatOption, type Command, type Invocation } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { openCatalogue } from "../session.ts";
import { UsageError } from "../usage-error.ts";

export const standardsCommand: Command = {
  name: "standards",
  summary: "List, show, compare and search the standards",
  usage: [
    "standards list [--format pretty|json]",
    "standards show DOCUMENT[@EDITION] [ID]",
    "standards changes DOCUMENT FROM TO [--all]",
    "standards search WORDS…",
  ],
  options: {
    format: formatOption(["pretty", "json"]),
    all: { type: "boolean", help: "changes: also what is unchanged; search: all hits." },
    document: {
      type: "string",
      value: "DOCUMENT[@EDITION]",
      help: "search: only in this document or edition.",
    },
  },
  minOperands: 0,
  maxOperands: 50,
  operand: "list, show, changes or search",
  details:
    "A document can be named in short: 303645, EN 303 645 or ETSI EN 303 645; without @EDITION the newest edition is shown.",
  examples: [
    "standards show 303645 5.1-1",
    'standards changes "EN 303 645" V2.1.1 V3.1.3',
    "standards search brute force",
  ],
  run: async (invocation) => {
    const [verb = "list", ...rest] = invocation.operands;
    const act = Object.hasOwn(verbs, verb) ? verbs[verb as keyof typeof verbs] : undefined;
    if (act === undefined) {
      const meant = didYouMean(verb, Object.keys(verbs));
      return refuse(
        `unknown verb "${verb}"${meant === undefined ? "" : `; did you mean standards ${meant}?`}`,
      );
    }
    await act(invocation, rest);
    return exitCodes.clean;
  },
};

const verbs = { list, show, changes, search } as const;

function refuse(message: string): never {
  throw new UsageError(message);
}

function wantsJson({ flags }: Invocation): boolean {
  return flags.text("format") === "json";
}

function outJson({ terminal }: Invocation, value: unknown): void {
  terminal.out(`${JSON.stringify(value, null, 2)}\n`);
}

async function list(invocation: Invocation, rest: readonly string[]): Promise<void> {
  if (rest.length > 0) refuse(`standards list takes no operand, not "${rest[0] ?? ""}"`);
  const { editionFacts } = await import("../standards/edition-facts.ts");
  const facts = editionFacts(await openCatalogue(invocation));
  if (wantsJson(invocation)) outJson(invocation, { schema: "plumbline-standards/1", editions: facts });
  else
    invocation.terminal.out(
      (await import("../standards/print.ts")).printEditions(facts, invocation.terminal),
    );
}

async function show(invocation: Invocation, operands: readonly string[]): Promise<void> {
  const { findEditionByText } = await import("../standards/find-edition.ts");
  if (operands.length === 0) refuse("standards show needs a document, for example 303645");
  const catalogue = await openCatalogue(invocation);
  const { documentText, id } = splitOperands(operands);
  const edition = findEditionByText(catalogue, documentText);
  const print = await import("../standards/print.ts");
  if (id === undefined) {
    const { editionFacts } = await import("../standards/edition-facts.ts");
    const facts = editionFacts(catalogue).find(
      (one) => one.document === edition.document && one.edition === edition.edition,
    );
    if (facts === undefined) return;
    if (wantsJson(invocation)) {
      const { clauses, limits, sources } = edition;
      outJson(invocation, { schema: "plumbline-edition/1", ...facts, limits, clauses, sources });
    } else invocation.terminal.out(print.printEdition(edition, facts, invocation.terminal));
    return;
  }
  const { describeId } = await import("../standards/describe.ts");
  const description = describeId(catalogue, edition, id, await loadCrosswalks(catalogue));
  if (wantsJson(invocation)) outJson(invocation, { schema: "plumbline-requirement/1", ...description });
  else invocation.terminal.out(print.printDescription(description, invocation.terminal));
}

/** A document typed without quotes arrives in pieces: EN 303 645 5.1-1. */
function splitOperands(operands: readonly string[]): { documentText: string; id: string | undefined } {
  const numbers = operands.findIndex((one) => /\d{3}(@|$)/.test(one.replace(/\s/g, "")));
  const isSplit = operands.length > 2 && numbers >= 0;
  if (!isSplit) return { documentText: operands[0] ?? "", id: operands[1] };
  let end = 1;
  while (end < operands.length && /^(ETSI|EN|TS|TR|\d{3}(-\d+)?(@\S+)?)$/i.test(operands[end] ?? ""))
    end += 1;
  return { documentText: operands.slice(0, end).join(" "), id: operands.slice(end).join(" ") || undefined };
}

async function changes(invocation: Invocation, operands: readonly string[]): Promise<void> {
  const { editionName, findDocument } = await import("../standards/find-edition.ts");
  const [from, to] = operands.slice(-2);
  const documentText = operands.slice(0, -2).join(" ");
  if (documentText === "" || from === undefined || to === undefined)
    return refuse("standards changes needs DOCUMENT FROM TO");
  const catalogue = await openCatalogue(invocation);
  const document = findDocument(catalogue, documentText);
  const summary = explainChanges(catalogue, document, editionName(from), editionName(to));
  if (summary === undefined) {
    const known = catalogue.changeLists
      .filter((one) => one.document === document)
      .map((one) => `${one.from} → ${one.to}`);
    const hint =
      known.length === 0
        ? "the catalogue has none for this document"
        : `the catalogue has ${known.join(", ")}`;
    return refuse(
      `there is no change list of ${document} from ${editionName(from)} to ${editionName(to)}; ${hint}`,
    );
  }
  const partial = [from, to]
    .map((edition) => findEdition(catalogue, { document, edition: editionName(edition) }))
    .filter((edition) => edition?.completeness === "partial");
  if (wantsJson(invocation)) {
    outJson(invocation, {
      schema: "plumbline-changes/1",
      counts: Object.fromEntries(summary.counts),
      total: summary.total,
      ...summary.list,
    });
    return;
  }
  const { printChanges } = await import("../standards/print.ts");
  for (const edition of partial) {
    invocation.terminal.err(
      `▲ The catalogue's data for ${document} ${edition?.edition ?? ""} is partial: this list has gaps.`,
    );
  }
  invocation.terminal.out(printChanges(summary, invocation.flags.on("all"), invocation.terminal));
}

async function search(invocation: Invocation, words: readonly string[]): Promise<void> {
  if (words.length === 0) refuse("standards search needs words to look for");
  const catalogue = await openCatalogue(invocation);
  const query = words.join(" ");
  const named = invocation.flags.text("document");
  const { findEditionByText, findDocument } = await import("../standards/find-edition.ts");
  const scope =
    named === undefined
      ? {}
      : named.includes("@")
        ? pick(findEditionByText(catalogue, named))
        : { document: findDocument(catalogue, named) };
  const hits = searchCatalogue(catalogue, query, {
    ...scope,
    limit: invocation.flags.on("all") ? 10_000 : 20,
  });
  if (wantsJson(invocation)) outJson(invocation, { schema: "plumbline-search/1", query, hits });
  else {
    const partial = new Set(
      catalogue.editions
        .filter((one) => one.completeness === "partial")
        .map((one) => `${one.document} ${one.edition}`),
    );
    const { printHits } = await import("../standards/print.ts");
    invocation.terminal.out(printHits(hits, query, partial, invocation.terminal));
  }
}

function pick({ document, edition }: { readonly document: string; readonly edition: string }) {
  return { document, edition };
}
