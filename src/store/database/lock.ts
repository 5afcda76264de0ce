/** One process per data folder: the embedded database would silently lose data with two. */
import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rmdir, stat, unlink } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import path from "node:path";
import { DatabaseFault, faultCode } from "./database-fault.ts";
import { isAlive, ownIdentity, startOf, type ProcessIdentity } from "./process-identity.ts";

export interface FolderLock {
  readonly release: () => Promise<void>;
}

interface LockContent extends ProcessIdentity {
  /** Two locks never read the same, even of one process. */
  readonly nonce: string;
}

const lockName = "plumbline.lock";
const socketName = "plumbline.sock";
const guardName = "plumbline.lock.taking-over";

/**
 * Takes the lock of the folder, which must exist. The lock file names the process that holds it. It is taken over only from a
 * process that certainly ended; a process that lives keeps it, however long it is silent.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = path.join(folder, lockName);
  const own: LockContent = { ...(await ownIdentity()), nonce: randomUUID() };
  for (let round = 0; round < 5; round += 1) {
    if (await created(file, own)) return heldLock(folder, file, own);
    const holder = await readHolder(file);
    if (holder === undefined) continue;
    const live = await whyLive(folder, holder, own);
    if (live !== undefined) throw new DatabaseFault("locked", refusal(folder, file, holder, live));
    await removeStale(folder, file, holder);
  }
  throw new DatabaseFault(
    "locked",
    `Other processes are opening and closing ${folder} at this moment; try again`,
  );
}

async function created(file: string, own: LockContent): Promise<boolean> {
  try {
    const handle = await open(file, "wx", 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(own)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (faultCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** Undefined when the file has gone; a file that is being written is waited for. */
async function readHolder(file: string): Promise<LockContent | undefined> {
  for (let round = 0; round < 20; round += 1) {
    const text = await readFile(file, "utf8").catch((error: unknown) => {
      if (faultCode(error) === "ENOENT") return undefined;
      throw error;
    });
    if (text === undefined) return undefined;
    const holder = parseHolder(text);
    if (holder !== undefined) return holder;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new DatabaseFault(
    "locked",
    `The lock file ${file} does not say which process holds it. If no other Plumbline runs on this folder, delete the file and start again`,
  );
}

function parseHolder(text: string): LockContent | undefined {
  try {
    const value = JSON.parse(text) as Partial<LockContent> | null;
    if (typeof value?.pid !== "number" || typeof value.host !== "string") return undefined;
    const { pid, host, started, boot, namespace, nonce } = value;
    return { pid, host, started, boot, namespace, nonce: nonce ?? "" };
  } catch {
    return undefined;
  }
}

/** Why the holder must be taken for alive; undefined when it has certainly ended. */
async function whyLive(folder: string, holder: LockContent, own: LockContent): Promise<string | undefined> {
  if (holder.host !== own.host) return `on the machine or in the container ${holder.host}`;
  if (holder.boot !== undefined && own.boot !== undefined && holder.boot !== own.boot) return undefined;
  if (holder.namespace !== own.namespace) {
    // Another container with our host name, or ours before it was restarted: the numbers say nothing, the socket does.
    return (await answers(path.join(folder, socketName))) ? "in another container" : undefined;
  }
  if (!isAlive(holder.pid)) return undefined;
  const started = await startOf(holder.pid);
  const reused = started !== undefined && holder.started !== undefined && started !== holder.started;
  return reused ? undefined : "on this machine";
}

function refusal(folder: string, file: string, holder: LockContent, where: string): string {
  const remedy =
    where === "on this machine"
      ? "Stop it first, work through its HTTP API, or use another data folder"
      : `Stop it first; if it has certainly ended, delete ${file} and start again`;
  return `The data folder ${folder} is in use by process ${String(holder.pid)} ${where}. ${remedy}`;
}

/**
 * Removes the lock of a process that ended. Only one process at a time may do that, and it looks again before: otherwise the second
 * of two would remove the fresh lock of the first.
 */
async function removeStale(folder: string, file: string, stale: LockContent): Promise<void> {
  const guard = path.join(folder, guardName);
  try {
    await mkdir(guard);
  } catch (error) {
    if (faultCode(error) !== "EEXIST") throw error;
    const made = await stat(guard).catch(() => undefined);
    if (made !== undefined && Date.now() - made.mtimeMs > 30_000) {
      throw new DatabaseFault(
        "locked",
        `An earlier start was interrupted while it took over the lock of ${folder}. If no other Plumbline runs on this folder, delete ${guard} and start again`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    return;
  }
  try {
    const now = await readHolder(file);
    if (now?.nonce === stale.nonce && now.pid === stale.pid) await unlink(file);
  } finally {
    await rmdir(guard);
  }
}

async function heldLock(folder: string, file: string, own: LockContent): Promise<FolderLock> {
  const socket = await listenOn(path.join(folder, socketName));
  return {
    release: async () => {
      socket?.close();
      const holder = await readFile(file, "utf8").then(parseHolder, () => undefined);
      if (holder?.nonce === own.nonce) await unlink(file);
    },
  };
}

/** A socket that the system answers for as long as this process lives. Not every file system and path length allows one. */
async function listenOn(address: string): Promise<Server | undefined> {
  if (process.platform === "win32" || Buffer.byteLength(address) > 100) return undefined;
  await unlink(address).catch(() => undefined);
  return new Promise((resolve) => {
    const server = createServer((connection) => connection.destroy());
    server.once("error", () => {
      resolve(undefined);
    });
    server.listen(address, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** Only a refused connection proves that nobody listens any more; anything unclear counts as an answer. */
async function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(address);
    connection.once("connect", () => {
      connection.destroy();
      resolve(true);
    });
    connection.once("error", (error) => {
      resolve(faultCode(error) !== "ECONNREFUSED");
    });
  });
}
