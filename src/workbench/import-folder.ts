/** Act: bring the files of a dossier folder into the workbench, as a new dossier or in place of one, all of it or nothing. */
import { may, type Actor, type DossierSituation } from "#access";
import type { Placed } from "#base/place";
import { ok } from "#base/result";
import { recordsOf, type Dossier, type DossierRecord } from "#dossier";
import type { FolderFile } from "#interchange/dossier-folder";
import type { Problem } from "#problems";
import type { ActPorts } from "./act-ports.ts";
import { applyChanges, compareRecords, type RecordChange } from "./compare-records.ts";
import type { RememberedDossier } from "./dossier-memory.ts";
import { hashBody } from "./hash-text.ts";
import { keepContents, linkContents, type KeptContent } from "./import-evidence.ts";
import { loadDossier, situationOf, toDossier, type LoadedDossier } from "./load-dossier.ts";
import { partyFault } from "./party-fault.ts";
import type { DossierHead, DossierParty } from "./ports/dossiers.ts";
import type { RecordName, RecordWrite } from "./ports/records.ts";
import type { Stores } from "./ports/unit-of-work.ts";
import type { Json } from "./ports/values.ts";
import { readForImport, type ReadFolder } from "./read-for-import.ts";
import {
  cancelled,
  conflict,
  forbidden,
  granted,
  inState,
  invalid,
  mayIn,
  visibleTo,
  type Answer,
} from "./refusal.ts";
import { rightToWrite } from "./right-to-write.ts";
import { saveChanges } from "./save-changes.ts";
import { shareUnchanged } from "./share-unchanged.ts";
import { isCancelled, type Working } from "./working.ts";

/** A file of the folder that is no YAML; opened when its content is needed. */
export interface ImportEvidence {
  readonly path: string;
  readonly bytes: number;
  readonly open: () => AsyncIterable<Uint8Array>;
}

export interface ImportFolderCommand {
  readonly into:
    | { readonly organisationId: string; readonly parties?: readonly DossierParty[] | undefined }
    | { readonly dossierId: string; readonly expectedRevision: number };
  readonly files: readonly FolderFile[];
  /** YAML files that are there but could not be read. */
  readonly unread?: readonly string[] | undefined;
  /** Problems of unpacking. */
  readonly problems?: readonly Problem[] | undefined;
  readonly evidence: readonly ImportEvidence[];
  /** Says what would change and writes nothing. */
  readonly dryRun: boolean;
  /** Also where files could be read only in part; what could not be read is then lost. */
  readonly despiteProblems?: boolean | undefined;
  /** Leaves out records that the actor may not write, where otherwise the whole import is refused. */
  readonly leaveOut?: boolean | undefined;
}

export interface ImportReport {
  /** Undefined for a new dossier in a dry run. */
  readonly dossierId: string | undefined;
  /** Undefined in a dry run. */
  readonly revision: number | undefined;
  /** Whether the import was done or, after a dry run, whether it would be. */
  readonly refusal: string | undefined;
  readonly files: number;
  /** Records that the folder holds. */
  readonly records: number;
  readonly changes: readonly RecordChange[];
  readonly leftOut: readonly RecordName[];
  readonly evidence: {
    readonly linked: number;
    /** Items that name a file which the folder does not hold. */
    readonly missing: readonly string[];
    /** Files of the folder that no item names. */
    readonly unnamed: readonly string[];
  };
  /** Of reading the folder, each with file and line where it has one. */
  readonly problems: readonly Placed<Problem>[];
}

