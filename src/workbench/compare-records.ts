/** What would change if the records of a dossier were replaced by others. */
import type { DossierRecord, RecordKind } from "#dossier";

export interface RecordChange {
  readonly change: "added" | "changed" | "moved" | "removed";
  readonly kind: RecordKind;
  readonly key: string;
  /** After the change; undefined for a removed record. */
  readonly body: unknown;
  readonly position: number;
}

export function compareRecords(
  before: readonly DossierRecord[],
  after: readonly DossierRecord[],
): readonly RecordChange[] {
  const old = new Map(before.map((one) => [nameOf(one), one]));
  const kept = new Set(after.map(nameOf));
  const changes = after.flatMap((one): readonly RecordChange[] => {
    const { kind, key, position, body } = one;
    const known = old.get(nameOf(one));
    const change = known === undefined ? "added" : differs(known.body, body) ? "changed" : "moved";
    return change === "moved" && known?.position === position ? [] : [{ change, kind, key, body, position }];
  });
  const removed = before
    .filter((one) => !kept.has(nameOf(one)))
    .map(({ kind, key, position }): RecordChange => ({
      change: "removed",
      kind,
      key,
      body: undefined,
      position,
    }));
  return [...changes, ...removed];
}

/** The records after some of the changes. */
export function applyChanges(
  before: readonly DossierRecord[],
  changes: readonly RecordChange[],
): readonly DossierRecord[] {
  const after = new Map<string, DossierRecord>(before.map((one) => [nameOf(one), one]));
  for (const one of changes) {
    const { kind, key, body, position } = one;
    if (one.change === "removed") after.delete(nameOf(one));
    else after.set(nameOf(one), { kind, key, body, position });
  }
  return [...after.values()];
}

function nameOf({ kind, key }: Pick<DossierRecord, "kind" | "key">): string {
  return `${kind} ${key}`;
}

/** The order of keys counts, as people chose it. */
function differs(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}
