/** Dossiers kept in memory between acts, so that a write evaluates only what it changes. Forgetting any of it is harmless. */
import type { Dossier, FileFact } from "#dossier";
import { createEvaluator, type Evaluation, type Evaluator } from "#evaluation";
import type { Catalogue } from "#standards";
import type { StoredRecord } from "./ports/records.ts";

export type FileFacts = Readonly<Record<string, FileFact>>;

/** A dossier as it was committed at one revision. */
export interface RememberedDossier {
  readonly revision: number;
  readonly dossier: Dossier;
  /** Undefined after a write of many records: they are read again when somebody wants them. */
  readonly records: readonly StoredRecord[] | undefined;
  readonly files: FileFacts;
  /** Of the last day that was asked for, with the files of then. */
  readonly evaluation: Evaluation | undefined;
}

export interface DossierMemory {
  readonly recall: (dossierId: string, revision: number) => RememberedDossier | undefined;
  /** The newest state known, which may be out of date: good for nothing but sharing parts with it. */
  readonly latest: (dossierId: string) => RememberedDossier | undefined;
  /** Keeps what an act committed or read; an older revision never replaces a newer one. */
  readonly keep: (dossierId: string, remembered: RememberedDossier) => void;
  readonly evaluatorOf: (dossierId: string) => Evaluator;
  readonly forget: (dossierId: string) => void;
}

export interface MemoryLimits {
  readonly dossiers: number;
  /** Of all dossiers together. */
  readonly records: number;
}

interface Cell {
  readonly evaluator: Evaluator;
  remembered: RememberedDossier | undefined;
  size: number;
}

export function createDossierMemory(
  catalogue: Catalogue,
  limits: MemoryLimits = { dossiers: 24, records: 20_000 },
): DossierMemory {
  // A map keeps the order of insertion: the first cell is the one that was not used for the longest time.
  const cells = new Map<string, Cell>();
  let size = 0;
  const use = (dossierId: string): Cell => {
    const cell = cells.get(dossierId) ?? {
      evaluator: createEvaluator(catalogue),
      remembered: undefined,
      size: 0,
    };
    cells.delete(dossierId);
    cells.set(dossierId, cell);
    return cell;
  };
  const forget = (dossierId: string): void => {
    size -= cells.get(dossierId)?.size ?? 0;
    cells.delete(dossierId);
  };
  const shrink = (): void => {
    for (const oldest of cells.keys()) {
      // The dossier in use stays, however large it is.
      if (cells.size <= 1 || (cells.size <= limits.dossiers && size <= limits.records)) return;
      forget(oldest);
    }
  };
  return {
    recall: (dossierId, revision) => {
      const known = cells.get(dossierId)?.remembered;
      return known?.revision === revision ? use(dossierId).remembered : undefined;
    },
    latest: (dossierId) => cells.get(dossierId)?.remembered,
    keep: (dossierId, remembered) => {
      const cell = use(dossierId);
      if (cell.remembered !== undefined && cell.remembered.revision > remembered.revision) return;
      size += -cell.size + countRecords(remembered.dossier);
      cell.size = countRecords(remembered.dossier);
      cell.remembered = remembered;
      shrink();
    },
    evaluatorOf: (dossierId) => {
      const { evaluator } = use(dossierId);
      shrink();
      return evaluator;
    },
    forget,
  };
}

/** Near enough for a limit: what makes a dossier large. */
function countRecords({ ics, requirements, ixit, assessment, evidence, controls }: Dossier): number {
  const inside = (map: Readonly<Record<string, object>>): number =>
    Object.values(map).reduce((sum, one) => sum + Object.keys(one).length, 0);
  const flat = [ics, assessment.cases, assessment.groups, assessment.selections, evidence, controls];
  return inside(requirements) + inside(ixit) + flat.reduce((sum, one) => sum + Object.keys(one).length, 1);
}
