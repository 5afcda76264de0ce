/** Reads a dossier inside a transaction, from memory where its revision is known there, and checks the right to it. */
import { may, type Actor, type DossierAction, type DossierSituation } from "#access";
import { canonicalJson } from "#base/fingerprint";
import { ok } from "#base/result";
import { dossierOf, type Dossier, type DossierRecord } from "#dossier";
import type { ActPorts } from "./act-ports.ts";
import type { FileFacts, RememberedDossier } from "./dossier-memory.ts";
import type { DossierHead } from "./ports/dossiers.ts";
import type { EvidenceLink } from "./ports/evidence.ts";
import type { StoredRecord } from "./ports/records.ts";
import type { Stores } from "./ports/unit-of-work.ts";
import { granted, notFound, type Answer } from "./refusal.ts";
import { shareUnchanged } from "./share-unchanged.ts";

export interface LoadedDossier extends RememberedDossier {
  readonly head: DossierHead;
  readonly situation: DossierSituation;
}

export interface LoadOptions {
  /** Holds the dossier for this transaction, for acts that write. */
  readonly lock?: boolean;
  /** What must be allowed; acts that write single records check theirs themselves. */
  readonly action?: DossierAction;
}

/** The present state of a dossier that the actor may see. */
export async function loadDossier(
  ports: Pick<ActPorts, "memory">,
  stores: Stores,
  actor: Actor,
  dossierId: string,
  options: LoadOptions = {},
): Promise<Answer<LoadedDossier>> {
  const head = await (options.lock === true
    ? stores.dossiers.lock(dossierId)
    : stores.dossiers.find(dossierId));
  if (head === undefined) return notFound("dossier");
  const remembered =
    ports.memory.recall(dossierId, head.revision) ?? (await readDossier(ports, stores, head));
  const situation = situationOf(head, remembered.dossier);
  const seen = granted(may(actor, "dossier.read", situation));
  if (!seen.ok) return seen;
  if (options.action !== undefined) {
    const right = granted(may(actor, options.action, situation));
    if (!right.ok) return right;
  }
  const files = await readFacts(stores, dossierId, remembered.files);
  const evaluation = files === remembered.files ? remembered.evaluation : undefined;
  const state = { ...remembered, files, evaluation };
  ports.memory.keep(dossierId, state);
  return ok({ ...state, head, situation });
}

export function situationOf(
  head: Pick<DossierHead, "organisationId" | "parties" | "archivedAt">,
  dossier: Pick<Dossier, "header">,
): DossierSituation {
  return {
    organisationId: head.organisationId,
    parties: head.parties,
    mode: dossier.header.parties.assessment,
    archived: head.archivedAt !== undefined,
  };
}

async function readDossier(
  { memory }: Pick<ActPorts, "memory">,
  stores: Stores,
  head: DossierHead,
): Promise<RememberedDossier> {
  const set = await stores.records.readAll(head.id);
  if (set === undefined) throw new Error(`dossier ${head.id} has a head but no records`);
  const { revision, records } = set;
  // Another server may have written to it: what it left alone need not be evaluated again.
  const dossier = shareUnchanged(memory.latest(head.id)?.dossier, toDossier(head.id, records));
  return {
    revision,
    records,
    dossier,
    files: memory.latest(head.id)?.files ?? noFiles,
    evaluation: undefined,
  };
}

const noFiles: FileFacts = Object.freeze(Object.create(null) as Record<string, never>);

/** Kept records were checked when they were written; what is no dossier now was damaged since. */
export function toDossier(dossierId: string, records: readonly (DossierRecord | StoredRecord)[]): Dossier {
  const answer = dossierOf(records);
  if (answer.ok) return answer.value;
  throw new Error(`dossier ${dossierId} is damaged: ${answer.error.map((one) => one.message).join("; ")}`);
}

/** Facts about the evidence files; the same object as before where nothing changed, so that nothing is evaluated again. */
export async function readFacts(
  stores: Stores,
  dossierId: string,
  before: FileFacts = noFiles,
): Promise<FileFacts> {
  const after = factsOf(await stores.evidence.list(dossierId));
  return canonicalJson(after) === canonicalJson(before) ? before : after;
}

function factsOf(links: readonly EvidenceLink[]): FileFacts {
  const facts = Object.create(null) as Record<string, FileFacts[string]>;
  for (const { evidenceId, sha256, bytes } of links) facts[evidenceId] = { state: "present", sha256, bytes };
  return facts;
}
