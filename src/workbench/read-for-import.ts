/** Reads a folder that is to be imported, and judges whether all of it can be kept. */
import type { Placed } from "#base/place";
import { ok } from "#base/result";
import { pathOfRecord, recordFaults, recordsOf, type Dossier } from "#dossier";
import { readDossierFolder, type FolderFile } from "#interchange/dossier-folder";
import { problem, type Problem } from "#problems";
import type { Catalogue } from "#standards";
import { placeProblems } from "./place-problems.ts";
import { invalid, type Answer } from "./refusal.ts";

export interface ReadFolder {
  readonly dossier: Dossier;
  readonly problems: readonly Placed<Problem>[];
  /** Why it is not imported as it is; undefined when nothing stands in the way. */
  readonly refusal: string | undefined;
}

/** More records than this are no dossier. */
const mostRecords = 50_000;

export function readForImport(
  input: {
    readonly files: readonly FolderFile[];
    readonly unread?: readonly string[] | undefined;
    readonly problems?: readonly Problem[] | undefined;
    readonly despiteProblems?: boolean | undefined;
  },
  catalogue: Catalogue,
): Answer<ReadFolder> {
  const reading = readDossierFolder(input.files, catalogue, input.unread);
  const place = (found: readonly Problem[]): readonly Placed<Problem>[] =>
    placeProblems(found, input.files, reading.locate);
  const problems = [...(input.problems ?? []), ...reading.problems];
  const { dossier } = reading;
  if (dossier === undefined)
    return invalid("The files hold no dossier that can be read.", { problems: place(problems) });
  const kept = unkeepable(dossier);
  const all = place([...problems, ...kept]);
  if (kept.length > 0) return invalid("Some records cannot be kept.", { problems: all });
  const lost = all.filter((one) => one.severity === "blocker").length;
  const refusal =
    lost === 0 || input.despiteProblems === true
      ? undefined
      : `${count(lost, "place", "places")} of the files cannot be read; what stands there would be lost.`;
  return ok({ dossier, problems: all, refusal });
}

function count(number: number, one: string, many: string): string {
  return `${String(number)} ${number === 1 ? one : many}`;
}

/** Records that break the limits of the store. */
function unkeepable(dossier: Dossier): readonly Problem[] {
  const records = recordsOf(dossier);
  if (records.length > mostRecords) {
    const message = `the dossier has ${String(records.length)} records; the workbench keeps up to ${String(mostRecords)}`;
    return [problem("file/too-many", { message, at: ["header"] })];
  }
  return records.flatMap(({ kind, key, body }) =>
    recordFaults(kind, key, body).map(({ pointer, message }) =>
      problem("file/invalid-value", {
        message: `${kind} ${key}${pointer}: ${message}`,
        at: [...pathOfRecord(kind, key, dossier.notes), ...stepsOf(pointer)],
        remedy: "Change the value in its file, and import again.",
      }),
    ),
  );
}

function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}
