/** Opens what a command works on: the catalogue with the user's own editions, and a dossier folder. */
import { resolve, relative, sep } from "node:path";
import { pinnedEditions, type FolderFile } from "#interchange/dossier-folder";
import type { Problem } from "#problems";
import type { Catalogue } from "#standards";
import { hashEvidence, loadCatalogue, ownStandards, readFolder, writeFiles } from "#store";
import { formatPlace, type Place } from "#base/place";
import type { Evaluator } from "#evaluation";
import { checkDossier, createRereadingEvaluator, type CheckedDossier, type FolderPort } from "#workbench";
import type { Invocation } from "./command.ts";
import { exitCodes, type ExitCode } from "./exit-codes.ts";
import { InputError } from "./input-error.ts";
import { counted } from "./pretty/marks.ts";
import { oneLine } from "./text-width.ts";

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

/** What is wrong, each with its place where one is known and with what to do. */
export function faultList(
  title: string,
  problems: readonly (Problem & { readonly place?: Place | undefined })[],
): string {
  const lines = problems.flatMap(({ place, message, remedy }) => [
    `  ${place === undefined ? "" : `${oneLine(formatPlace(place))}  `}${oneLine(message)}`,
    `    → ${oneLine(remedy)}`,
  ]);
  return [`${title}:`, ...lines].join("\n");
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

/** What is kept between readings of one dossier, so that only what changed is evaluated again. */
export interface SessionMemory {
  kept:
    { readonly documents: string; readonly catalogue: Catalogue; readonly evaluator: Evaluator } | undefined;
}

/** Reads and evaluates the dossier that the first operand names; the working folder where none is named. */
export async function openDossier(invocation: Invocation, memory?: SessionMemory): Promise<OpenDossier> {
  const folder = invocation.operands[0] ?? ".";
  const root = resolve(invocation.terminal.cwd, folder);
  const port = folderPort(root);
  const content = await port.read();
  const documents = pinnedDocuments(content.files);
  const kept = memory === undefined ? undefined : await remembered(memory, invocation, documents);
  const catalogue = kept?.catalogue ?? (await openCatalogue(invocation, documents));
  // What was read once is good for this run.
  const checked = await checkDossier({ ...port, read: () => Promise.resolve(content) }, catalogue, {
    now: asOf(invocation),
    ...(kept === undefined ? {} : { evaluator: kept.evaluator }),
  });
  return { catalogue, folder: shortName(invocation.terminal.cwd, root), root, port, checked };
}

/** The catalogue and evaluator of the last reading, unless the header now pins other documents. */
async function remembered(
  memory: SessionMemory,
  invocation: Invocation,
  pinned: readonly string[] | undefined,
): Promise<NonNullable<SessionMemory["kept"]>> {
  const documents = (pinned ?? []).join("\n");
  if (memory.kept?.documents !== documents) {
    const catalogue = await openCatalogue(invocation, pinned);
    memory.kept = { documents, catalogue, evaluator: createRereadingEvaluator(catalogue) };
  }
  return memory.kept;
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
  if (dossier === undefined || evaluation === undefined)
    throw new InputError(faultList(`${opened.folder} cannot be evaluated`, readingProblems(problems)));
  return { ...opened, dossier, evaluation };
}

/** The problems that say what could not be read. */
export function readingProblems<P extends Problem>(problems: readonly P[]): readonly P[] {
  return problems.filter((one) => one.code.startsWith("file/") && one.severity === "blocker");
}

/** Says on the error stream what a result leaves out because it could not be read; answers the exit code of the command. */
export function reportUnread({ terminal }: Invocation, { folder, checked }: OpenDossier): ExitCode {
  const found = readingProblems(checked.problems);
  if (checked.unreadable) {
    const title =
      checked.evaluation === undefined
        ? `${folder} cannot be evaluated`
        : "files could not be read, so this result leaves out what they say";
    terminal.err(`plumbline: ${faultList(title, found)}`);
    return exitCodes.unreadable;
  }
  if (found.length > 0) {
    const what = found.length === 1 ? "1 value counts" : `${counted(found.length, "value")} count`;
    terminal.err(
      `plumbline: ${what} as absent because of how the files are written; plumbline check ${folder} --code file lists them`,
    );
  }
  return exitCodes.clean;
}

/** The folder as a person would type it from here, with forward slashes. */
export function shortName(cwd: string, root: string): string {
  const path = relative(cwd, root).split(sep).join("/");
  return path === "" ? "." : path;
}
