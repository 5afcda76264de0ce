/** Which IXIT tables and fields the claims of the ICS need (TS 103 701, mapping of provisions to IXITs). */
import type { Dossier } from "#dossier";
import type { IndexedTestSpecification } from "#standards";

export interface TableNeed {
  readonly table: string;
  /** Provisions claimed Y that need the table. */
  readonly provisions: readonly string[];
  /** Field name → provisions claimed Y that need it. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

/** Tables needed by provisions whose support is Y, in the order of the specification. */
export function ixitNeeds(
  tests: IndexedTestSpecification,
  ics: Dossier["ics"],
): ReadonlyMap<string, TableNeed> {
  const needs = new Map<string, { provisions: string[]; fields: Map<string, string[]> }>();
  for (const need of tests.edition.provisionIxit) {
    const row = Object.hasOwn(ics, need.provision) ? ics[need.provision] : undefined;
    if (row?.support !== "Y") continue;
    for (const { ixit, fields } of need.needs) {
      const table = needs.get(ixit) ?? { provisions: [], fields: new Map<string, string[]>() };
      needs.set(ixit, table);
      table.provisions.push(need.provision);
      for (const field of fields) {
        const users = table.fields.get(field);
        if (users === undefined) table.fields.set(field, [need.provision]);
        else users.push(need.provision);
      }
    }
  }
  return new Map([...needs].map(([table, need]) => [table, { table, ...need }]));
}
