/** Reads the Markdown files of a folder for an import, and lists the others; never follows links out of it. */
import { isUtf8 } from "node:buffer";
import { lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { InputError } from "./input-error.ts";

export interface ImportFolder {
  readonly markdown: readonly { readonly path: string; readonly text: string }[];
  /** Paths of everything else, which may be evidence. */
  readonly others: readonly string[];
  /** Files that were not read, with the reason. */
  readonly refused: readonly string[];
}

const largestMarkdown = 8 * 1024 * 1024;
const mostFiles = 5000;

export async function readImportFolder(root: string, shown: string): Promise<ImportFolder> {
  let realRoot: string;
  try {
    realRoot = await realpath(root);
    if (!(await stat(realRoot)).isDirectory()) throw new InputError(`${shown} is a file, not a folder`);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`there is no folder ${shown} that can be read`);
  }
  const folder = {
    markdown: [] as { path: string; text: string }[],
    others: [] as string[],
    refused: [] as string[],
  };
  await walk(realRoot, realRoot, folder);
  folder.markdown.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { ...folder, others: folder.others.sort() };
}

async function walk(
  realRoot: string,
  place: string,
  into: { markdown: { path: string; text: string }[]; others: string[]; refused: string[] },
): Promise<void> {
  for (const name of (await readdir(place)).sort()) {
    if (name.startsWith(".") || name === "node_modules") continue;
    if (into.markdown.length + into.others.length >= mostFiles)
      throw new InputError(`the folder holds more than ${mostFiles} files; import a part of it`);
    const full = join(place, name);
    const path = relative(realRoot, full).split(sep).join("/");
    const facts = await lstat(full);
    if (facts.isSymbolicLink()) into.refused.push(`${path}: a symbolic link is not followed`);
    else if (facts.isDirectory()) await walk(realRoot, full, into);
    else if (!facts.isFile()) into.refused.push(`${path}: not a regular file`);
    else if (!/\.(?:md|markdown)$/i.test(name)) into.others.push(path);
    else if (facts.size > largestMarkdown)
      into.refused.push(`${path}: larger than ${largestMarkdown / 1024 / 1024} MB`);
    else {
      const bytes = await readFile(full);
      if (isUtf8(bytes)) into.markdown.push({ path, text: bytes.toString("utf8") });
      else into.refused.push(`${path}: not UTF-8; save it as UTF-8 and import again`);
    }
  }
}
