/** Reads the YAML files of a dossier folder and lists its evidence, without leaving the folder. */
import type { Dirent } from "node:fs";
import { opendir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { problem, type Problem } from "#problems";
import { errorCode, realPlace, reasonOf } from "./folder-paths.ts";
import { inParallel } from "./in-parallel.ts";
import { megabytes, readText } from "./read-text.ts";

export interface FolderContent {
  /** The YAML files that could be read, by path from the folder with forward slashes. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** YAML files that are there but could not be read; each has a problem. */
  readonly unread: readonly string[];
  readonly problems: readonly Problem[];
  readonly evidenceFiles: readonly { readonly path: string; readonly bytes: number }[];
}

const mostYamlFiles = 2000;
const mostYamlBytes = 64 * 1024 * 1024;
const mostEntries = 20_000;
/** Folders whose YAML files belong to the dossier. */
const knownFolders: ReadonlySet<string> = new Set(["requirements", "ixit", "assessment"]);

/** What the folder at `root` holds. Nothing is thrown for what lies there: what cannot be read becomes a problem. */
export async function readFolder(root: string): Promise<FolderContent> {
  let realRoot: string;
  try {
    realRoot = await realpath(root);
    if (!(await stat(realRoot)).isDirectory()) return nothing(`${root} is a file, not a dossier folder`);
  } catch (error) {
    const gone = errorCode(error) === "ENOENT";
    return nothing(
      gone ? `there is no folder ${root}` : `the folder ${root} cannot be read: ${reasonOf(error)}`,
    );
  }
  const walk: Walk = { realRoot, problems: [], yaml: [], unknown: [], evidence: [], entries: 0 };
  await walkTop(walk);
  return readFound(walk);
}

function nothing(message: string): FolderContent {
  const none = problem("file/no-dossier", { message, at: ["header"] });
  return { files: [], unread: [], problems: [none], evidenceFiles: [] };
}

interface Walk {
  readonly realRoot: string;
  readonly problems: Problem[];
  /** YAML files in known places. */
  readonly yaml: string[];
  /** YAML files elsewhere, which are named but not opened. */
  readonly unknown: string[];
  readonly evidence: { path: string; bytes: number }[];
  entries: number;
}

async function walkTop(walk: Walk): Promise<void> {
  for (const entry of await listFolder(walk, "")) {
    const folder = await kindOf(walk, entry, entry.name);
    if (folder === "file") {
      if (isYaml(entry.name)) walk.yaml.push(entry.name);
    } else if (folder === "folder" && entry.name === "evidence") {
      await walkEvidence(walk, entry.name);
    } else if (folder === "folder" && entry.name !== "node_modules") {
      await walkYaml(walk, entry.name, knownFolders.has(entry.name) ? walk.yaml : walk.unknown);
    }
  }
}

async function walkYaml(walk: Walk, folder: string, into: string[]): Promise<void> {
  for (const entry of await listFolder(walk, folder)) {
    const relative = `${folder}/${entry.name}`;
    if (isYaml(entry.name) && (await kindOf(walk, entry, relative)) === "file") into.push(relative);
  }
}

async function walkEvidence(walk: Walk, folder: string): Promise<void> {
  for (const entry of await listFolder(walk, folder)) {
    const relative = `${folder}/${entry.name}`;
    const kind = await kindOf(walk, entry, relative);
    // A linked folder is not entered: links could lead round in a circle.
    if (kind === "folder" && !entry.isSymbolicLink()) await walkEvidence(walk, relative);
    if (kind === "file") walk.evidence.push({ path: relative, bytes: await sizeOf(walk, relative) });
  }
}

async function sizeOf(walk: Walk, relative: string): Promise<number> {
  try {
    return (await stat(path.join(walk.realRoot, relative))).size;
  } catch {
    // It went away between listing and asking; hashing will say that it is missing.
    return 0;
  }
}

/** The entries of a folder by name, without those that start with a dot. */
async function listFolder(walk: Walk, relative: string): Promise<readonly Dirent[]> {
  const found: Dirent[] = [];
  try {
    for await (const entry of await opendir(path.join(walk.realRoot, relative))) {
      walk.entries += 1;
      if (walk.entries > mostEntries) {
        tooMany(walk, `${String(mostEntries)} files and folders`);
        break;
      }
      if (!entry.name.startsWith(".")) found.push(entry);
    }
  } catch (error) {
    const message = `the folder ${relative === "" ? "itself" : relative} cannot be listed: ${reasonOf(error)}`;
    walk.problems.push(problem("file/unreadable", { message, at: ["line", relative, 1, 1] }));
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function tooMany(walk: Walk, limit: string): void {
  if (walk.problems.some((one) => one.code === "file/too-many")) return;
  const message = `the folder holds more than ${limit}; what lies beyond is not read`;
  walk.problems.push(problem("file/too-many", { message, at: ["header"] }));
}

/** Whether an entry is a file or folder inside the dossier folder; links that lead out become problems. */
async function kindOf(walk: Walk, entry: Dirent, relative: string): Promise<"file" | "folder" | undefined> {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  if (!entry.isSymbolicLink()) {
    if (isYaml(entry.name)) {
      const message = `${relative} is not a regular file`;
      walk.problems.push(problem("file/unreadable", { message, at: ["line", relative, 1, 1] }));
    }
    return undefined;
  }
  const real = await realPlace(walk.realRoot, relative);
  if (real.state === "inside") {
    const facts = await stat(real.place);
    return facts.isFile() ? "file" : facts.isDirectory() ? "folder" : undefined;
  }
  const [code, message] =
    real.state === "outside"
      ? ([
          "file/symlink-outside",
          `${relative} is a symbolic link that leaves the dossier folder; it is not followed`,
        ] as const)
      : (["file/unreadable", `${relative} is a symbolic link that leads nowhere`] as const);
  walk.problems.push(problem(code, { message, at: ["line", relative, 1, 1] }));
  return undefined;
}

async function readFound(walk: Walk): Promise<FolderContent> {
  // The files at the top come first, so that a limit never cuts off the header.
  const inFolder = (relative: string): number => (relative.includes("/") ? 1 : 0);
  const found = [...walk.yaml].sort((a, b) => inFolder(a) - inFolder(b));
  const wanted = found.slice(0, mostYamlFiles);
  if (found.length > mostYamlFiles) tooMany(walk, `${String(mostYamlFiles)} YAML files`);
  let total = 0;
  const texts = await inParallel(wanted, 16, async (relative) => {
    if (total > mostYamlBytes) return undefined;
    const answer = await readText(path.join(walk.realRoot, relative), relative);
    total += answer.text?.length ?? 0;
    return answer;
  });
  if (total > mostYamlBytes) tooMany(walk, `${megabytes(mostYamlBytes)} of YAML`);
  const files: { path: string; text: string }[] = [];
  const unread = found.slice(mostYamlFiles);
  wanted.forEach((relative, index) => {
    const answer = texts[index];
    if (answer?.text !== undefined) files.push({ path: relative, text: answer.text });
    else unread.push(relative);
    if (answer?.problem !== undefined) walk.problems.push(answer.problem);
  });
  // Misplaced files are handed on by name alone, so that the reader can say where they belong.
  for (const relative of walk.unknown) files.push({ path: relative, text: "" });
  for (const one of walk.problems) {
    const [kind, file] = one.at;
    if (kind === "line" && isYaml(String(file)) && !unread.includes(String(file))) unread.push(String(file));
  }
  return { files, unread, problems: walk.problems, evidenceFiles: walk.evidence };
}

function isYaml(name: string): boolean {
  return /\.ya?ml$/i.test(name);
}
