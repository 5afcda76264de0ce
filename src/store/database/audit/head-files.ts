/** Signed heads outside of the database: cutting the tail of the table and of its head row still shows here. */
import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, unlink } from "node:fs/promises";
import path from "node:path";
import type { AuditHead } from "#workbench/stored";
import { faultCode, reasonOf } from "../database-fault.ts";

export interface HeadFiles {
  /** Sees to it that the organisation has a file, with this head when it has none; rejects when it cannot be written. */
  readonly begin: (head: AuditHead) => Promise<void>;
  /** Takes a head that was committed; the newest of each organisation is written soon. */
  readonly publish: (head: AuditHead) => void;
  /** Undefined when there is none; a text when the file cannot be understood. */
  readonly read: (organisationId: string) => Promise<AuditHead | string | undefined>;
  /** Resolves when everything published so far is written, or has failed to be. */
  readonly flush: () => Promise<void>;
}

/**
 * Heads in `audit-heads/` of the data folder. A write that fails (disk full) is told to `warn` and made up for with the next head: the
 * act that caused it is committed already, and the file only says "at least so many".
 */
export function headFiles(folder: string, warn: (line: string) => void): HeadFiles {
  const place = path.join(folder, "audit-heads");
  const waiting = new Map<string, AuditHead>();
  const written = new Map<string, number>();
  let running: Promise<void> | undefined;

  const drain = async (): Promise<void> => {
    for (let next = firstOf(waiting); next !== undefined; next = firstOf(waiting)) {
      waiting.delete(next.organisationId);
      try {
        await writeHead(place, next);
        written.set(next.organisationId, next.seq);
      } catch (error) {
        warn(`The head of the audit trail of ${next.organisationId} was not written: ${reasonOf(error)}`);
      }
    }
    running = undefined;
  };

  return {
    begin: async (head) => {
      if (written.has(head.organisationId)) return;
      if ((await readHead(fileOf(place, head.organisationId))) === undefined) {
        await writeHead(place, head);
        // Another server may have begun the trail; or someone removed the file.
        if (head.seq > 0) {
          warn(
            `${place} had no head of the audit trail of ${head.organisationId}; it begins with event ${head.seq}`,
          );
        }
      }
      // Unless a newer one was written while this waited.
      written.set(head.organisationId, Math.max(0, written.get(head.organisationId) ?? 0));
    },
    publish: (head) => {
      const known = waiting.get(head.organisationId)?.seq ?? written.get(head.organisationId) ?? 0;
      // Transactions may report in another order than they were committed in.
      if (head.seq <= known) return;
      waiting.set(head.organisationId, head);
      running ??= drain();
    },
    read: (organisationId) => readHead(fileOf(place, organisationId)),
    flush: async () => {
      while (running !== undefined) await running;
    },
  };
}

function firstOf(heads: ReadonlyMap<string, AuditHead>): AuditHead | undefined {
  for (const head of heads.values()) return head;
  return undefined;
}

function fileOf(place: string, organisationId: string): string {
  return path.join(place, `${encodeURIComponent(organisationId).replaceAll(".", "%2E")}.json`);
}

async function writeHead(place: string, head: AuditHead): Promise<void> {
  await mkdir(place, { recursive: true, mode: 0o700 });
  const target = fileOf(place, head.organisationId);
  // Another server on the same folder may have written a later one.
  const present = await readHead(target);
  if (typeof present === "object" && present.seq >= head.seq) return;
  const draft = `${target}.${randomBytes(6).toString("hex")}.new`;
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(head, undefined, 2)}\n`);
    await handle.sync();
    await handle.close();
    await rename(draft, target);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await unlink(draft).catch(() => undefined);
    throw error;
  }
}

async function readHead(file: string): Promise<AuditHead | string | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    return faultCode(error) === "ENOENT" ? undefined : `${file} cannot be read: ${reasonOf(error)}`;
  }
  try {
    const { organisationId, seq, hash, at, keyId, signature } = JSON.parse(text) as Partial<AuditHead>;
    const texts = [organisationId, hash, at, keyId, signature];
    if (typeof seq === "number" && texts.every((one) => typeof one === "string")) {
      return { organisationId, seq, hash, at, keyId, signature } as AuditHead;
    }
  } catch {
    // Told below: what matters is that it is no head.
  }
  return `${file} is not the head of an audit trail`;
}
