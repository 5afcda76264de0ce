/** The tables of a new dossier: ICS rows, requirement rows, questions and IXIT templates, all from the catalogue. */
import type { MatrixRow } from "#base/matrix";
import { indexRequirements, type Edition, type IxitTableSpec } from "#standards";
import { comment, key } from "./yaml-text.ts";

type CommentFor = (path: string, schema: string) => string;

export function icsText(matrix: readonly MatrixRow[], schemaComment: string): string {
  let text = `${schemaComment}# Implementation conformance statement: one row per provision.\n`;
  text += comment(
    "support: Y, N or N/A (N/A only where a condition or feature allows it). detail: what is done, why not, or why it does not apply. A recommendation with N or N/A needs a justification.",
  );
  text += "rows:\n";
  let clause = "";
  for (const row of matrix) {
    if (row.clause !== clause) {
      clause = row.clause;
      text += `\n  # ${row.clause} ${oneLine(row.clauseTitle)}\n`;
    }
    text += `${comment(`${row.title}. Status ${row.status}.`, "  ")}  ${key(row.id)}:\n    support:\n    detail:\n    owner:\n`;
  }
  return text;
}

export function requirementsFiles(matrix: readonly MatrixRow[], commentFor: CommentFor) {
  const documents = [...new Set(matrix.map((row) => row.document))];
  return documents.map((document) => {
    const path = `requirements/${document
      .replace(/^ETSI /, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")}.yaml`;
    const rows = matrix.filter((row) => row.document === document);
    let text = `${commentFor(path, "requirements")}# ${document} ${rows[0]?.edition ?? ""}: the requirements that bind the claimed policies.\n`;
    text += comment(
      "status: met, partly, not-met, not-applicable or not-assessed. detail: how it is met or what is missing. practiceStatement: sections of the practice statement.",
    );
    text += `document: ${document}\nrows:\n`;
    let clause = "";
    for (const row of rows) {
      if (row.clause !== clause) {
        clause = row.clause;
        text += `\n  # ${row.clause} ${oneLine(row.clauseTitle)}\n`;
      }
      text += `${comment(`${row.title}.${row.status === "" ? "" : ` ${row.modality}; ${row.status}`}`, "  ")}  ${key(row.id)}:\n    status: not-assessed\n    owner:\n`;
    }
    return { path, text };
  });
}

/** The answers part of scope.yaml: every condition and feature on which something depends, with its text. */
export function answersText(
  editions: readonly Edition[],
  matrix: readonly MatrixRow[],
): { readonly text: string; readonly count: number } {
  const parts: string[] = [];
  let count = 0;
  for (const edition of editions) {
    const questions = questionsOf(edition, matrix);
    if (questions.length === 0) continue;
    count += questions.length;
    const answers = questions.map(
      ({ id, text }) => `${comment(text, "    ")}    ${key(id)}:\n      answer: unknown\n`,
    );
    parts.push(`  ${edition.document}:\n${answers.join("")}`);
  }
  if (parts.length === 0) return { text: "", count };
  const lead = comment(
    "Answers to conditions and features decide which rows may be N/A. answer: yes, no or unknown; because: the reason for this subject.",
  );
  return { text: `${lead}answers:\n${parts.join("")}`, count };
}

function questionsOf(
  edition: Edition,
  matrix: readonly MatrixRow[],
): readonly { readonly id: string; readonly text: string }[] {
  if (edition.kind === "provisions") {
    const used = new Set(edition.provisions.flatMap((one) => one.refs));
    return [...edition.conditions, ...edition.features].filter((one) => used.has(one.id));
  }
  if (edition.kind === "requirements") {
    const { byId, conditionText } = indexRequirements(edition);
    const rows = matrix.filter((row) => row.document === edition.document);
    const used = new Set(
      rows.map((row) => byId.get(row.id)?.condition).filter((one) => typeof one === "string"),
    );
    return [...conditionText].filter(([id]) => used.has(id)).map(([id, text]) => ({ id, text }));
  }
  return [];
}

export function ixitFiles(editions: readonly Edition[], commentFor: CommentFor) {
  return editions.flatMap((edition) =>
    edition.kind === "test-specification"
      ? edition.ixit.map((table) => {
          const name = `${String(table.number).padStart(2, "0")}-${table.abbreviation}`;
          const path = `ixit/${name}.yaml`;
          return { path, text: ixitText(table, commentFor(path, `ixit-${name}`)) };
        })
      : [],
  );
}

function ixitText(table: IxitTableSpec, schemaComment: string): string {
  let text = `${schemaComment}# IXIT ${table.id}: ${oneLine(table.title)}\n${comment(table.purpose)}`;
  const fields = table.fields.filter((one) => one.format !== "identifier");
  if (!table.repeating) {
    text += `table: ${table.id}\nfields:\n`;
    for (const field of fields) text += `${fieldComment(field, "  ")}  ${key(field.name)}:\n`;
    return text;
  }
  text += comment(
    `Entries have ids such as ${table.abbreviation}-1 or, easier to read, ${table.abbreviation}-Web. Take the template below for each; leave the map empty where there is nothing of the kind.`,
  );
  text += `table: ${table.id}\nentries:\n`;
  text += `  # ${table.abbreviation}-1:\n`;
  for (const field of fields)
    text +=
      fieldComment(field, "  #   ") +
      `  #   ${key(field.name)}: ${field.format === "list" || field.format === "reference" ? "[]" : '""'}\n`;
  return text;
}

function fieldComment(field: IxitTableSpec["fields"][number], indent: string): string {
  const condition = field.condition === null ? "" : ` Needed for ${field.condition}.`;
  const words = field.vocabulary === undefined ? "" : ` One or more of: ${field.vocabulary.join(", ")}.`;
  const references =
    field.references === undefined ? "" : ` Ids of entries of ${field.references.join(", ")}.`;
  return comment(`${field.description}${condition}${words}${references}`, indent);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
