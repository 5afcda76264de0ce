/** Tells the files of an archive apart as a folder's reader does: YAML of the dossier, YAML elsewhere, everything else. */
import type { FileEntry } from "./judge-entries.ts";

export interface SortedContent {
  /** YAML files where a dossier has them. */
  readonly texts: readonly FileEntry[];
  /** YAML files elsewhere; they are named but not opened, so that the reader can say where they belong. */
  readonly elsewhere: readonly string[];
  /** Evidence, and files such as a README, which evidence.yaml may name as well. */
  readonly others: readonly FileEntry[];
}

/** Folders whose YAML files belong to the dossier; the reader of folders knows the same. */
const knownFolders: ReadonlySet<string> = new Set(["requirements", "ixit", "assessment"]);

export function sortContent(files: readonly FileEntry[]): SortedContent {
  const texts: FileEntry[] = [];
  const elsewhere: string[] = [];
  const others: FileEntry[] = [];
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))) {
    const steps = file.path.split("/");
    const [first = ""] = steps;
    if (!/\.ya?ml$/i.test(file.path) || (first === "evidence" && steps.length > 1)) others.push(file);
    else if (steps.length === 1 || (steps.length === 2 && knownFolders.has(first))) texts.push(file);
    else elsewhere.push(file.path);
  }
  return { texts, elsewhere, others };
}

/** The files without the folder that all of them lie in, where that folder holds plumbline.yaml. */
export function withoutTopFolder(files: readonly FileEntry[]): readonly FileEntry[] {
  const header = files.find((file) => /(?:^|\/)plumbline\.ya?ml$/.test(file.path));
  const top = header?.path.slice(0, header.path.lastIndexOf("/") + 1) ?? "";
  if (top === "" || !files.every((file) => file.path.startsWith(top))) return files;
  return files.map((file) => ({ ...file, path: file.path.slice(top.length) }));
}

/** Where plumbline.yaml stands in the archive when it is not at the top; undefined when it is, or is nowhere. */
export function headerElsewhere(files: readonly FileEntry[]): string | undefined {
  if (files.some((file) => /^plumbline\.ya?ml$/.test(file.path))) return undefined;
  return files.find((file) => /\/plumbline\.ya?ml$/.test(file.path) && !file.path.startsWith("evidence/"))
    ?.path;
}
