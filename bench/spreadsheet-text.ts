/** A dossier as a workbook whose formulas make the consistency checks that people make with spreadsheets (Flat ODS text). */
import type { Dossier } from "#dossier";
import type { IndexedProvisions, IndexedTestSpecification } from "#standards";

type Cell = string | number | { readonly formula: string };

/**
 * The dossier several times over in one workbook, since one alone disappears in the noise of starting the program. The
 * first sheet adds up the faults of all, so that every formula has to be worked out.
 */
export function workbook(
  dossier: Dossier,
  provisions: IndexedProvisions,
  tests: IndexedTestSpecification,
  copies: number,
): string {
  const once = sheetsOf(dossier, provisions, tests).join("\n");
  const numbered = (copy: number): string =>
    once.replace(
      /(table:name="|\[)(Total|ICS|Claims|Entries|Needs|References)(?=["\.])/g,
      `$1$2${String(copy)}`,
    );
  const all = Array.from({ length: copies }, (_, copy) => copy);
  const sum = all.map((copy) => `[Total${String(copy)}.$B$1]`).join("+");
  return document([sheet("All", [["Faults", { formula: sum }]]), ...all.map(numbered)]);
}

/** The sheets of one dossier; the first adds up its faults. */
function sheetsOf(
  dossier: Dossier,
  provisions: IndexedProvisions,
  tests: IndexedTestSpecification,
): readonly string[] {
  const rows = provisions.edition.provisions.map((one): readonly Cell[] => {
    const row = dossier.ics[one.id];
    return [
      one.id,
      one.obligation,
      one.conditional || one.featured ? 1 : 0,
      row?.support ?? "",
      row?.detail ?? "",
    ];
  });
  const claimed = Object.keys(dossier.ics);
  const entries = Object.entries(dossier.ixit).flatMap(([table, of]) =>
    Object.keys(of).map((id) => [table, id] as const),
  );
  const needs = tests.edition.provisionIxit.flatMap((one) =>
    one.needs.map((need) => [one.provision, need.ixit] as const),
  );
  const references = referencesOf(dossier, tests);
  const last = (list: readonly unknown[]): string => String(list.length + 1);
  const ics = rows.map((cells, index): readonly Cell[] => {
    const at = String(index + 2);
    return [
      ...cells,
      { formula: `IF(COUNTIF([Claims.$A$2:.$A$${last(claimed)}];[.A${at}])=1;0;1)` },
      { formula: `IF(OR([.D${at}]="Y";[.D${at}]="N";[.D${at}]="N/A");0;1)` },
      { formula: `IF(AND([.D${at}]="N/A";[.C${at}]=0);1;0)` },
      { formula: `IF(AND([.B${at}]="M";[.D${at}]="N");1;0)` },
      { formula: `IF(LEN(TRIM([.E${at}]))=0;1;0)` },
    ];
  });
  const needed = needs.map(([provision, table], index): readonly Cell[] => {
    const at = String(index + 2);
    const support = `VLOOKUP([.A${at}];[ICS.$A$2:.$D$${last(ics)}];4;0)`;
    return [
      provision,
      table,
      { formula: `IF(AND(${support}="Y";COUNTIF([Entries.$A$2:.$A$${last(entries)}];[.B${at}])=0);1;0)` },
    ];
  });
  const resolved = references.map(([from, to], index): readonly Cell[] => [
    from,
    to,
    { formula: `IF(COUNTIF([Entries.$B$2:.$B$${last(entries)}];[.B${String(index + 2)}])=0;1;0)` },
  ]);
  const total = `SUM([ICS.$F$2:.$J$${last(ics)}])+SUM([Needs.$C$2:.$C$${last(needed)}])+SUM([References.$C$2:.$C$${last(resolved)}])`;
  return [
    sheet("Total", [["Faults", { formula: total }]]),
    sheet("ICS", [
      [
        "Provision",
        "Obligation",
        "C or F",
        "Support",
        "Detail",
        "Row",
        "Letter",
        "N/A",
        "Mandatory",
        "Detail there",
      ],
      ...ics,
    ]),
    sheet("Claims", [["Provision"], ...claimed.map((id) => [id])]),
    sheet("Entries", [["Table", "Id"], ...entries]),
    sheet("Needs", [["Provision", "Table", "Missing"], ...needed]),
    sheet("References", [["From", "To", "Unresolved"], ...resolved]),
  ];
}

/** A workbook with nothing in it, to see what starting the program costs. */
export const emptyWorkbook = document([sheet("Empty", [[""]])]);

/** How many formulas the workbook holds. */
export function formulaCount(text: string): number {
  return text.split("table:formula=").length - 1;
}

function referencesOf(
  dossier: Dossier,
  tests: IndexedTestSpecification,
): readonly (readonly [string, string])[] {
  return Object.entries(dossier.ixit).flatMap(([table, entries]) => {
    const fields = tests.tableById.get(table)?.fields.filter((field) => field.format === "reference") ?? [];
    return Object.entries(entries).flatMap(([id, entry]) =>
      fields.flatMap((field) => {
        const value = entry.fields[field.name];
        const named = Array.isArray(value)
          ? value
          : typeof value === "string"
            ? (value.match(/[A-Za-z]+-[A-Za-z0-9-]+/g) ?? [])
            : [];
        return named.map((to) => [id, to] as const);
      }),
    );
  });
}

function sheet(name: string, rows: readonly (readonly Cell[])[]): string {
  const lines = rows.map((cells) => `<table:table-row>${cells.map(cellText).join("")}</table:table-row>`);
  return `<table:table table:name="${name}">${lines.join("\n")}</table:table>`;
}

function cellText(cell: Cell): string {
  if (typeof cell === "number")
    return `<table:table-cell office:value-type="float" office:value="${String(cell)}"/>`;
  // Formulas carry no stored value, so that opening the workbook has to work them out.
  if (typeof cell === "object") return `<table:table-cell table:formula="of:=${escaped(cell.formula)}"/>`;
  return `<table:table-cell office:value-type="string"><text:p>${escaped(cell)}</text:p></table:table-cell>`;
}

function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function document(sheets: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet>
${sheets.join("\n")}
</office:spreadsheet></office:body></office:document>
`;
}
