/** Makes a backup of organisations: everything that people put in, in formats that need no Plumbline to be read. */
import { dossierOf } from "#dossier";
import { writeDossierFolder } from "#interchange/dossier-folder";
import type { Catalogue } from "#standards";
import type {
  BlobStore,
  Clock,
  DossierHead,
  EvidenceLink,
  Organisation,
  RecordVersion,
  StoredRecord,
  Stores,
  UnitOfWork,
} from "#workbench/stored";
import { BlobFault } from "../blobs/blob-fault.ts";
import { BackupFault } from "./backup-fault.ts";
import { createBackupFolder, jsonLines, type BackupFolder } from "./backup-folder.ts";
import {
  backupBlobPath,
  backupFormat,
  dossierPath,
  organisationPath,
  type BackupHeader,
} from "./backup-format.ts";

export interface BackupPorts {
  readonly work: UnitOfWork;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
}

export interface BackupOptions {
  /** All organisations where it is left out. */
  readonly organisations?: readonly string[] | undefined;
  /** Version of the program. */
  readonly version: string;
  /** Who asked for it, for the audit trail. */
  readonly actor: string;
}

interface Progress {
  readonly missing: Set<string>;
  readonly withoutFolder: string[];
}

/**
 * Writes the backup into a new or empty folder. Each dossier is as of one moment; people may go on working. Throws `BackupFault` for what
 * the operator can mend, after which the folder holds no `backup.json` and is no backup.
 */
export async function writeBackup(
  ports: BackupPorts,
  folder: string,
  options: BackupOptions,
): Promise<BackupHeader> {
  const madeAt = ports.clock.now();
  const organisations = await organisationsOf(ports, options);
  const into = await createBackupFolder(folder);
  const progress: Progress = { missing: new Set(), withoutFolder: [] };
  const written: { id: string; dossiers: readonly string[] }[] = [];
  for (const organisation of organisations) {
    await noteInTrail(ports, organisation.id, options, madeAt);
    const dossiers = await writeOrganisation(ports, into, organisation, progress);
    written.push({ id: organisation.id, dossiers });
  }
  return into.finish({
    plumblineBackup: backupFormat,
    madeBy: options.version,
    madeAt,
    organisations: written,
    missingBlobs: [...progress.missing].sort(),
    withoutFolder: progress.withoutFolder,
  });
}

async function organisationsOf(ports: BackupPorts, options: BackupOptions): Promise<readonly Organisation[]> {
  const all = await ports.work.inTransaction("system", ({ organisations }) => organisations.list());
  const wanted = options.organisations;
  if (wanted === undefined) return all;
  const unknown = wanted.filter((id) => !all.some((one) => one.id === id));
  if (unknown.length > 0) throw new BackupFault(`There is no organisation ${unknown.join(", ")}.`);
  return all.filter((one) => wanted.includes(one.id));
}

/** Before the trail is read, so that the backup itself stands in it. */
async function noteInTrail(
  { work }: BackupPorts,
  organisationId: string,
  { actor, version }: BackupOptions,
  at: string,
): Promise<void> {
  const subject = `organisation/${organisationId}`;
  const event = { organisationId, at, actor, action: "backup.write", subject, detail: { version } };
  await work.inTransaction([organisationId], ({ audit }) => audit.append(event));
}

async function writeOrganisation(
  ports: BackupPorts,
  into: BackupFolder,
  organisation: Organisation,
  progress: Progress,
): Promise<readonly string[]> {
  const { id } = organisation;
  const base = organisationPath(id);
  const only = { readOnly: true };
  await into.put(`${base}/organisation.json`, `${JSON.stringify(organisation, null, 2)}\n`);
  const members = await ports.work.inTransaction([id], (stores) => stores.organisations.members(id), only);
  await into.put(`${base}/members.jsonl`, jsonLines(members));
  const heads = await ports.work.inTransaction([id], (stores) => dossiersOf(ports, stores, id), only);
  for (const head of heads) await writeDossier(ports, into, head, progress);
  // Last, so that the trail tells at least what the dossiers show.
  await writeTrail(ports, into, id);
  return heads.map((one) => one.id);
}

