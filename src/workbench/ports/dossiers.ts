/** Dossiers as wholes: their names, their parties, and the list that a portfolio shows. */
import type { IsoDate } from "#base/calendar";
import type { Result } from "#base/result";
import type { EvaluationSummary } from "./evaluations.ts";
import type { Authorship } from "./records.ts";
import type { BadCursor, Instant, Page, PageRequest } from "./values.ts";

export type PartyKind = "supplier" | "laboratory" | "client";

/** An organisation's part in a dossier. One organisation may have two parts: first-party assessment. */
export interface DossierParty {
  readonly organisationId: string;
  readonly party: PartyKind;
}

export interface NewDossier {
  readonly id: string;
  /** The organisation that owns the dossier; its audit trail holds what happens to it. */
  readonly organisationId: string;
  readonly name: string;
  readonly kind: "product" | "trust-service";
  readonly release?: string | undefined;
  readonly parties: readonly DossierParty[];
}

export interface DossierHead {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly kind: "product" | "trust-service";
  readonly release: string | undefined;
  /** Rises by one with each act that writes records. */
  readonly revision: number;
  readonly archivedAt: Instant | undefined;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly parties: readonly DossierParty[];
}

export interface DossierSummary extends DossierHead {
  readonly organisationName: string;
  /** The newest kept evaluation; `revision` tells whether it is that of the present state. Undefined when there is none. */
  readonly evaluation:
    { readonly revision: number; readonly asOf: IsoDate; readonly summary: EvaluationSummary } | undefined;
}

export interface DossierQuery extends PageRequest {
  /** Evaluations of later days are not shown. */
  readonly asOf: IsoDate;
  /** `name` where it is left out. `updated` shows the latest change first. */
  readonly order?: "name" | "updated" | "created" | undefined;
  /** Archived dossiers are left out, alone, or among the others. */
  readonly archived?: "without" | "only" | "with" | undefined;
  /** Part of the name or of the release, in any case. */
  readonly search?: string | undefined;
  readonly kind?: "product" | "trust-service" | undefined;
  /** Only dossiers that this organisation owns. */
  readonly ownedBy?: string | undefined;
}

export interface DossierStore {
  /** Makes an empty dossier at revision 0; `taken` when the id exists. */
  readonly create: (dossier: NewDossier, at: Instant) => Promise<"created" | "taken">;
  /** Undefined when there is no such dossier for these organisations. */
  readonly find: (id: string) => Promise<DossierHead | undefined>;
  /** Like `find`, and holds the dossier for this transaction: no one else writes to it before the end. */
  readonly lock: (id: string) => Promise<DossierHead | undefined>;
  /** Dossiers that the organisations of this transaction own or are party to, with the kept evaluation. */
  readonly list: (query: DossierQuery) => Promise<Result<Page<DossierSummary>, BadCursor>>;
  readonly rename: (
    id: string,
    change: { readonly name?: string; readonly release?: string | null },
    at: Instant,
  ) => Promise<boolean>;
  readonly archive: (id: string, at: Instant) => Promise<boolean>;
  readonly restore: (id: string, at: Instant) => Promise<boolean>;
  /** A new dossier with the present records and links to evidence files of another, as version 1 and revision 1. */
  readonly duplicate: (
    fromId: string,
    to: NewDossier,
    author: Authorship,
  ) => Promise<"created" | "taken" | "not-found">;
  /** Replaces the parties. */
  readonly setParties: (id: string, parties: readonly DossierParty[], at: Instant) => Promise<boolean>;
}
