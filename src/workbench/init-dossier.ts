/** Act: the files of a new dossier, with every row, question and table that applies, so that the next step is obvious. */
import type { Header } from "#dossier";
import { evaluate, type Evaluation } from "#evaluation";
import { jsonSchemasFor, readDossierFolder, schemaFolder } from "#interchange/dossier-folder";
import { editionsOf, findEdition, type Catalogue, type EditionRef } from "#standards";
import { headerText, starterFiles } from "./init-starters.ts";
import { answersText, icsText, ixitFiles, requirementsFiles } from "./init-tables.ts";
import type { FileChange } from "./ports.ts";

export interface InitCommand {
  readonly name: string;
  readonly release: string | undefined;
  readonly kind: Header["kind"];
  /** Empty: the newest editions that the kind of subject needs. */
  readonly standards: readonly EditionRef[];
  readonly objective: Header["objective"];
  readonly policies: NonNullable<Header["policies"]>;
  readonly supplier: string;
  readonly laboratory: string | undefined;
  readonly assessment: Header["parties"]["assessment"];
}

export interface InitResult {
  readonly files: readonly (FileChange & { readonly text: string })[];
  readonly header: Header;
  readonly counts: {
    readonly rows: number;
    readonly tables: number;
    readonly answers: number;
  };
}

/** Makes the files; nothing is written here. Throws only for a catalogue that lacks the pinned editions. */
export function initDossier(command: InitCommand, catalogue: Catalogue): InitResult {
  const standards = command.standards.length > 0 ? command.standards : standardsFor(command, catalogue);
  const header = makeHeader(command, standards);
  const headerFile = {
    path: "plumbline.yaml",
    text: headerText(header, commentFor("plumbline.yaml", "plumbline")),
  };
  const evaluation = evaluateEmpty(headerFile, catalogue);
  const editions = standards.flatMap((one) => findEdition(catalogue, one) ?? []);
  const answers = answersText(editions, evaluation.matrix);
  const ixit = ixitFiles(editions, commentFor);
  const starters = starterFiles(header, answers.text, commentFor);
  const rows =
    command.kind === "product"
      ? [{ path: "ics.yaml", text: icsText(evaluation.matrix, commentFor("ics.yaml", "ics")) }]
      : requirementsFiles(evaluation.matrix, commentFor);
  return {
    files: [headerFile, ...starters, ...rows, ...ixit, ...schemaFiles(catalogue, header)],
    header,
    counts: { rows: evaluation.matrix.length, tables: ixit.length, answers: answers.count },
  };
}

/** The newest editions that the subject needs: provisions and the specification that assesses them, or the documents for issuing certificates. */
export function standardsFor(
  command: Pick<InitCommand, "kind" | "policies">,
  catalogue: Catalogue,
): readonly EditionRef[] {
  const newest = (document: string): readonly EditionRef[] => {
    const all = [...editionsOf(catalogue, document)].sort((a, b) => (a.date < b.date ? 1 : -1));
    const [first] = all;
    return first === undefined ? [] : [{ document, edition: first.edition }];
  };
  if (command.kind === "product") {
    const provisions = newest("ETSI EN 303 645");
    const [pinned] = provisions;
    const tests = catalogue.editions.filter(
      (one) =>
        one.kind === "test-specification" &&
        one.assesses.edition === pinned?.edition &&
        one.assesses.document === pinned.document,
    );
    return [...provisions, ...tests.map(({ document, edition }) => ({ document, edition }))];
  }
  const qualified = command.policies.some((one) => /^Q/.test(typeof one === "string" ? one : one.policy));
  return [
    ...newest("ETSI EN 319 401"),
    ...(command.policies.length > 0 ? newest("ETSI EN 319 411-1") : []),
    ...(qualified ? newest("ETSI EN 319 411-2") : []),
  ];
}

function makeHeader(command: InitCommand, standards: readonly EditionRef[]): Header {
  return {
    plumbline: 1,
    id: slug(`${command.name} ${command.release ?? ""}`),
    kind: command.kind,
    subject: { name: command.name, ...(command.release === undefined ? {} : { release: command.release }) },
    standards: standards.map(({ document, edition }) => ({ document, edition })),
    objective: command.objective,
    ...(command.policies.length === 0 ? {} : { policies: [...command.policies] }),
    parties: {
      supplier: { name: command.supplier },
      ...(command.laboratory === undefined ? {} : { laboratory: { name: command.laboratory } }),
      assessment: command.assessment,
    },
  };
}

/** The matrix of a dossier that claims nothing yet lists exactly the rows it needs. */
function evaluateEmpty(headerFile: { path: string; text: string }, catalogue: Catalogue): Evaluation {
  const { dossier, problems } = readDossierFolder([headerFile], catalogue);
  if (dossier === undefined) {
    throw new Error(`the new header cannot be read: ${problems.map((one) => one.message).join("; ")}`);
  }
  return evaluate(dossier, catalogue, { now: "1970-01-01", files: {} });
}

/** The comment by which editors find the schema of a file. */
function commentFor(path: string, schema: string): string {
  const up = "../".repeat(path.split("/").length - 1);
  return `# yaml-language-server: $schema=${up}${schemaFolder}/${schema}.schema.json\n`;
}

function schemaFiles(catalogue: Catalogue, header: Header) {
  return Object.entries(jsonSchemasFor(catalogue, header)).map(([name, schema]) => ({
    path: `${schemaFolder}/${name}`,
    text: `${JSON.stringify(schema, null, 2)}\n`,
  }));
}

function slug(text: string): string {
  const plain = text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  return plain === "" ? "dossier" : plain;
}
