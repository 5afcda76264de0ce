/** Decides by the table alone which entries can be files of a dossier folder, before a byte is inflated. */
import type { Problem } from "#problems";
import type { TableEntry } from "./central-directory.ts";
import { nameOf, quoted } from "./entry-name.ts";
import type { ZipLimits } from "./limits.ts";
import { entryProblem } from "./refusal.ts";

/** A regular file of the archive with its path. */
export interface FileEntry {
  readonly path: string;
  readonly entry: TableEntry;
}

export interface JudgedEntries {
  readonly files: readonly FileEntry[];
  /** Paths of what operating systems and other tools put there. */
  readonly leftOut: readonly string[];
  readonly problems: readonly Problem[];
}

const stored = 0;
const deflated = 8;

export function judgeEntries(entries: readonly TableEntry[], limits: ZipLimits): JudgedEntries {
  const files: FileEntry[] = [];
  const leftOut: string[] = [];
  const problems: Problem[] = [];
  for (const entry of entries) {
    const name = nameOf(entry, limits);
    if (name.problem !== undefined) {
      problems.push(name.problem);
      continue;
    }
    // A link among the junk is still a link: whoever unpacks the archive elsewhere would follow it.
    const fault = kindFault(name.path, name.folder, entry);
    if (fault !== undefined) problems.push(fault);
    else if (isJunk(name.path)) leftOut.push(name.path);
    else if (!name.folder) {
      const packing = packingFault(name.path, entry);
      if (packing === undefined) files.push({ path: name.path, entry });
      else problems.push(packing);
    }
  }
  return { files, leftOut, problems: [...problems, ...sameInFolder(files)] };
}

/** What Unix calls the type of the file; only regular files and folders are taken. */
function kindFault(path: string, folder: boolean, entry: TableEntry): Problem | undefined {
  const type = entry.mode & 0o170000;
  if (type === 0 || type === 0o100000 || (type === 0o040000 && folder)) return undefined;
  const kind =
    type === 0o120000
      ? "a symbolic link"
      : type === 0o040000
        ? "a folder with the name of a file"
        : "a device, pipe or socket";
  return entryProblem(
    "file/zip-special",
    path,
    `${quoted(path)} in the archive is ${kind}; it is not followed`,
  );
}

function packingFault(path: string, entry: TableEntry): Problem | undefined {
  // Bit 0: encrypted; bit 6: strongly; bit 13: the table is masked; 99: AES of WinZip.
  if ((entry.flags & 0x2041) !== 0 || entry.method === 99) {
    const message = `${quoted(path)} in the archive is encrypted; archives are read without a password`;
    return entryProblem("file/zip-encrypted", path, message);
  }
  if (entry.method !== stored && entry.method !== deflated) {
    const message = `${quoted(path)} in the archive is packed by method ${String(entry.method)}; Deflate and stored files are read`;
    return entryProblem("file/zip-method", path, message);
  }
  return undefined;
}

/** Files that systems and tools leave behind: resource forks, thumbnails, and folders that start with a dot. */
function isJunk(path: string): boolean {
  return path.split("/").some((step, index, steps) => {
    if (step === "__MACOSX" || step.startsWith("._") || step === "node_modules") return true;
    if (/^(?:\.DS_Store|Thumbs\.db|ehthumbs\.db|desktop\.ini|\$RECYCLE\.BIN)$/i.test(step)) return true;
    // Evidence may be a dot file; it is what evidence.yaml names.
    return step.startsWith(".") && !steps.slice(0, index).includes("evidence");
  });
}

/** Names that would meet in a folder, on a disk that tells capitals apart or on one that does not. */
function sameInFolder(files: readonly FileEntry[]): readonly Problem[] {
  const problems: Problem[] = [];
  const spelled = new Map<string, { readonly path: string; readonly kind: "file" | "folder" }>();
  const refuse = (path: string, other: string, why: string): void => {
    const message = `${quoted(path)} and ${quoted(other)} in the archive ${why}`;
    problems.push(entryProblem("file/zip-name-twice", path, message));
  };
  for (const { path } of files) {
    const steps = path.split("/");
    for (let count = 1; count <= steps.length; count += 1) {
      const part = steps.slice(0, count).join("/");
      const kind = count === steps.length ? "file" : "folder";
      const key = folded(part);
      const before = spelled.get(key);
      if (before === undefined) spelled.set(key, { path: part, kind });
      else if (before.kind !== kind) refuse(path, before.path, "are a file and a folder of one name");
      else if (kind === "folder" && before.path === part) continue;
      else if (before.path === part) refuse(path, before.path, "are the same file twice");
      else refuse(part, before.path, "differ in capitals or accents only");
      if (before !== undefined) break;
    }
  }
  return problems;
}

/** As disks that do not tell capitals apart compare names; accents in one form. */
function folded(path: string): string {
  return path.normalize("NFC").toUpperCase().toLowerCase();
}
