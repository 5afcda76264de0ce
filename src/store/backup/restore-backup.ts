/** Brings a backup into an empty database: organisations and people, dossiers with their history, evidence, the audit trail. */
import { fail, ok, type Result } from "#base/result";
import type { AuditEvent, DossierHead, NewAuditEvent } from "#workbench/stored";
import { BlobFault } from "../blobs/blob-fault.ts";
import { BackupFault } from "./backup-fault.ts";
import { backupBlobPath, dossierPath, organisationPath, type BackupHeader } from "./backup-format.ts";
import type { BackupSource } from "./backup-source.ts";
import { checkBackup } from "./check-backup.ts";
import { readEvents, readHead, readLinks, readMembers, readOrganisation } from "./read-backup.ts";
import { restoreRecords } from "./restore-records.ts";
import type { BackupPorts } from "./write-backup.ts";

export interface RestoreReport {
  readonly header: BackupHeader;
  readonly organisations: number;
  readonly people: number;
  readonly dossiers: number;
  readonly events: number;
  readonly blobs: number;
  /** What could not be brought back as it was, as sentences. */
  readonly notes: readonly string[];
}

export interface RestoreOptions {
  /** Who restores, for the audit trail. */
  readonly actor: string;
}

type Count = "organisations" | "people" | "dossiers" | "events" | "blobs";

interface Restoring {
  readonly ports: BackupPorts;
  readonly source: BackupSource;
  /** All organisations of the backup, among which dossiers may be shared. */
  readonly ids: readonly string[];
  readonly counts: Record<Count, number>;
  readonly notes: string[];
}

/** Events that go into one transaction. */
const batch = 2000;

/**
 * Checks the whole backup first; the answer is a sentence for the operator when it cannot be restored. If the work breaks off after that,
 * the database is to be thrown away and the restore begun again with an empty one.
 */
export async function restoreBackup(
  ports: BackupPorts,
  source: BackupSource,
  options: RestoreOptions,
): Promise<Result<RestoreReport, string>> {
  try {
    const header = await checkBackup(source);
    await mustBeEmpty(ports);
    const restoring: Restoring = {
      ports,
      source,
      ids: header.organisations.map((one) => one.id),
      counts: { organisations: 0, people: 0, dossiers: 0, events: 0, blobs: 0 },
      notes: header.missingBlobs.map(
        (sha256) => `The evidence file ${sha256} was missing when the backup was made.`,
      ),
    };
    await restoreBlobs(restoring);
    await restoreOrganisations(restoring);
    for (const { id, dossiers } of header.organisations)
      for (const dossierId of dossiers) await restoreDossier(restoring, id, dossierId);
    for (const { id } of header.organisations) await restoreTrail(restoring, id, header, options);
    return ok({ header, ...restoring.counts, notes: restoring.notes });
  } catch (error) {
    if (error instanceof BackupFault || error instanceof BlobFault) return fail(error.message);
    throw error;
  }
}

async function mustBeEmpty({ work }: BackupPorts): Promise<void> {
  const there = await work.inTransaction("system", ({ organisations }) => organisations.list());
  if (there.length === 0) return;
  const names = there.map((one) => one.name).slice(0, 3);
  throw new BackupFault(
    `The database already holds ${names.join(", ")}; a backup is restored into an empty one. Name a new data folder or database.`,
  );
}

/** First, so that no dossier ever points to evidence that is still to come. */
async function restoreBlobs({ ports, source, counts }: Restoring): Promise<void> {
  for (const path of source.paths.filter((one) => one.startsWith("blobs/"))) {
    const facts = await ports.blobs.put(source.open(path), { maxBytes: Number.MAX_SAFE_INTEGER });
    if (facts === "too-large" || backupBlobPath(facts.sha256) !== path)
      throw new BackupFault(`${path} does not hold what its name says.`);
    counts.blobs += 1;
  }
}