async function dossiersOf(
  { clock }: BackupPorts,
  { dossiers }: Stores,
  ownedBy: string,
): Promise<readonly DossierHead[]> {
  const heads: DossierHead[] = [];
  let after: string | undefined;
  do {
    const query = { asOf: clock.today(), ownedBy, archived: "with", order: "created", limit: 500 } as const;
    const page = await dossiers.list({ ...query, after });
    if (!page.ok) throw new BackupFault("The list of dossiers could not be read to its end; try again.");
    heads.push(...page.value.items);
    after = page.value.next;
  } while (after !== undefined);
  return heads;
}

/** The trail may be long: it is written as it is read. */
async function writeTrail({ work }: BackupPorts, into: BackupFolder, organisationId: string): Promise<void> {
  const path = `${organisationPath(organisationId)}/audit.jsonl`;
  await work.inTransaction(
    [organisationId],
    async ({ audit }) => {
      await into.put(path, linesOf(audit.stream(organisationId)));
    },
    { readOnly: true },
  );
}

async function* linesOf(values: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const one of values) yield Buffer.from(`${JSON.stringify(one)}\n`, "utf8");
}

interface DossierState {
  readonly head: DossierHead;
  readonly records: readonly StoredRecord[];
  readonly history: readonly RecordVersion[];
  readonly links: readonly EvidenceLink[];
}

async function writeDossier(
  ports: BackupPorts,
  into: BackupFolder,
  { id, organisationId }: DossierHead,
  progress: Progress,
): Promise<void> {
  const only = { readOnly: true };
  const state = await ports.work.inTransaction([organisationId], (stores) => stateOf(stores, id), only);
  const base = dossierPath(organisationId, id);
  const { records, history, links, head } = state;
  await into.put(`${base}/head.json`, `${JSON.stringify(plainHead(head), null, 2)}\n`);
  await into.put(`${base}/history.jsonl`, jsonLines(history));
  await into.put(`${base}/evidence.jsonl`, jsonLines(links));
  const dossier = dossierOf(records);
  if (dossier.ok) {
    for (const file of writeDossierFolder(dossier.value, ports.catalogue))
      await into.put(`${base}/folder/${file.path}`, file.text);
  } else progress.withoutFolder.push(id);
  for (const link of links) await copyBlob(ports, into, link.sha256, progress);
}

/** Without what only a list shows. */
function plainHead(head: DossierHead): DossierHead {
  const { id, organisationId, name, kind, release, revision, archivedAt, createdAt, updatedAt, parties } =
    head;
  return { id, organisationId, name, kind, release, revision, archivedAt, createdAt, updatedAt, parties };
}

async function stateOf(stores: Stores, dossierId: string): Promise<DossierState> {
  const head = await stores.dossiers.find(dossierId);
  const set = await stores.records.readAll(dossierId);
  if (head === undefined || set === undefined) throw new BackupFault(`Dossier ${dossierId} cannot be read.`);
  const history: RecordVersion[] = [];
  let after: string | undefined;
  do {
    const page = await stores.records.changesSince(dossierId, 0, { after, limit: 500 });
    if (!page.ok) throw new BackupFault(`The history of dossier ${dossierId} cannot be read to its end.`);
    history.push(...page.value.items);
    after = page.value.next;
  } while (after !== undefined);
  return { head, records: set.records, history, links: await stores.evidence.list(dossierId) };
}

/** A blob that is gone or damaged is told, and does not keep the rest from being saved. */
async function copyBlob(
  { blobs }: BackupPorts,
  into: BackupFolder,
  sha256: string,
  { missing }: Progress,
): Promise<void> {
  const path = backupBlobPath(sha256);
  if (into.has(path) || missing.has(sha256)) return;
  const found = await blobs.get(sha256);
  if (found === undefined) {
    missing.add(sha256);
    return;
  }
  try {
    await into.put(path, found.content);
  } catch (error) {
    if (!(error instanceof BlobFault) || error.code !== "damaged") throw error;
    missing.add(sha256);
  }
}
