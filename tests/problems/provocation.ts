/** What a provocation is: the smallest change of something sound that makes one kind of problem appear. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { FileFact } from "#dossier";
import { evaluate } from "#evaluation";
import {
  applyEdits,
  readDossierFolder,
  writeDossierFolder,
  type FolderFile,
} from "#interchange/dossier-folder";
import type { Edit, Problem, ProblemCode } from "#problems";
import type { Catalogue } from "#standards";
import { applyEditsInMemory, inOrder, type Change } from "../doubles/edits.ts";
import { soundProduct, type SoundDossier } from "../doubles/sound-product.ts";
import { soundTrustService } from "../doubles/sound-trust-service.ts";

type Files = Readonly<Record<string, FileFact>>;

/** A change of a sound dossier, judged by the engine. */
export interface DossierProvocation {
  readonly on: "product" | "trust-service";
  /** What makes the sound dossier ready to be provoked; the problem must not be there afterwards. */
  readonly from?: Change;
  readonly change?: Change;
  readonly now?: string;
  readonly files?: (files: Files) => Files;
  readonly catalogue?: (catalogue: Catalogue) => Catalogue;
}

/** A change of the text of a written sound product, judged by the reader. */
export interface TextProvocation {
  readonly text: (files: readonly FolderFile[]) => readonly FolderFile[];
}

/** Something that needs the disk: `run` answers what is found in a folder that holds the sound product. */
export interface DiskProvocation {
  readonly prepare?: (folder: string) => void;
  readonly run: (folder: string, catalogue: Catalogue) => Promise<readonly Problem[]> | readonly Problem[];
}

export type Provocation = DossierProvocation | TextProvocation | DiskProvocation;
export type ProvocationTable = Readonly<Partial<Record<ProblemCode, Provocation>>>;

export interface Provoked {
  readonly before: readonly Problem[];
  readonly after: readonly Problem[];
  /** The problems that are left after the edits, once for each way to apply them. */
  readonly fixed: readonly ((edits: readonly Edit[]) => readonly Problem[])[];
}

export async function provoke(provocation: Provocation, catalogue: Catalogue): Promise<Provoked> {
  if ("on" in provocation) return provokeDossier(provocation, catalogue);
  if ("text" in provocation) return provokeText(provocation, catalogue);
  const sound = soundProduct(catalogue);
  const files = writeDossierFolder(sound.dossier, catalogue);
  const run = (prepare: DiskProvocation["prepare"]): Promise<readonly Problem[]> =>
    inFolder(sound, files, prepare, (folder) => provocation.run(folder, catalogue));
  // What needs no preparation, such as a refused write, has no sound form to compare with.
  const before = provocation.prepare === undefined ? [] : await run(undefined);
  return { before, after: await run(provocation.prepare), fixed: [] };
}

function provokeDossier(provocation: DossierProvocation, catalogue: Catalogue): Provoked {
  const sound = provocation.on === "product" ? soundProduct(catalogue) : soundTrustService(catalogue);
  const base = inOrder(provocation.from ?? same)(sound.dossier);
  const changed = (provocation.change ?? same)(base);
  const context = {
    now: provocation.now ?? sound.now,
    files: (provocation.files ?? same)(sound.files),
  };
  const used = (provocation.catalogue ?? same)(catalogue);
  return {
    before: evaluate(base, catalogue, sound).problems,
    after: evaluate(changed, used, context).problems,
    fixed: [
      (edits) => evaluate(applyEditsInMemory(changed, edits), used, context).problems,
      (edits) => {
        const files = edited(writeDossierFolder(changed, used), edits, used);
        const { dossier, problems } = readDossierFolder(files, used);
        return [...problems, ...(dossier === undefined ? [] : evaluate(dossier, used, context).problems)];
      },
    ],
  };
}

function provokeText({ text }: TextProvocation, catalogue: Catalogue): Provoked {
  const files = writeDossierFolder(soundProduct(catalogue).dossier, catalogue);
  const changed = text(files);
  return {
    before: readDossierFolder(files, catalogue).problems,
    after: readDossierFolder(changed, catalogue).problems,
    fixed: [(edits) => readDossierFolder(edited(changed, edits, catalogue), catalogue).problems],
  };
}

/** The files after the edits of a fix, made in their text. */
function edited(
  files: readonly FolderFile[],
  edits: readonly Edit[],
  catalogue: Catalogue,
): readonly FolderFile[] {
  const answer = applyEdits(files, edits, catalogue);
  if (!answer.ok) throw new Error(answer.error.map((one) => one.message).join("; "));
  const after = new Map(answer.value.map((one) => [one.path, one.after]));
  const kept = files.map(({ path, text }) => ({ path, text: after.get(path) ?? text }));
  const added = answer.value
    .filter((one) => one.before === undefined)
    .map(({ path, after: text }) => ({ path, text }));
  return [...kept, ...added];
}

function same<T>(value: T): T {
  return value;
}

/** Runs something on a folder that holds the sound product, and takes the folder away again. */
async function inFolder<T>(
  sound: SoundDossier,
  files: readonly FolderFile[],
  prepare: ((folder: string) => void) | undefined,
  run: (folder: string) => Promise<T> | T,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-provoke-"));
  try {
    for (const { path, text } of files) put(folder, path, text);
    for (const [path, text] of Object.entries(sound.contents)) put(folder, path, text);
    prepare?.(folder);
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes one file below a folder, with the folders on the way. */
export function put(folder: string, path: string, content: string | Uint8Array): void {
  const place = join(folder, path);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, content);
}

export const onProduct = (
  change: Change,
  more: Omit<DossierProvocation, "on" | "change"> = {},
): DossierProvocation => ({
  on: "product",
  change,
  ...more,
});

export const onService = (
  change: Change,
  more: Omit<DossierProvocation, "on" | "change"> = {},
): DossierProvocation => ({
  on: "trust-service",
  change,
  ...more,
});
