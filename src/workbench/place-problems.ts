/** Says for the problems of reading a folder in which file and line each stands. */
import type { Placed } from "#base/place";
import type { FolderFile, FolderReading } from "#interchange/dossier-folder";
import type { Problem } from "#problems";
import { linesOf, placeAt } from "./find-place.ts";

export function placeProblems(
  problems: readonly Problem[],
  files: readonly FolderFile[],
  locate: FolderReading["locate"],
): readonly Placed<Problem>[] {
  const texts = new Map(files.map((one) => [one.path, one.text]));
  const split = new Map<string, readonly string[]>();
  const lines = (file: string): readonly string[] => {
    const known = split.get(file) ?? linesOf(texts.get(file) ?? "");
    split.set(file, known);
    return known;
  };
  return problems.map((one) => {
    const start = locate(one.at);
    return { ...one, place: start === undefined ? undefined : placeAt(start, lines(start.file), one.near) };
  });
}
