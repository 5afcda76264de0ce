/** Brings back the records of one dossier: by writing its history again, revision after revision. */
import { canonicalJson } from "#base/fingerprint";
import { dossierOf, recordsOf, type DossierRecord } from "#dossier";
import { readDossierFolder, type FolderFile } from "#interchange/dossier-folder";
import type { Catalogue } from "#standards";
import type { DossierHead, Json, RecordVersion, RecordWrite, Stores } from "#workbench/stored";
import { BackupFault } from "./backup-fault.ts";
import { dossierPath } from "./backup-format.ts";
import type { BackupSource } from "./backup-source.ts";
import { readText, readVersions } from "./read-backup.ts";

/** The answer is what did not come back as it was, as sentences. */
export async function restoreRecords(
  stores: Stores,
  source: BackupSource,
  catalogue: Catalogue,
  head: DossierHead,
): Promise<readonly string[]> {
  const base = dossierPath(head.organisationId, head.id);
  await writeHistory(stores, source, `${base}/history.jsonl`, head);
  const files = await folderFiles(source, `${base}/folder/`);
  if (files.length === 0) return [];
  const { dossier, problems } = readDossierFolder(files, catalogue);
  if (dossier === undefined)
    return [
      `Dossier ${head.name}: its folder cannot be read (${problems[0]?.message ?? "unknown"}); the history was.`,
    ];
  return agree(stores, head, recordsOf(dossier));
}

async function writeHistory(
  { records }: Stores,
  source: BackupSource,
  path: string,
  { id }: DossierHead,
): Promise<void> {
  let waiting: RecordVersion[] = [];
  const write = async (): Promise<void> => {
    const [first] = waiting;
    if (first === undefined) return;
    const author = { by: first.by, at: first.at };
    const outcome = await records.writeMany(id, waiting.map(writeOf), author);
    if (outcome.outcome !== "written" || outcome.revision !== first.revision)
      throw new BackupFault(`${path} does not lead to revision ${String(first.revision)}.`);
    waiting = [];
  };
  for await (const version of readVersions(source, path)) {
    if (waiting[0] !== undefined && waiting[0].revision !== version.revision) await write();
    waiting.push(version);
  }
  await write();
}

/** What was expected then is what is there now: the version before. */
function writeOf({ kind, key, body, position, version }: RecordVersion): RecordWrite {
  return { kind, key, body, position, expected: version - 1 };
}

async function folderFiles(source: BackupSource, below: string): Promise<readonly FolderFile[]> {
  const files: FolderFile[] = [];
  for (const path of source.paths.filter((one) => one.startsWith(below)))
    files.push({ path: path.slice(below.length), text: await readText(source, path) });
  return files;
}

/**
 * The folder is what people read and what later formats can still read; where the history leads to something else, the folder
 * counts, and the difference becomes a revision of its own.
 */
async function agree(
  { records }: Stores,
  head: DossierHead,
  wanted: readonly DossierRecord[],
): Promise<readonly string[]> {
  const set = await records.readAll(head.id);
  if (set === undefined) throw new BackupFault(`Dossier ${head.id} cannot be read after it was written.`);
  // Taken apart and put together again, so that only what a dossier says is compared.
  const present = dossierOf(set.records);
  const before = new Map((present.ok ? recordsOf(present.value) : []).map((one) => [nameOf(one), one]));
  const writes: RecordWrite[] = [];
  for (const one of wanted) {
    const there = before.get(nameOf(one));
    before.delete(nameOf(one));
    if (there !== undefined && canonicalJson(there.body) === canonicalJson(one.body)) continue;
    writes.push({ kind: one.kind, key: one.key, body: one.body as Json, expected: "any" });
  }
  for (const { kind, key } of before.values()) writes.push({ kind, key, body: undefined, expected: "any" });
  if (writes.length === 0) return [];
  await records.writeMany(head.id, writes, { by: "system", at: head.updatedAt });
  const names = writes.slice(0, 3).map(nameOf).join(", ");
  return [
    `Dossier ${head.name}: ${String(writes.length)} records of its folder differ from its history and count, among them ${names}.`,
  ];
}

function nameOf({ kind, key }: { readonly kind: string; readonly key: string }): string {
  return `${kind}/${key}`;
}
