/** Writes files of a folder all or none: staged beside their place, then renamed, and put back if a rename fails. */
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { copyFile, link, lstat, mkdir, open, realpath, rename, unlink } from "node:fs/promises";
import path from "node:path";
import { fail, ok, type Result } from "#base/result";
import { problem, type Problem } from "#problems";
import { errorCode, pathFault, reasonOf } from "./folder-paths.ts";

export interface FileChange {
  /** From the folder, with forward slashes. */
  readonly path: string;
  /** The new content; undefined removes the file. */
  readonly text: string | Uint8Array | undefined;
}

/** The step that can fail half-way, given in so that a test can make it fail. */
export interface Disk {
  readonly rename: (from: string, to: string) => Promise<void>;
}

interface Staged {
  readonly change: FileChange;
  readonly target: string;
  readonly staged: string | undefined;
  backup: string | undefined;
}

/**
 * Makes the changes in the folder at `root`, which must exist. When something fails, the files are as they were and the
 * problem says what stood in the way. Symbolic links are never written through.
 */
export async function writeFiles(
  root: string,
  changes: readonly FileChange[],
  disk: Disk = { rename },
): Promise<Result<void, readonly Problem[]>> {
  const work: Staged[] = [];
  let current = "";
  try {
    const realRoot = await realpath(root);
    const refused = (await Promise.all(changes.map((change) => refusalOf(realRoot, change)))).filter(
      (one) => one !== undefined,
    );
    if (refused.length > 0) return fail(refused);
    for (const change of changes) {
      current = change.path;
      work.push(await stage(realRoot, change));
    }
    for (const one of work) {
      current = one.change.path;
      await putInPlace(one, disk);
    }
  } catch (error) {
    await undo(work, disk);
    const message = `${current === "" ? root : current} could not be written: ${reasonOf(error)}; nothing was changed`;
    return fail([problem("file/not-written", { message, at: ["line", current, 1, 1] })]);
  }
  await Promise.all(work.map((one) => discard(one.backup)));
  await syncFolders(work);
  return ok(undefined);
}

/** Refuses paths that leave the folder and links on the way. */
async function refusalOf(realRoot: string, change: FileChange): Promise<Problem | undefined> {
  const fault = pathFault(change.path);
  if (fault !== undefined) {
    const message = `${change.path} is not written: the path ${fault}`;
    return problem("file/not-written", { message, at: ["line", change.path, 1, 1] });
  }
  const steps = change.path.split("/");
  for (let count = 1; count <= steps.length; count += 1) {
    const part = steps.slice(0, count).join("/");
    try {
      if ((await lstat(path.join(realRoot, part))).isSymbolicLink()) {
        const message = `${change.path} is not written: ${part} is a symbolic link`;
        return problem("file/not-written", { message, at: ["line", change.path, 1, 1] });
      }
    } catch (error) {
      if (errorCode(error) === "ENOENT") return undefined;
      throw error;
    }
  }
  return undefined;
}

async function stage(realRoot: string, change: FileChange): Promise<Staged> {
  const target = path.join(realRoot, change.path);
  if (change.text === undefined) return { change, target, staged: undefined, backup: undefined };
  await mkdir(path.dirname(target), { recursive: true });
  const staged = besides(target);
  const handle = await open(staged, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o666);
  try {
    await handle.writeFile(change.text);
    await handle.sync();
  } catch (error) {
    await discard(staged);
    throw error;
  } finally {
    await handle.close();
  }
  return { change, target, staged, backup: undefined };
}

/** Renames the staged file over its place; a second name for the old content makes the way back possible. */
async function putInPlace(one: Staged, disk: Disk): Promise<void> {
  one.backup = await secondName(one.target);
  if (one.staged !== undefined) await disk.rename(one.staged, one.target);
  else if (one.backup !== undefined) await unlink(one.target);
}

async function secondName(target: string): Promise<string | undefined> {
  const name = besides(target);
  try {
    await link(target, name);
    return name;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    // File systems without hard links.
    await copyFile(target, name, constants.COPYFILE_EXCL);
    return name;
  }
}

async function undo(work: readonly Staged[], disk: Disk): Promise<void> {
  for (const one of [...work].reverse()) {
    const stillStaged = one.staged !== undefined && (await discard(one.staged));
    if (one.backup !== undefined)
      await disk.rename(one.backup, one.target).catch(() => rename(one.backup ?? "", one.target));
    else if (one.staged !== undefined && !stillStaged) await discard(one.target);
  }
}

/** Removes a file of ours; false when it is not there. */
async function discard(place: string | undefined): Promise<boolean> {
  if (place === undefined) return false;
  try {
    await unlink(place);
    return true;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}

/** A name in the same folder that the reader leaves alone. */
function besides(target: string): string {
  return path.join(path.dirname(target), `.plumbline-${randomBytes(9).toString("base64url")}.tmp`);
}

/** Makes the renames themselves survive a power cut, where the system can do that. */
async function syncFolders(work: readonly Staged[]): Promise<void> {
  for (const folder of new Set(work.map((one) => path.dirname(one.target)))) {
    try {
      const handle = await open(folder, "r");
      await handle.sync().finally(() => handle.close());
    } catch {
      // Windows and some network disks cannot sync a folder; the files themselves are on disk.
    }
  }
}