/** In one transaction, so that dossiers find every organisation that they name. */
async function restoreOrganisations({ ports, source, ids, counts }: Restoring): Promise<void> {
  await ports.work.inTransaction("system", async ({ organisations: store }) => {
    const people = new Set<string>();
    for (const id of ids) {
      const base = organisationPath(id);
      const organisation = await readOrganisation(source, `${base}/organisation.json`);
      if (organisation.id !== id || (await store.create(organisation)) === "taken")
        throw new BackupFault(`${base}/organisation.json is not that of organisation ${id}.`);
      for await (const { roles, ...person } of readMembers(source, `${base}/members.jsonl`)) {
        if (!people.has(person.id) && (await store.createPerson(person)) === "taken")
          throw new BackupFault(`The address of ${person.name} belongs to somebody else in this database.`);
        people.add(person.id);
        if (person.disabledAt !== undefined) await store.setDisabled(person.id, person.disabledAt);
        if (roles.length > 0) await store.setRoles(id, person.id, roles);
      }
    }
    counts.organisations = ids.length;
    counts.people = people.size;
  });
}

async function restoreDossier(
  restoring: Restoring,
  organisationId: string,
  dossierId: string,
): Promise<void> {
  const { ports, source, ids, counts } = restoring;
  const base = dossierPath(organisationId, dossierId);
  const head = await readHead(source, `${base}/head.json`);
  if (head.id !== dossierId || head.organisationId !== organisationId)
    throw new BackupFault(`${base}/head.json is that of another dossier.`);
  const notes = await ports.work.inTransaction(ids, async (stores) => {
    const parties = head.parties.filter((one) => ids.includes(one.organisationId));
    const { id, name, kind, release } = head;
    const made = { id, organisationId, name, kind, release, parties };
    if ((await stores.dossiers.create(made, head.createdAt)) === "taken")
      throw new BackupFault(`There is a dossier ${id} in this database.`);
    const found = await restoreRecords(stores, source, ports.catalogue, head);
    for await (const { createdAt, createdBy, ...link } of readLinks(source, `${base}/evidence.jsonl`))
      await stores.evidence.link(link, { by: createdBy, at: createdAt });
    if (head.archivedAt !== undefined) await stores.dossiers.archive(id, head.archivedAt);
    return [...lostParties(head, ids), ...found];
  });
  counts.dossiers += 1;
  restoring.notes.push(...notes);
}

function lostParties(head: DossierHead, ids: readonly string[]): readonly string[] {
  return head.parties
    .filter((one) => !ids.includes(one.organisationId))
    .map(
      (one) =>
        `Dossier ${head.name}: the ${one.party}, organisation ${one.organisationId}, is not in the backup and no party any more.`,
    );
}

/** The same events give the same chain; the head is signed anew, and the restore itself is the next event. */
async function restoreTrail(
  { ports, source, counts }: Restoring,
  organisationId: string,
  header: BackupHeader,
  { actor }: RestoreOptions,
): Promise<void> {
  const append = (events: readonly NewAuditEvent[]): Promise<void> =>
    ports.work.inTransaction([organisationId], async ({ audit }) => {
      for (const event of events) await audit.append(event);
    });
  let waiting: AuditEvent[] = [];
  let last: AuditEvent | undefined;
  for await (const event of readEvents(source, `${organisationPath(organisationId)}/audit.jsonl`)) {
    waiting.push(event);
    last = event;
    counts.events += 1;
    if (waiting.length < batch) continue;
    await append(waiting);
    waiting = [];
  }
  await append(waiting);
  const kept = await ports.work.inTransaction([organisationId], ({ audit }) => audit.head(organisationId));
  if (kept?.hash !== last?.hash || kept?.seq !== last?.seq)
    throw new BackupFault(`The audit trail of organisation ${organisationId} did not come out as it was.`);
  const { madeAt, madeBy, manifest } = header;
  const subject = `organisation/${organisationId}`;
  const detail = { madeAt, madeBy, manifest };
  await append([{ organisationId, at: ports.clock.now(), actor, action: "backup.restore", subject, detail }]);
}
