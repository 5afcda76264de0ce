/** Act: write or remove one record of a dossier, if nobody else did so since the writer looked. */
import type { Actor, DossierAction, DossierSituation } from "#access";
import { ok } from "#base/result";
import { recordBody, recordFaults, splitKey, type Dossier, type RecordKind } from "#dossier";
import type { Evaluation } from "#evaluation";
import type { Problem } from "#problems";
import type { ActPorts } from "./act-ports.ts";
import { hashBody } from "./hash-text.ts";
import { loadDossier } from "./load-dossier.ts";
import type { RecordWrite, StoredRecord } from "./ports/records.ts";
import type { Json } from "./ports/values.ts";
import { inState, invalid, notFound, visibleTo, type Answer } from "./refusal.ts";
import { modeOf, rightToWrite } from "./right-to-write.ts";
import { saveChanges, type Saved } from "./save-changes.ts";

export interface WriteRecordCommand {
  readonly dossierId: string;
  readonly kind: RecordKind;
  readonly key: string;
  /** Undefined removes the record. */
  readonly body: unknown;
  /** The version that the writer saw; 0 for a record that is not there yet. */
  readonly expected: number;
  readonly position?: number | undefined;
}

export interface WrittenRecord {
  readonly version: number;
  readonly revision: number;
  /** Undefined when the record was removed. */
  readonly record: StoredRecord | undefined;
  /** As of today. */
  readonly evaluation: Evaluation;
  readonly appeared: readonly Problem[];
  readonly disappeared: readonly Problem[];
}

export async function writeRecord(
  ports: ActPorts,
  actor: Actor,
  command: WriteRecordCommand,
): Promise<Answer<WrittenRecord>> {
  const { dossierId, kind, key } = command;
  const saved = await ports.work.inTransaction(visibleTo(actor), async (stores): Promise<Answer<Saved>> => {
    const loaded = await loadDossier(ports, stores, actor, dossierId, { lock: true });
    if (!loaded.ok) return loaded;
    const right = rightToWrite(actor, loaded.value.dossier, loaded.value.situation, command);
    if (!right.ok) return right;
    const sound = checkWrite(loaded.value.dossier, command);
    if (!sound.ok) return sound;
    const writes = [...presenceFirst(loaded.value.dossier, command), writeOf(command)];
    const result = await saveChanges(
      { ports, stores, actor, loaded: loaded.value },
      {
        writes,
        action: command.body === undefined ? "record.remove" : "record.write",
        subject: `${kind}/${key}`,
        detail: detailOf(command, loaded.value.situation, right.value),
      },
    );
    if (!result.ok || result.value.version !== undefined) return result;
    // Written together with its table: the outcome for several records gives no versions.
    const record = await stores.records.read(dossierId, { kind, key });
    return ok({ ...result.value, record, version: record?.version });
  });
  if (!saved.ok) return saved;
  const { revision, version, record, evaluation, appeared, disappeared, state } = saved.value;
  // A record that was given a place stands elsewhere than in the state at hand.
  if (command.position === undefined) ports.memory.keep(dossierId, state);
  else ports.memory.forget(dossierId);
  return ok({
    revision,
    version: version ?? command.expected + 1,
    record,
    evaluation,
    appeared,
    disappeared,
  });
}

function checkWrite(dossier: Dossier, { kind, key, body, expected }: WriteRecordCommand): Answer<undefined> {
  if (body !== undefined) {
    const faults = recordFaults(kind, key, body);
    return faults.length === 0 ? ok(undefined) : invalid("The record is not sound.", { faults });
  }
  if (kind === "header") return inState("The header of a dossier cannot be removed.");
  const before = recordBody(dossier, kind, key);
  if (before === undefined && expected === 0) return notFound("record");
  const rows =
    kind === "ixit-table"
      ? dossier.ixit[key]
      : kind === "requirement-document"
        ? dossier.requirements[key]
        : undefined;
  const count = Object.keys(rows ?? {}).length;
  return count === 0
    ? ok(undefined)
    : inState(`${key} still holds ${String(count)} records; remove these first.`);
}

function writeOf({ kind, key, body, expected, position }: WriteRecordCommand): RecordWrite {
  return {
    kind,
    key,
    body: body as Json | undefined,
    expected,
    ...(position === undefined ? {} : { position }),
  };
}

/** The first row of a table or document brings it into being, so that it stays when the row goes. */
function presenceFirst(dossier: Dossier, { kind, key, body }: WriteRecordCommand): readonly RecordWrite[] {
  if (body === undefined || (kind !== "ixit" && kind !== "requirement")) return [];
  const outer = splitKey(key)?.[0] ?? "";
  const there = kind === "ixit" ? dossier.ixit : dossier.requirements;
  if (Object.hasOwn(there, outer)) return [];
  return [
    { kind: kind === "ixit" ? "ixit-table" : "requirement-document", key: outer, body: {}, expected: "any" },
  ];
}

function detailOf(
  { kind, key, body, expected }: WriteRecordCommand,
  { mode }: DossierSituation,
  right: DossierAction,
): Readonly<Record<string, Json>> {
  return {
    kind,
    key,
    fromVersion: expected,
    // Corrected by the store where a removed record comes back.
    toVersion: expected + 1,
    right,
    ...(body === undefined ? { removed: true } : { bodySha256: hashBody(body) }),
    // A supplier that assesses itself is named as such wherever results are recorded.
    ...(right === "assessment.write" || right === "mode.set" ? { assessment: mode } : {}),
    ...(right === "mode.set" ? { newAssessment: String(modeOf(body)) } : {}),
  };
}
