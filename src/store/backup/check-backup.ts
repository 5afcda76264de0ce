/** Reads a whole backup and compares it with its manifest and its audit chains, before anything is restored from it. */
import { createHash } from "node:crypto";
import { chainStart, hashEvent } from "../database/audit/chain.ts";
import { BackupFault } from "./backup-fault.ts";
import { headerPath, manifestPath, organisationPath, type BackupHeader } from "./backup-format.ts";
import type { BackupSource } from "./backup-source.ts";
import { readEvents, readHeader, readManifest } from "./read-backup.ts";

/** The header of a backup that is whole; throws `BackupFault` with everything that is not. */
export async function checkBackup(source: BackupSource): Promise<BackupHeader> {
  const header = await readHeader(source);
  const manifest = await digest(source, manifestPath);
  if (manifest.sha256 !== header.manifest)
    throw new BackupFault("manifest.jsonl is not the one that the backup was made with.");
  const faults = await fileFaults(source, header);
  // Files that were changed may hold anything; their trail would only be said to be wrong once more.
  if (faults.length === 0)
    for (const { id } of header.organisations) faults.push(...(await chainFaults(source, id)));
  if (faults.length === 0) return header;
  const more = faults.length > 5 ? ` And ${String(faults.length - 5)} more.` : "";
  throw new BackupFault(`The backup is damaged. ${faults.slice(0, 5).join(" ")}${more}`);
}

async function fileFaults(source: BackupSource, header: BackupHeader): Promise<string[]> {
  const faults: string[] = [];
  const there = new Set(source.paths);
  let count = 0;
  for await (const { path, bytes, sha256 } of readManifest(source)) {
    count += 1;
    if (!there.delete(path)) faults.push(`${path} is missing.`);
    else {
      const found = await digest(source, path);
      if (found.sha256 !== sha256 || found.bytes !== bytes) faults.push(`${path} was changed.`);
    }
  }
  if (count !== header.files)
    faults.push(`The manifest names ${String(count)} of ${String(header.files)} files.`);
  for (const path of there)
    if (path !== headerPath && path !== manifestPath) faults.push(`${path} is none of its files.`);
  return faults;
}

async function digest(
  source: BackupSource,
  path: string,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of source.open(path)) {
    hash.update(piece);
    bytes += piece.byteLength;
  }
  return { sha256: hash.digest("hex"), bytes };
}

/** A trail that does not hold together must not be begun anew with a good signature under it. */
async function chainFaults(source: BackupSource, organisationId: string): Promise<readonly string[]> {
  let seq = 0;
  let previous = chainStart;
  const path = `${organisationPath(organisationId)}/audit.jsonl`;
  for await (const event of readEvents(source, path)) {
    seq += 1;
    const { hash, ...rest } = event;
    const fits =
      event.organisationId === organisationId && event.seq === seq && event.previousHash === previous;
    if (!fits || hashEvent(rest) !== hash)
      return [
        `The audit trail of organisation ${organisationId} does not hold together at event ${String(seq)}.`,
      ];
    previous = hash;
  }
  return [];
}
