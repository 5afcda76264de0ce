/** Act: read a dossier folder, evaluate it as on a day, and say for every problem where it stands. */
import type { IsoDate } from "#base/calendar";
import type { Place, Placed } from "#base/place";
import type { Dossier, FileFact } from "#dossier";
import { createEvaluator, type Evaluation, type Evaluator } from "#evaluation";
import { readDossierFolder, type FolderFile, type FolderReading } from "#interchange/dossier-folder";
import type { Problem } from "#problems";
import type { Catalogue } from "#standards";
import { linesOf, placeAt } from "./find-place.ts";
import type { FolderContent, FolderPort } from "./ports.ts";

export interface CheckOptions {
  readonly now: IsoDate;
  /** Keeps what is unchanged between runs of --watch. */
  readonly evaluator?: Evaluator;
}

export interface CheckedDossier {
  readonly asOf: IsoDate;
  readonly dossier: Dossier | undefined;
  readonly evaluation: Evaluation | undefined;
  readonly files: readonly FolderFile[];
  readonly facts: Readonly<Record<string, FileFact>>;
  /** Problems of reading first, then those of the evaluation in its order. */
  readonly problems: readonly Placed<Problem>[];
  /** True when some file could not be read; the evaluation, if any, then rests on the rest. */
  readonly unreadable: boolean;
  /** The files that could not be read, by path. */
  readonly unread: readonly string[];
  readonly sourceLine: (place: Place) => string | undefined;
}

export async function checkDossier(
  folder: FolderPort,
  catalogue: Catalogue,
  options: CheckOptions,
): Promise<CheckedDossier> {
  const content = await folder.read();
  const reading = readDossierFolder(content.files, catalogue, content.unread);
  const { dossier } = reading;
  const facts = dossier === undefined ? {} : await folder.evidenceFacts(dossier);
  const evaluator = options.evaluator ?? createEvaluator(catalogue);
  const evaluation =
    dossier === undefined ? undefined : evaluator.evaluate(dossier, { now: options.now, files: facts });
  const source = makeSourceReader(content.files);
  const place = (problem: Problem): Placed<Problem> => {
    const start = reading.locate(problem.at);
    return {
      ...problem,
      place: start === undefined ? undefined : placeAt(start, source(start.file), problem.near),
    };
  };
  return {
    asOf: options.now,
    dossier,
    evaluation,
    files: content.files,
    facts,
    problems: [...readingProblems(content, reading), ...(evaluation?.problems ?? [])].map(place),
    unreadable: content.unread.length > 0 || reading.unreadable,
    unread: reading.unreadableFiles,
    sourceLine: ({ file, line }) => source(file)[line - 1],
  };
}

/** A folder that is not there has been reported by then; that it holds no header goes without saying. */
function readingProblems(content: FolderContent, reading: FolderReading): readonly Problem[] {
  const isNoDossier = (one: Problem): boolean => one.code === "file/no-dossier";
  const said = content.problems.some(isNoDossier);
  return [...content.problems, ...reading.problems.filter((one) => !said || !isNoDossier(one))];
}

function makeSourceReader(files: readonly FolderFile[]): (file: string) => readonly string[] {
  const texts = new Map(files.map((one) => [one.path, one.text]));
  const split = new Map<string, readonly string[]>();
  return (file) => {
    const known = split.get(file);
    if (known !== undefined) return known;
    const lines = linesOf(texts.get(file) ?? "");
    split.set(file, lines);
    return lines;
  };
}
