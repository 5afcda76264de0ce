/** Opens what a command works on: the catalogue with the user's own editions, and a dossier folder. */
import { resolve, relative, sep } from "node:path";
import { pinnedEditions, type FolderFile } from "#interchange/dossier-folder";
import type { Problem } from "#problems";
import type { Catalogue } from "#standards";
import { hashEvidence, loadCatalogue, ownStandards, readFolder, writeFiles } from "#store";
import { checkDossier, type CheckedDossier, type FolderPort } from "#workbench";
import type { Invocation } from "./command.ts";
import { InputError } from "./input-error.ts";

/** The catalogue; faulty files of the user are refused with all their faults. */
export async function openCatalogue(
  { flags, terminal }: Invocation,
  documents?: readonly string[],
): Promise<Catalogue> {
  const own = ownStandards(
    flags.list("standards").map((one) => resolve(terminal.cwd, one)),
    process.env,
  );
  const { catalogue, problems } = await loadCatalogue({
    own,
    ...(documents === undefined ? {} : { documents }),
  });
  if (problems.length > 0)
    throw new InputError(faultList("the standards files cannot be used as they are", problems));
  return catalogue;
}

export function faultList(title: string, problems: readonly Problem[]): string {
  return [`${title}:`, ...problems.map((one) => `  ${one.message}`)].join("\n");
}

/** The day of the question: --as-of, else today. */
export function asOf({ flags, terminal }: Invocation): string {
  return flags.text("as-of") ?? terminal.today;
}

export function folderPort(root: string): FolderPort {
  return {
    read: () => readFolder(root),
    evidenceFacts: (dossier) => hashEvidence(root, dossier),
    write: (changes) => writeFiles(root, changes),
  };
}

export interface OpenDossier {
  readonly catalogue: Catalogue;
  readonly folder: string;
  readonly root: string;
  readonly port: FolderPort;
  readonly checked: CheckedDossier;
}

/** Reads and evaluates the dossier that the first operand names; the working folder where none is named. */
export async function openDossier(invocation: Invocation): Promise<OpenDossier> {
  const folder = invocation.operands[0] ?? ".";
  const root = resolve(invocation.terminal.cwd, folder);
  const port = folderPort(root);
  const content = await port.read();
  const catalogue = await openCatalogue(invocation, pinnedDocuments(content.files));
  // What was read once is good for this run.
  const checked = await checkDossier({ ...port, read: () => Promise.resolve(content) }, catalogue, {
    now: asOf(invocation),
  });
  return { catalogue, folder: shortName(invocation.terminal.cwd, root), root, port, checked };
}

/** The documents that the header pins, so that only their editions are loaded; all where it does not say. */
function pinnedDocuments(files: readonly FolderFile[]): readonly string[] | undefined {
  const pinned = pinnedEditions(files).map((one) => one.document);
  return pinned.length === 0 ? undefined : pinned;
}

/** The dossier with its evaluation, or a refusal that lists why it could not be evaluated. */
export async function openEvaluated(invocation: Invocation) {
  const opened = await openDossier(invocation);
  const { dossier, evaluation, problems } = opened.checked;
  if (dossier === undefined || evaluation === undefined) {
    const blockers = problems.filter((one) => one.severity === "blocker");
    throw new InputError(
      faultList(`${opened.folder} cannot be evaluated`, blockers.length > 0 ? blockers : problems),
    );
  }
  return { ...opened, dossier, evaluation };
}

/** The folder as a person would type it from here, with forward slashes. */
export function shortName(cwd: string, root: string): string {
  const path = relative(cwd, root).split(sep).join("/");
  return path === "" ? "." : path;
}