export async function importFolder(
  ports: ActPorts,
  actor: Actor,
  command: ImportFolderCommand,
  working?: Working,
): Promise<Answer<ImportReport>> {
  const early = await rightBefore(ports, actor, command);
  if (!early.ok) return early;
  await working?.progress(0.05, "Reading the files");
  const reading = readForImport(command, ports.catalogue);
  if (!reading.ok) return reading;
  if (reading.value.refusal !== undefined && !command.dryRun) {
    return invalid(reading.value.refusal, { problems: reading.value.problems });
  }
  if (isCancelled(working)) return cancelled();
  const contents = command.dryRun
    ? ok([])
    : await keepContents(ports, reading.value.dossier, command.evidence, working);
  if (!contents.ok) return contents;
  await working?.progress(0.8, "Writing the records");
  if (isCancelled(working)) return cancelled();
  const done = await ports.work.inTransaction(
    visibleTo(actor),
    (stores) =>
      importInto({ ports, stores, actor, command, reading: reading.value, contents: contents.value }),
    command.dryRun ? { readOnly: true } : {},
  );
  if (!done.ok) return done;
  const { report, state } = done.value;
  if (state !== undefined && report.dossierId !== undefined) ports.memory.keep(report.dossierId, state);
  return ok(report);
}

/** Refuses before anything is read or kept where the actor may not import there at all. */
async function rightBefore(
  ports: ActPorts,
  actor: Actor,
  { into }: ImportFolderCommand,
): Promise<Answer<undefined>> {
  if ("organisationId" in into) return mayIn(actor, "dossier.create", into.organisationId);
  const loaded = await ports.work.inTransaction(
    visibleTo(actor),
    (stores) => loadDossier(ports, stores, actor, into.dossierId),
    { readOnly: true },
  );
  if (!loaded.ok) return loaded;
  const rights = (["claims.write", "review.write", "assessment.write", "finding.write"] as const).map((one) =>
    may(actor, one, loaded.value.situation),
  );
  const [first] = rights;
  return rights.some((one) => one.allowed) || first === undefined ? ok(undefined) : granted(first);
}

interface Importing {
  readonly ports: ActPorts;
  readonly stores: Stores;
  readonly actor: Actor;
  readonly command: ImportFolderCommand;
  readonly reading: ReadFolder;
  readonly contents: readonly KeptContent[];
}

interface Imported {
  readonly report: ImportReport;
  readonly state: RememberedDossier | undefined;
}

/** Where the import goes: a dossier that is there, or one that is only coming into being. */
interface Target {
  readonly loaded: LoadedDossier | undefined;
  readonly situation: DossierSituation;
  readonly records: readonly DossierRecord[];
}

async function importInto(importing: Importing): Promise<Answer<Imported>> {
  const { actor, command, reading } = importing;
  const target = await findTarget(importing);
  if (!target.ok) return target;
  const { loaded, situation, records } = target.value;
  const incoming = recordsOf(reading.dossier);
  const wanted = compareRecords(records, incoming);
  const rights = wanted.map((one) => rightToWrite(actor, loaded?.dossier, situation, one));
  const refused = wanted.filter((_, index) => rights[index]?.ok === false);
  const reasons = [...new Set(rights.flatMap((one) => (one.ok ? [] : [one.error.because])))];
  const changes = wanted.filter((one) => !refused.includes(one));
  if (refused.length > 0 && command.leaveOut !== true && !command.dryRun) {
    return forbidden(`${reasons.join(" ")} This concerns ${namesOf(refused)}.`);
  }
  if (refused.some((one) => one.kind === "header")) return forbidden(reasons.join(" "));
  const report = reportOf(importing, target.value, { changes, refused, reasons, records: incoming.length });
  if (command.dryRun) return ok({ report, state: undefined });
  const after = shareUnchanged(
    loaded?.dossier,
    toDossier(loaded?.head.id ?? "new", applyChanges(records, changes)),
  );
  return writeImport(importing, target.value, { changes, after, report });
}

async function findTarget({ ports, stores, actor, command, reading }: Importing): Promise<Answer<Target>> {
  const { into, dryRun } = command;
  if ("organisationId" in into) {
    const { organisationId, parties = [] } = into;
    const fault = partyFault(parties, reading.dossier.header.parties.assessment, organisationId);
    if (fault !== undefined) return invalid(fault);
    const situation = situationOf({ organisationId, parties, archivedAt: undefined }, reading.dossier);
    return ok({ loaded: undefined, situation, records: [] });
  }
  const loaded = await loadDossier(ports, stores, actor, into.dossierId, { lock: !dryRun });
  if (!loaded.ok) return loaded;
  const { head, situation, dossier, records } = loaded.value;
  if (head.revision !== into.expectedRevision) {
    return conflict(
      `The dossier is at revision ${String(head.revision)}, not ${String(into.expectedRevision)}.`,
    );
  }
  // Kept records have the places that were given to them; those of the dossier are counted anew.
  const present = records ?? (await stores.records.readAll(head.id))?.records ?? recordsOf(dossier);
  return ok({ loaded: loaded.value, situation, records: present });
}

