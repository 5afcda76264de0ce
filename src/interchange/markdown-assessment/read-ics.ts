/** Reads ICS tables: any table with a column of provision ids and a column of support values. */
import type { IcsRow } from "#dossier";
import { list, type ReadingContext } from "./draft.ts";
import type { Ledger } from "./ledger.ts";
import { plainText } from "./markup.ts";
import { emptyHeaders, overflows, type TablePiece, type TableRow } from "./pieces.ts";

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
  const rows = table.rows.filter(
    (row) => !overflows(table, row) && provisionIn(row.cells[reference] ?? "") !== undefined,
  );
  if (rows.length === 0) return false;
  const others = table.header.filter((_, column) => columns[column] === "other");
  const ids = rows.map((row) => provisionIn(row.cells[reference] ?? "") ?? "");
  // A row that stays a note stands there without the header of its table.
  const withColumns = (why: string): string => `${why} (columns: ${table.header.map(plainText).join(", ")})`;
  ledger.remark(table, "ICS", withColumns("a row of the ICS table without a provision id"));
  const read = rows.filter((row, index) => {
    const id = ids[index] ?? "";
    const isRead = readRow(context, ledger, table, columns, row);
    if (!isRead)
      ledger.remark({ line: row.line, endLine: row.line }, id, withColumns(`a second ICS row for ${id}`));
    return isRead;
  });
  const words = [...table.header.filter((one) => !others.includes(one)), ...emptyHeaders(table, read)];
  ledger.claim(
    { line: table.line, endLine: table.line + 1 },
    ids.map((id) => ["ics", id]),
    words,
  );
  return true;
}

function meaningOf(header: string): Meaning {
  const plain = plainText(header);
  return meanings.find(([, pattern]) => pattern.test(plain))?.[0] ?? "other";
}

function provisionIn(cell: string): string | undefined {
  return /^(?:provision\s+)?((?:\d{1,2}(?:\.\d{1,2})?)-\d{1,2}[A-Za-z]?)$/iu
    .exec(plainText(cell))?.[1]
    ?.toUpperCase();
}

/** False for a second row of a provision, which is left over. */
function readRow(
  context: ReadingContext,
  ledger: Ledger,
  table: TablePiece,
  columns: readonly Meaning[],
  row: TableRow,
): boolean {
  const { draft } = context;
  const cell = (meaning: Meaning): string =>
    row.cells.filter((text, column) => columns[column] === meaning && text !== "").join("\n");
  const id = provisionIn(row.cells[columns.indexOf("reference")] ?? "") ?? "";
  if (draft.ics.has(id)) return false;
  const support = supportIn(cell("support"));
  const notes = row.cells.flatMap((text, column) =>
    columns[column] === "other" && text !== "" ? [`${plainText(table.header[column] ?? "")}: ${text}`] : [],
  );
  if (support === undefined && cell("support") !== "") {
    notes.unshift(`Support as stated: ${cell("support")}`);
    list(
      draft,
      ledger.file.path,
      row.line,
      "as-stated",
      `support "${plainText(cell("support"))}" of ${id} is none of Y, N and N/A; kept in its notes`,
    );
  }
  if (!context.provisions.byId.has(id)) {
    list(
      draft,
      ledger.file.path,
      row.line,
      "as-stated",
      `${id} is no provision of ${context.provisions.name}; its row is kept under the id as stated`,
    );
  }
  const read: IcsRow = {
    ...(support === undefined ? {} : { support }),
    ...optional("detail", cell("detail")),
    ...optional("justification", cell("justification")),
    ...optional("statedStatus", plainText(cell("status"))),
    ...optional("owner", plainText(cell("owner"))),
    ...optional("notes", notes.join("\n")),
  };
  draft.ics.set(id, read);
  ledger.claim(
    { line: row.line, endLine: row.line },
    [["ics", id]],
    [id, "provision", support === undefined ? "" : cell("support")],
  );
  return true;
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
