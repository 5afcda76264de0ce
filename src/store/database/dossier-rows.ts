/** Rows of the dossier table, and the heads they stand for. */
import type { DossierHead, DossierParty, Instant } from "#workbench/stored";

export interface DossierRow {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly kind: "product" | "trust-service";
  readonly release: string | null;
  readonly parties: string;
  readonly revision: number;
  readonly archivedAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export const dossierColumns = `d.id, d.organisation_id AS "organisationId", d.name, d.kind, d.release, d.parties, d.revision,
  d.archived_at AS "archivedAt", d.created_at AS "createdAt", d.updated_at AS "updatedAt"`;

export function dossierHead(row: DossierRow): DossierHead {
  return {
    id: row.id,
    organisationId: row.organisationId,
    name: row.name,
    kind: row.kind,
    release: row.release ?? undefined,
    revision: row.revision,
    archivedAt: row.archivedAt ?? undefined,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    parties: JSON.parse(row.parties) as readonly DossierParty[],
  };
}

/** What names are sorted and searched by: case and width make no difference. */
export function sortName(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}