async function writeImport(
  importing: Importing,
  { loaded }: Target,
  { changes, after, report }: { changes: readonly RecordChange[]; after: Dossier; report: ImportReport },
): Promise<Answer<Imported>> {
  const { ports, stores, actor, command, contents } = importing;
  const head = loaded?.head ?? (await createHead(importing, after));
  if (head === undefined) return inState("The id of the new dossier is taken; try again.");
  const linked = await linkContents(importing, {
    head,
    before: loaded?.dossier,
    after,
    situation: loaded?.situation,
    contents,
  });
  if (!linked.ok) return linked;
  const done = { ...report, dossierId: head.id, evidence: { ...report.evidence, linked: linked.value } };
  if (changes.length === 0 && linked.value === 0)
    return ok({ report: { ...done, revision: head.revision }, state: undefined });
  const writes = changes.map(({ kind, key, body, position }): RecordWrite => ({
    kind,
    key,
    body: body as Json | undefined,
    expected: "any",
    ...(body === undefined ? {} : { position }),
  }));
  const count = (change: RecordChange["change"]): number =>
    changes.filter((one) => one.change === change).length;
  const saved = await saveChanges(
    { ports, stores, actor, loaded: loaded ?? { head, dossier: undefined } },
    {
      writes,
      after,
      relinked: linked.value > 0,
      action: "dossier.import",
      detail: {
        files: command.files.length,
        added: count("added"),
        changed: count("changed"),
        moved: count("moved"),
        removed: count("removed"),
        leftOut: report.leftOut.length,
        evidence: linked.value,
        recordsSha256: hashBody(recordsOf(after)),
        assessment: after.header.parties.assessment,
      },
    },
  );
  return saved.ok
    ? ok({ report: { ...done, revision: saved.value.revision }, state: saved.value.state })
    : saved;
}

async function createHead(
  { ports, stores, command }: Importing,
  after: Dossier,
): Promise<DossierHead | undefined> {
  if (!("organisationId" in command.into)) return undefined;
  const id = ports.ids.next();
  const { kind, subject } = after.header;
  const { organisationId, parties = [] } = command.into;
  const made = { id, organisationId, name: subject.name, kind, release: subject.release, parties };
  const outcome = await stores.dossiers.create(made, ports.clock.now());
  return outcome === "taken" ? undefined : stores.dossiers.lock(id);
}

function reportOf(
  { command, reading }: Importing,
  { loaded }: Target,
  found: {
    changes: readonly RecordChange[];
    refused: readonly RecordChange[];
    reasons: readonly string[];
    records: number;
  },
): ImportReport {
  const { changes, refused, reasons, records } = found;
  const named = new Set(Object.values(reading.dossier.evidence).flatMap((one) => one.file ?? []));
  const there = new Set(command.evidence.map((one) => one.path));
  const held = refused.length === 0 || command.leaveOut === true ? undefined : reasons.join(" ");
  return {
    dossierId: loaded?.head.id,
    revision: undefined,
    refusal: reading.refusal ?? held,
    files: command.files.length,
    records,
    changes,
    leftOut: refused.map(({ kind, key }) => ({ kind, key })),
    evidence: {
      linked: 0,
      missing: [...named].filter((path) => !there.has(path)),
      unnamed: command.evidence.map((one) => one.path).filter((path) => !named.has(path)),
    },
    problems: reading.problems,
  };
}

function namesOf(changes: readonly RecordChange[]): string {
  const names = changes.slice(0, 5).map((one) => `${one.kind} ${one.key}`);
  const more = changes.length - names.length;
  return more > 0 ? `${names.join(", ")} and ${String(more)} more` : names.join(", ");
}
