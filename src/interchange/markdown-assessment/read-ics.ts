/** Reads ICS tables: any table with a column of provision ids and a column of support values. */
import type { IcsRow } from "#dossier";
import { list, type ReadingContext } from "./draft.ts";
import type { Ledger } from "./ledger.ts";
import { plainText } from "./markup.ts";
import type { TablePiece, TableRow } from "./pieces.ts";

type Meaning = "reference" | "support" | "detail" | "status" | "justification" | "owner" | "other";

const meanings: readonly (readonly [Meaning, RegExp])[] = [
  ["support", /^support(?:ed)?\b|^y\s*\/\s*n\b|^implemented\b/iu],
  ["status", /^status\b/iu],
  ["reference", /^(?:reference|ref\.?|provision|provision (?:id|no\.?|number)|clause|requirement|id)$/iu],
  ["justification", /^(?:justification|rationale|reason)\b/iu],
  ["detail", /^(?:details?|description|measures?|comments?|explanation|implementation)\b/iu],
  ["owner", /^(?:owner|responsible)\b/iu],
];

/** True when the table is an ICS and was read; rows without a provision id stay open and become notes. */
export function readIcsTable(context: ReadingContext, ledger: Ledger, table: TablePiece): boolean {
  const columns = table.header.map(meaningOf);
  const reference = columns.indexOf("reference");
  if (reference < 0 || !columns.includes("support")) return false;
  const rows = table.rows.filter((row) => provisionIn(row.cells[reference] ?? "") !== undefined);
  if (rows.length === 0) return false;
  const others = table.header.filter((_, column) => columns[column] === "other");
  const ids = rows.map((row) => provisionIn(row.cells[reference] ?? "") ?? "");
  ledger.remark(table, "ICS", "a row of the ICS table without a provision id, or a second one");
  ledger.claim({ line: table.line, endLine: table.line + 1 }, ids.map((id) => ["ics", id]), table.header.filter((one) => !others.includes(one)));
  for (const row of rows) readRow(context, ledger, table, columns, row);
  return true;
}

function meaningOf(header: string): Meaning {
  const plain = plainText(header);
  return meanings.find(([, pattern]) => pattern.test(plain))?.[0] ?? "other";
}

function provisionIn(cell: string): string | undefined {
  return /^(?:provision\s+)?((?:\d{1,2}(?:\.\d{1,2})?)-\d{1,2}[A-Za-z]?)$/iu.exec(plainText(cell))?.[1]?.toUpperCase();
}

function readRow(context: ReadingContext, ledger: Ledger, table: TablePiece, columns: readonly Meaning[], row: TableRow): void {
  const { draft } = context;
  const cell = (meaning: Meaning): string =>
    row.cells.filter((text, column) => columns[column] === meaning && text !== "").join("\n");
  const id = provisionIn(row.cells[columns.indexOf("reference")] ?? "") ?? "";
  const known = draft.ics.get(id);
  if (known !== undefined && (known.support !== undefined || known.detail !== undefined)) {
    list(draft, ledger.file.path, row.line, "as-stated", `a second ICS row for ${id} is kept as a note`);
    return;
  }
  const support = supportIn(cell("support"));
  const notes = row.cells.flatMap((text, column) =>
    columns[column] === "other" && text !== "" ? [`${plainText(table.header[column] ?? "")}: ${text}`] : [],
  );
  if (support === undefined && cell("support") !== "") {
    notes.unshift(`Support as stated: ${cell("support")}`);
    list(draft, ledger.file.path, row.line, "as-stated", `support "${plainText(cell("support"))}" of ${id} is none of Y, N and N/A; kept in its notes`);
  }
  if (!context.provisions.byId.has(id)) {
    list(draft, ledger.file.path, row.line, "as-stated", `${id} is no provision of ${context.provisions.edition.edition}; its row is kept under the id as stated`);
  }
  const status = plainText(cell("status")) || known?.statedStatus;
  const allNotes = [...(known?.notes === undefined ? [] : [known.notes]), ...notes];
  const read: IcsRow = {
    ...(support === undefined ? {} : { support }),
    ...optional("detail", cell("detail")),
    ...optional("justification", cell("justification")),
    ...optional("statedStatus", status ?? ""),
    ...optional("owner", plainText(cell("owner"))),
    ...optional("notes", allNotes.join("\n")),
  };
  draft.ics.set(id, read);
  ledger.claim({ line: row.line, endLine: row.line }, [["ics", id]], [id, "provision", support === undefined ? "" : cell("support")]);
}

function optional<K extends string>(key: K, text: string): { readonly [P in K]?: string } {
  return text === "" ? {} : ({ [key]: text } as { readonly [P in K]?: string });
}

/** Y, N and N/A in the spellings that leave no doubt. */
function supportIn(cell: string): IcsRow["support"] {
  const word = plainText(cell).toLowerCase().replace(/\.+$/u, "");
  if (word === "y" || word === "yes") return "Y";
  if (word === "n" || word === "no") return "N";
  if (/^(?:n\/a|na|n\.a|n\. a|not applicable)$/u.test(word)) return "N/A";
  return undefined;
}
