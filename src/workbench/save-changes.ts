/** Saves changes of records as one revision, with the new evaluation and an audit event, inside a transaction. */
import type { Actor } from "#access";
import { canonicalJson } from "#base/fingerprint";
import { ok } from "#base/result";
import { withRecord, type Dossier } from "#dossier";
import type { Evaluation } from "#evaluation";
import type { Problem } from "#problems";
import type { ActPorts } from "./act-ports.ts";
import type { RememberedDossier } from "./dossier-memory.ts";
import { evaluateState, keepEvaluation } from "./keep-evaluation.ts";
import { readFacts, type LoadedDossier } from "./load-dossier.ts";
import type { DossierHead } from "./ports/dossiers.ts";
import type { RecordWrite, StoredRecord, WriteManyOutcome, WriteOutcome } from "./ports/records.ts";
import type { Stores } from "./ports/unit-of-work.ts";
import type { Json } from "./ports/values.ts";
import { actorName, conflict, notFound, type Answer } from "./refusal.ts";

export interface Saving {
  readonly ports: ActPorts;
  readonly stores: Stores;
  readonly actor: Actor;
  /** A dossier that is only coming into being has no state yet. */
  readonly loaded: Pick<LoadedDossier, "head"> & (LoadedDossier | { readonly dossier: undefined });
}

export interface SaveCommand {
  readonly writes: readonly RecordWrite[];
  /** The dossier after the writes, where `withRecord` for each of them would not give it. */
  readonly after?: Dossier | undefined;
  /** Set where evidence files were linked or unlinked in this transaction. */
  readonly relinked?: boolean | undefined;
  readonly action: string;
  /** Below `dossier/<id>`; the dossier itself where it is left out. */
  readonly subject?: string | undefined;
  /** For the audit trail: names, numbers and hashes, never a body. */
  readonly detail: Readonly<Record<string, Json>>;
}

export interface Saved {
  readonly revision: number;
  /** How many records have a new version. */
  readonly changed: number;
  /** Of a single write. */
  readonly version: number | undefined;
  readonly record: StoredRecord | undefined;
  readonly evaluation: Evaluation;
  readonly appeared: readonly Problem[];
  readonly disappeared: readonly Problem[];
  /** To be kept in memory once the transaction is committed. */
  readonly state: RememberedDossier;
}

export async function saveChanges(saving: Saving, command: SaveCommand): Promise<Answer<Saved>> {
  const { ports, stores, actor, loaded } = saving;
  const { id } = loaded.head;
  const at = ports.clock.now();
  // The trail names a token; who stands behind it is in the detail.
  const author = { by: actor.personId, at };
  const outcome = await write(stores, id, command.writes, author);
  if (outcome.outcome === "conflict") {
    const conflicts = "conflicts" in outcome ? outcome.conflicts : [outcome];
    return conflict("Somebody else has changed this in the meantime.", conflicts);
  }
  if (outcome.outcome === "not-found") return notFound(outcome.what);
  const today = ports.clock.today();
  const old = loaded.dossier === undefined ? undefined : loaded;
  const before = old === undefined ? [] : evaluateState(ports, id, old, today).problems;
  const dossier = command.after ?? applyWrites(old?.dossier, command.writes);
  const files =
    old === undefined || command.relinked === true ? await readFacts(stores, id, old?.files) : old.files;
  const evaluation = evaluateState(ports, id, { dossier, files, evaluation: undefined }, today);
  const state: RememberedDossier = {
    revision: outcome.revision,
    dossier,
    records: recordsAfter(old?.records, command.writes, outcome),
    files,
    evaluation,
  };
  await keepEvaluation(stores, id, outcome.revision, state, evaluation);
  await renameToHeader(stores, loaded.head, dossier, at);
  const place = command.subject === undefined ? "" : `/${command.subject}`;
  await stores.audit.append({
    organisationId: loaded.head.organisationId,
    at,
    actor: actorName(actor),
    action: command.action,
    subject: `dossier/${id}${place}`,
    detail: {
      ...command.detail,
      ...("version" in outcome ? { toVersion: outcome.version } : {}),
      revision: outcome.revision,
      ...person(actor),
    },
  });
  return ok({
    revision: outcome.revision,
    changed: "changed" in outcome ? outcome.changed : 1,
    version: "version" in outcome ? outcome.version : undefined,
    record: "record" in outcome ? outcome.record : undefined,
    evaluation,
    ...compareProblems(before, evaluation.problems),
    state,
  });
}

/** Who stands behind a token. */
export function person({ personId, token }: Actor): Readonly<Record<string, Json>> {
  return token === undefined ? {} : { person: personId };
}

function write(
  stores: Stores,
  dossierId: string,
  writes: readonly RecordWrite[],
  author: { readonly by: string; readonly at: string },
): Promise<WriteOutcome | WriteManyOutcome> {
  const [only] = writes;
  return writes.length === 1 && only !== undefined
    ? stores.records.write(dossierId, only, author)
    : stores.records.writeMany(dossierId, writes, author);
}

function applyWrites(dossier: Dossier | undefined, writes: readonly RecordWrite[]): Dossier {
  if (dossier === undefined) throw new Error("a new dossier must be given whole");
  return writes.reduce((now, one) => withRecord(now, one.kind, one.key, one.body), dossier);
}

function recordsAfter(
  before: readonly StoredRecord[] | undefined,
  writes: readonly RecordWrite[],
  outcome: WriteOutcome | WriteManyOutcome,
): readonly StoredRecord[] | undefined {
  const [only] = writes;
  if (before === undefined || only === undefined || !("record" in outcome)) return undefined;
  const index = before.findIndex((one) => one.kind === only.kind && one.key === only.key);
  const { record } = outcome;
  // A new record or place changes the order, which is the store's to say.
  if (index < 0 || record?.position !== before[index]?.position) return undefined;
  return before.map((one, place) => (place === index && record !== undefined ? record : one));
}

/** Lists show the name and release that the header gives. */
async function renameToHeader(
  stores: Stores,
  head: DossierHead,
  dossier: Dossier,
  at: string,
): Promise<void> {
  const { name, release } = dossier.header.subject;
  if (name === head.name && release === head.release) return;
  await stores.dossiers.rename(head.id, { name, release: release ?? null }, at);
}

/** Which problems are new and which have gone; the same problem elsewhere is another one. */
export function compareProblems(
  before: readonly Problem[],
  after: readonly Problem[],
): { readonly appeared: readonly Problem[]; readonly disappeared: readonly Problem[] } {
  if (before === after) return { appeared: [], disappeared: [] };
  return { appeared: missingFrom(before, after), disappeared: missingFrom(after, before) };
}

function missingFrom(known: readonly Problem[], problems: readonly Problem[]): readonly Problem[] {
  // Parts that were not evaluated again are the same objects, so that few need comparing by content.
  const same = new Set(known);
  const others = problems.filter((one) => !same.has(one));
  if (others.length === 0) return [];
  const keys = new Set(known.map(keyOf));
  return others.filter((one) => !keys.has(keyOf(one)));
}

function keyOf({ code, at, message }: Problem): string {
  return canonicalJson([code, at, message]);
}
